import { fakeVscode } from '../../support/fakeVscode';
import assert from 'node:assert/strict';
import { Alarms } from '../../../src/core/alarms';
import { SecretClipboard } from '../../../src/vscode/clipboard';
import { FakeClock, settled } from '../../support/fakeClock';

const fiveMinutesMs = 5 * 60_000;

suite('A secret on the clipboard', () => {
  let clock: FakeClock;
  let clipboard: SecretClipboard;

  setup(() => {
    fakeVscode.reset();
    clock = new FakeClock();
    clipboard = new SecretClipboard(new Alarms(clock), clock, () => fiveMinutesMs);
  });
  teardown(() => {
    clipboard.dispose();
  });

  const focus = async (focused: boolean): Promise<void> => {
    fakeVscode.setFocus(focused);
    await settled();
  };

  test('leaves it when its time is over', async () => {
    assert.equal(await clipboard.write('secret'), fiveMinutesMs);
    await clock.advance(fiveMinutesMs - 1);
    assert.equal(fakeVscode.clipboard, 'secret');
    await clock.advance(1);
    assert.equal(fakeVscode.clipboard, '');
  });

  test('stays where the window has no focus then, is not even read, and leaves once it has', async () => {
    await clipboard.write('secret');
    await focus(false);
    await clock.advance(fiveMinutesMs);
    assert.deepEqual([fakeVscode.clipboard, fakeVscode.clipboardReads], ['secret', 0]);
    await focus(true);
    assert.equal(fakeVscode.clipboard, '');
    assert.equal(fakeVscode.clipboardReads, 1);
    await focus(false);
    await focus(true);
    assert.equal(fakeVscode.clipboardReads, 1);
  });

  test('is let be by a window that gets the focus before its time', async () => {
    await clipboard.write('secret');
    await focus(false);
    await focus(true);
    assert.deepEqual([fakeVscode.clipboard, fakeVscode.clipboardReads], ['secret', 0]);
  });

  test('that is no longer there is no reason to clear what took its place', async () => {
    await clipboard.write('secret');
    await focus(false);
    await clock.advance(fiveMinutesMs);
    fakeVscode.clipboard = 'mine';
    await focus(true);
    assert.equal(fakeVscode.clipboard, 'mine');
  });

  test('has all its time anew when another is copied while the first one is due', async () => {
    await clipboard.write('first');
    await focus(false);
    await clock.advance(fiveMinutesMs);
    await clipboard.write('second');
    await focus(true);
    assert.equal(fakeVscode.clipboard, 'second');
    await clock.advance(fiveMinutesMs);
    assert.equal(fakeVscode.clipboard, '');
  });
});
