import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { run } from './support/aepCommands';
import { classUri } from './support/documents';
import { useLocalAdobe } from './support/localAdobe';
import { until } from './support/until';

type Dialogs = Pick<typeof vscode.window, 'showSaveDialog' | 'showInformationMessage' | 'showErrorMessage'>;

suite('Save Page as HTML…', () => {
  const fixture = useLocalAdobe();
  const dialogs: Dialogs = { ...vscode.window };
  let folder: string;
  let proposed: vscode.SaveDialogOptions | undefined;
  let said: string[];

  /** Answers as a person would, since nobody is there to press a button of the dialog. */
  const answer = (uri: vscode.Uri | undefined): void => {
    const show = (message: string, ...buttons: readonly string[]): Promise<undefined> => {
      said.push([message, ...buttons].join(' | '));
      return Promise.resolve(undefined);
    };
    Object.assign(vscode.window, {
      showSaveDialog: (options: vscode.SaveDialogOptions) => {
        proposed = options;
        return Promise.resolve(uri);
      },
      showInformationMessage: show,
      showErrorMessage: show,
    });
  };

  setup(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aep-page-'));
    [proposed, said] = [undefined, []];
  });
  teardown(() => {
    const { showSaveDialog, showInformationMessage, showErrorMessage } = dialogs;
    Object.assign(vscode.window, { showSaveDialog, showInformationMessage, showErrorMessage });
    fs.rmSync(folder, { recursive: true });
  });

  test('writes the page where it is told to, whole and with all that it needs', async () => {
    const connectionId = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
    const file = vscode.Uri.file(path.join(folder, 'profile.html'));
    answer(file);
    await run('aep.xdm.savePage', classUri(connectionId, { sandbox: 'dev' }));
    assert.match(path.basename(proposed!.defaultUri!.path), /^XDM-Individual-Profile\.html$/);
    assert.deepEqual(proposed!.filters, { HTML: ['html'] });
    const html = fs.readFileSync(file.fsPath, 'utf8');
    assert.match(html, /^<!doctype html>/i);
    assert.match(html, /<h1[^>]*>[^<]*XDM Individual Profile/);
    assert.match(html, /_id/);
    assert.match(html, /<\/html>\s*$/);
    // A file that is sent to somebody needs nothing beside it.
    assert.doesNotMatch(html, /vscode-resource|\b(src|href)=["']?(https?:|\/|vscode)/);
    await until(() => Promise.resolve(said.length > 0));
    assert.deepEqual(said, ['Saved. You can print it from a browser. | Open in Browser']);
    for (const secret of fixture.secrets) assert.ok(!html.includes(secret));
  });

  test('says that the file cannot be written where it cannot', async () => {
    const connectionId = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, 'mine');
    answer(vscode.Uri.file(path.join(file, 'profile.html')));
    await run('aep.xdm.savePage', classUri(connectionId, { sandbox: 'dev' }));
    await until(() => Promise.resolve(said.length > 0));
    assert.deepEqual(said, ['The file could not be saved there. Choose another location. | Show Log']);
    assert.equal(fs.readFileSync(file, 'utf8'), 'mine');
  });

  test('writes nothing when the dialog is dismissed', async () => {
    const connectionId = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
    answer(undefined);
    await run('aep.xdm.savePage', classUri(connectionId, { sandbox: 'dev' }));
    assert.ok(proposed);
    assert.deepEqual(fs.readdirSync(folder), []);
    assert.deepEqual(said, []);
  });
});
