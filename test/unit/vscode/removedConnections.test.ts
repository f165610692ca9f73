import assert from 'node:assert/strict';
import { ConnectionStore } from '../../../src/core/credentials/connectionStore';
import { XdmCatalog } from '../../../src/core/xdm/xdmCatalog';
import { forgetRemovedConnections } from '../../../src/vscode/xdm/removedConnections';
import { oauthConnection } from '../../support/connections';
import { FakeClock, settled, until } from '../../support/fakeClock';
import { FakeRegistry, MemoryCache } from '../../support/fakeRegistry';
import { Keyring, FakeShadow } from '../../support/fakeStores';
import { RecordingLogger } from '../../support/recordingLogger';
import { xdmResource } from '../../support/xdmDocuments';

suite('Connections that were removed', () => {
  let keyring: Keyring;
  let store: ConnectionStore;
  let elsewhere: ConnectionStore;
  let cache: MemoryCache;
  let logger: RecordingLogger;
  let catalog: XdmCatalog;
  let ids: readonly string[];

  const look = (): { dispose(): void } => forgetRemovedConnections({ store, catalog, logger });
  const load = async (id: string): Promise<void> => {
    await catalog.loadList((await store.get(id)).connection, 'global', 'classes');
    await settled(40);
  };
  setup(async () => {
    keyring = new Keyring();
    store = new ConnectionStore(keyring.window(), new FakeShadow());
    elsewhere = new ConnectionStore(keyring.window(), new FakeShadow());
    cache = new MemoryCache();
    logger = new RecordingLogger();
    const registry = new FakeRegistry(xdmResource('Profile', {}, 'classes', 'global'));
    catalog = new XdmCatalog({ registry, cache, clock: new FakeClock(), logger });
    const added = await store.addAll(['Globex', 'Initech'].map((name) => oauthConnection(undefined, { name })));
    ids = added.map(({ id }) => id);
    for (const id of ids) await load(id);
  });
  teardown(() => {
    catalog.dispose();
  });

  test('leave nothing behind when another window removes them', async () => {
    const { connection } = await store.get(ids[0]!);
    const looking = look();
    await elsewhere.remove(ids[0]!);
    await until(() => cache.names.length === 1);
    assert.equal(catalog.list(connection, 'global', 'classes').status, 'idle');
    looking.dispose();
  });

  test('leave nothing behind when nobody looked while they were removed', async () => {
    await elsewhere.remove(ids[0]!);
    assert.equal(cache.names.length, 2);
    look().dispose();
    await until(() => cache.names.length === 1);
  });

  test('are not known where the store cannot be read: nothing goes', async () => {
    keyring.failure = new Error('locked');
    look().dispose();
    await until(() => logger.text.includes('nothing is forgotten'));
    assert.equal(cache.names.length, 2);
  });
});
