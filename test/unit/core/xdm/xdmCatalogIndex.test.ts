import assert from 'node:assert/strict';
import { type Connection } from '../../../../src/core/credentials/connection';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { containers, kindsOf, type Descriptor } from '../../../../src/core/platform/resourceTypes';
import { type IndexState } from '../../../../src/core/xdm/catalogTypes';
import { IndexLoading, indexParts, largestIndex, longestIndex } from '../../../../src/core/xdm/indexLoading';
import { XdmCatalog } from '../../../../src/core/xdm/xdmCatalog';
import { type JsonObject } from '../../../../src/core/xdm/xdmResource';
import { registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { AdobeWindow } from '../../../support/adobeWindow';
import { oauthConnection } from '../../../support/connections';
import { FakeClock, settled, until } from '../../../support/fakeClock';
import { FakeRegistry, forbidden, Gate, MemoryCache, notFound, offline } from '../../../support/fakeRegistry';
import { RecordingLogger } from '../../../support/recordingLogger';
import { idOf, xdmResource } from '../../../support/xdmDocuments';

const given = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(given.credential) };
const inSandbox = (sandbox: string): Connection => ({ ...connection, sandbox });

const email: Descriptor = {
  type: 'xdm:descriptorIdentity',
  sourceSchema: idOf('Person'),
  sourceProperty: ['_test', 'email'],
  namespace: 'Email',
  isPrimary: true,
  destinationSchema: undefined,
};

const short = ({ status, library, isRemembered, isPartial, omitted, failure }: IndexState): string =>
  [
    status,
    library?.size ?? '-',
    ...(isRemembered ? ['remembered'] : []),
    ...(isPartial ? ['partial'] : []),
    ...omitted.map(({ container, kind }) => `without ${container} ${kind}`),
    ...(failure ? [failure.code] : []),
  ].join(' ');

suite('XdmCatalog index', () => {
  let registry: FakeRegistry;
  let cache: MemoryCache;
  let clock: FakeClock;
  let logger: RecordingLogger;
  let catalog: XdmCatalog;
  let told: string[];

  const open = (): XdmCatalog => {
    const opened = new XdmCatalog({ registry, cache, clock, logger });
    told = [];
    opened.onDidChange(({ subject, part }) => {
      if (part === 'index' && subject === opened.subjectOf(connection)) told.push(short(opened.index(connection)));
    });
    return opened;
  };
  const restart = (): void => {
    catalog.dispose();
    catalog = open();
  };
  const state = (of = connection): string => short(catalog.index(of));
  setup(() => {
    registry = new FakeRegistry(
      xdmResource('Profile', {}, 'classes', 'global'),
      xdmResource('Event', {}, 'classes', 'global'),
      xdmResource('Record', {}, 'behaviors', 'global'),
      xdmResource('Person', { 'meta:class': idOf('Profile') }, 'schemas'),
      xdmResource('Loyalty', { 'meta:intendedToExtend': [idOf('Profile')] }, 'fieldgroups'),
    );
    registry.given = [email];
    cache = new MemoryCache();
    clock = new FakeClock();
    logger = new RecordingLogger();
    catalog = open();
  });
  teardown(() => {
    catalog.dispose();
  });

  test('holds both containers and the descriptors', async () => {
    await catalog.loadIndex(connection);
    assert.equal(state(), 'complete 5');
    const { library, fetchedAtMs } = catalog.index(connection);
    assert.deepEqual(
      library?.schemasOfClass(idOf('Profile')).map(({ title }) => title),
      ['Person'],
    );
    assert.equal(fetchedAtMs, clock.nowMs());
    assert.deepEqual(told, ['loading -', 'complete 5']);
    assert.match(logger.text, /^info XDM index complete, 5 resources$/m);
  });

  test('asks for every kind that a container has, two lists at a time', async () => {
    const gates: Gate[] = [];
    registry.before = () => {
      const gate = new Gate();
      gates.push(gate);
      return gate.opened;
    };
    const loading = catalog.loadIndex(connection);
    await settled();
    assert.deepEqual(registry.asked, ['documents global/classes', 'documents global/schemas']);
    registry.before = () => undefined;
    for (const gate of gates) gate.open();
    await loading;
    const lists = containers.flatMap((container) => kindsOf[container].map((kind) => `documents ${container}/${kind}`));
    assert.deepEqual(new Set(registry.asked), new Set([...lists, 'descriptors']));
  });

  test('is asked for once by all who ask, and once in a session', async () => {
    await Promise.all([catalog.loadIndex(connection), catalog.loadIndex(connection)]);
    await catalog.loadIndex(connection);
    assert.equal(registry.asked.length, indexParts.length);
    await catalog.loadIndex(connection, { again: true });
    assert.equal(registry.asked.length, indexParts.length * 2);
  });

  for (const refusal of [forbidden, notFound]) {
    test(`leaves out lists that are refused with ${refusal.code}, and names them`, async () => {
      registry.before = (request) => {
        if (request.endsWith('unions') || request === 'descriptors') throw refusal;
      };
      await catalog.loadIndex(connection);
      assert.equal(state(), 'complete 5 without tenant unions without tenant descriptors');
      assert.equal(catalog.index(connection).omitted[0]?.failure, refusal);
      assert.match(logger.text, /without tenant unions, tenant descriptors/);
    });
  }

  test('fails when every list is refused', async () => {
    registry.before = () => {
      throw forbidden;
    };
    await catalog.loadIndex(connection);
    assert.equal(state(), 'failed - PERMISSION_DENIED');
    assert.deepEqual(cache.names, []);
  });

  test('fails as a whole when Adobe does not answer, and asks for nothing more', async () => {
    const gate = new Gate();
    registry.pageSize = 1;
    registry.before = (request) => {
      if (request === 'documents global/schemas') throw offline;
      return gate.opened;
    };
    await catalog.loadIndex(connection);
    assert.equal(state(), 'failed - HOST_UNKNOWN');
    gate.open();
    await settled();
    assert.deepEqual(registry.asked, ['documents global/classes', 'documents global/schemas']);
  });

  test('stays when a later load fails or is stopped', async () => {
    await catalog.loadIndex(connection);
    registry.before = () => {
      throw offline;
    };
    await catalog.loadIndex(connection, { again: true });
    assert.equal(state(), 'failed 5 HOST_UNKNOWN');
    registry.before = () => new Gate().opened;
    const loading = catalog.loadIndex(connection, { again: true });
    await settled();
    catalog.stop(connection);
    await loading;
    assert.equal(state(), 'stopped 5');
  });

  test('takes odd documents as they come', async () => {
    const odd = { allOf: 7, properties: [], 'meta:class': {}, __proto__: null, 'meta:extends': [{}], title: 9 };
    registry.resources.push(xdmResource('Odd', odd, 'schemas'), xdmResource('__proto__', odd, 'datatypes'));
    await catalog.loadIndex(connection);
    assert.equal(state(), 'complete 7');
  });

  test('is bounded, whatever the registry lists', async () => {
    registry.pageSize = 10_000;
    const [first] = registry.resources;
    assert.ok(first);
    registry.resources = Array.from({ length: largestIndex + 1 }, (_, index) => {
      const $id = `https://ns.adobe.com/${index}`;
      return { ...first, $id, document: { $id } };
    });
    await catalog.loadIndex(connection);
    assert.equal(state(), `complete ${largestIndex} partial`);
  });

  test('is bounded however long the documents are', async () => {
    const description = 'x'.repeat(longestIndex / 4);
    registry.resources = ['a', 'b', 'c', 'd', 'e'].map((name) => xdmResource(name, { description }));
    const { library, isPartial } = await new IndexLoading(registry, connection, new AbortController().signal).run(2);
    assert.deepEqual([library.size, isPartial], [3, true]);
  });

  test('ends before a document that is nested too deep to be written', async () => {
    let deep: JsonObject = {};
    for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
    registry.resources.push(xdmResource('deep', deep, 'unions'));
    await catalog.loadIndex(connection);
    assert.equal(state(), 'complete 5 partial');
  });

  test('stays in memory for the two sandboxes that were used last', async () => {
    for (const sandbox of ['a', 'b', 'c']) await catalog.loadIndex(inSandbox(sandbox));
    assert.deepEqual([state(inSandbox('c')), state(inSandbox('b'))], ['complete 5', 'complete 5']);
    assert.equal(state(inSandbox('a')), 'idle -');
  });

  test('stays when resources of other sandboxes are read, of which no index is loaded', async () => {
    await catalog.loadIndex(connection);
    const ref = { container: 'tenant', kind: 'schemas', id: idOf('Person') } as const;
    for (const sandbox of ['a', 'b', 'c']) {
      await catalog.getDocument(inSandbox(sandbox), ref, 'xed', { remembered: 'first' });
    }
    assert.equal(state(), 'complete 5');
  });

  test('gives way to what an earlier session knew of others only where it was used longest ago', async () => {
    for (const sandbox of ['a', 'b']) await catalog.loadIndex(inSandbox(sandbox));
    await settled(40);
    restart();
    await catalog.loadIndex(connection);
    const ref = { container: 'tenant', kind: 'schemas', id: idOf('Person') } as const;
    await catalog.getDocument(inSandbox('a'), ref, 'xed', { remembered: 'first' });
    assert.equal(state(), 'complete 5');
    await catalog.getDocument(inSandbox('b'), ref, 'xed', { remembered: 'first' });
    assert.deepEqual([state(inSandbox('a')), state()], ['idle -', 'complete 5']);
  });

  test('that is loading stays, whatever is read meanwhile', async () => {
    const gate = new Gate();
    registry.before = () => gate.opened;
    const loading = catalog.loadIndex(connection);
    await settled();
    registry.before = () => undefined;
    for (const sandbox of ['a', 'b']) await catalog.loadIndex(inSandbox(sandbox));
    assert.equal(state(), 'loading -');
    gate.open();
    await loading;
    assert.equal(state(), 'complete 5');
    assert.equal(state(inSandbox('a')), 'idle -');
  });

  test('tells who shows it when it had to go', async () => {
    await catalog.loadIndex(connection);
    for (const sandbox of ['a', 'b']) await catalog.loadIndex(inSandbox(sandbox));
    assert.equal(told.at(-1), 'idle -');
    await catalog.loadIndex(connection);
    assert.equal(state(), 'complete 5');
  });

  test('goes on being one sandbox’s when another is chosen in the middle', async () => {
    const gate = new Gate();
    registry.before = () => gate.opened;
    const here = catalog.loadIndex(connection);
    await settled();
    registry.before = () => undefined;
    registry.resources.pop();
    await catalog.loadIndex(inSandbox('dev'));
    registry.resources.pop();
    gate.open();
    await here;
    assert.deepEqual([state(), state(inSandbox('dev'))], ['complete 3', 'complete 4']);
  });

  suite('in the next session', () => {
    test('is there at once, descriptors too, until Adobe has answered', async () => {
      await catalog.loadIndex(connection);
      const askedAtMs = clock.nowMs();
      await settled(40);
      await clock.advance(60_000);
      const { resources } = registry;
      registry.resources = [];
      restart();
      const gate = new Gate();
      registry.before = () => gate.opened;
      const loading = catalog.loadIndex(connection);
      await until(() => state() === 'loading 5 remembered');
      const { library, fetchedAtMs } = catalog.index(connection);
      assert.equal(fetchedAtMs, askedAtMs);
      for (const resource of resources) assert.deepEqual(library?.find(resource.$id), resource);
      const person = library?.find(idOf('Person'));
      assert.ok(person);
      assert.deepEqual(library?.markersOf(person, [{ name: '_test' }, { name: 'email' }]).identity, {
        namespace: 'Email',
        isPrimary: true,
      });
      gate.open();
      await loading;
      assert.equal(state(), 'complete 0');
      assert.deepEqual(told, ['loading -', 'loading 5 remembered', 'complete 0']);
    });

    test('stays, with the failure, when Adobe does not answer', async () => {
      registry.before = (request) => {
        if (request.endsWith('unions')) throw forbidden;
      };
      await catalog.loadIndex(connection);
      await settled(40);
      restart();
      registry.before = () => {
        throw offline;
      };
      await catalog.loadIndex(connection);
      assert.equal(state(), 'failed 5 remembered without tenant unions HOST_UNKNOWN');
    });

    test('says that it is partial when a part of what was kept is gone', async () => {
      await catalog.loadIndex(connection);
      await settled(40);
      for (const key of cache.texts.keys()) if (key.endsWith('index-tenant-schemas')) cache.texts.delete(key);
      restart();
      registry.before = () => {
        throw offline;
      };
      await catalog.loadIndex(connection);
      assert.equal(state(), 'failed 4 remembered partial HOST_UNKNOWN');
    });

    test('is forgotten with its connection', async () => {
      await catalog.loadIndex(connection);
      await catalog.forget(connection.id);
      await settled(40);
      assert.deepEqual(cache.names, []);
      assert.equal(state(), 'idle -');
    });
  });

  suite('from a local Adobe', () => {
    let adobe: LocalAdobe;
    let window: AdobeWindow;
    setup(async () => {
      adobe = await LocalAdobe.start({ data: 'own' });
      registerDemo(adobe);
      window = await AdobeWindow.open(adobe);
      catalog.dispose();
      catalog = new XdmCatalog({ registry: window.registry, cache, clock, logger });
    });
    teardown(async () => {
      window.dispose();
      await adobe.stop();
    });

    test('holds what the lists of every kind hold, tenant and unions too', async () => {
      await catalog.loadIndex(window.connection);
      const { library, status, omitted } = catalog.index(window.connection);
      assert.deepEqual([status, omitted], ['complete', []]);
      assert.ok(library);
      for (const container of containers) {
        for (const kind of kindsOf[container]) {
          await catalog.loadList(window.connection, container, kind);
          const listed = catalog.list(window.connection, container, kind).rows.map(({ $id }) => $id);
          assert.ok(listed.length > 0, `${container} ${kind}`);
          assert.deepEqual(
            library
              .list(container, kind)
              .map(({ $id }) => $id)
              .toSorted(),
            listed.toSorted(),
          );
        }
      }
    });

    test('goes on with a new token when the old one is refused in the middle', async () => {
      adobe.fail({
        service: 'platform',
        path: /tenant\/schemas/,
        times: 1,
        fault: { status: 401, body: { error_code: '401013' } },
      });
      await catalog.loadIndex(window.connection);
      assert.equal(catalog.index(window.connection).status, 'complete');
      assert.equal(adobe.mints, 2);
    });

    test('leaves out what the role may not see', async () => {
      adobe.fail({ service: 'platform', path: /unions/, fault: { status: 403, body: { type: 'x/XDM-1032-403' } } });
      await catalog.loadIndex(window.connection);
      const { status, omitted } = catalog.index(window.connection);
      assert.equal(status, 'complete');
      assert.deepEqual(
        omitted.map(({ container, kind, failure }) => [container, kind, failure?.code]),
        [['tenant', 'unions', 'PERMISSION_DENIED']],
      );
    });
  });
});

suite('XdmCatalog tenant', () => {
  let registry: FakeRegistry;
  let catalog: XdmCatalog;
  const cache = new MemoryCache();
  const open = (): XdmCatalog =>
    new XdmCatalog({ registry, cache, clock: new FakeClock(), logger: new RecordingLogger() });
  setup(() => {
    registry = new FakeRegistry();
    catalog = open();
  });

  test('is known after it was asked for, and in the next session without Adobe', async () => {
    assert.equal(catalog.tenant(connection).tenantId, undefined);
    await catalog.loadTenant(connection);
    assert.equal(catalog.tenant(connection).tenantId, 'test');
    await settled();
    catalog = open();
    registry.before = () => {
      throw offline;
    };
    await catalog.loadTenant(connection);
    const { tenantId, stats, isRemembered, failure } = catalog.tenant(connection);
    assert.deepEqual([tenantId, stats?.counts, isRemembered, failure], ['test', { schemas: 1 }, true, offline]);
  });
});
