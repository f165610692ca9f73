import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { removeConnection } from './support/aepCommands';
import { classUri, profileClass, readClass } from './support/documents';
import { rejectionOf } from './support/failure';
import { useLocalAdobe } from './support/localAdobe';
import { until } from './support/until';

const { fs } = vscode.workspace;

suite('A document', () => {
  const fixture = useLocalAdobe();

  test('is the whole class as JSON, indented, with a line break at its end', async () => {
    const text = await readClass(await fixture.add());
    const content = JSON.parse(text) as Record<string, unknown>;
    assert.equal(content['meta:altId'], profileClass);
    assert.equal(text, `${JSON.stringify(content, undefined, 2)}\n`);
  });

  test('is asked for with everything resolved, in version 1', async () => {
    await readClass(await fixture.add());
    const { headers, path } = fixture.adobe.requests.at(-1)!;
    assert.equal(headers.accept, 'application/vnd.adobe.xed-full+json;version=1');
    assert.equal(path, `/data/foundation/schemaregistry/global/classes/${profileClass}`);
  });

  test('opens in a language of its own, under the name of the class', async () => {
    const document = await vscode.workspace.openTextDocument(classUri(await fixture.add()));
    // JSON, but for VS Code's checks: those would ask json-schema.org for the draft that Adobe names, and warn where it is out of reach.
    assert.equal(document.languageId, 'xdm');
    assert.equal(document.fileName.split(/[/\\]/).at(-1), `${profileClass}.json`);
    assert.equal(document.isDirty, false);
  });

  test('can have a $id in its path', async () => {
    const id = 'https://ns.adobe.com/xdm/context/profile';
    const text = await readClass(await fixture.add(), { id });
    assert.equal((JSON.parse(text) as { $id: string }).$id, id);
    const { path } = fixture.adobe.requests.at(-1)!;
    assert.ok(path.endsWith(`/${encodeURIComponent(id)}`), path);
  });

  test('is fetched once for its size and its content', async () => {
    const uri = classUri(await fixture.add());
    const { size, type, permissions } = await fs.stat(uri);
    assert.equal((await fs.readFile(uri)).byteLength, size);
    assert.deepEqual([type, permissions], [vscode.FileType.File, vscode.FilePermission.Readonly]);
    assert.deepEqual(fixture.platformAnswers, [200]);
  });

  test('is asked for anew when it is opened again', async () => {
    const uri = classUri(await fixture.add());
    const isOpen = (): boolean => vscode.workspace.textDocuments.some((open) => open.uri.toString() === uri.toString());
    for (const answers of [1, 2]) {
      // Unlike `openTextDocument`, which keeps the document for some minutes.
      await vscode.commands.executeCommand('vscode.open', uri);
      await until(() => Promise.resolve(isOpen() && fixture.platformAnswers.length === answers));
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await until(() => Promise.resolve(!isOpen()));
    }
  });

  test('is not shown any more once its connection is gone', async () => {
    const id = await fixture.add();
    await readClass(id);
    await removeConnection(id);
    const { message } = await rejectionOf(readClass(id));
    assert.match(message, /^There is no connection with this connectionId/);
  });

  suite('has the sandbox', () => {
    for (const [name, sandbox] of [
      ['of its path, whatever that of its connection', 'dev'],
      ['of the organisation when its path names none: none is sent', undefined],
    ] as const) {
      test(name, async () => {
        const id = await fixture.add(fixture.oauth({ sandbox: 'qa-emea' }));
        await readClass(id, sandbox === undefined ? {} : { sandbox });
        assert.equal(fixture.adobe.requests.at(-1)?.headers['x-sandbox-name'], sandbox);
      });
    }
  });

  test('has the connection of its path, whichever this window works with', async () => {
    const first = await fixture.add(fixture.oauth({ imsOrg: 'AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg' }));
    const second = await fixture.add();
    await rejectionOf(readClass(first));
    assert.equal(fixture.adobe.requests.at(-1)?.headers['x-gw-ims-org-id'], 'AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg');
    await readClass(second);
    await vscode.commands.executeCommand('aep.connection.switch', { connectionId: first });
    await readClass(second, { sandbox: 'dev' });
    assert.deepEqual(fixture.platformAnswers, [403, 200, 200]);
  });

  suite('is read-only:', () => {
    const changes: readonly (readonly [string, (uri: vscode.Uri) => Thenable<void>])[] = [
      ['it cannot be written', (uri) => fs.writeFile(uri, new Uint8Array())],
      ['it cannot be deleted', (uri) => fs.delete(uri)],
      ['it cannot be renamed', (uri) => fs.rename(uri, uri.with({ path: `${uri.path}.json` }))],
      ['nothing can be put beside it', (uri) => fs.createDirectory(vscode.Uri.joinPath(uri, '..', 'more'))],
    ];
    for (const [name, change] of changes) {
      test(name, async () => {
        const uri = classUri(await fixture.add());
        await rejectionOf(change(uri));
        await fs.readFile(uri);
      });
    }

    test('VS Code knows', () => {
      assert.equal(fs.isWritableFileSystem('aep-xdm'), false);
    });
  });

  suite('is not found, and nothing is asked of Adobe, where the path', () => {
    const authority = '00000000-0000-4000-8000-000000000000';
    const paths: readonly (readonly [string, string])[] = [
      ['is none', ''],
      ['is the root', '/'],
      ['is short', '/-/global'],
      ['has the connection', `/${authority}/-/global/classes/xed-full/x.json`],
      ['is of another container', '/-/other/classes/xed-full/x.json'],
      ['is of another kind', '/-/global/unions/xed-full/x.json'],
      ['is of another form', '/-/global/classes/xdm/x.json'],
      ['does not end with .json', '/-/global/classes/xed-full/x'],
      ['goes on', '/-/global/classes/xed-full/x.json/y.json'],
    ];
    for (const [name, path] of paths) {
      test(name, async () => {
        const uri = vscode.Uri.from({ scheme: 'aep-xdm', authority, path });
        for (const call of [fs.stat(uri), fs.readFile(uri)])
          assert.equal((await rejectionOf(call)).code, 'FileNotFound');
        assert.deepEqual(fixture.adobe.requests, []);
      });
    }
  });

  test('of a connection that is gone says so', async () => {
    const { message } = await rejectionOf(readClass('00000000-0000-4000-8000-000000000000'));
    assert.equal(message, 'There is no connection with this connectionId. Choose one of the connections.');
  });
});
