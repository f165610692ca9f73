import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { DocumentIdentity } from '../../src/core/xdm/documentPath';
import { uriOfIdentity } from '../../src/vscode/xdm/xdmUri';
import { run } from './support/aepCommands';
import { useLocalAdobe } from './support/localAdobe';

const profile = { container: 'global', kind: 'classes', id: '_xdm.context.profile' } as const;
const person = 'https://ns.adobe.com/xdm/context/person';

suite('What VS Code shows of a document', () => {
  const fixture = useLocalAdobe();
  let connectionId: string;

  setup(async () => {
    connectionId = await fixture.add(fixture.oauth({ name: 'Acme', sandbox: 'dev' }));
  });
  teardown(async () => {
    await run('workbench.action.closeAllEditors');
  });

  const uriOf = (identity: Partial<DocumentIdentity> = {}): vscode.Uri =>
    uriOfIdentity({ connectionId, sandbox: 'dev', ...profile, form: 'xed', ...identity });
  const textIn = async (uri: vscode.Uri): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const accepts = (): readonly (string | undefined)[] =>
    fixture.adobe.requests.filter(({ service }) => service === 'platform').map(({ headers }) => headers.accept);

  const lensesOf = async (uri: vscode.Uri): Promise<readonly string[]> => {
    const lenses = await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 20);
    return lenses.map(({ command }) => command?.title ?? '');
  };
  /** Where a text first stands in a document. */
  const positionOf = (document: vscode.TextDocument, text: string): vscode.Position =>
    document.positionAt(document.getText().indexOf(text) + 1);

  suite('Its form', () => {
    for (const [form, command, accept] of [
      ['xed', 'aep.xdm.showComposed', 'application/vnd.adobe.xed+json;version=1'],
      ['xed-full', 'aep.xdm.showResolved', 'application/vnd.adobe.xed-full+json;version=1'],
      ['xed-full-notext', 'aep.xdm.showCompact', 'application/vnd.adobe.xed-full-notext+json;version=1'],
    ] as const) {
      test(`${form} is shown by ${command}, from a document in any form`, async () => {
        const from = uriOf({ form: form === 'xed' ? 'xed-full' : 'xed' });
        await run(command, from);
        assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uriOf({ form }).toString());
        assert.equal(accepts().at(-1), accept);
      });
    }

    test('of which there are others is a lens above the first line, beside the page and the view', async () => {
      await vscode.workspace.openTextDocument(uriOf());
      assert.deepEqual(await lensesOf(uriOf()), ['Resolved', 'Compact', 'Fields', 'Reveal', 'Acme · dev']);
    });

    test('for comparison has neither bookkeeping nor lenses', async () => {
      const uri = uriOf({ form: 'compared' });
      const content = JSON.parse(await textIn(uri)) as Record<string, unknown>;
      assert.deepEqual(Object.keys(content), Object.keys(content).sort());
      assert.equal(content['meta:registryMetadata'], undefined);
      await vscode.workspace.openTextDocument(uri);
      assert.deepEqual(await lensesOf(uri), []);
    });
  });

  suite('While Adobe cannot be reached', () => {
    const unplug = (): { remove(): void } => fixture.adobe.fail({ service: 'platform', fault: 'drop' });

    test('it is the last known text, and says so above it until Adobe answers', async () => {
      await run('aep.xdm.showComposed', uriOf());
      const text = await textIn(uriOf());
      const fault = unplug();
      await run('aep.xdm.showComposed', uriOf());
      assert.equal(vscode.window.activeTextEditor?.document.getText(), text);
      const [age] = await lensesOf(uriOf());
      assert.match(age ?? '', /^\$\(history\) Last known, as of .+\. The connection to .+ broke off\. Refresh$/);
      fault.remove();
      await run('aep.xdm.showComposed', uriOf());
      assert.deepEqual(await lensesOf(uriOf()), ['Resolved', 'Compact', 'Fields', 'Reveal', 'Acme · dev']);
    });

    test('one that was never seen says why it is not there', async () => {
      unplug();
      await assert.rejects(textIn(uriOf({ form: 'xed-full' })), /The connection to .* broke off/);
    });
  });

  suite('A reference', () => {
    test('to a resource leads to its document, in the same form', async () => {
      const document = await vscode.workspace.openTextDocument(uriOf());
      const links = await run<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri, 100);
      const at = document.getText().indexOf(person);
      const link = links.find(({ range }) => document.offsetAt(range.start) === at);
      assert.ok(link, 'there is no link');
      const expected = uriOf({ kind: 'datatypes', id: '_xdm.context.person' });
      assert.equal(link.target?.toString(), expected.toString());
      assert.equal(document.getText(link.range), person);
    });

    test('within the document leads to the place', async () => {
      const document = await vscode.workspace.openTextDocument(uriOf());
      const links = await run<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri, 100);
      const link = links.find(({ range }) => document.getText(range) === '#/definitions/profile');
      assert.ok(link?.target, 'there is no link');
      assert.equal(link.target.with({ fragment: '' }).toString(), document.uri.toString());
      const line = Number(/^L(\d+),/.exec(link.target.fragment)?.[1]);
      assert.equal(document.lineAt(line - 1).text.trim(), '"profile": {');
    });

    test('to what the registry does not have leads nowhere', async () => {
      fixture.adobe.fail({ service: 'platform', path: /context%2Fperson$/, fault: { status: 404, body: {} } });
      const document = await vscode.workspace.openTextDocument(uriOf());
      // VS Code's own way to say it: `Failed to open this link because its target is missing`.
      await assert.rejects(run('vscode.executeLinkProvider', document.uri, 100), /missing/);
    });

    test('says under the mouse what it names, where that is known, and asks nothing of Adobe for it', async () => {
      const document = await vscode.workspace.openTextDocument(uriOf());
      assert.equal(await hoverText(document), '');
      await run('vscode.executeLinkProvider', document.uri, 100);
      const before = fixture.platformAnswers.length;
      assert.match(await hoverText(document), /^\*\*Person\*\* · version/);
      assert.equal(fixture.platformAnswers.length, before);
    });

    const hoverText = async (document: vscode.TextDocument): Promise<string> => {
      const position = positionOf(document, person);
      const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
      return hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value)).join('\n');
    };
  });

  test('Its outline has the fields', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf({ form: 'xed-full' }));
    const symbols = await run<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    assert.ok(symbols.some(({ name }) => name === 'person'));
  });

  test('VS Code finds nothing wrong with it, and asks no other host', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf({ form: 'xed-full' }));
    await run('vscode.executeDocumentSymbolProvider', document.uri);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  test('A resource that was selected is compared with another one', async () => {
    const other = { kind: 'classes', id: '_xdm.context.experienceevent' } as const;
    await run('aep.xdm.selectForCompare', uriOf());
    await run('aep.xdm.compareWithSelected', uriOf(other));
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    assert.equal(tab.input.original.toString(), uriOf({ form: 'compared' }).toString());
    assert.equal(tab.input.modified.toString(), uriOf({ ...other, form: 'compared' }).toString());
    assert.equal(tab.label, 'XDM Individual Profile ↔ XDM ExperienceEvent');
  });

  test('Its comparison says how old a side is that Adobe did not give now', async () => {
    const other = { kind: 'classes', id: '_xdm.context.experienceevent' } as const;
    await run('aep.xdm.showComposed', uriOf());
    await run('aep.xdm.selectForCompare', uriOf());
    fixture.adobe.fail({ service: 'platform', path: /context\.profile$/, fault: 'drop' });
    await run('aep.xdm.compareWithSelected', uriOf(other));
    const label = vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
    assert.match(label, /^XDM Individual Profile \(as of .+\) ↔ XDM ExperienceEvent$/);
  });

  test('A resource is compared with itself in another sandbox, where it is known by what it is compared with', async () => {
    await run('aep.xdm.selectForCompare', uriOf());
    await run('aep.xdm.compareWithSelected', uriOf({ sandbox: 'prod' }));
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    const { original, modified } = tab.input;
    assert.equal(
      modified.toString(),
      uriOf({ sandbox: 'prod', form: 'compared' })
        .with({ query: `/${connectionId}${original.path}` })
        .toString(),
    );
    assert.equal(await textIn(modified), await textIn(original));
    assert.equal(tab.label, 'XDM Individual Profile: dev ↔ prod');
  });
});
