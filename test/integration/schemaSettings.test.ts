import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { addPatterns, removePatterns } from '../../src/vscode/validation/schemaSettings';
import { ridersUrl, schemaUrl } from './support/payloads';
import { restoreSettings, setSetting } from './support/settings';

const place = { target: vscode.ConfigurationTarget.Global, folder: undefined };
/** Whatever a team wrote: members that VS Code knows or not, and what is no pattern. */
const written = { url: ridersUrl, folderUri: 'file:///a', note: 'Riders', fileMatch: ['*.one.json', 1, '*.two.json'] };
const foreign = { url: 'https://example.com/a.json', fileMatch: ['*.one.json'] };

suite('The setting json.schemas', () => {
  restoreSettings();
  setup(() => setSetting('json.schemas', [foreign, written]));

  const read = (): unknown =>
    JSON.parse(JSON.stringify(vscode.workspace.getConfiguration('json').inspect('schemas')?.globalValue));

  test('keeps all that an entry says when a pattern is added to it', async () => {
    const undo = await addPatterns(place, ridersUrl, ['*.new.json']);
    assert.deepEqual(read(), [foreign, { ...written, fileMatch: [...written.fileMatch, '*.new.json'] }]);
    await undo();
    assert.deepEqual(read(), [foreign, written]);
  });

  test('keeps it when a pattern is taken out of it, or goes to another schema', async () => {
    const left = { ...written, fileMatch: [1, '*.two.json'] };
    await removePatterns(place, ['*.one.json']);
    assert.deepEqual(read(), [foreign, left]);
    await addPatterns(place, schemaUrl('fleet'), ['*.two.json']);
    assert.deepEqual(read(), [
      foreign,
      { ...written, fileMatch: [1] },
      { fileMatch: ['*.two.json'], url: schemaUrl('fleet') },
    ]);
  });

  test('loses an entry of ours that fits nothing any more, and no other', async () => {
    const unused = { url: schemaUrl('fleet'), fileMatch: ['!*.no.json'] };
    await setSetting('json.schemas', [unused, { url: ridersUrl, fileMatch: ['*.one.json', '!*.not.json'] }]);
    await removePatterns(place, ['*.one.json']);
    assert.deepEqual(read(), [unused]);
  });
});
