import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connection } from '../../src/core/credentials/connection';
import { summaryOf } from '../../src/core/credentials/connectionRecord';
import { documentPath } from '../../src/core/xdm/documentPath';
import { XdmCatalog } from '../../src/core/xdm/xdmCatalog';
import { XdmPages } from '../../src/vscode/documents/xdmPages';
import { targetOf } from '../../src/vscode/xdm/xdmTarget';
import { oauthConnection } from '../support/connections';
import { FakeClock } from '../support/fakeClock';
import { FakeRegistry, Gate, MemoryCache, offline } from '../support/fakeRegistry';
import { RecordingLogger } from '../support/recordingLogger';
import { idOf, ref, xdmResource } from '../support/xdmDocuments';
import { until } from './support/until';

const { credential, ...given } = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(credential) };
const schema = xdmResource('Person', { properties: { home: ref('Address') } }, 'schemas');
const key = documentPath({
  connectionId: connection.id,
  sandbox: undefined,
  container: 'tenant',
  kind: 'schemas',
  form: 'xed',
  id: '_test.Person',
});

suite('A page of an earlier session', () => {
  let registry: FakeRegistry;
  let catalog: XdmCatalog;
  let pages: XdmPages;
  let panel: vscode.WebviewPanel;

  setup(() => {
    registry = new FakeRegistry(schema, xdmResource('Address', { properties: { city: { type: 'string' } } }));
    const logger = new RecordingLogger();
    catalog = new XdmCatalog({ registry, cache: new MemoryCache(), clock: new FakeClock(), logger });
    const store = { get: () => Promise.resolve({ connection, secret: 'present' as const }) };
    pages = new XdmPages({ store, catalog, logger, extensionUri: vscode.Uri.file('/') });
    panel = vscode.window.createWebviewPanel('aep.test', 'Page', vscode.ViewColumn.Active);
  });

  teardown(() => {
    pages.dispose();
    panel.dispose();
    catalog.dispose();
  });

  const note = (): string | undefined => /<p class="note">([^<]*)</.exec(panel.webview.html)?.[1];

  test('whose loading is stopped before it shows anything says so, and can be tried again', async () => {
    registry.before = (request) => (request.includes(idOf('Address')) ? new Gate().opened : undefined);
    const restoring = pages.deserializeWebviewPanel(panel, { key });
    await until(() => Promise.resolve(registry.asked.some((request) => request.includes(idOf('Address')))));
    catalog.stop(connection);
    await restoring;
    assert.match(panel.webview.html, /Loading was stopped\./);
    assert.match(panel.webview.html, /id="retry"/);
  });

  test('gives way to one of the same resource that was opened before its tab was looked at', async () => {
    await pages.show(targetOf(connection, schema), new AbortController().signal);
    let isClosed = false;
    panel.onDidDispose(() => (isClosed = true));
    await pages.deserializeWebviewPanel(panel, { key });
    await until(() => Promise.resolve(isClosed && pages.active !== undefined));
    assert.equal(pages.active?.$id, schema.$id);
  });

  test('says of when it is, and why there is nothing newer once that is known', async () => {
    await catalog.loadIndex(connection);
    const gate = new Gate();
    registry.before = () => gate.opened.then(() => Promise.reject(offline));
    const restoring = pages.deserializeWebviewPanel(panel, { key });
    await until(() => Promise.resolve(note() !== undefined));
    assert.match(note()!, /^Last known, as of [^.]*\.$/);
    gate.open();
    await restoring;
    assert.match(note()!, /^Last known, as of [^.]*\. .* cannot be found\.$/);
    assert.match(panel.webview.html, /city/);
  });
});
