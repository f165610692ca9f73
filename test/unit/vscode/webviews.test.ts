import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** Whatever shows HTML in VS Code. */
const makesWebview = /\b(?:createWebviewPanel|registerWebviewViewProvider|registerCustomEditorProvider)\b/;

suite('Webviews', () => {
  const files = fs
    .readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: file.split(path.sep).join('/'), text: fs.readFileSync(path.join('src', file), 'utf8') }));

  test('are made in one place', () => {
    const makers = files.filter(({ text }) => makesWebview.test(text)).map(({ file }) => file);
    assert.deepEqual(makers, ['vscode/documents/xdmPages.ts']);
  });

  test('show nothing but the two pages whose policy fieldPage.test.ts proves', () => {
    const shown = files.flatMap(({ text }) => [...text.matchAll(/webview\.html = (\w+)/g)].map(([, maker]) => maker));
    assert.deepEqual(new Set(shown), new Set(['pageHtml', 'failureHtml']));
    const assigned = files.flatMap(({ text }) => text.match(/\.html\s*\+?=/g) ?? []);
    assert.equal(assigned.length, shown.length);
  });

  test('read nothing of the disk', () => {
    const options = files.flatMap(({ text }) => text.match(/webview\.options = .*/g) ?? []);
    assert.ok(options.length > 0);
    for (const option of options) assert.match(option, /localResourceRoots: \[\]/);
  });
});
