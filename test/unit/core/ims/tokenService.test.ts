import assert from 'node:assert/strict';
import { type AccessToken } from '../../../../src/core/ims/accessToken';
import { TokenService } from '../../../../src/core/ims/tokenService';
import { environmentAt, nowhere, oauthConnection, pastedConnection, tokenOf } from '../../../support/connections';
import { settled } from '../../../support/fakeClock';
import { Gate } from '../../../support/fakeRegistry';
import { Machine, type TokenWindow } from '../../../support/tokenWindow';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

suite('TokenService', () => {
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

  const get = (of = window): Promise<AccessToken> => of.tokens.get(id);
  /** Lets the mint under way come to IMS. */
  const hold = async (): Promise<void> => {
    machine.ims.held = true;
    await settled();
  };

  suite('mints once', () => {
    test('for ten callers at the same time', async () => {
      await hold();
      const asked = Array.from({ length: 10 }, () => get());
      await settled();
      const minted = machine.ims.calls[0]!.answer();
      assert.deepEqual(new Set((await Promise.all(asked)).map(({ value }) => value)), new Set([minted.value]));
      assert.equal(machine.ims.mints, 1);
    });

    test('and answers from memory, without a look at the store, while the token is fresh', async () => {
      const token = await get();
      await settled();
      const { reads } = window.secrets;
      assert.equal(await get(), token);
      assert.equal(window.secrets.reads, reads);
      assert.equal(machine.ims.mints, 1);
    });

    test('for a caller who wants a new token and one who does not mind', async () => {
      await hold();
      const asked = [get(), window.tokens.mint(id), get(), window.tokens.mint(id)];
      await settled();
      machine.ims.calls[0]!.answer();
      await Promise.all(asked);
      assert.equal(machine.ims.mints, 1);
    });

    test('but for each connection', async () => {
      const other = await window.store.add(oauthConnection(nowhere, { name: 'Other', clientId: 'other' }));
      await hold();
      const asked = [get(), window.tokens.get(other.id)];
      await settled();
      assert.deepEqual(
        machine.ims.calls.map(({ connection }) => connection.id),
        [id, other.id],
      );
      const minted = machine.ims.calls.map((call) => call.answer().value);
      assert.deepEqual(
        (await Promise.all(asked)).map(({ value }) => value),
        minted,
      );
    });
  });

  suite('mints for certain', () => {
    test('when it is told to, whatever there is', async () => {
      const first = await get();
      await machine.clock.advance(minuteMs);
      const second = await window.tokens.mint(id);
      assert.notEqual(second.value, first.value);
      assert.equal((await get()).value, second.value);
      assert.equal(machine.storedToken(id), second.value);
    });

    test('when that joins a renewal that would have found a fresh token', async () => {
      const other = machine.window('lost');
      await get(other);
      const renewal = window.tokens.renew(id);
      const forced = window.tokens.mint(id);
      await renewal;
      await forced;
      assert.equal(machine.ims.mints, 2);
    });
  });

  suite('a mint that fails', () => {
    test('fails for all who waited, and the next one starts anew', async () => {
      machine.ims.refusal = 'IMS_SECRET_INVALID';
      const asked = await Promise.allSettled([get(), get()]);
      assert.deepEqual(
        asked.map((outcome) => outcome.status === 'rejected' && (outcome.reason as { code: string }).code),
        ['IMS_SECRET_INVALID', 'IMS_SECRET_INVALID'],
      );
      assert.equal(window.tokens.state(id).failure?.code, 'IMS_SECRET_INVALID');
      assert.equal(window.tokens.state(id).minting, false);
      machine.ims.refusal = undefined;
      await get();
      assert.equal(machine.ims.mints, 2);
      assert.equal(window.tokens.state(id).failure, undefined);
    });

    test('keeps the token that is still valid', async () => {
      const token = await get();
      await machine.clock.advance(minuteMs);
      machine.ims.refusal = 'SERVER_ERROR';
      await assert.rejects(window.tokens.mint(id), { code: 'SERVER_ERROR' });
      assert.equal((await get()).value, token.value);
      const { expiresAtMs, failure } = window.tokens.state(id);
      assert.deepEqual([expiresAtMs, failure?.code], [token.expiresAtMs, 'SERVER_ERROR']);
    });
  });

  suite('a caller who gives up', () => {
    test('does not take the token from the others', async () => {
      await hold();
      const caller = new AbortController();
      const given = window.tokens.get(id, { signal: caller.signal });
      const waiting = get();
      await settled();
      caller.abort();
      await assert.rejects(given, { name: 'AbortError' });
      assert.equal(machine.ims.calls[0]!.signal?.aborted, false);
      const minted = machine.ims.calls[0]!.answer();
      assert.equal((await waiting).value, minted.value);
    });

    test('leaves the mint to go on, even when nobody waits', async () => {
      await hold();
      const caller = new AbortController();
      const given = window.tokens.mint(id, caller.signal);
      await settled();
      caller.abort();
      await assert.rejects(given, { name: 'AbortError' });
      const minted = machine.ims.calls[0]!.answer();
      await settled();
      assert.equal((await get()).value, minted.value);
      assert.equal(machine.ims.mints, 1);
    });

    test('is heard at once, also while the keyring does not answer', async () => {
      const gate = new Gate();
      machine.keyring.slow = () => gate.opened;
      const caller = new AbortController();
      const given = window.tokens.get(id, { signal: caller.signal });
      await settled();
      caller.abort();
      await assert.rejects(given, { name: 'AbortError' });
      gate.open();
      await settled();
      assert.equal(machine.ims.mints, 0);
    });

    test('before he asked does not start one', async () => {
      const signal = AbortSignal.abort();
      await assert.rejects(window.tokens.get(id, { signal }), { name: 'AbortError' });
      await assert.rejects(window.tokens.mint(id, signal), { name: 'AbortError' });
      await settled();
      assert.equal(machine.ims.mints, 0);
    });
  });

  suite('drops a reply that comes after', () => {
    const endings: Record<string, () => Promise<unknown>> = {
      'the connection was removed': async () => {
        await window.store.remove(id);
        await window.tokens.forget(id);
      },
      'another window removed it': async () => {
        const other = machine.window();
        await other.store.remove(id);
        await other.tokens.forget(id);
      },
      'its client id was changed': () => window.store.update(id, { clientId: 'other' }),
      'its secret was changed': () =>
        window.store.update(id, {
          credential: { kind: 'oauth-server-to-server', clientSecrets: ['p8e-new'], scopes: ['openid'] },
        }),
      'its platform was changed': () =>
        window.store.update(id, {
          environment: environmentAt({ ...nowhere, platformOrigin: 'https://elsewhere.example' }),
        }),
      'the window was closed': () => {
        window.tokens.dispose();
        return Promise.resolve();
      },
    };
    for (const [what, end] of Object.entries(endings)) {
      test(what, async () => {
        await hold();
        const given = assert.rejects(get(), { name: 'AbortError' });
        await settled();
        await end();
        await settled();
        assert.equal(machine.ims.calls[0]!.signal?.aborted, true);
        machine.ims.calls[0]!.answer();
        await given;
        await settled();
        assert.equal(machine.storedToken(id), undefined);
        assert.equal(window.tokens.state(id).expiresAtMs, undefined);
        assert.equal(window.tokens.state(id).minting, false);
      });
    }

    test('the first of two when the secret was changed between them: the second goes on', async () => {
      for (const end of ['answer', 'refuse'] as const) {
        const before = machine.ims.mints;
        await hold();
        const first = assert.rejects(window.tokens.mint(id));
        await settled();
        const clientSecrets = [`p8e-new-${end}`];
        const credential = { kind: 'oauth-server-to-server', clientSecrets, scopes: ['openid'] } as const;
        await window.store.update(id, { credential });
        await settled();
        const second = window.tokens.mint(id);
        await settled();
        const [old, current] = machine.ims.calls.slice(before);
        if (end === 'answer') old!.answer();
        else old!.refuse('IMS_SECRET_INVALID');
        await first;
        await settled();
        assert.deepEqual([window.tokens.state(id).minting, window.tokens.state(id).failure], [true, undefined]);
        assert.equal(current!.answer().value, (await second).value);
      }
    });

    test('a refusal that comes after its secret was changed is no failure of the new one', async () => {
      await hold();
      const given = assert.rejects(get(), { code: 'IMS_SECRET_INVALID' });
      await settled();
      const credential = { kind: 'oauth-server-to-server', clientSecrets: ['p8e-new'], scopes: ['openid'] } as const;
      await window.store.update(id, { credential });
      await settled();
      machine.ims.calls[0]!.refuse('IMS_SECRET_INVALID');
      await given;
      assert.equal(window.tokens.state(id).failure, undefined);
    });

    test('a removal elsewhere, whose news came later than the reply', async () => {
      window.secrets.events = 'held';
      await hold();
      const given = get();
      await settled();
      const other = machine.window();
      await other.store.remove(id);
      await other.tokens.forget(id);
      machine.ims.calls[0]!.answer();
      await given;
      window.secrets.deliver();
      await settled();
      assert.equal(machine.storedToken(id), undefined, 'no token outlives its connection');
    });
  });

  suite('with time left', () => {
    const until = async (leftMs: number): Promise<AccessToken> => {
      const token = await get();
      window.renewal.dispose();
      await machine.clock.advance(dayMs - leftMs);
      return token;
    };

    test('that is enough, gives the token', async () => {
      const token = await until(31 * minuteMs);
      assert.equal((await get()).value, token.value);
      assert.equal(machine.ims.mints, 1);
    });

    test('that is little, gives the token at once and renews behind', async () => {
      const token = await until(29 * minuteMs);
      await hold();
      assert.equal((await get()).value, token.value);
      await settled();
      assert.equal(machine.ims.mints, 2);
      assert.equal(window.tokens.state(id).minting, true);
      const renewed = machine.ims.calls[1]!.answer();
      await settled();
      assert.equal((await get()).value, renewed.value);
    });

    test('that is little, leaves a trace in the log when renewing behind fails, unless it was given up', async () => {
      await until(29 * minuteMs);
      machine.ims.refusal = 'SERVER_ERROR';
      await get();
      await settled();
      assert.match(machine.logger.text, /In the background: IMS refused/);
      machine.ims.refusal = undefined;
      await machine.clock.advance(minuteMs);
      await hold();
      await get();
      await settled();
      const before = machine.logger.text;
      const credential = { kind: 'oauth-server-to-server', clientSecrets: ['p8e-new'], scopes: ['openid'] } as const;
      await window.store.update(id, { credential });
      await settled();
      machine.ims.calls.at(-1)!.answer();
      await settled();
      assert.equal(machine.logger.text, before);
    });

    test('that is too little, waits for the new token', async () => {
      const token = await until(4 * minuteMs);
      assert.notEqual((await get()).value, token.value);
      assert.equal(machine.ims.mints, 2);
    });

    test('that is too little, gives what there is when the mint fails', async () => {
      const token = await until(4 * minuteMs);
      machine.ims.refusal = 'IMS_SECRET_INVALID';
      assert.equal((await get()).value, token.value);
      assert.equal(window.tokens.state(id).failure?.code, 'IMS_SECRET_INVALID');
    });

    test('after a failure, does not ask IMS again for every request', async () => {
      const token = await until(20 * minuteMs);
      machine.ims.refusal = 'SERVER_ERROR';
      for (let round = 0; round < 5; round += 1) {
        assert.equal((await get()).value, token.value);
        await settled();
      }
      assert.equal(machine.ims.mints, 2);
      await machine.clock.advance(minuteMs);
      await get();
      await settled();
      assert.equal(machine.ims.mints, 3);
    });

    test('after a failure that is over, renews a token as soon as it should be', async () => {
      await get();
      window.renewal.dispose();
      machine.ims.refusal = 'SERVER_ERROR';
      await assert.rejects(window.tokens.mint(id));
      machine.ims.refusal = undefined;
      machine.ims.lifetimeMs = 40_000;
      await window.tokens.mint(id);
      await machine.clock.advance(31_000);
      await get();
      await settled();
      assert.equal(machine.ims.mints, 4);
    });

    test('none, fails when the mint fails', async () => {
      await until(0);
      machine.ims.refusal = 'SERVER_ERROR';
      await assert.rejects(get(), { code: 'SERVER_ERROR' });
      await assert.rejects(get(), { code: 'SERVER_ERROR' }, 'also at once afterwards');
    });
  });

  suite('with the policy', () => {
    const age = async (ms: number): Promise<AccessToken> => {
      const token = await get();
      window.renewal.dispose();
      await machine.clock.advance(ms);
      return token;
    };

    test('never, gives what there is to its end, and then says why there is none', async () => {
      const token = await age(dayMs - minuteMs);
      window.policy = 'never';
      assert.equal((await get()).value, token.value);
      await machine.clock.advance(minuteMs);
      await assert.rejects(get(), { code: 'RENEWAL_OFF', message: /renewal is switched off/ });
      assert.equal(machine.ims.mints, 1);
    });

    test('never, gives what should be renewed, and has no news', async () => {
      const token = await age(dayMs - minuteMs);
      window.policy = 'never';
      await settled();
      window.changes.length = 0;
      assert.equal((await get()).value, token.value);
      assert.deepEqual(window.changes, []);
    });

    test('never, still mints for a person who asks', async () => {
      await age(dayMs);
      window.policy = 'never';
      await window.tokens.get(id, { explicit: true });
      assert.equal(machine.ims.mints, 2);
      await window.tokens.mint(id);
      assert.equal(machine.ims.mints, 3);
    });

    test('onUse, mints when it is used', async () => {
      window.policy = 'onUse';
      const token = await age(dayMs);
      assert.notEqual((await get()).value, token.value);
      assert.equal(machine.ims.mints, 2);
    });
  });

  suite('a token that Adobe refused', () => {
    test('is not given out again, in this window or the other, and the next one is minted', async () => {
      const other = machine.window();
      const token = await get();
      assert.equal((await get(other)).value, token.value);
      await window.tokens.reject(id, token);
      await settled();
      assert.equal(machine.storedToken(id), undefined);
      assert.equal(window.tokens.state(id).expiresAtMs, undefined);
      const renewed = await get();
      assert.notEqual(renewed.value, token.value);
      assert.equal((await get(other)).value, renewed.value);
      assert.equal(machine.ims.mints, 2);
    });

    test('by another window is not given out again by the one that minted it', async () => {
      const other = machine.window();
      const token = await get();
      await settled();
      await other.tokens.reject(id, await get(other));
      await settled();
      assert.equal(window.tokens.state(id).expiresAtMs, undefined);
      assert.notEqual((await get()).value, token.value);
    });

    test('is not replaced by a record that has no token', async () => {
      const token = await get();
      const record = JSON.parse(machine.keyring.values.get(`aep.token.${id}`)!) as object;
      await window.tokens.reject(id, token);
      machine.keyring.values.set(`aep.token.${id}`, JSON.stringify({ ...record, value: undefined }));
      assert.ok((await get()).value);
      assert.equal(machine.ims.mints, 2);
    });

    test('is not taken back from the store, where it may still be', async () => {
      const token = await get();
      const record = machine.keyring.values.get(`aep.token.${id}`)!;
      await window.tokens.reject(id, token);
      machine.keyring.values.set(`aep.token.${id}`, record);
      assert.notEqual((await get()).value, token.value);
    });

    test('costs nothing when it was replaced already', async () => {
      const token = await get();
      const renewed = await window.tokens.mint(id);
      await settled();
      window.changes.length = 0;
      assert.equal(await window.tokens.reject(id, token), true, 'there is another one');
      assert.deepEqual(window.changes, []);
      assert.equal((await get()).value, renewed.value);
      assert.equal(machine.storedToken(id), renewed.value);
    });

    test('is replaced once, however many were refused with it', async () => {
      const token = await get();
      await hold();
      const asked = Array.from({ length: 5 }, async () => {
        await window.tokens.reject(id, token);
        return get();
      });
      await settled();
      machine.ims.calls[1]!.answer();
      await Promise.all(asked);
      assert.equal(machine.ims.mints, 2);
    });

    test('is kept where the one before it was refused within a minute: nobody would be better off with a third', async () => {
      assert.equal(await window.tokens.reject(id, await get()), true);
      const second = await get();
      assert.equal(await window.tokens.reject(id, second), false);
      assert.equal((await get()).value, second.value);
      assert.equal(machine.storedToken(id), second.value);
      await machine.clock.advance(minuteMs);
      assert.equal(await window.tokens.reject(id, second), true);
      assert.notEqual((await get()).value, second.value);
      assert.equal(machine.ims.mints, 3);
    });

    test('makes no difference to the next one once its connection was given another secret', async () => {
      await window.tokens.reject(id, await get());
      await get();
      const { credential } = oauthConnection();
      assert.ok(credential.kind === 'oauth-server-to-server');
      await window.store.update(id, {
        credential: { ...credential, clientSecrets: ['p8e-FAKE_another_secret_000001'] },
      });
      assert.equal(await window.tokens.reject(id, await get()), true);
    });

    test("leaves the other window's newer one in the store", async () => {
      const other = machine.window();
      window.secrets.events = 'lost';
      const token = await get();
      await machine.clock.advance(minuteMs);
      const newer = await other.tokens.mint(id);
      await window.tokens.reject(id, token);
      assert.equal((await get()).value, newer.value);
      assert.equal(machine.ims.mints, 2);
    });
  });

  suite('when the keyring fails', () => {
    test('to save, keeps the token in this window', async () => {
      machine.keyring.storeFailure = new Error('p8e-SECRET');
      const token = await get();
      await settled();
      await window.tokens.load(id);
      assert.equal((await get()).value, token.value);
      assert.equal(window.tokens.state(id).expiresAtMs, token.expiresAtMs);
      assert.equal(machine.ims.mints, 1);
      assert.match(machine.logger.text, /kept in this window only/);
      assert.ok(!machine.logger.text.includes('SECRET'));
    });

    test('altogether, gives the token while it is fresh, and tells of the failure', async () => {
      const token = await get();
      await settled();
      machine.keyring.failure = new Error('locked');
      await window.tokens.load(id);
      assert.equal((await get()).value, token.value);
      assert.equal(window.tokens.state(id).failure?.code, 'STORE_UNAVAILABLE');
      machine.keyring.failure = undefined;
      await window.tokens.load(id);
      assert.equal(window.tokens.state(id).failure, undefined);
    });

    test('altogether, gives the token as long as it works, and not a minute longer', async () => {
      const token = await get();
      await settled();
      machine.keyring.failure = new Error('locked');
      await machine.clock.advance(24 * hourMs - 2 * minuteMs);
      assert.equal((await get()).value, token.value);
      await machine.clock.advance(2 * minuteMs);
      await assert.rejects(get(), { code: 'STORE_UNAVAILABLE' });
      assert.equal(machine.ims.mints, 1);
    });

    test('altogether, gives none of a connection that was edited meanwhile', async () => {
      await get();
      machine.keyring.failure = new Error('locked');
      machine.keyring.changed('aep.connections');
      await settled();
      await assert.rejects(get(), { code: 'STORE_UNAVAILABLE' });
    });

    test('altogether, says so to who needs a new one', async () => {
      machine.keyring.failure = new Error('locked');
      await assert.rejects(get(), { code: 'STORE_UNAVAILABLE' });
      await assert.rejects(get(machine.window()), { code: 'STORE_UNAVAILABLE' });
    });

    test('in no way, but has a record that is damaged, gives no token that should be renewed', async () => {
      await get();
      window.renewal.dispose();
      await machine.clock.advance(dayMs - 20 * minuteMs);
      machine.keyring.values.set('aep.connections', 'damaged');
      await assert.rejects(get(), { code: 'RECORD_UNREADABLE' });
    });
  });

  suite('a failure to read the store', () => {
    test('is gone when the store can be read again, though a mint had met it too', async () => {
      machine.keyring.values.clear();
      await assert.rejects(window.tokens.mint(id), { code: 'SECRET_MISSING' });
      assert.equal(window.tokens.state(id).failure?.code, 'SECRET_MISSING');
      await window.store.update(id, { credential: oauthConnection().credential });
      await settled();
      assert.equal(window.tokens.state(id).failure, undefined);
    });

    test('does not take along the failure of a mint that came after it', async () => {
      machine.keyring.failure = new Error('locked');
      await window.tokens.load(id);
      machine.keyring.failure = undefined;
      machine.ims.refusal = 'IMS_SECRET_INVALID';
      await assert.rejects(get(), { code: 'IMS_SECRET_INVALID' });
      for (let look = 0; look < 2; look += 1) {
        await window.tokens.load(id);
        assert.equal(window.tokens.state(id).failure?.code, 'IMS_SECRET_INVALID');
      }
    });
  });

  suite('a pasted token', () => {
    let pastedId: string;
    let value: string;
    setup(async () => {
      value = tokenOf({ created_at: machine.clock.nowMs(), expires_in: hourMs });
      ({ id: pastedId } = await window.store.add(pastedConnection(value)));
    });

    test('is given as it is, without IMS, and never renewed', async () => {
      assert.equal((await window.tokens.get(pastedId)).value, value);
      const { expiresAtMs, renewalDueMs } = window.tokens.state(pastedId);
      assert.deepEqual([expiresAtMs, renewalDueMs], [machine.clock.nowMs() + hourMs, undefined]);
      await machine.clock.advance(59 * minuteMs);
      assert.equal((await window.tokens.get(pastedId)).value, value);
      assert.equal(machine.ims.mints, 0);
    });

    test('is not minted anew', async () => {
      machine.ims.refusal = 'TOKEN_NOT_RENEWABLE';
      await assert.rejects(window.tokens.mint(pastedId), { code: 'TOKEN_NOT_RENEWABLE' });
    });

    test('says that it has expired', async () => {
      await machine.clock.advance(hourMs);
      const expired = { code: 'TOKEN_EXPIRED', message: /has expired/, details: { credentialKind: 'access-token' } };
      await assert.rejects(window.tokens.get(pastedId), expired);
      await assert.rejects(window.tokens.get(pastedId, { explicit: true }), expired);
    });

    test('that does not say when it expires is not tried', async () => {
      const { id: opaqueId } = await window.store.add({ ...pastedConnection('opaque'), name: 'Opaque' });
      await assert.rejects(window.tokens.get(opaqueId), { code: 'TOKEN_EXPIRED' });
    });

    test('is tried again after a clock was set right, although Adobe seemed to be ahead by then', async () => {
      const atMs = machine.clock.nowMs();
      window.time.observe(nowhere.imsOrigin, { dateMs: atMs + 2 * hourMs, atMs });
      assert.equal((await window.tokens.get(pastedId)).value, value);
      await machine.clock.advance(hourMs);
      await assert.rejects(window.tokens.get(pastedId), { code: 'TOKEN_EXPIRED' });
    });

    test('says that it was refused, until another is pasted', async () => {
      await window.tokens.reject(pastedId, await window.tokens.get(pastedId));
      await assert.rejects(window.tokens.get(pastedId), {
        code: 'TOKEN_REJECTED',
        message: /was refused/,
        details: { credentialKind: 'access-token' },
      });
      const accessToken = tokenOf({ created_at: machine.clock.nowMs() + 1, expires_in: hourMs });
      await window.store.update(pastedId, { credential: { kind: 'access-token', accessToken } });
      assert.equal((await window.tokens.get(pastedId)).value, accessToken);
    });

    test('is kept with its connection, not a second time', async () => {
      await window.tokens.get(pastedId);
      await settled();
      assert.equal(machine.storedToken(pastedId), undefined);
    });
  });

  suite('with a clock that is wrong', () => {
    for (const skewMs of [-7 * hourMs, 7 * hourMs]) {
      test(`by ${skewMs / hourMs} hours, lives by Adobe's and shows this machine's`, async () => {
        machine.ims.skewMs = skewMs;
        await get();
        const startMs = machine.clock.nowMs();
        assert.equal(window.tokens.state(id).expiresAtMs, startMs + dayMs);
        assert.equal(window.tokens.state(id).renewalDueMs, startMs + dayMs - 30 * minuteMs);
        window.renewal.dispose();
        await machine.clock.advance(dayMs - 31 * minuteMs);
        await get();
        assert.equal(machine.ims.mints, 1);
        await machine.clock.advance(31 * minuteMs);
        await get();
        assert.equal(machine.ims.mints, 2);
      });

      test(`by ${skewMs / hourMs} hours, tells the other window, which has not spoken to Adobe`, async () => {
        machine.ims.skewMs = skewMs;
        await get();
        const other = machine.window();
        await get(other);
        assert.equal(other.tokens.state(id).expiresAtMs, machine.clock.nowMs() + dayMs);
        assert.equal(machine.ims.mints, 1);
      });
    }
  });

  suite('an edit', () => {
    const others = {
      'of the client id': { clientId: 'other', credential: oauthConnection().credential },
      'of the client id alone': { clientId: 'other' },
      'of the organisation': { imsOrg: 'AAAABBBBCCCCDDDDEEEEFFFF@AdobeOrg' },
      'of the secret': {
        credential: {
          kind: 'oauth-server-to-server' as const,
          clientSecrets: ['p8e-new'],
          scopes: oauthScopes(),
        },
      },
      'of the scopes': {
        credential: { kind: 'oauth-server-to-server' as const, clientSecrets: ['p8e-x'], scopes: ['openid'] },
      },
      'of the platform': {
        environment: environmentAt({ ...nowhere, platformOrigin: 'https://elsewhere.example' }),
      },
      'of IMS': { environment: environmentAt({ ...nowhere, imsOrigin: 'https://elsewhere.example' }) },
    };
    for (const [what, patch] of Object.entries(others)) {
      for (const events of ['soon', 'lost'] as const) {
        test(`${what} drops the token, in every window (events ${events})`, async () => {
          const other = machine.window(events);
          window.secrets.events = events;
          const token = await get();
          await get(other);
          await window.store.update(id, patch);
          const given = async (of: TokenWindow): Promise<string | undefined> =>
            (await get(of).catch(() => undefined))?.value;
          assert.notEqual(await given(window), token.value, 'not even to who asks at once');
          await settled();
          if (events === 'soon') assert.notEqual(await given(other), token.value);
          assert.notEqual(await given(machine.window()), token.value);
        });
      }
    }

    test('of the secret leaves no doubt about a token of another window: refused there, it is gone here', async () => {
      const other = machine.window();
      machine.keyring.storeFailure = new Error('read-only');
      await get();
      machine.keyring.storeFailure = undefined;
      await window.store.update(id, others['of the secret']);
      await settled();
      const token = await other.tokens.mint(id);
      await settled();
      assert.equal(window.tokens.state(id).expiresAtMs, token.expiresAtMs);
      await other.tokens.reject(id, token);
      await settled();
      assert.equal(window.tokens.state(id).expiresAtMs, undefined);
    });

    test('of the secret, while the old token is being read, gives that to nobody', async () => {
      const token = await get();
      const other = machine.window();
      const gate = new Gate();
      let reads = 0;
      machine.keyring.slow = (key) => (key === `aep.token.${id}` && reads++ === 0 ? gate.opened : undefined);
      const looking = other.tokens.load(id);
      await settled();
      await window.store.update(id, others['of the secret']);
      await settled();
      gate.open();
      await looking;
      assert.notEqual((await get(other)).value, token.value);
    });

    test('of the secret, while the old one is being read, mints with the new one', async () => {
      const gate = new Gate();
      let reads = 0;
      machine.keyring.slow = (key) => (key === `aep.token.${id}` && reads++ === 0 ? gate.opened : undefined);
      const minting = window.tokens.mint(id);
      await settled();
      await window.store.update(id, others['of the secret']);
      await settled();
      gate.open();
      await minting.catch(() => undefined);
      await get();
      const secrets = machine.ims.calls.map(({ credential }) => credential);
      assert.deepEqual(secrets.at(-1), others['of the secret'].credential);
      assert.ok(secrets.every((secret) => JSON.stringify(secret) === JSON.stringify(secrets.at(-1))));
    });

    test('of name or sandbox keeps it', async () => {
      const token = await get();
      await window.store.update(id, { name: 'Other', sandbox: 'dev' });
      await settled();
      assert.equal((await get()).value, token.value);
      assert.equal((await get(machine.window())).value, token.value);
      assert.equal(machine.ims.mints, 1);
    });
  });

  suite('the stored token', () => {
    const record = (): Record<string, unknown> =>
      JSON.parse(machine.keyring.values.get(`aep.token.${id}`)!) as Record<string, unknown>;

    test('holds no secret of the connection', async () => {
      await get();
      assert.ok(!JSON.stringify(record()).includes('p8e-'));
    });

    const useless: Record<string, (record: Record<string, unknown>) => string> = {
      'is no JSON': () => '{"version":1,"val',
      'is of a newer version': (old) => JSON.stringify({ ...old, version: 2 }),
      'is of something else': (old) => JSON.stringify({ ...old, boundTo: 'something else' }),
      'has no token': (old) => JSON.stringify({ ...old, value: undefined }),
      'does not say when it was made': (old) => JSON.stringify({ ...old, createdAtMs: undefined }),
      'puts its expiry where there is no time': (old) => JSON.stringify({ ...old, skewMs: 2e12 }),
      'has no expiry': (old) => JSON.stringify({ ...old, expiresAtMs: 'soon' }),
    };
    for (const [what, spoil] of Object.entries(useless)) {
      test(`counts as none when it ${what}`, async () => {
        const token = await get();
        machine.keyring.values.set(`aep.token.${id}`, spoil(record()));
        assert.notEqual((await get(machine.window())).value, token.value);
        assert.equal(machine.ims.mints, 2);
      });
    }
  });

  test('a stored token whose expiry would be no time on this machine is not shown', async () => {
    await get();
    const key = `aep.token.${id}`;
    const stored = JSON.parse(machine.keyring.values.get(key)!) as object;
    machine.keyring.values.set(key, JSON.stringify({ ...stored, skewMs: 2e12 }));
    const other = machine.window();
    await other.tokens.load(id);
    assert.equal(other.tokens.state(id).expiresAtMs, undefined);
  });

  suite('another window', () => {
    test('that shows another connection neither reads nor tells anything when this one gets a token', async () => {
      const other = machine.window();
      const { reads } = other.secrets;
      await get();
      await settled();
      assert.deepEqual([other.secrets.reads, other.changes], [reads, []]);
    });

    test('takes a token that was stored without the error of the clock', async () => {
      const token = await get();
      const key = `aep.token.${id}`;
      const stored = JSON.parse(machine.keyring.values.get(key)!) as object;
      machine.keyring.values.set(key, JSON.stringify({ ...stored, skewMs: undefined }));
      const other = machine.window();
      assert.equal((await get(other)).value, token.value);
      assert.equal(other.tokens.state(id).expiresAtMs, token.expiresAtMs);
    });

    test('uses the token of the first without a mint, opened later or open already', async () => {
      const open = machine.window();
      const token = await get();
      await settled();
      assert.equal((await get(open)).value, token.value);
      assert.equal((await get(machine.window())).value, token.value);
      assert.equal(machine.ims.mints, 1);
    });

    test('shows the token of the first as soon as it is told', async () => {
      const other = machine.window();
      const nothing = { expiresAtMs: undefined, renewalDueMs: undefined, failure: undefined };
      assert.deepEqual(other.tokens.state(id), { known: false, minting: false, revoked: false, ...nothing });
      await other.tokens.load(id);
      assert.deepEqual([other.tokens.state(id).known, other.tokens.state(id).expiresAtMs], [true, undefined]);
      const token = await get();
      await settled();
      assert.equal(other.tokens.state(id).expiresAtMs, token.expiresAtMs);
    });

    test('takes what it was not told of from the store when it needs one, and says so', async () => {
      const other = machine.window('lost');
      await get(other);
      window.renewal.dispose();
      other.renewal.dispose();
      await machine.clock.advance(dayMs);
      const renewed = await get();
      other.changes.length = 0;
      assert.equal((await get(other)).value, renewed.value);
      assert.equal(machine.ims.mints, 2);
      assert.deepEqual(other.changes, [id]);
    });

    test('is not confused by news that come late and in another order', async () => {
      const other = machine.window('held');
      await other.tokens.load(id);
      const first = await get();
      await machine.clock.advance(minuteMs);
      const second = await window.tokens.mint(id);
      assert.equal((await get(other)).value, second.value);
      other.secrets.deliver('reversed');
      await settled();
      assert.equal((await get(other)).value, second.value);
      assert.notEqual(first.value, second.value);
      assert.equal(machine.ims.mints, 2);
    });

    test('goes by the one that is stored when two were minted at the same moment', async () => {
      const other = machine.window();
      await get();
      const stored = await other.tokens.mint(id);
      await settled();
      assert.equal((await get()).value, stored.value);
    });

    test('does not lose its own newer token to an older one in the store', async () => {
      const other = machine.window('held');
      await get();
      const old = machine.keyring.values.get(`aep.token.${id}`)!;
      await machine.clock.advance(minuteMs);
      const newer = await other.tokens.mint(id);
      machine.keyring.values.set(`aep.token.${id}`, old);
      other.secrets.deliver();
      await settled();
      assert.equal((await get(other)).value, newer.value);
    });

    test('drops the token when the first removed the connection', async () => {
      const other = machine.window();
      await get(other);
      await window.store.remove(id);
      await window.tokens.forget(id);
      await settled();
      assert.deepEqual(other.tokens.state(id), window.tokens.state('never heard of'));
      await assert.rejects(get(other), { code: 'CONNECTION_NOT_FOUND' });
    });

    test('finds no failure of the first in its own state', async () => {
      const other = machine.window();
      await other.tokens.load(id);
      machine.ims.refusal = 'IMS_SECRET_INVALID';
      await assert.rejects(get());
      await settled();
      assert.equal(other.tokens.state(id).failure, undefined);
    });
  });

  suite('a caller who says where the token will be sent', () => {
    const { platformOrigin } = environmentAt(nowhere);

    test('gets it when the connection is for that platform', async () => {
      const token = await window.tokens.get(id, { platformOrigin });
      assert.equal((await get()).value, token.value);
    });

    test('gets none when the connection is removed at that very moment, or read anew', async () => {
      await get();
      const removed = window.tokens.get(id, { platformOrigin });
      await Promise.all([window.tokens.forget(id), assert.rejects(removed, { name: 'AbortError' })]);
      await get();
      const readAnew = window.tokens.get(id, { platformOrigin });
      const forgetting = window.tokens.forget(id);
      const loading = window.tokens.load(id);
      await Promise.all([forgetting, loading, assert.rejects(readAnew, { name: 'AbortError' })]);
    });

    test('gets none when the connection was moved to another platform meanwhile', async () => {
      await get();
      const environment = environmentAt({ ...nowhere, platformOrigin: 'https://elsewhere.example' });
      await window.store.update(id, { environment });
      await assert.rejects(window.tokens.get(id, { platformOrigin }), { name: 'AbortError' });
    });
  });

  test('knows how things are once it has a token, also without having been asked to look', async () => {
    const other = machine.window('lost');
    await get(other);
    assert.equal(other.tokens.state(id).known, true);
  });

  test('forgets a token here and in the store, when it is told to', async () => {
    await get();
    await settled();
    window.secrets.events = 'lost';
    await window.tokens.forget(id);
    assert.equal(machine.storedToken(id), undefined);
    assert.equal(window.tokens.state(id).known, false);
  });

  test('hears nothing of tokens any more when its records are at an end', async () => {
    const heard: string[] = [];
    window.records.onDidChange((changed) => heard.push(changed));
    await window.store.update(id, { name: 'Other' });
    await get(machine.window());
    await settled();
    assert.deepEqual(heard, [id], 'and nothing of other records');
    window.records.dispose();
    await machine.window().tokens.mint(id);
    await settled();
    assert.deepEqual(heard, [id]);
  });

  test('does not take a defect of ours for a state of the connection', async () => {
    const { records, time, store } = window;
    const connections = { onDidChange: store.onDidChange, open: () => Promise.reject(new Error('a defect')) };
    const tokens = new TokenService({
      connections,
      records,
      ims: machine.ims.forWindow(time),
      serverTime: time,
      logger: machine.logger,
      policy: () => 'automatic',
    });
    await assert.rejects(tokens.load(id), { message: 'a defect' });
    assert.deepEqual([tokens.state(id).failure, tokens.state(id).known], [undefined, false]);
    tokens.dispose();
  });

  test('knows which connections were used since the start: others are not', async () => {
    assert.equal(window.tokens.isUsed('never heard of'), false);
    await window.tokens.load(id);
    assert.equal(window.tokens.isUsed(id), false);
    await get();
    assert.equal(window.tokens.isUsed(id), true);
  });

  test('logs no token and no secret', async () => {
    const token = await get();
    machine.ims.refusal = 'SERVER_ERROR';
    await assert.rejects(window.tokens.mint(id));
    await machine.clock.advance(dayMs);
    assert.ok(!machine.logger.text.includes(token.value.slice(0, 30)));
    assert.ok(!machine.logger.text.includes('p8e-'));
  });
});

function oauthScopes(): readonly string[] {
  const { credential } = oauthConnection();
  return credential.kind === 'oauth-server-to-server' ? credential.scopes : [];
}
