import assert from 'node:assert/strict';
import { AepError } from '../../../../src/core/errors';
import { TokenRevoker } from '../../../../src/core/ims/tokenRevoker';
import { demo } from '../../../emulator/demo';
import { oauthConnection, pastedConnection, tokenOf } from '../../../support/connections';
import { settled } from '../../../support/fakeClock';
import { Machine, type TokenWindow } from '../../../support/tokenWindow';

const hourMs = 3_600_000;
const revoked = {
  code: 'TOKEN_REVOKED',
  message: /was revoked/,
  details: { credentialKind: 'oauth-server-to-server' },
};

suite('Revoking a token', () => {
  let machine: Machine;
  let window: TokenWindow;
  let id: string;
  let refusal: AepError | undefined;
  /** The tokens that Adobe was told to revoke. */
  let told: string[];

  setup(async () => {
    machine = new Machine();
    window = machine.window();
    refusal = undefined;
    told = [];
    ({ id } = await window.store.add(oauthConnection()));
    await settled();
  });
  teardown(() => {
    machine.dispose();
  });

  const revoke = async (of: TokenWindow = window, connectionId = id): Promise<void> => {
    const invalidate = (_: unknown, token: string): Promise<void> => {
      told.push(token);
      return refusal ? Promise.reject(refusal) : Promise.resolve();
    };
    await new TokenRevoker(of.tokens, { invalidate }).revoke(connectionId);
    await settled();
  };

  test('tells Adobe, deletes it here, and keeps no trace of it', async () => {
    const { value } = await window.tokens.get(id);
    await revoke();
    assert.deepEqual(told, [value]);
    assert.equal(machine.storedToken(id), undefined);
    assert.ok(!machine.keyring.text.includes(value));
    const { revoked: isRevoked, expiresAtMs, failure } = window.tokens.state(id);
    assert.deepEqual([isRevoked, expiresAtMs, failure], [true, undefined, undefined]);
  });

  test('pauses renewal: what happens in the background mints nothing, for days', async () => {
    await window.tokens.get(id);
    await revoke();
    await assert.rejects(window.tokens.get(id), revoked);
    await assert.rejects(window.tokens.renew(id), revoked);
    await machine.clock.advance(50 * hourMs);
    assert.equal(machine.ims.mints, 1);
    assert.equal(window.tokens.state(id).failure, undefined);
  });

  for (const [how, ask] of [
    ['Generate', () => window.tokens.mint(id)],
    ['Copy', () => window.tokens.get(id, { explicit: true })],
  ] as const) {
    test(`lasts until ${how}: then all goes on as before`, async () => {
      await window.tokens.get(id);
      await revoke();
      await machine.clock.advance(hourMs);
      const token = await ask();
      assert.equal((await window.tokens.get(id)).value, token.value);
      assert.equal(window.tokens.state(id).revoked, false);
      await machine.clock.advance(24 * hourMs);
      assert.equal(machine.ims.mints, 3, 'renewed by itself again');
    });
  }

  test('is lasting even where the mint that a person asked for fails', async () => {
    await window.tokens.get(id);
    await revoke();
    machine.ims.refusal = 'IMS_SECRET_INVALID';
    await assert.rejects(window.tokens.mint(id), { code: 'IMS_SECRET_INVALID' });
    machine.ims.refusal = undefined;
    await assert.rejects(window.tokens.get(id), revoked);
    assert.equal(window.tokens.state(id).failure?.code, 'IMS_SECRET_INVALID');
  });

  test('changes nothing here where Adobe does not do it', async () => {
    const { value } = await window.tokens.get(id);
    refusal = new AepError('HOST_UNKNOWN', 'offline');
    await assert.rejects(revoke(), { code: 'HOST_UNKNOWN' });
    assert.equal((await window.tokens.get(id)).value, value);
    assert.equal(machine.storedToken(id), value);
    assert.equal(window.tokens.state(id).revoked, false);
  });

  test('says so where there is nothing to revoke', async () => {
    await assert.rejects(revoke(), { code: 'NO_TOKEN', message: /no token to revoke/ });
    assert.deepEqual(told, []);
  });

  test('pauses this window also where the mark cannot be stored', async () => {
    await window.tokens.get(id);
    machine.keyring.storeFailure = new Error('locked');
    await assert.rejects(revoke(), { code: 'STORE_UNAVAILABLE' });
    machine.keyring.storeFailure = undefined;
    await assert.rejects(window.tokens.get(id), revoked);
    assert.equal(machine.ims.mints, 1);
  });

  test('takes along the failure of an earlier mint', async () => {
    await window.tokens.get(id);
    machine.ims.refusal = 'SERVER_ERROR';
    await assert.rejects(window.tokens.mint(id), { code: 'SERVER_ERROR' });
    await revoke();
    assert.equal(window.tokens.state(id).failure, undefined);
  });

  test('is not what is shown of a connection whose secret was lost', async () => {
    await window.tokens.get(id);
    await revoke();
    machine.keyring.values.delete('aep.connections');
    await window.tokens.load(id);
    const { revoked: isRevoked, failure } = window.tokens.state(id);
    assert.deepEqual([isRevoked, failure?.code], [false, 'SECRET_MISSING']);
  });

  test('is over when its mark is gone from the store', async () => {
    await window.tokens.get(id);
    await revoke();
    machine.keyring.values.delete(`aep.token.${id}`);
    await window.tokens.get(id);
    assert.equal(machine.ims.mints, 2);
    assert.equal(window.tokens.state(id).revoked, false);
  });

  test('ends with the connection: nothing is left in the store', async () => {
    await window.tokens.get(id);
    await revoke();
    await window.store.remove(id);
    await window.tokens.forget(id);
    await settled();
    assert.ok(![...machine.keyring.values.keys()].some((key) => key.includes(id)));
  });

  suite('in another window', () => {
    test('takes the token away and pauses there too, as soon as it is told', async () => {
      const other = machine.window();
      await window.tokens.get(id);
      await other.tokens.get(id);
      await revoke();
      assert.deepEqual(
        [other.tokens.state(id).revoked, other.tokens.state(id).expiresAtMs, other.changes.at(-1)],
        [true, undefined, id],
      );
      await assert.rejects(other.tokens.get(id), revoked);
      await machine.clock.advance(50 * hourMs);
      assert.equal(machine.ims.mints, 1);
    });

    test('that was not told is stopped by the store, once Adobe refuses the token or it is due', async () => {
      const other = machine.window('lost');
      const token = await other.tokens.get(id);
      await window.tokens.get(id);
      await revoke();
      await other.tokens.reject(id, token);
      await assert.rejects(other.tokens.get(id), revoked);
      await machine.clock.advance(50 * hourMs);
      assert.equal(machine.ims.mints, 1);
      await assert.rejects(machine.window().tokens.get(id), revoked, 'a window that opens later');
    });

    test('ends when a person asks for a token in either', async () => {
      const other = machine.window();
      await other.tokens.get(id);
      await revoke();
      const token = await other.tokens.mint(id);
      await settled();
      assert.equal((await window.tokens.get(id)).value, token.value);
      assert.equal(window.tokens.state(id).revoked, false);
    });

    test('gives up a renewal under way, whose answer is dropped', async () => {
      const other = machine.window();
      await window.tokens.get(id);
      other.renewal.dispose();
      window.renewal.dispose();
      await machine.clock.advance(23.6 * hourMs);
      machine.ims.held = true;
      await other.tokens.get(id);
      await settled();
      assert.equal(other.tokens.state(id).minting, true);
      await revoke();
      assert.equal(other.tokens.state(id).minting, false);
      const call = machine.ims.calls.at(-1)!;
      assert.equal(call.signal?.aborted, true);
      call.answer();
      await settled();
      assert.deepEqual(
        [other.tokens.state(id).revoked, other.tokens.state(id).expiresAtMs, machine.storedToken(id)],
        [true, undefined, undefined],
      );
    });

    test('leaves no doubt about a later token of another window: refused there, it is gone here', async () => {
      const other = machine.window();
      await window.tokens.get(id);
      await revoke();
      const token = await other.tokens.mint(id);
      await settled();
      assert.equal(window.tokens.state(id).expiresAtMs, token.expiresAtMs);
      await other.tokens.reject(id, token);
      await settled();
      assert.equal(window.tokens.state(id).expiresAtMs, undefined);
    });

    test('gives up a renewal under way, and lets be what a person asked for', async () => {
      const [background, asked] = [machine.window(), machine.window()];
      await window.tokens.get(id);
      await machine.clock.advance(23.6 * hourMs);
      const before = machine.ims.mints;
      await background.tokens.load(id);
      machine.ims.held = true;
      const renewal = background.tokens.renew(id).catch((error: unknown) => (error as Error).name);
      const mint = asked.tokens.mint(id);
      await settled();
      await revoke();
      for (const call of machine.ims.calls.slice(before)) call.answer();
      if (machine.ims.mints > before + 1) assert.equal(await renewal, 'AbortError');
      const { value } = await mint;
      await settled();
      assert.equal(machine.storedToken(id), value);
    });
  });

  test('ends with another secret, which is another credential', async () => {
    await window.tokens.get(id);
    await revoke();
    const { connection } = await window.store.get(id);
    const credential = {
      kind: 'oauth-server-to-server',
      clientSecrets: ['p8e-FAKE_other_secret'],
      scopes: demo.oauth.scopes,
    } as const;
    await window.store.update(connection.id, { credential });
    await settled();
    await window.tokens.get(id);
    assert.equal(machine.ims.mints, 2);
  });

  test('of a pasted one leaves none that could be used, and asks for a new one', async () => {
    const claims = { created_at: machine.clock.nowMs(), expires_in: 24 * hourMs, type: 'access_token' };
    const pasted = await window.store.add(pastedConnection(tokenOf(claims)));
    await window.tokens.get(pasted.id);
    await revoke(window, pasted.id);
    const details = { credentialKind: 'access-token' };
    for (const explicit of [false, true]) {
      await assert.rejects(window.tokens.get(pasted.id, { explicit }), { ...revoked, details });
    }
    const later = machine.window();
    await later.tokens.load(pasted.id);
    assert.deepEqual(
      [later.tokens.state(pasted.id).revoked, later.tokens.state(pasted.id).expiresAtMs],
      [true, undefined],
    );
  });
});
