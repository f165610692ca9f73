import '../../support/fakeVscode';
import assert from 'node:assert/strict';
import { timeLeftText } from '../../../src/vscode/texts/timeTexts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

suite('The time that is left, for the eye and for the ear', () => {
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
      const left = timeLeftText(ms);
      assert.equal(left.text, text);
      assert.equal(left.spoken, spoken);
    });
  }
});
