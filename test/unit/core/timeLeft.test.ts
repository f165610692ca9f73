import assert from 'node:assert/strict';
import { timeLeft } from '../../../src/core/timeLeft';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

suite('timeLeft', () => {
  const table: readonly [number, string, string][] = [
    [-1, 'expired', 'expired'],
    [0, 'expired', 'expired'],
    [-0, 'expired', 'expired'],
    [Number.NaN, 'expired', 'expired'],
    [-Infinity, 'expired', 'expired'],
    [0.5, '< 1 min', 'less than 1 minute'],
    [1, '< 1 min', 'less than 1 minute'],
    [minute - 1, '< 1 min', 'less than 1 minute'],
    [minute, '1 min', '1 minute'],
    [2 * minute - 1, '1 min', '1 minute'],
    [9 * minute, '9 min', '9 minutes'],
    [hour - 1, '59 min', '59 minutes'],
    [hour, '1 h', '1 hour'],
    [hour + minute, '1 h 1 m', '1 hour 1 minute'],
    [hour + 5 * minute, '1 h 5 m', '1 hour 5 minutes'],
    [23 * hour + 41 * minute, '23 h 41 m', '23 hours 41 minutes'],
    [day - 1, '23 h 59 m', '23 hours 59 minutes'],
    [day, '24 h', '24 hours'],
    [2 * day - 1, '47 h 59 m', '47 hours 59 minutes'],
    [2 * day, '2 d', '2 days'],
    [2 * day + hour, '2 d 1 h', '2 days 1 hour'],
    [30 * day + 5 * hour - 1, '30 d 4 h', '30 days 4 hours'],
    [5000 * day, '999 d 23 h', '999 days 23 hours'],
    [Infinity, '999 d 23 h', '999 days 23 hours'],
  ];
  for (const [ms, text, spoken] of table) {
    test(`${ms} ms read ${text}`, () => {
      const left = timeLeft(ms);
      assert.equal(left.text, text);
      assert.equal(left.spoken, spoken);
    });
  }

  test('names its parts, for other languages', () => {
    const { kind, days, hours, minutes } = timeLeft(23 * hour + 41 * minute + 59_999);
    assert.deepEqual({ kind, days, hours, minutes }, { kind: 'hours', days: 0, hours: 23, minutes: 41 });
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

  test('tells when its text changes, to the millisecond, within an hour', () => {
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
      const { text, changesInMs } = timeLeft(start);
      assert.ok(changesInMs !== undefined && changesInMs >= 1 && changesInMs <= hour + 1, `${start}: ${changesInMs}`);
      assert.equal(timeLeft(start - changesInMs + 1).text, text);
      assert.notEqual(timeLeft(start - changesInMs).text, text);
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
