import assert from 'node:assert/strict';
import * as path from 'node:path';
import { registerDemo } from '../../emulator/demo';
import { LocalAdobe } from '../../emulator/localAdobe';
import { makeTemporaryFolder, removeFolder } from '../../host/paths';
import { until } from '../../support/fakeClock';
import { type Agreement, type NewsDelay } from '../../support/windows/desktop';
import { bundleExtension } from '../../support/windows/extensionBundle';
import { freshStatus, Office } from '../../support/windows/office';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

const noConnection = /^\$\(key\) AEP$/;

/** A second, and nine for a machine that has other things to do. */
const prompt = 10 * secondMs;
/** A window without news has its own turn to renew within a minute. */
const ownTurn = 60 * secondMs + prompt;

/** What the table at the end says. Late news and the turns of windows take time on the clock that the test moves. */
const rows: (readonly [scenario: string, windows: number, mints: number, agreed: string])[] = [];

suite('Windows', function () {
  this.timeout(120_000);
  this.slow(10_000);
  let folder: string;
  let adobe: LocalAdobe;
  let office: Office;

  suiteSetup(async () => {
    folder = makeTemporaryFolder('windows');
    bundleExtension(folder);
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
  });
  suiteTeardown(async () => {
    await adobe.stop();
    removeFolder(folder);
    console.log(table());
  });
  setup(() => {
    office = new Office(adobe, folder, path.join(__dirname, 'window', 'index.js'));
  });
  teardown(() => office.desktop.close());

  for (const count of [2, 8]) {
    /** Tells the table what was seen, and proves what is to be so after everything. */
    const seen = async (scenario: string, agreement?: Agreement, withinMs = prompt): Promise<void> => {
      const { changedMs = Number.NaN, agreedMs = Number.NaN } = agreement ?? {};
      const agreed = agreement ? `${((agreedMs - changedMs) / secondMs).toFixed(3)} s` : '–';
      rows.push([scenario, count, office.mints, agreed]);
      if (agreement) assert.ok(agreedMs - changedMs < withinMs, `all windows show it: ${office.statuses.join(', ')}`);
      assert.ok((await office.mostOfOneWindow()) <= 1, 'no window makes more than one token');
      office.assertNoSecretShown();
    };

    /** Every window holds the same token, and answers with it. */
    const agree = async (): Promise<void> => {
      assert.deepEqual(
        office.statuses.filter((status) => !freshStatus.test(status)),
        [],
      );
      assert.equal(new Set(await office.assertEveryWindowAnswers()).size, 1);
    };

    const openInUse = async (): Promise<void> => {
      await office.open(count);
      await office.connect();
      await office.useEverywhere();
    };

    suite(`${count} of them`, () => {
      suite('at a cold start', () => {
        setup(async () => {
          await office.open(1);
          await office.connect();
          await office.closeAll();
          await office.open(count);
          await office.countFromHere();
        });

        test('ask for nothing, and all have the token that one of them is asked for', async () => {
          assert.deepEqual(adobe.requests, []);
          const agreement = office.watch();
          await office.copy(office.windows[0]!);
          await office.desktop.settled();
          assert.equal(office.mints, 1);
          await seen('cold start', agreement);
          await agree();
        });

        test('make one token each at most when all of them are asked at once', async () => {
          const agreement = office.watch();
          await Promise.all(office.windows.map((window) => office.copy(window)));
          await office.desktop.settled();
          assert.ok(office.mints <= count);
          await seen('cold start, all asked at once', agreement);
          await office.assertEveryWindowAnswers();
        });
      });

      suite('at expiry', () => {
        setup(openInUse);

        test('renew once, in the one that has the focus', async () => {
          office.desktop.focus(office.windows[1]);
          const agreement = office.watch();
          await office.passRenewal();
          assert.equal(office.mints, 1);
          await seen('expiry', agreement);
          await agree();
        });

        test('renew once when nobody looks', async () => {
          const agreement = office.watch();
          await office.passRenewal();
          assert.equal(office.mints, 1);
          await seen('expiry, no focus', agreement);
          await agree();
        });

        test('make one token each at most when all of them are asked at once', async () => {
          await office.desktop.sleep(25 * hourMs);
          const agreement = office.watch();
          await Promise.all(office.windows.map((window) => office.copy(window)));
          await office.desktop.settled();
          assert.ok(office.mints <= count);
          await seen('expiry, all asked at once', agreement);
          await office.assertEveryWindowAnswers();
        });

        test('renew once though each reads a copy that is 200 ms behind', async () => {
          office.desktop.news = () => 200;
          office.desktop.hasCopies = true;
          const agreement = office.watch();
          await office.passRenewal();
          assert.equal(office.mints, 1);
          await seen('expiry, own copies', agreement);
          await agree();
        });

        const deliveries: Record<string, NewsDelay> = {
          late: () => 20 * secondMs,
          reordered: (nth, window) => ((nth * 7 + window * 3) % 5) * 7 * secondMs,
          lost: () => undefined,
        };
        for (const [how, news] of Object.entries(deliveries)) {
          test(`renew once though news are ${how}`, async () => {
            office.desktop.focus(office.windows[1]);
            office.desktop.news = news;
            const agreement = office.watch();
            await office.passRenewal();
            assert.equal(office.mints, 1);
            await seen(`expiry, news ${how}`, agreement, ownTurn);
            await agree();
          });
        }
      });

      suite('after a sleep of 30 hours', () => {
        setup(async () => {
          await openInUse();
          await office.desktop.sleep(30 * hourMs);
        });

        test('renew once, in the one that is looked at', async () => {
          const agreement = office.watch();
          office.desktop.focus(office.windows[1]);
          await office.desktop.advance(2 * minuteMs);
          assert.equal(office.mints, 1);
          await seen('sleep', agreement);
          await agree();
        });

        test('renew once when nobody looks', async () => {
          const agreement = office.watch();
          await office.desktop.advance(3 * minuteMs);
          assert.equal(office.mints, 1);
          await seen('sleep, no focus', agreement);
          await agree();
        });
      });

      test('stay with their connection when one of them is switched', async () => {
        await openInUse();
        await office.connect('Other');
        const before = office.statuses;
        await office.windows[1]!.run('aep.connection.switch', { connectionId: office.connectionId });
        await office.desktop.settled();
        assert.match(office.statuses[1]!, /^Other/);
        assert.deepEqual(office.statuses.toSpliced(1, 1), before.toSpliced(1, 1));
        await office.windows[1]!.run('aep.token.copy');
        assert.equal(office.mints, 1);
        await seen('switch in one');
        await office.assertEveryWindowAnswers();
      });

      suite('when one of them removes the connection', () => {
        setup(openInUse);

        const remove = () => office.windows[1]!.run('aep.connection.remove', { connectionId: office.connectionId });

        test('drop it and its token', async () => {
          const agreement = office.watch(noConnection);
          await remove();
          await office.desktop.settled();
          await seen('remove in one', agreement);
          await office.assertNoConnection();
          assert.deepEqual([...office.desktop.secrets.keys()], ['aep.connections']);
        });

        test('drop it while another makes a token', async () => {
          adobe.latencyMs = 100;
          const minting = office.windows[0]!.run('aep.token.generate', { connectionId: office.connectionId });
          await until(() => adobe.requests.some(({ status, path }) => status === undefined && path.startsWith('/ims')));
          const agreement = office.watch(noConnection);
          await remove();
          assert.equal(await minting, undefined);
          await office.desktop.settled();
          await seen('remove in one during a mint', agreement);
          await office.assertNoConnection();
          assert.deepEqual([...office.desktop.secrets.keys()], ['aep.connections']);
        });

        test('drop it once they are looked at, though news were lost', async () => {
          office.desktop.news = () => undefined;
          const agreement = office.watch(noConnection);
          await remove();
          for (const window of office.windows) {
            office.desktop.focus(window);
            await office.desktop.settled();
          }
          await seen('remove in one, news lost', agreement);
          await office.assertNoConnection();
        });
      });

      test('renew in another when the one that renews crashes', async () => {
        await openInUse();
        const [crashing] = office.windows;
        office.desktop.focus(crashing);
        adobe.fail({ service: 'ims', times: 1, fault: 'hang' });
        const before = adobe.requests.length;
        const agreement = office.watch();
        const passing = office.passRenewal();
        await until(() => adobe.requests.length > before, 'a mint');
        await office.desktop.crash(crashing!);
        await passing;
        assert.equal(office.mints, 1);
        await seen('crash of the minting one', agreement);
        await agree();
      });

      test('have a token that works though their clocks are apart', async () => {
        const errors = [90 * secondMs, 2 * hourMs, -90 * secondMs];
        await office.open(count, (index) => ({ clockErrorMs: errors[index] ?? 0 }));
        await office.connect();
        await office.useEverywhere();
        office.desktop.focus(office.windows[1]);
        const agreement = office.watch();
        await office.passRenewal();
        assert.equal(office.mints, 1);
        await seen('clocks apart', agreement);
        await agree();
        office.desktop.focus(undefined);
        await office.desktop.sleep(24 * hourMs);
        for (const window of office.windows) await office.assertAccepted(await office.copy(window));
      });
    });
  }
});

function table(): string {
  const lines = [['scenario', 'windows', 'mints', 'agreed after'], ...rows].map((row) => row.map(String));
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
