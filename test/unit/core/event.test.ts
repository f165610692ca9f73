import * as assert from 'node:assert/strict';

import { Emitter } from '../../../src/core/event';

suite('Emitter', () => {
  test('tells every listener until it is disposed, the same function as often as it subscribed', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const listener = (value: number): unknown => heard.push(value);
    const first = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    emitter.dispose();
    emitter.fire(3);
    assert.deepEqual(heard, [1, 1, 2]);
  });

  test('goes on when a listener throws, and leaves the failure to the host', async () => {
    const emitter = new Emitter<void>();
    const heard: string[] = [];
    const failure = new Error('a defect of the listener');
    emitter.event(() => {
      throw failure;
    });
    emitter.event(() => heard.push('the second listener'));
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const reported = new Promise((resolve) => process.once('uncaughtException', resolve));
    emitter.fire();
    assert.equal(await reported, failure);
    for (const other of others) process.on('uncaughtException', other);
    assert.deepEqual(heard, ['the second listener']);
  });
});
