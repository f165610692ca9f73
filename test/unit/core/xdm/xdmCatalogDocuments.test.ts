import assert from 'node:assert/strict';
import { type Connection } from '../../../../src/core/credentials/connection';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { type LookupForm } from '../../../../src/core/platform/resourceTypes';
import { type KnownDocument, type RememberedUse } from '../../../../src/core/xdm/catalogTypes';
import { XdmCatalog } from '../../../../src/core/xdm/xdmCatalog';
import { refOf, type XdmResource } from '../../../../src/core/xdm/xdmResource';
import { registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { AdobeWindow } from '../../../support/adobeWindow';
import { oauthConnection } from '../../../support/connections';
import { FakeClock, settled } from '../../../support/fakeClock';
import { FakeRegistry, forbidden, Gate, MemoryCache, offline } from '../../../support/fakeRegistry';
import { RecordingLogger } from '../../../support/recordingLogger';
import { idOf, xdmResource } from '../../../support/xdmDocuments';

const given = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(given.credential) };
const goOffline = (): never => {
  throw offline;
};
const schema = xdmResource('Person', { description: 'first' }, 'schemas');

suite('XdmCatalog documents', () => {
  let registry: FakeRegistry;
  let cache: MemoryCache;
  let clock: FakeClock;
  let catalog: XdmCatalog;

  const open = (): XdmCatalog => new XdmCatalog({ registry, cache, clock, logger: new RecordingLogger() });
  const get = (
    remembered: RememberedUse,
    { form = 'xed', of = schema, signal }: { form?: LookupForm; of?: XdmResource; signal?: AbortSignal } = {},
  ): Promise<KnownDocument> => catalog.getDocument(connection, refOf(of), form, { remembered, signal });
  /** Another session. */
  const restart = async (): Promise<void> => {
    await settled();
    catalog.dispose();
    catalog = open();
  };
  const change = (description: string): XdmResource => {
    const changed = xdmResource('Person', { description }, 'schemas');
    registry.resources = [changed];
    return changed;
  };
  const isRemembered = (resource: XdmResource, fetchedAtMs: number): KnownDocument => ({
    content: resource.document,
    fetchedAtMs,
    isRemembered: true,
  });
  const isLastKnown = (resource: XdmResource, fetchedAtMs: number): KnownDocument => ({
    ...isRemembered(resource, fetchedAtMs),
    failure: offline,
  });
  setup(() => {
    registry = new FakeRegistry(schema);
    cache = new MemoryCache();
    clock = new FakeClock();
    catalog = open();
  });
  teardown(() => {
    catalog.dispose();
  });

  for (const remembered of ['first', 'fallback', 'never'] as const) {
    test(`come from Adobe where nothing is remembered (${remembered})`, async () => {
      const expected = { content: schema.document, fetchedAtMs: clock.nowMs(), isRemembered: false };
      assert.deepEqual(await get(remembered), expected);
    });

    test(`fail as Adobe does where nothing is remembered (${remembered})`, async () => {
      registry.before = goOffline;
      await assert.rejects(get(remembered), offline);
    });
  }

  test('are asked for in the form that is wanted', async () => {
    await get('never', { form: 'xed-full-notext' });
    assert.deepEqual(registry.asked, ['xed-full-notext tenant/schemas/_test.Person']);
  });

  test('come from memory where that is said to do, and else anew', async () => {
    await get('never');
    const fetchedAtMs = clock.nowMs();
    await clock.advance(1_000);
    const changed = change('second');
    assert.deepEqual(await get('first'), isRemembered(schema, fetchedAtMs));
    assert.deepEqual((await get('fallback')).content, changed.document);
    assert.deepEqual((await get('first')).content, changed.document);
  });

  test('are remembered when Adobe does not answer, also in the next session, and say why', async () => {
    await get('never', { form: 'xed-full' });
    const fetchedAtMs = clock.nowMs();
    await clock.advance(1_000);
    await restart();
    registry.before = goOffline;
    const document = await get('fallback', { form: 'xed-full' });
    const content = { ...schema.document, form: 'xed-full' };
    assert.deepEqual(document, { content, fetchedAtMs, isRemembered: true, failure: offline });
    await assert.rejects(get('never', { form: 'xed-full' }), offline);
    await assert.rejects(get('fallback', { form: 'xed-full-notext' }), offline);
  });

  test('are not remembered where Adobe says no', async () => {
    await get('never');
    registry.before = () => {
      throw forbidden;
    };
    await assert.rejects(get('fallback'), forbidden);
    registry.before = () => undefined;
    registry.resources = [];
    await assert.rejects(get('fallback'), { code: 'NOT_FOUND' });
  });

  test('that are composed come from the index, too, which may be of an earlier session', async () => {
    await catalog.loadIndex(connection);
    const fetchedAtMs = clock.nowMs();
    await settled(40);
    registry.before = goOffline;
    assert.deepEqual(await get('fallback'), isLastKnown(schema, fetchedAtMs));
    await restart();
    assert.deepEqual(await get('fallback'), isLastKnown(schema, fetchedAtMs));
    await assert.rejects(get('fallback', { form: 'xed-full' }), offline);
    await assert.rejects(get('fallback', { of: { ...schema, kind: 'classes' } }), offline);
  });

  test('are the younger of what was looked up and what was listed', async () => {
    await get('never');
    await clock.advance(1_000);
    const second = change('second');
    await catalog.loadIndex(connection);
    const secondAtMs = clock.nowMs();
    registry.before = goOffline;
    assert.deepEqual(await get('fallback'), isLastKnown(second, secondAtMs));
    registry.before = () => undefined;
    await clock.advance(1_000);
    const third = change('third');
    await get('never');
    const thirdAtMs = clock.nowMs();
    registry.before = goOffline;
    assert.deepEqual(await get('fallback'), isLastKnown(third, thirdAtMs));
  });

  test('are not waited for any longer than their caller wants', async () => {
    await get('never');
    registry.before = () => new Gate().opened;
    const caller = new AbortController();
    const getting = get('fallback', { signal: caller.signal });
    await settled();
    caller.abort();
    await assert.rejects(getting, { name: 'AbortError' });
    await assert.rejects(get('first', { signal: caller.signal }), { name: 'AbortError' });
  });

  test('stay in memory up to 200 of a connection in its sandbox: those that were used last', async () => {
    const [first, second, ...others] = Array.from({ length: 201 }, (_, index) => xdmResource(`T${index}`));
    assert.ok(first && second);
    registry.resources = [first, second, ...others];
    cache.write = () => Promise.resolve();
    for (const of of [first, second, ...others.slice(1)]) await get('never', { of, form: 'xed-full' });
    await get('first', { of: first, form: 'xed-full' });
    await get('never', { of: others[0]!, form: 'xed-full' });
    registry.before = goOffline;
    await assert.rejects(get('first', { of: second, form: 'xed-full' }), offline);
    await get('first', { of: first, form: 'xed-full' });
  });

  test('make a defect a failure of ours', async () => {
    registry.before = () => {
      throw new TypeError('undefined is not a function');
    };
    await assert.rejects(get('fallback'), { code: 'UNEXPECTED' });
  });

  test('are forgotten with their connection', async () => {
    await get('never');
    await settled();
    await catalog.forget(connection.id);
    assert.deepEqual(cache.names, []);
    registry.before = goOffline;
    await assert.rejects(get('first'), offline);
  });
});

suite('XdmCatalog referenced resources', () => {
  let registry: FakeRegistry;
  let cache: MemoryCache;
  let catalog: XdmCatalog;

  const open = (): XdmCatalog =>
    new XdmCatalog({ registry, cache, clock: new FakeClock(), logger: new RecordingLogger() });
  const load = (...names: readonly string[]): Promise<void> => catalog.getResources(connection, names.map(idOf));
  const isKnown = (name: string): boolean => catalog.lookup(connection)(idOf(name)) !== undefined;
  /** Look-ups only. */
  const lookups = (): readonly string[] => registry.asked.filter((request) => request.startsWith('xed '));
  setup(() => {
    registry = new FakeRegistry();
    cache = new MemoryCache();
    catalog = open();
  });
  teardown(() => {
    catalog.dispose();
  });

  test('are known after they were looked up, and looked up once', async () => {
    registry.resources = [xdmResource('datatypes/a'), xdmResource('datatypes/b')];
    const lookup = catalog.lookup(connection);
    assert.equal(lookup(idOf('datatypes/a')), undefined);
    await load('datatypes/a', 'datatypes/b', 'datatypes/a');
    await load('datatypes/a');
    assert.deepEqual(lookup(idOf('datatypes/a')), registry.resources[0]?.document);
    assert.equal(lookups().length, 2);
  });

  test('are looked up once for all who want them at the same time, and one’s cancellation is not the other’s', async () => {
    registry.resources = [xdmResource('datatypes/a')];
    const gate = new Gate();
    registry.before = (request) => (request.startsWith('xed ') ? gate.opened : undefined);
    const caller = new AbortController();
    const first = catalog.getResources(connection, [idOf('datatypes/a')], caller.signal);
    const second = load('datatypes/a');
    await settled();
    caller.abort();
    await assert.rejects(first, { name: 'AbortError' });
    gate.open();
    await second;
    assert.ok(isKnown('datatypes/a'));
    assert.equal(lookups().length, 1);
  });

  test('end when everything is stopped', async () => {
    registry.before = (request) => (request.startsWith('xed ') ? new Gate().opened : undefined);
    const loading = load('datatypes/a');
    await settled();
    catalog.stop(connection);
    await assert.rejects(loading, { name: 'AbortError' });
  });

  test('are asked for anew by whoever wants them while what was stopped has not ended yet', async () => {
    registry.resources = [xdmResource('datatypes/a')];
    const ending = new Gate();
    const lookup = registry.lookup.bind(registry);
    registry.lookup = async (...asked) => {
      await ending.opened;
      return lookup(...asked);
    };
    const stopped = load('datatypes/a');
    await settled();
    catalog.stop(connection);
    const again = load('datatypes/a');
    await settled();
    ending.open();
    await assert.rejects(stopped, { name: 'AbortError' });
    await again;
    assert.ok(isKnown('datatypes/a'));
  });

  for (const [id, container, kind] of [
    ['https://ns.adobe.com/test/datatypes/1', 'tenant', 'datatypes'],
    ['https://ns.adobe.com/test/mixins/1', 'tenant', 'fieldgroups'],
    ['https://ns.adobe.com/test/schemas/1', 'tenant', 'schemas'],
    ['https://ns.adobe.com/xdm/data/record', 'global', 'behaviors'],
    ['https://ns.adobe.com/xdm/classes/x', 'global', 'classes'],
    ['https://ns.adobe.com/xdm/context/profile__union', 'tenant', 'unions'],
    ['https://ns.adobe.com/testing/datatypes/1', 'global', 'datatypes'],
  ] as const) {
    test(`are looked up where their id says: ${id}`, async () => {
      await catalog.getResources(connection, [id]);
      assert.equal(lookups()[0], `xed ${container}/${kind}/${id}`);
    });
  }

  test('are looked up as every kind in turn where their id does not say which they are', async () => {
    registry.resources = [xdmResource('x', {}, 'classes')];
    await load('x');
    assert.ok(isKnown('x'));
    assert.deepEqual(
      lookups(),
      ['datatypes', 'fieldgroups', 'classes'].map((kind) => `xed tenant/${kind}/${idOf('x')}`),
    );
  });

  test('are looked up where a list has them', async () => {
    registry.resources = [xdmResource('x', {}, 'schemas', 'global')];
    await catalog.loadList(connection, 'global', 'schemas');
    await load('x');
    assert.deepEqual(lookups(), [`xed global/schemas/${idOf('x')}`]);
  });

  test('are looked up in both containers where the tenant is not known', async () => {
    registry.resources = [xdmResource('x', {}, 'datatypes', 'tenant')];
    registry.before = (request) => {
      if (request === 'stats') throw forbidden;
    };
    await load('x');
    assert.ok(isKnown('x'));
    assert.equal(lookups().length, 6);
  });

  test('stay unknown when the registry does not have them, and are not asked for again', async () => {
    await load('none', '');
    const asked = lookups().length;
    assert.ok(asked <= 20);
    await load('none');
    assert.equal(lookups().length, asked);
    assert.ok(!isKnown('none'));
  });

  test('are nothing that answers to another id', async () => {
    registry.lookup = () => Promise.resolve({ $id: idOf('other') });
    await load('datatypes/a');
    assert.ok(!isKnown('datatypes/a') && !isKnown('other'));
  });

  test('are those that documents gave, too', async () => {
    registry.resources = [xdmResource('datatypes/a')];
    const ref = { container: 'tenant', kind: 'datatypes', id: idOf('datatypes/a') } as const;
    await catalog.getDocument(connection, ref, 'xed', { remembered: 'never' });
    assert.ok(isKnown('datatypes/a'));
  });

  test('come from the index without a request, and anew after it was loaded again', async () => {
    registry.resources = [xdmResource('datatypes/a', { description: 'old' })];
    await load('datatypes/a');
    registry.resources = [xdmResource('datatypes/a', { description: 'new' })];
    await catalog.loadIndex(connection);
    await load('datatypes/a');
    assert.equal(lookups().length, 1);
    assert.equal(catalog.lookup(connection)(idOf('datatypes/a'))?.description, 'new');
  });

  suite('when Adobe does not answer', () => {
    test('are those that an earlier session looked up', async () => {
      registry.resources = [xdmResource('datatypes/a')];
      await load('datatypes/a');
      await settled();
      catalog = open();
      registry.before = goOffline;
      await load('datatypes/a');
      assert.ok(isKnown('datatypes/a'));
    });

    test('are those of an earlier session’s index', async () => {
      registry.resources = [xdmResource('a')];
      await catalog.loadIndex(connection);
      await settled(40);
      catalog = open();
      registry.before = goOffline;
      await load('a');
      assert.ok(isKnown('a'));
    });

    test('are asked for no further', async () => {
      const gate = new Gate();
      registry.before = (request) =>
        request.endsWith('/a') ? goOffline() : request === 'stats' ? undefined : gate.opened;
      const loading = load('datatypes/a', 'datatypes/b', 'datatypes/c', 'datatypes/d');
      await assert.rejects(loading, offline);
      gate.open();
      await settled();
      assert.deepEqual(
        lookups().filter((request) => /[cd]$/.test(request)),
        [],
      );
    });

    test('fail where nothing is remembered', async () => {
      registry.before = goOffline;
      await assert.rejects(load('a', 'b'), offline);
      registry.before = () => undefined;
      registry.resources = [xdmResource('a')];
      await load('a');
      assert.ok(isKnown('a'));
    });
  });

  test('of a local Adobe are found in both containers', async () => {
    const adobe = await LocalAdobe.start({ data: 'own' });
    registerDemo(adobe);
    const window = await AdobeWindow.open(adobe);
    try {
      const { registry: real, connection: here, logger } = window;
      catalog = new XdmCatalog({ registry: real, cache, clock: new FakeClock(), logger });
      await catalog.loadIndex(here);
      const { library } = catalog.index(here);
      const ids = [...(library?.resources ?? [])].map(({ $id }) => $id);
      assert.ok(ids.length > 30);
      const fresh = new XdmCatalog({ registry: real, cache: new MemoryCache(), clock: new FakeClock(), logger });
      await fresh.getResources(here, ids);
      for (const $id of ids) assert.deepEqual(fresh.lookup(here)($id), library?.lookup($id), $id);
    } finally {
      window.dispose();
      await adobe.stop();
    }
  });
});
