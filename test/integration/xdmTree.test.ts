import * as assert from 'node:assert/strict';
import type { Connection } from '../../src/core/credentials/connection';
import { summaryOf } from '../../src/core/credentials/connectionRecord';
import { XdmCatalog } from '../../src/core/xdm/xdmCatalog';
import { contextValues } from '../../src/vscode/ids';
import { XdmContent } from '../../src/vscode/views/xdmContent';
import type { XdmTreeRow } from '../../src/vscode/views/xdmRows';
import { XdmTree } from '../../src/vscode/views/xdmTree';
import { oauthConnection } from '../support/connections';
import { FakeClock } from '../support/fakeClock';
import { FakeRegistry, Gate, MemoryCache } from '../support/fakeRegistry';
import { RecordingLogger } from '../support/recordingLogger';
import { xdmResource } from '../support/xdmDocuments';
import { until } from './support/until';

const { credential, ...given } = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(credential) };
const dataType = xdmResource('Address', { properties: { city: { type: 'string' } } });

suite('Rows of the XDM view', () => {
  let registry: FakeRegistry;
  let catalog: XdmCatalog;
  let tree: XdmTree;

  setup(async () => {
    registry = new FakeRegistry(dataType);
    const logger = new RecordingLogger();
    catalog = new XdmCatalog({ registry, cache: new MemoryCache(), clock: new FakeClock(), logger });
    tree = new XdmTree(() => undefined);
    const content = new XdmContent(catalog, connection);
    tree.show(content, undefined);
    await content.loadList('tenant', 'datatypes', false);
  });

  teardown(() => {
    tree.dispose();
    catalog.dispose();
  });

  const labels = (rows: readonly XdmTreeRow[]): readonly unknown[] => rows.map((row) => tree.getTreeItem(row).label);

  /** Opens the rows of a path. @returns the last one */
  async function rowAt(...path: readonly string[]): Promise<XdmTreeRow> {
    let row: XdmTreeRow | undefined;
    for (const label of path) row = (await tree.getChildren(row)).find((one) => tree.getTreeItem(one).label === label);
    assert.ok(row, path.join(' > '));
    return row;
  }

  /** Opens a row and stops while Adobe is asked for what is below it. */
  async function stopWhileOpening(row: XdmTreeRow): Promise<readonly XdmTreeRow[]> {
    const gate = new Gate();
    registry.asked.length = 0;
    registry.before = () => gate.opened;
    const opening = tree.getChildren(row);
    await until(() => Promise.resolve(registry.asked.length > 0));
    catalog.stop(connection);
    registry.before = () => undefined;
    return opening;
  }

  test('of a resource whose loading was stopped say so, and load when they are tried again', async () => {
    const row = await rowAt('Organisation', 'Data types', 'Address');
    const stopped = await stopWhileOpening(row);
    assert.deepEqual(labels(stopped), ['Loading was stopped']);
    assert.equal(tree.getTreeItem(stopped[0]!).contextValue, contextValues.failureOfRow);
    assert.deepEqual(labels(await tree.getChildren(row)), ['city']);
  });

  test('of a list that was stopped before it had any say so', async () => {
    const { content } = tree;
    const gate = new Gate();
    registry.before = () => gate.opened;
    const loading = content!.loadList('tenant', 'classes', false);
    await until(() => Promise.resolve(registry.asked.includes('list tenant/classes')));
    catalog.stop(connection);
    await loading;
    assert.deepEqual(labels(await tree.getChildren(await rowAt('Organisation', 'Classes'))), ['Loading was stopped']);
  });

  test('of a connection that was left meanwhile leave nothing to the next one', async () => {
    const row = await rowAt('Organisation', 'Data types', 'Address');
    const gate = new Gate();
    registry.before = () => gate.opened;
    const opening = tree.getChildren(row);
    const next = new XdmContent(catalog, { ...connection, sandbox: 'dev' });
    tree.show(next, undefined);
    registry.before = () => undefined;
    assert.deepEqual(await opening, []);
    await next.loadList('tenant', 'datatypes', false);
    assert.deepEqual(labels(await tree.getChildren(await rowAt('Organisation', 'Data types', 'Address'))), ['city']);
  });
});
