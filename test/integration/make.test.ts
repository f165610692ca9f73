import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { uriOfIdentity } from '../../src/vscode/xdm/xdmUri';
import { run } from './support/aepCommands';
import { useLocalAdobe } from './support/localAdobe';
import { namespace, tenantAltId } from './support/payloads';

suite('What is made from a schema', () => {
  const fixture = useLocalAdobe();

  teardown(async () => {
    while (vscode.window.activeTextEditor) await run('workbench.action.revertAndCloseActiveEditor');
  });

  /** Makes it of the schema `riders`, as from its document, and gives the editor that is then shown. */
  async function make(command: string): Promise<vscode.TextDocument> {
    const identity = {
      connectionId: await fixture.add(),
      sandbox: undefined,
      container: 'tenant',
      kind: 'schemas',
      form: 'xed-full',
      id: tenantAltId('schemas', 'riders'),
    } as const;
    await run(command, uriOfIdentity(identity));
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    return document;
  }

  test('a sample payload of Adobe’s, indented', async () => {
    const document = await make('aep.xdm.samplePayload');
    const sample = JSON.parse(document.getText()) as Record<string, unknown>;
    assert.equal(document.languageId, 'json');
    assert.ok(Object.hasOwn(sample, namespace), document.getText());
    assert.equal(document.getText(), `${JSON.stringify(sample, undefined, 2)}\n`);
    const { path, method } = fixture.adobe.requests.at(-1)!;
    assert.deepEqual([method, path.includes('/rpc/sampledata/')], ['GET', true]);
  });

  test('a JSON Schema with everything in it that it refers to', async () => {
    const document = await make('aep.xdm.jsonSchema');
    const schema = JSON.parse(document.getText()) as Record<string, unknown>;
    assert.equal(document.languageId, 'json');
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
    assert.match(document.getText(), /"favouriteDepot"[^]*"postalCode"/);
  });

  test('TypeScript types, recursive ones too', async () => {
    const document = await make('aep.xdm.typeScript');
    assert.equal(document.languageId, 'typescript');
    assert.match(document.getText(), /export interface Riders \{[^]*export interface Depot \{/);
  });

  test('nothing of it changes anything at Adobe', async () => {
    await make('aep.xdm.jsonSchema');
    const methods = new Set(
      fixture.adobe.requests.filter(({ service }) => service === 'platform').map(({ method }) => method),
    );
    assert.deepEqual([...methods], ['GET']);
  });
});
