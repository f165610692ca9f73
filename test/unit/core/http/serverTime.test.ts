import assert from 'node:assert/strict';
import { ServerTime } from '../../../../src/core/http/serverTime';
import { FakeClock } from '../../../support/fakeClock';

suite('ServerTime', () => {
  let clock: FakeClock;
  let time: ServerTime;
  setup(() => {
    clock = new FakeClock();
    time = new ServerTime(clock);
  });

  test('is the clock of this machine until a server said otherwise', () => {
    assert.equal(time.nowMs('a'), clock.nowMs());
  });

  for (const skewMs of [-10 * 3_600_000, -5_001, 5_001, 3 * 3_600_000]) {
    test(`follows a server that is ${skewMs} ms away`, async () => {
      time.observe('a', { dateMs: clock.nowMs() + skewMs, atMs: clock.nowMs() });
      await clock.advance(1_000);
      assert.equal(time.nowMs('a'), clock.nowMs() + skewMs);
      assert.equal(time.skewMs('a'), skewMs);
    });
  }

  for (const skewMs of [-5_000, -1, 0, 4_999]) {
    test(`takes ${skewMs} ms for noise`, () => {
      time.observe('a', { dateMs: clock.nowMs() + 60_000, atMs: clock.nowMs() });
      time.observe('a', { dateMs: clock.nowMs() + skewMs, atMs: clock.nowMs() });
      assert.equal(time.skewMs('a'), 0);
    });
  }

  test('keeps what it learnt when an answer has no date', () => {
    time.observe('a', { dateMs: clock.nowMs() + 60_000, atMs: clock.nowMs() });
    time.observe('a', { dateMs: undefined, atMs: clock.nowMs() });
    assert.equal(time.skewMs('a'), 60_000);
  });

  test('keeps environments apart', () => {
    time.observe('a', { dateMs: clock.nowMs() + 60_000, atMs: clock.nowMs() });
    assert.equal(time.skewMs('b'), 0);
  });

  test('learns again when the clock of this machine is set right', () => {
    time.observe('a', { dateMs: clock.nowMs() + 3_600_000, atMs: clock.nowMs() });
    clock.sleep(3_600_000);
    time.observe('a', { dateMs: clock.nowMs(), atMs: clock.nowMs() });
    assert.equal(time.nowMs('a'), clock.nowMs());
  });

  test('goes by when the server spoke, not by when the last of a long answer came', () => {
    const atMs = clock.nowMs();
    clock.sleep(20_000);
    time.observe('a', { dateMs: atMs, atMs });
    assert.equal(time.skewMs('a'), 0);
  });

  suite('told by another window', () => {
    const hourMs = 3_600_000;

    test('is believed where no server has told it here', () => {
      time.adopt('a', { skewMs: hourMs, pastMs: clock.nowMs() });
      assert.equal(time.skewMs('a'), hourMs);
      time.adopt('a', { skewMs: 2 * hourMs, pastMs: clock.nowMs() });
      assert.equal(time.skewMs('a'), 2 * hourMs);
    });

    test('is not what a server told here: the other clock may be another one', () => {
      time.observe('a', { dateMs: clock.nowMs(), atMs: clock.nowMs() });
      time.adopt('a', { skewMs: hourMs, pastMs: clock.nowMs() });
      assert.equal(time.skewMs('a'), 0);
    });

    test('is not believed where it would put the past into the future', () => {
      time.adopt('a', { skewMs: -2 * hourMs, pastMs: clock.nowMs() - hourMs });
      assert.equal(time.skewMs('a'), 0);
    });

    test('is believed where what a server told here would do that, since the clock was set', () => {
      time.observe('a', { dateMs: clock.nowMs() - 2 * hourMs, atMs: clock.nowMs() });
      time.adopt('a', { skewMs: 0, pastMs: clock.nowMs() - hourMs });
      assert.equal(time.skewMs('a'), 0);
    });

    test('may be a few seconds off', () => {
      time.adopt('a', { skewMs: -hourMs, pastMs: clock.nowMs() - hourMs + 5_000 });
      assert.equal(time.skewMs('a'), -hourMs);
    });
  });
});
