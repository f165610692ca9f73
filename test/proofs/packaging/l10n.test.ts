import { getL10nJson } from '@vscode/l10n-dev';
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

const root = process.cwd();

suite('Texts of the user interface', () => {
  test('are all in l10n/bundle.l10n.json: `npm run l10n` writes it', async function () {
    // It parses every file.
    const files = fs
      .readdirSync(path.join(root, 'src', 'vscode'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({
        extension: '.ts' as const,
        contents: fs.readFileSync(path.join(root, 'src', 'vscode', file), 'utf8'),
      }));
    const bundle = JSON.parse(fs.readFileSync(path.join(root, 'l10n', 'bundle.l10n.json'), 'utf8')) as object;
    const texts = Object.keys(await getL10nJson(files)).sort();
    assert.ok(texts.length > 100);
    assert.deepEqual(Object.keys(bundle).sort(), texts);
  });
});
