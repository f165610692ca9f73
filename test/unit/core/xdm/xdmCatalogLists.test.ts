import assert from 'node:assert/strict';
import { type Connection } from '../../../../src/core/credentials/connection';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { AepError, abortError } from '../../../../src/core/errors';
import { type ResourceSummary } from '../../../../src/core/platform/resourceTypes';
import { type ListState } from '../../../../src/core/xdm/catalogTypes';
import { longestList } from '../../../../src/core/xdm/listLoading';
import { XdmCatalog } from '../../../../src/core/xdm/xdmCatalog';
import { registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { AdobeWindow } from '../../../support/adobeWindow';
import { oauthConnection } from '../../../support/connections';
import { FakeClock, settled, until } from '../../../support/fakeClock';
import { FakeRegistry, MemoryCache, offline } from '../../../support/fakeRegistry';
import { RecordingLogger } from '../../../support/recordingLogger';

const given = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(given.credential) };
const elsewhere: Connection = { ...connection, sandbox: 'dev' };
const rows = (...titles: readonly string[]): ResourceSummary[] =>
  titles.map((title) => ({ $id: `https://ns.adobe.com/${title}`, altId: `_${title}`, title, version: '1' }));
/** As many rows as wanted, with titles that nobody else has. */
const page = (number: number, size: number): ResourceSummary[] =>
  rows(...Array.from({ length: size }, (_, index) => `${number}-${String(index).padStart(4, '0')}`));

/** A registry whose pages come when the test says so. */
class SlowRegistry extends FakeRegistry {
  readonly lists: { page(classes: ResourceSummary[]): void; end(): void; fail(error: Error): void }[] = [];
  isDeaf = false;

  override async *list(
    _connection: unknown,
    _list: unknown,
    signal?: AbortSignal,
  ): AsyncGenerator<ResourceSummary[], void, undefined> {
    let settle: { resolve(value: ResourceSummary[] | undefined): void; reject(error: Error): void };
    const next = (): Promise<ResourceSummary[] | undefined> =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
      });
    let coming = next();
    signal?.addEventListener('abort', () => {
      if (!this.isDeaf) settle.reject(abortError());
    });
    this.lists.push({
      page: (classes) => {
        settle.resolve(classes);
      },
      end: () => {
        settle.resolve(undefined);
      },
      fail: (error) => {
        settle.reject(error);
      },
    });
    for (let classes = await coming; classes; classes = await coming) {
      coming = next();
      yield classes;
    }
  }
}

const short = ({ status, rows: { length }, isRemembered, failure }: ListState): string =>
  [status, length, ...(isRemembered ? ['remembered'] : []), ...(failure ? [failure.code] : [])].join(' ');

suite('XdmCatalog lists', () => {
  let registry: SlowRegistry;
  let cache: MemoryCache;
  let clock: FakeClock;
  let catalog: XdmCatalog;
  /** What was told, each time: status and number of rows. */
  let told: string[];

  const open = (): XdmCatalog => {
    const opened = new XdmCatalog({ registry, cache, clock, logger: new RecordingLogger() });
    opened.onDidChange(({ subject, part, container, kind }) => {
      if (part !== 'list' || subject !== opened.subjectOf(connection)) return;
      assert.deepEqual([container, kind], ['global', 'classes']);
      told.push(short(classes(opened)));
    });
    return opened;
  };
  const classes = (of = catalog, at = connection): ListState => of.list(at, 'global', 'classes');
  const load = (again = false, at = connection): Promise<void> => catalog.loadList(at, 'global', 'classes', { again });
  const give = async (number: number, size: number, of = registry.lists.length - 1): Promise<void> => {
    registry.lists[of]!.page(page(number, size));
    await settled();
  };
  const end = async (of = registry.lists.length - 1): Promise<void> => {
    registry.lists[of]!.end();
    await settled();
  };
  const fail = async (error: Error, of = registry.lists.length - 1): Promise<void> => {
    registry.lists[of]!.fail(error);
    await settled();
  };
  /** A whole load. */
  const loaded = async (...sizes: readonly number[]): Promise<void> => {
    const loading = load(true);
    await settled();
    for (const [number, size] of sizes.entries()) await give(number, size);
    await end();
    await loading;
  };
  setup(() => {
    registry = new SlowRegistry();
    cache = new MemoryCache();
    clock = new FakeClock();
    told = [];
    catalog = open();
  });
  teardown(() => {
    catalog.dispose();
  });

  test('have nothing before they are loaded', () => {
    assert.equal(short(classes()), 'idle 0');
    assert.equal(classes().fetchedAtMs, undefined);
  });

  test('show the first page before the rest, then each time that they have doubled', async () => {
    await loaded(300, 300, 300, 300, 300, 300, 300, 300);
    assert.deepEqual(told, [
      'loading 0',
      'loading 300',
      'loading 600',
      'loading 1200',
      'loading 2400',
      'complete 2400',
    ]);
  });

  test('are the same array until they change', async () => {
    await loaded(3);
    assert.equal(classes().rows, classes().rows);
  });

  test('are sorted by title as a person does, and equal titles by id', async () => {
    const loading = load();
    await settled();
    const twins = rows('twin', 'twin').map((row, index) => ({ ...row, $id: `https://ns.adobe.com/${2 - index}` }));
    registry.lists[0]!.page([...rows('Class 10', 'Zebra', 'class 2', 'Élan', 'apple'), ...twins]);
    await settled();
    await end();
    await loading;
    assert.deepEqual(
      classes().rows.map(({ title, $id }) => (title === 'twin' ? $id.slice(-1) : title)),
      ['apple', 'class 2', 'Class 10', 'Élan', '1', '2', 'Zebra'],
    );
  });

  test('are complete when there is nothing, and when the container has no such kind', async () => {
    await loaded(0);
    assert.equal(short(classes()), 'complete 0');
    await catalog.loadList(connection, 'global', 'unions');
    assert.equal(short(catalog.list(connection, 'global', 'unions')), 'complete 0');
  });

  test('are asked for once in a session, also after a failure, until somebody asks again', async () => {
    await loaded(3);
    await load();
    assert.equal(registry.lists.length, 1);
    const again = load(true);
    await settled();
    await fail(offline);
    await again;
    await load();
    assert.equal(registry.lists.length, 2);
  });

  test('are asked for once by all who ask at the same time', async () => {
    const loading = [load(), load(), load(true)];
    await settled();
    await give(0, 3);
    await end();
    await Promise.all(loading);
    assert.equal(registry.lists.length, 1);
  });

  test('say when Adobe was asked', async () => {
    const askedAtMs = clock.nowMs();
    const loading = load();
    await settled();
    await clock.advance(5_000);
    await give(0, 3);
    await end();
    await loading;
    assert.equal(classes().fetchedAtMs, askedAtMs);
  });

  test('keep the rows that came when they are stopped', async () => {
    const loading = load();
    await settled();
    await give(0, 5);
    await give(1, 2);
    catalog.stop(connection);
    await loading;
    assert.equal(short(classes()), 'stopped 7');
    catalog.stop(connection);
    assert.equal(told.at(-1), 'stopped 7');
  });

  test('keep the rows that came when they fail, and say why', async () => {
    const loading = load();
    await settled();
    await give(0, 5);
    await give(1, 2);
    const failure = new AepError('SERVER_ERROR', 'The platform answered 500');
    await fail(failure);
    await loading;
    assert.equal(short(classes()), 'failed 7 SERVER_ERROR');
    assert.equal(classes().failure, failure);
  });

  test('make a defect a failure of ours', async () => {
    const loading = load();
    await settled();
    await fail(new TypeError('undefined is not a function'));
    await loading;
    assert.equal(classes().failure?.code, 'UNEXPECTED');
  });

  test('that failed keep their rows while they load again, and forget the failure', async () => {
    const loading = load();
    await settled();
    await give(0, 5);
    await fail(offline);
    await loading;
    told.length = 0;
    await loaded(2, 2);
    assert.deepEqual(told, ['loading 5', 'loading 2', 'loading 4', 'complete 4']);
  });

  test('that were whole stay until the new ones are', async () => {
    await loaded(5);
    told.length = 0;
    await loaded(2, 2);
    assert.deepEqual(told, ['loading 5', 'complete 4']);
  });

  test('that were whole stay when the new ones fail or are stopped after some pages', async () => {
    await loaded(5);
    const failing = load(true);
    await settled();
    await give(0, 2);
    await fail(offline);
    await failing;
    assert.equal(short(classes()), 'failed 5 HOST_UNKNOWN');
    const stopping = load(true);
    await settled();
    await give(0, 2);
    catalog.stop(connection);
    await stopping;
    assert.equal(short(classes()), 'stopped 5');
  });

  for (const [ending, finish] of Object.entries<(of: number) => Promise<void>>({
    ends: (of) => end(of),
    fails: (of) => fail(new Error('late'), of),
  })) {
    test(`load anew right after they were stopped, whatever the old load brings before it ${ending}`, async () => {
      registry.isDeaf = true;
      const first = load();
      await settled();
      await give(0, 5);
      catalog.stop(connection);
      const second = load();
      await settled();
      await give(1, 3, 1);
      await finish(0);
      await end(1);
      await Promise.all([first, second]);
      assert.equal(short(classes()), 'complete 3');
      assert.ok(!told.includes('complete 5'));
    });
  }

  test('take nothing from a page that comes after they were stopped', async () => {
    registry.isDeaf = true;
    const loading = load();
    await settled();
    await give(0, 5);
    catalog.stop(connection);
    await give(1, 5);
    await loading;
    assert.equal(short(classes()), 'stopped 5');
  });

  test('of another sandbox are other lists, also while both load', async () => {
    const here = load();
    await settled();
    const there = load(false, elsewhere);
    await settled();
    await give(0, 5, 0);
    await give(1, 2, 1);
    catalog.stop(connection);
    await end(1);
    await Promise.all([here, there]);
    assert.equal(short(classes()), 'stopped 5');
    assert.equal(short(classes(catalog, elsewhere)), 'complete 2');
  });

  for (const [what, other] of Object.entries<Partial<Connection>>({
    organisation: { imsOrg: 'OTHER@AdobeOrg' },
    client: { clientId: 'other' },
    platform: {
      environment: oauthConnection({ imsOrigin: 'https://a.example', platformOrigin: 'https://b.example' }).environment,
    },
    connection: { id: 'other' },
  })) {
    test(`of another ${what} are other lists`, async () => {
      await loaded(5);
      assert.equal(short(classes(catalog, { ...connection, ...other })), 'idle 0');
    });
  }

  test('stay those of a connection that was only renamed', async () => {
    await loaded(5);
    assert.equal(short(classes(catalog, { ...connection, name: 'Renamed' })), 'complete 5');
  });

  test('tell nobody after the catalog was disposed of', async () => {
    const loading = load();
    await settled();
    told.length = 0;
    catalog.dispose();
    await loading;
    assert.deepEqual(told, []);
  });

  test('end where no organisation ends', async () => {
    await loaded(60_000, 60_000);
    assert.deepEqual([classes().status, classes().rows.length, classes().isPartial], ['complete', longestList, true]);
  });

  suite('in the next session', () => {
    const restart = (): void => {
      catalog.dispose();
      catalog = open();
      told = [];
    };

    test('are there at once, with their date, until Adobe has answered', async () => {
      await loaded(3);
      const askedAtMs = clock.nowMs();
      await clock.advance(86_400_000);
      restart();
      const loading = load();
      await settled();
      assert.equal(short(classes()), 'loading 3 remembered');
      assert.equal(classes().fetchedAtMs, askedAtMs);
      assert.deepEqual(classes().rows[0], page(0, 1)[0]);
      await give(1, 2);
      await give(2, 2);
      await end();
      await loading;
      assert.deepEqual(told, ['loading 0', 'loading 3 remembered', 'complete 4']);
      assert.equal(classes().fetchedAtMs, askedAtMs + 86_400_000);
    });

    test('stay beside the failure when Adobe does not answer', async () => {
      await loaded(3);
      restart();
      const loading = load();
      await settled();
      await fail(offline);
      await loading;
      assert.equal(short(classes()), 'failed 3 remembered HOST_UNKNOWN');
    });

    test('are not those of another sandbox', async () => {
      await loaded(3);
      restart();
      void load(false, elsewhere);
      await settled();
      assert.equal(short(classes(catalog, elsewhere)), 'loading 0');
    });

    test('are nothing where a load was stopped', async () => {
      const loading = load();
      await settled();
      await give(0, 5);
      catalog.stop(connection);
      await loading;
      assert.deepEqual(cache.names, []);
    });

    for (const [what, change] of Object.entries<(text: string) => string>({
      'of another version': (text) => text.replace('"version":1', '"version":2'),
      'cut in a row': (text) => text.slice(0, -5),
      'cut between rows': (text) => text.slice(0, text.lastIndexOf('\n')),
      empty: () => '',
      'no JSON': () => 'x',
      'without a date': (text) => text.replace('fetchedAtMs', 'other'),
    })) {
      test(`are nothing where the text is ${what}`, async () => {
        await loaded(3);
        for (const [name, text] of cache.texts) cache.texts.set(name, change(text));
        restart();
        void load();
        await settled();
        assert.equal(short(classes()), 'loading 0');
      });
    }

    test('are Adobe’s where the cache does not do what it should', async () => {
      cache.read = () => Promise.reject(new Error('defect'));
      await loaded(3);
      assert.equal(short(classes()), 'complete 3');
    });

    test('are forgotten with their connection, in all sandboxes, while they load too', async () => {
      await loaded(3);
      const other = { ...connection, id: 'other' };
      const there = [load(false, elsewhere), load(false, other)];
      await settled();
      for (const index of [1, 2]) await give(0, 3, index);
      const forgetting = catalog.forget(connection.id);
      for (const index of [1, 2]) await end(index);
      await Promise.all([forgetting, ...there]);
      assert.equal(short(classes()), 'idle 0');
      assert.equal(told.at(-1), 'idle 0');
      assert.deepEqual([...cache.texts.keys()], [`${catalog.subjectOf(other)} list-global-classes`]);
      await catalog.forget();
      assert.deepEqual(cache.names, []);
    });
  });

  suite('from a local Adobe', () => {
    let adobe: LocalAdobe;
    let window: AdobeWindow;
    const start = async (generatedClasses: number): Promise<void> => {
      adobe = await LocalAdobe.start({ data: { generatedClasses } });
      registerDemo(adobe);
      window = await AdobeWindow.open(adobe);
      catalog.dispose();
      catalog = new XdmCatalog({ registry: window.registry, cache, clock, logger: window.logger });
      catalog.onDidChange(() => told.push(short(classes(catalog, window.connection))));
    };
    teardown(async () => {
      window.dispose();
      await adobe.stop();
    });

    test('hold 10,000 classes, complete and in the order of their titles', async () => {
      await start(10_000);
      await load(false, window.connection);
      const { status, rows: all } = classes(catalog, window.connection);
      assert.equal(status, 'complete');
      assert.equal(new Set(all.map(({ $id }) => $id)).size, 10_000);
      const titles = all.map(({ title }) => title);
      assert.deepEqual(titles, titles.toSorted());
      assert.deepEqual(told, [
        'loading 0',
        ...[300, 600, 1200, 2400, 4800, 9600].map((count) => `loading ${count}`),
        'complete 10000',
      ]);
    });

    test('go on with a new token when the old one is refused in the middle', async () => {
      await start(1_000);
      catalog.onDidChange(() => {
        if (classes(catalog, window.connection).rows.length === 300) adobe.revokeAllTokens();
      });
      await load(false, window.connection);
      assert.equal(short(classes(catalog, window.connection)), 'complete 1000');
      assert.equal(adobe.mints, 2);
    });

    test('fail with what they have when a page cannot be read', async () => {
      await start(1_000);
      adobe.fail({ service: 'platform', skip: 2, fault: 'truncated-json' });
      await load(false, window.connection);
      assert.equal(short(classes(catalog, window.connection)), 'failed 600 BAD_RESPONSE');
    });

    test('stop at once while a page is under way', async () => {
      await start(1_000);
      adobe.fail({ service: 'platform', skip: 1, fault: 'hang' });
      const loading = load(false, window.connection);
      await until(() => adobe.requests.filter(({ service }) => service === 'platform').length === 2);
      catalog.stop(window.connection);
      await loading;
      assert.equal(short(classes(catalog, window.connection)), 'stopped 300');
    });
  });
});
