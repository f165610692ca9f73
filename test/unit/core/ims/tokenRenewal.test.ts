import assert from 'node:assert/strict';
import { abortError, AepError } from '../../../../src/core/errors';
import { TokenRenewal } from '../../../../src/core/ims/tokenRenewal';
import type { RenewalPolicy } from '../../../../src/core/ims/tokenState';
import { nowhere, oauthConnection, pastedConnection, tokenOf } from '../../../support/connections';
import { settled } from '../../../support/fakeClock';
import { Machine, type TokenWindow } from '../../../support/tokenWindow';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const dueMs = dayMs - 30 * minuteMs;

suite('TokenRenewal', () => {
  let machine: Machine;
  let window: TokenWindow;
  let id: string;

  setup(async () => {
    machine = new Machine();
    window = machine.window();
    ({ id } = await window.store.add(oauthConnection()));
    await settled();
  });
  teardown(() => {
    machine.dispose();
  });

  const mints = (): number => machine.ims.mints;

  suite('renews', () => {
    test('when renewal is due, at once in the window that has the focus', async () => {
      await window.tokens.get(id);
      await machine.clock.advance(dueMs - 1);
      assert.equal(mints(), 1);
      await machine.clock.advance(1);
      assert.equal(mints(), 2);
      assert.equal(window.tokens.state(id).expiresAtMs, machine.clock.nowMs() + dayMs);
    });

    test('day after day', async () => {
      await window.tokens.get(id);
      await machine.clock.advance(5 * dayMs);
      assert.equal(mints(), 6);
    });

    for (const { chance, delayMs } of [
      { chance: 0, delayMs: 10_000 },
      { chance: 0.5, delayMs: 35_000 },
      { chance: 1, delayMs: 60_000 },
    ]) {
      test(`${delayMs / 1000} s later in a window without the focus, as chance has it`, async () => {
        window.focused = false;
        window.chance = chance;
        await window.tokens.get(id);
        await machine.clock.advance(dueMs + delayMs - 1);
        assert.equal(mints(), 1);
        await machine.clock.advance(1);
        assert.equal(mints(), 2);
      });
    }

    test('once for all windows', async () => {
      const others = [machine.window(), machine.window(), machine.window('lost')];
      for (const [index, other] of others.entries()) {
        other.focused = false;
        other.chance = index / 3;
        await other.tokens.get(id);
      }
      await window.tokens.get(id);
      await machine.clock.advance(dueMs + 2 * minuteMs);
      assert.equal(mints(), 2);
      const values = [window, ...others].map((each) => each.tokens.state(id).expiresAtMs);
      assert.equal(new Set(values).size, 1, 'and all know');
    });

    test('at once after a sleep of 30 hours, when the window is looked at', async () => {
      await window.tokens.get(id);
      await settled();
      machine.clock.sleep(30 * hourMs);
      assert.equal(mints(), 1);
      window.alarms.check();
      await settled();
      assert.equal(mints(), 2);
      assert.equal(window.tokens.state(id).failure, undefined);
    });

    test('within a minute after a sleep, when nobody looks', async () => {
      await window.tokens.get(id);
      machine.clock.sleep(30 * hourMs);
      await machine.clock.advance(minuteMs);
      assert.equal(mints(), 2);
    });

    test("by Adobe's clock", async () => {
      machine.ims.skewMs = -7 * hourMs;
      await window.tokens.get(id);
      await machine.clock.advance(dueMs - 1);
      assert.equal(mints(), 1);
      await machine.clock.advance(1);
      assert.equal(mints(), 2);
    });
  });

  suite('does not renew', () => {
    test('what was not used since the start', async () => {
      await window.tokens.get(id);
      window.dispose();
      const later = machine.window();
      await later.tokens.load(id);
      assert.equal(later.tokens.state(id).renewalDueMs, machine.clock.nowMs() + dueMs);
      assert.deepEqual(machine.clock.running, []);
      await machine.clock.advance(2 * dayMs);
      assert.equal(mints(), 1);
    });

    test('a pasted token', async () => {
      const value = tokenOf({ created_at: machine.clock.nowMs(), expires_in: dayMs });
      const pasted = await window.store.add(pastedConnection(value));
      await window.tokens.get(pasted.id);
      assert.deepEqual(machine.clock.running, []);
    });

    test('a connection that was removed', async () => {
      await window.tokens.get(id);
      await window.store.remove(id);
      await window.tokens.forget(id);
      await settled();
      assert.deepEqual(machine.clock.running, []);
    });

    for (const policy of ['onUse', 'never'] as const) {
      test(`where the policy is ${policy}, and does when it becomes automatic`, async () => {
        window.policy = policy;
        await window.tokens.get(id, { explicit: true });
        await machine.clock.advance(dueMs + hourMs);
        assert.equal(mints(), 1);
        window.policy = 'automatic';
        window.renewal.replan();
        await machine.clock.advance(0);
        assert.equal(mints(), 2);
      });
    }

    test('after it was disposed of', async () => {
      await window.tokens.get(id);
      await settled();
      window.renewal.dispose();
      assert.deepEqual(machine.clock.running, []);
    });
  });

  test('once a minute at the most where a new token is due at once, since the clocks are so far apart', async () => {
    machine.ims.lifetimeMs = minuteMs;
    await window.tokens.get(id);
    const before = mints();
    await machine.clock.advance(10 * minuteMs);
    assert.ok(mints() - before <= 10, `${mints() - before} mints in ten minutes`);
  });

  suite('sleeps', () => {
    test('with no timer at all until a token was used', async () => {
      await window.tokens.load(id);
      assert.deepEqual(machine.clock.running, []);
    });

    test('a minute at a time while nothing is due, with one timer', async () => {
      const other = await window.store.add(oauthConnection(nowhere, { name: 'Other' }));
      await window.tokens.get(id);
      await window.tokens.get(other.id);
      await settled();
      assert.equal(machine.clock.running.length, 1);
      const before = machine.clock.wakeUps;
      await machine.clock.advance(hourMs);
      assert.equal(machine.clock.wakeUps - before, 60);
    });
  });

  test('logs of what should not happen nothing that could be a secret, and of a cancellation nothing', async () => {
    let failure: Error = new Error('p8e-FAKE');
    const tokens = {
      onDidChange: window.tokens.onDidChange,
      isUsed: () => true,
      state: (of: string) => ({ ...window.tokens.state(of), renewalDueMs: machine.clock.nowMs() + minuteMs }),
      renew: () => Promise.reject(failure),
    };
    const { alarms } = window;
    const [clock, logger] = [machine.clock, machine.logger];
    const policy = (): RenewalPolicy => 'automatic';
    window.renewal.dispose();
    const renewal = new TokenRenewal({ tokens, alarms, clock, logger, policy, isFocused: () => true });
    await window.tokens.get(id);
    await machine.clock.advance(minuteMs);
    assert.match(machine.logger.text, /Renewal failed: An unexpected error occurred: Error\n\s+at /);
    assert.ok(!machine.logger.text.includes('p8e-'));
    failure = abortError();
    const before = machine.logger.text;
    await window.tokens.mint(id);
    await machine.clock.advance(minuteMs);
    assert.equal(machine.logger.text, before);
    renewal.dispose();
  });

  suite('after a failure', () => {
    /** When IMS was asked, in minutes after the first time that renewal failed. */
    const attempts = async (forMs: number): Promise<number[]> => {
      const times: number[] = [];
      let seen = mints();
      const startMs = machine.clock.nowMs();
      while (machine.clock.nowMs() < startMs + forMs) {
        await machine.clock.advance(minuteMs / 2);
        if (mints() > seen) times.push((machine.clock.nowMs() - startMs) / minuteMs);
        seen = mints();
      }
      return times;
    };

    setup(async () => {
      await window.tokens.get(id);
      machine.ims.refusal = 'SERVER_ERROR';
      await machine.clock.advance(dueMs);
      assert.equal(mints(), 2);
    });

    test('that may mend itself, tries again later and later, but no later than a quarter of an hour', async () => {
      assert.deepEqual(await attempts(hourMs), [1, 3, 7, 15, 30, 45, 60]);
      assert.match(machine.logger.text, /Renewal failed/);
    });

    test('tries soon again when the failures were in the past', async () => {
      await attempts(20 * minuteMs);
      machine.ims.refusal = undefined;
      await window.tokens.mint(id);
      machine.ims.refusal = 'SERVER_ERROR';
      await machine.clock.advance(dueMs);
      assert.deepEqual(await attempts(4 * minuteMs), [1, 3]);
    });

    test('that does not mend itself, stops until something changes', async () => {
      machine.ims.refusal = 'IMS_SECRET_INVALID';
      assert.deepEqual(await attempts(2 * hourMs), [1]);
      machine.ims.refusal = undefined;
      const credential = { kind: 'oauth-server-to-server', clientSecrets: ['p8e-new'], scopes: ['openid'] } as const;
      await window.store.update(id, { credential });
      await window.tokens.get(id);
      await machine.clock.advance(dueMs);
      assert.equal(window.tokens.state(id).failure, undefined);
      assert.equal(mints(), 5);
    });

    test('that is a defect of ours, is one too, and is not met again and again', async () => {
      machine.ims.refusal = new Error('no such module');
      assert.deepEqual(await attempts(2 * hourMs), [1]);
      assert.equal(window.tokens.state(id).failure?.code, 'UNEXPECTED');
    });

    test('is well when another window succeeds', async () => {
      machine.ims.refusal = undefined;
      const other = machine.window();
      other.focused = false;
      await other.tokens.get(id);
      await other.tokens.mint(id);
      await settled();
      assert.equal(window.tokens.state(id).failure, undefined);
      const before = mints();
      await machine.clock.advance(hourMs);
      assert.equal(mints(), before);
    });

    test('waits as long as IMS asked it to', async () => {
      const details = { retryAfterMs: 40 * minuteMs };
      machine.ims.refusal = new AepError('RATE_LIMITED', 'IMS answered 429', { details });
      await attempts(minuteMs);
      assert.deepEqual(await attempts(hourMs), [40]);
    });
  });
});
