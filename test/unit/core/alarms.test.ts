import assert from 'node:assert/strict';
import { Alarms } from '../../../src/core/alarms';
import { FakeClock } from '../../support/fakeClock';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

suite('Alarms', () => {
  let clock: FakeClock;
  let alarms: Alarms;
  let rung: string[];
  setup(() => {
    clock = new FakeClock();
    alarms = new Alarms(clock);
    rung = [];
  });

  const setAlarm = (name: string, inMs: number): { dispose(): void } =>
    alarms.set(clock.nowMs() + inMs, () => rung.push(name));

  test('run no timer while none is set', async () => {
    assert.deepEqual(clock.running, []);
    setAlarm('a', 10).dispose();
    assert.deepEqual(clock.running, []);
    setAlarm('a', 10);
    await clock.advance(10);
    assert.deepEqual(clock.running, []);
  });

  test('ring at their time, once, in their order', async () => {
    setAlarm('late', 90_500);
    setAlarm('early', 500);
    await clock.advance(499);
    assert.deepEqual(rung, []);
    await clock.advance(1);
    assert.deepEqual(rung, ['early']);
    await clock.advance(90_000);
    assert.deepEqual(rung, ['early', 'late']);
    await clock.advance(hourMs);
    assert.deepEqual(rung, ['early', 'late']);
  });

  test('ring soon when their time has passed already', async () => {
    setAlarm('past', -hourMs);
    assert.deepEqual(rung, [], 'not before the caller has what it dispose of');
    await clock.advance(0);
    assert.deepEqual(rung, ['past']);
  });

  test('share one timer, which wakes at most once a minute while none is due', async () => {
    setAlarm('a', 24 * hourMs);
    setAlarm('b', 23 * hourMs);
    assert.equal(clock.running.length, 1);
    await clock.advance(hourMs);
    assert.equal(clock.wakeUps, 60);
  });

  test('ring at once when looked at after a sleep', () => {
    setAlarm('a', hourMs);
    setAlarm('b', 40 * hourMs);
    clock.sleep(30 * hourMs);
    assert.deepEqual(rung, []);
    alarms.check();
    assert.deepEqual(rung, ['a']);
  });

  test('ring within a minute after a sleep, without being looked at', async () => {
    setAlarm('a', hourMs);
    clock.sleep(30 * hourMs);
    await clock.advance(minuteMs);
    assert.deepEqual(rung, ['a']);
  });

  test('can be called off, one and all', async () => {
    const one = setAlarm('one', 10);
    setAlarm('two', 10);
    one.dispose();
    one.dispose();
    await clock.advance(10);
    assert.deepEqual(rung, ['two']);
    setAlarm('three', 10);
    alarms.dispose();
    assert.deepEqual(clock.running, []);
    await clock.advance(10);
    assert.deepEqual(rung, ['two']);
  });

  test('can be set while one rings', async () => {
    alarms.set(clock.nowMs() + 10, () => setAlarm('second', 10));
    await clock.advance(20);
    assert.deepEqual(rung, ['second']);
  });

  test('ring all the same when another fails', async () => {
    alarms.set(clock.nowMs() + 10, () => {
      throw new Error('a defect');
    });
    setAlarm('same time', 10);
    setAlarm('later', 20);
    assert.throws(() => {
      clock.sleep(10);
      alarms.check();
    });
    await clock.advance(20);
    assert.deepEqual(rung, ['same time', 'later']);
  });
});
