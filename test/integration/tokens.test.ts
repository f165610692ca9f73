import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { demo } from '../emulator/demo';
import { encryptedPkcs1, encryptedPkcs8, passphrase, pkcs1, pkcs8 } from '../support/keys';
import { copyToken, generate, run } from './support/aepCommands';
import { readClass } from './support/documents';
import { rejectionOf } from './support/failure';
import { useLocalAdobe } from './support/localAdobe';
import { restoreSettings, setSetting } from './support/settings';
import { until } from './support/until';

const dayMs = 86_400_000;
const clearAfterMinutes = 'aep.clipboard.clearAfterMinutes';

suite('Tokens', () => {
  const fixture = useLocalAdobe();
  restoreSettings();

  test('Generate says when the token was minted and expires, and not what it is', async () => {
    const connectionId = await fixture.add();
    const beforeMs = Date.now();
    const { mintedAtMs, expiresAtMs, ...rest } = await generate(connectionId);
    assert.deepEqual(rest, { connectionId });
    assert.ok(mintedAtMs >= beforeMs && mintedAtMs <= Date.now());
    assert.equal(expiresAtMs - mintedAtMs, dayMs);
  });

  test('Generate makes a new token each time', async () => {
    const id = await fixture.add();
    await generate(id);
    await generate(id);
    assert.equal(fixture.adobe.mints, 2);
  });

  test('Generate asked twice at once makes one token for both', async () => {
    const id = await fixture.add();
    const [first, second] = await Promise.all([generate(id), generate(id)]);
    assert.deepEqual(first, second);
    assert.equal(fixture.adobe.mints, 1);
  });

  test('A document uses the token that there is', async () => {
    const id = await fixture.add();
    await generate(id);
    await readClass(id);
    await readClass(id, { sandbox: 'dev' });
    assert.equal(fixture.adobe.mints, 1);
  });

  test('A token that is about to expire is replaced before it is used', async () => {
    const id = await fixture.add();
    fixture.adobe.tokenLifetimeMs = 1;
    await generate(id);
    fixture.adobe.tokenLifetimeMs = dayMs;
    await readClass(id);
    assert.deepEqual([fixture.adobe.mints, fixture.platformAnswers], [2, [200]]);
  });

  test('The second client secret is used when the first is refused', async () => {
    const clientSecrets = ['p8e-rotated-away-00000000000000', demo.oauth.clientSecret];
    const id = await fixture.add(fixture.oauth({}, { clientSecret: undefined, clientSecrets }));
    await generate(id);
    assert.deepEqual([fixture.adobe.mints, fixture.tokenRequests], [1, 2]);
  });

  test('The second client secret is not tried for another refusal', async () => {
    const clientSecrets = [demo.oauth.clientSecret, 'p8e-second-000000000000000000000'];
    const credential = { clientSecret: undefined, clientSecrets, scopes: ['openid', 'AdobeID', 'made_up'] };
    const id = await fixture.add(fixture.oauth({}, credential));
    assert.equal((await rejectionOf(generate(id))).code, 'IMS_SCOPE_INVALID');
    assert.equal(fixture.tokenRequests, 1);
  });

  suite('of service accounts', () => {
    const keys: readonly (readonly [string, () => string])[] = [
      ['a PKCS#1 key', pkcs1],
      ['a PKCS#8 key', pkcs8],
      ['an encrypted PKCS#1 key', encryptedPkcs1],
      ['an encrypted PKCS#8 key', encryptedPkcs8],
      ['a key with CRLF', () => pkcs8().replaceAll('\n', '\r\n')],
      ['a key with escaped line breaks, in quotes', () => JSON.stringify(pkcs8())],
      ['a key with spaces for line breaks, as an input box gives it', () => pkcs8().trim().replaceAll('\n', ' ')],
      ['a key without line breaks', () => pkcs8().replaceAll('\n', '')],
      ['the Base64 of a key', () => Buffer.from(pkcs1()).toString('base64')],
    ];
    for (const [name, key] of keys) {
      test(`are minted with ${name}`, async () => {
        const id = await fixture.add(fixture.jwt(key(), {}, { passphrase }));
        await generate(id);
        assert.equal(fixture.adobe.mints, 1);
      });
    }
  });

  suite('that were pasted', () => {
    test('are used without asking IMS', async () => {
      const token = fixture.adobe.issueToken(demo.oauth.clientId);
      const id = await fixture.add(fixture.pasted(`Bearer ${token}`));
      await readClass(id);
      assert.deepEqual([fixture.tokenRequests, fixture.platformAnswers], [0, [200]]);
    });

    test('cannot be generated', async () => {
      const id = await fixture.add(fixture.pasted(fixture.adobe.issueToken(demo.oauth.clientId)));
      const { code, message } = await rejectionOf(generate(id));
      assert.equal(code, 'TOKEN_NOT_RENEWABLE');
      assert.equal(message, 'A pasted access token cannot be renewed. Paste a new one from the Developer Console.');
      assert.equal(fixture.tokenRequests, 0);
    });
  });

  suite('with renewal switched off', () => {
    setup(() => setSetting('aep.token.renew', 'never'));

    test('are not made for a document', async () => {
      const id = await fixture.add();
      const { message } = await rejectionOf(readClass(id));
      assert.equal(
        message,
        'There is no valid access token and renewal is switched off. Generate a token, or change the setting aep.token.renew.',
      );
      assert.deepEqual(fixture.adobe.requests, []);
    });

    test('are made when they are copied, and then used for a document', async () => {
      const id = await fixture.add();
      await copyToken(id);
      await readClass(id);
      assert.equal(fixture.adobe.mints, 1);
    });

    test('are not replaced when Adobe refuses them', async () => {
      const id = await fixture.add();
      await generate(id);
      fixture.adobe.revokeAllTokens();
      await rejectionOf(readClass(id));
      assert.deepEqual([fixture.adobe.mints, fixture.platformAnswers], [1, [401]]);
    });
  });

  suite('on the clipboard', () => {
    setup(() => vscode.env.clipboard.writeText('before'));

    test('are minted first where there is none, and are the ones that the platform takes', async () => {
      const connectionId = await fixture.add();
      assert.deepEqual(await copyToken(connectionId), { connectionId });
      await readClass(connectionId);
      const used = fixture.adobe.requests.at(-1)?.headers.authorization;
      assert.equal(`Bearer ${await vscode.env.clipboard.readText()}`, used);
      assert.equal(fixture.adobe.mints, 1);
    });

    test('come with the headers of a request', async () => {
      const connectionId = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
      assert.deepEqual(await run('aep.headers.copy', { connectionId }), { connectionId });
      await copyToken(connectionId);
      const token = await vscode.env.clipboard.readText();
      await run('aep.headers.copy', { connectionId });
      assert.equal(
        await vscode.env.clipboard.readText(),
        [
          `Authorization: Bearer ${token}`,
          `x-api-key: ${demo.oauth.clientId}`,
          `x-gw-ims-org-id: ${demo.imsOrg}`,
          'x-sandbox-name: dev',
        ].join('\n'),
      );
    });

    test('are not put there when there is none to be had', async () => {
      const id = await fixture.add(fixture.oauth({}, { clientSecret: 'p8e-wrong-0000000000000000000000' }));
      await rejectionOf(copyToken(id));
      assert.equal(await vscode.env.clipboard.readText(), 'before');
    });

    test('are cleared after the time that the setting gives', async () => {
      const id = await fixture.add();
      await setSetting(clearAfterMinutes, 0.001);
      await copyToken(id);
      await until(async () => (await vscode.env.clipboard.readText()) === '');
    });

    test('are cleared also as a part of the headers', async () => {
      const id = await fixture.add();
      await setSetting(clearAfterMinutes, 0.001);
      await copyToken(id);
      await run('aep.headers.copy', { connectionId: id });
      await until(async () => (await vscode.env.clipboard.readText()) === '');
    });

    test('are not cleared when something else is there by then', async () => {
      const id = await fixture.add();
      await setSetting(clearAfterMinutes, 0.001);
      await copyToken(id);
      await vscode.env.clipboard.writeText('mine');
      await afterTimersOf(0.001);
      assert.equal(await vscode.env.clipboard.readText(), 'mine');
    });

    test('stay where the setting is 0', async () => {
      const id = await fixture.add();
      await setSetting(clearAfterMinutes, 0.001);
      await copyToken(id);
      await setSetting(clearAfterMinutes, 0);
      await copyToken(id);
      const token = await vscode.env.clipboard.readText();
      await afterTimersOf(0.001);
      assert.equal(await vscode.env.clipboard.readText(), token);
      assert.notEqual(token, '');
    });

    test('are joined by what is no secret: organisation and client ID', async () => {
      const connectionId = await fixture.add();
      await run('aep.connection.copyOrg', { connectionId });
      assert.equal(await vscode.env.clipboard.readText(), demo.imsOrg);
      await run('aep.connection.copyClientId', { connectionId });
      assert.equal(await vscode.env.clipboard.readText(), demo.oauth.clientId);
    });
  });
});

// Of its own local Adobe: what is learnt of a clock is kept for as long as VS Code runs.
suite('Tokens, when the clock of this machine is wrong', () => {
  const fixture = useLocalAdobe();

  test('have the times of Adobe, in milliseconds', async () => {
    const connectionId = await fixture.add();
    const atMs = Date.UTC(2031, 4, 6);
    fixture.adobe.nowMs = () => atMs;
    assert.deepEqual(await generate(connectionId), { connectionId, mintedAtMs: atMs, expiresAtMs: atMs + dayMs });
  });

  test('of service accounts are minted at the second attempt, with the time that the first one learnt', async () => {
    const id = await fixture.add(fixture.jwt(pkcs8()));
    fixture.adobe.nowMs = () => Date.now() - 3 * dayMs;
    await generate(id);
    assert.deepEqual([fixture.adobe.mints, fixture.tokenRequests], [1, 2]);
  });
});

/** A timer that was set later for as long is rung later. What a timer before it began is under way by then. */
function afterTimersOf(minutes: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, minutes * 60_000 + 1));
}
