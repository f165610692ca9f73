import assert from 'node:assert/strict';
import { type Connection } from '../../../../src/core/credentials/connection';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { AepError, abortError } from '../../../../src/core/errors';
import { type ResourceSummary } from '../../../../src/core/platform/schemaRegistry';
import { ClassListLoader } from '../../../../src/core/xdm/classListLoader';
import { registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { AdobeWindow } from '../../../support/adobeWindow';
import { oauthConnection } from '../../../support/connections';
import { settled, until } from '../../../support/fakeClock';

const given = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(given.credential) };
const rows = (...titles: readonly string[]): ResourceSummary[] =>
  titles.map((title) => ({ $id: `https://ns.adobe.com/${title}`, altId: `_${title}`, title, version: '1' }));
/** As many rows as wanted, with titles that nobody else has. */
const page = (number: number, size: number): ResourceSummary[] =>
  rows(...Array.from({ length: size }, (_, index) => `${number}-${String(index).padStart(4, '0')}`));

/** A registry whose pages come when the test says so. */
class SlowRegistry {
  readonly lists: { page(classes: ResourceSummary[]): void; end(): void; fail(error: Error): void }[] = [];

  async *listClasses(
    _connection: Connection,
    _container: string,
    signal?: AbortSignal,
  ): AsyncGenerator<ResourceSummary[], void, undefined> {
    let settle: { resolve(value: ResourceSummary[] | undefined): void; reject(error: Error): void };
    const next = (): Promise<ResourceSummary[] | undefined> =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
      });
    let coming = next();
    signal?.addEventListener('abort', () => {
      settle.reject(abortError());
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

suite('ClassListLoader', () => {
  let registry: SlowRegistry;
  let loader: ClassListLoader;
  /** What was told, each time: status and number of rows. */
  let told: string[];

  const watch = (watched: ClassListLoader): void => {
    watched.onDidChange(() => told.push(`${watched.state.status} ${watched.state.classes.length}`));
  };
  setup(() => {
    registry = new SlowRegistry();
    loader = new ClassListLoader(registry);
    told = [];
    watch(loader);
  });
  teardown(() => {
    loader.dispose();
  });

  const give = async (number: number, size: number, of = 0): Promise<void> => {
    registry.lists[of]!.page(page(number, size));
    await settled();
  };

  test('has nothing before it is told to load', () => {
    assert.deepEqual(loader.state, { status: 'idle', classes: [], failure: undefined });
  });

  test('shows the first page before the rest, then each time that the list has doubled', async () => {
    const loading = loader.load(connection);
    await settled();
    for (let number = 0; number < 8; number += 1) await give(number, 300);
    registry.lists[0]!.end();
    await loading;
    assert.deepEqual(told, [
      'loading 0',
      'loading 300',
      'loading 600',
      'loading 1200',
      'loading 2400',
      'complete 2400',
    ]);
  });

  test('sorts by title as a person does, and equal titles by id', async () => {
    const loading = loader.load(connection);
    await settled();
    const twins = rows('twin', 'twin').map((row, index) => ({ ...row, $id: `https://ns.adobe.com/${2 - index}` }));
    registry.lists[0]!.page([...rows('Class 10', 'Zebra', 'class 2', 'Élan', 'apple'), ...twins]);
    await settled();
    registry.lists[0]!.end();
    await loading;
    assert.deepEqual(
      loader.state.classes.map(({ title, $id }) => (title === 'twin' ? $id.slice(-1) : title)),
      ['apple', 'class 2', 'Class 10', 'Élan', '1', '2', 'Zebra'],
    );
  });

  test('says that it is complete when there are none', async () => {
    const loading = loader.load(connection);
    await settled();
    await give(0, 0);
    registry.lists[0]!.end();
    await loading;
    assert.deepEqual(loader.state, { status: 'complete', classes: [], failure: undefined });
  });

  test('keeps the rows that came when it is stopped', async () => {
    const loading = loader.load(connection);
    await settled();
    await give(0, 5);
    await give(1, 2);
    loader.stop();
    await loading;
    assert.deepEqual(
      [loader.state.status, loader.state.classes.length, loader.state.failure],
      ['stopped', 7, undefined],
    );
    loader.stop();
    assert.equal(told.at(-1), 'stopped 7');
  });

  test('keeps the rows that came when it fails, and says why', async () => {
    const loading = loader.load(connection);
    await settled();
    await give(0, 5);
    const failure = new AepError('SERVER_ERROR', 'The platform answered 500');
    registry.lists[0]!.fail(failure);
    await loading;
    assert.deepEqual([loader.state.status, loader.state.classes.length], ['failed', 5]);
    assert.equal(loader.state.failure, failure);
  });

  test('makes a defect a failure of ours', async () => {
    const loading = loader.load(connection);
    await settled();
    registry.lists[0]!.fail(new TypeError('undefined is not a function'));
    await loading;
    assert.equal(loader.state.failure?.code, 'UNEXPECTED');
  });

  test('forgets the failure and the rows when it loads again', async () => {
    const loading = loader.load(connection);
    await settled();
    await give(0, 5);
    registry.lists[0]!.fail(new Error('x'));
    await loading;
    void loader.load(connection);
    assert.deepEqual(loader.state, { status: 'loading', classes: [], failure: undefined });
  });

  test('gives up the first load when a second begins, whatever the first still brings', async () => {
    const first = loader.load(connection);
    await settled();
    await give(0, 5);
    const second = loader.load(connection);
    await first;
    await settled();
    await give(1, 3, 1);
    registry.lists[1]!.end();
    await second;
    assert.deepEqual([loader.state.status, loader.state.classes.length], ['complete', 3]);
    assert.ok(!told.includes('stopped 5'));
  });

  test('takes nothing from a first load that does not hear that it is over', async () => {
    const deaf = new ClassListLoader({ listClasses: (of, container) => registry.listClasses(of, container) });
    watch(deaf);
    const first = deaf.load(connection);
    await settled();
    const second = deaf.load(connection);
    await settled();
    registry.lists[0]!.page(page(0, 5));
    await first;
    registry.lists[1]!.page(page(1, 3));
    await settled();
    registry.lists[1]!.end();
    await second;
    assert.deepEqual(told, ['loading 0', 'loading 0', 'loading 3', 'complete 3']);
    deaf.dispose();
  });

  test('has nothing again when it is cleared, also in the middle of a load', async () => {
    const loading = loader.load(connection);
    await settled();
    await give(0, 5);
    loader.clear();
    await loading;
    assert.deepEqual(loader.state, { status: 'idle', classes: [], failure: undefined });
    assert.equal(told.at(-1), 'idle 0');
  });

  test('tells nobody after it was disposed of', async () => {
    const loading = loader.load(connection);
    await settled();
    told.length = 0;
    loader.dispose();
    await loading;
    assert.deepEqual(told, []);
  });

  suite('from a local Adobe', () => {
    let adobe: LocalAdobe;
    let window: AdobeWindow;
    const open = async (generatedClasses: number): Promise<void> => {
      adobe = await LocalAdobe.start({ data: { generatedClasses } });
      registerDemo(adobe);
      window = await AdobeWindow.open(adobe);
      loader = new ClassListLoader(window.registry);
      watch(loader);
    };
    teardown(async () => {
      window.dispose();
      await adobe.stop();
    });

    test('loads 10,000 classes, complete and in the order of their titles', async () => {
      await open(10_000);
      await loader.load(window.connection);
      const { status, classes } = loader.state;
      assert.equal(status, 'complete');
      assert.equal(new Set(classes.map(({ $id }) => $id)).size, 10_000);
      const titles = classes.map(({ title }) => title);
      assert.deepEqual(titles, titles.toSorted());
      assert.deepEqual(told, [
        'loading 0',
        ...[300, 600, 1200, 2400, 4800, 9600].map((count) => `loading ${count}`),
        'complete 10000',
      ]);
    });

    test('goes on with a new token when the old one is refused in the middle', async () => {
      await open(1_000);
      loader.onDidChange(() => {
        if (loader.state.classes.length === 300) adobe.revokeAllTokens();
      });
      await loader.load(window.connection);
      assert.deepEqual([loader.state.status, loader.state.classes.length, adobe.mints], ['complete', 1_000, 2]);
    });

    test('fails with what it has when a page cannot be read', async () => {
      await open(1_000);
      adobe.fail({ service: 'platform', skip: 2, fault: 'truncated-json' });
      await loader.load(window.connection);
      const { status, classes, failure } = loader.state;
      assert.deepEqual([status, classes.length, failure?.code], ['failed', 600, 'BAD_RESPONSE']);
    });

    test('stops at once while a page is under way', async () => {
      await open(1_000);
      adobe.fail({ service: 'platform', skip: 1, fault: 'hang' });
      const loading = loader.load(window.connection);
      await until(() => adobe.requests.filter(({ service }) => service === 'platform').length === 2);
      loader.stop();
      await loading;
      assert.deepEqual([loader.state.status, loader.state.classes.length], ['stopped', 300]);
    });
  });
});
