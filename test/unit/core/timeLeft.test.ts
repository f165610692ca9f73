import assert from 'node:assert/strict';
import { timeLeft } from '../../../src/core/timeLeft';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function partsOf(ms: number): object {
  const { kind, days, hours, minutes } = timeLeft(ms);
  return { kind, days, hours, minutes };
}

suite('timeLeft', () => {
  test('names its parts', () => {
    assert.deepEqual(partsOf(23 * hour + 41 * minute + 59_999), { kind: 'hours', days: 0, hours: 23, minutes: 41 });
    assert.equal(timeLeft(3 * day).kind, 'days');
    assert.equal(timeLeft(3 * minute).kind, 'minutes');
    assert.equal(timeLeft(3).kind, 'underAMinute');
    assert.equal(timeLeft(0).kind, 'expired');
  });

  test('never promises more than there is', () => {
    for (let ms = 1; ms < 4 * day; ms = Math.ceil(ms * 1.13)) {
      const { days, hours, minutes } = timeLeft(ms);
      assert.ok(days * day + hours * hour + minutes * minute <= ms, String(ms));
    }
  });

  test('tells when a part changes, to the millisecond, within an hour', () => {
    for (const start of [
      1,
      59_999,
      minute,
      61_234,
      59 * minute,
      hour,
      5 * hour + 1,
      day,
      2 * day,
      2 * day + 1,
      9 * day,
    ]) {
      const { changesInMs, ...parts } = timeLeft(start);
      assert.ok(changesInMs !== undefined && changesInMs >= 1 && changesInMs <= hour + 1, `${start}: ${changesInMs}`);
      assert.deepEqual(partsOf(start - changesInMs + 1), parts);
      assert.notDeepEqual(partsOf(start - changesInMs), parts);
    }
  });

  test('changes no more once it is expired', () => {
    assert.equal(timeLeft(0).changesInMs, undefined);
    assert.equal(timeLeft(Number.NaN).changesInMs, undefined);
  });

  test('is asked again within the hour about a token that never ends, since timers cannot wait longer than 24 days', () => {
    assert.ok((timeLeft(Infinity).changesInMs ?? Infinity) <= hour + 1);
  });

  test('waits at least a millisecond for what is left of one', () => {
    assert.equal(timeLeft(0.25).changesInMs, 1);
  });
});
