import assert from 'node:assert/strict';
import { environmentOf } from '../../../../src/core/credentials/environments';
import { type AepErrorCode } from '../../../../src/core/errors';
import { parseOrigin, type Origin } from '../../../../src/core/http/origin';
import { demo, registerDemo } from '../../../emulator/demo';
import { LocalAdobe, type Fault } from '../../../emulator/localAdobe';
import { AdobeWindow } from '../../../support/adobeWindow';

const dayMs = 86_400_000;
const path = '/data/foundation/schemaregistry/global/classes';
const accept = 'application/vnd.adobe.xed-id+json';

suite('PlatformClient', () => {
  let adobe: LocalAdobe;
  let window: AdobeWindow;

  setup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
    window = await AdobeWindow.open(adobe);
  });
  teardown(async () => {
    window.dispose();
    await adobe.stop();
  });

  const get = (signal?: AbortSignal): Promise<unknown> =>
    window.platform.get(window.connection, { path, accept, signal });
  const calls = (): readonly { status?: number; headers: Readonly<Record<string, string>> }[] =>
    adobe.requests.filter(({ service }) => service === 'platform');
  const answer = (fault: Fault, times?: number): void => {
    adobe.fail({ service: 'platform', fault, ...(times === undefined ? {} : { times }) });
  };

  suite('sends', () => {
    const sent = (): Record<string, string> => {
      const ofEveryRequest = ['host', 'connection', 'accept-encoding', 'user-agent'];
      return Object.fromEntries(Object.entries(calls()[0]!.headers).filter(([name]) => !ofEveryRequest.includes(name)));
    };

    test('the headers of the tutorial and no others, without a sandbox where there is none', async () => {
      await get();
      assert.deepEqual(sent(), {
        authorization: `Bearer ${(await window.tokens.get(window.connection.id)).value}`,
        'x-api-key': demo.oauth.clientId,
        'x-gw-ims-org-id': demo.imsOrg,
        accept,
      });
    });

    test('the sandbox where there is one', async () => {
      window.dispose();
      window = await AdobeWindow.open(adobe, { sandbox: 'dev' });
      await get();
      assert.equal(sent()['x-sandbox-name'], 'dev');
    });
  });

  test('sends no token to a platform that the connection has no longer', async () => {
    const environment = environmentOf(
      window.connection.environment.imsOrigin,
      parseOrigin('http://127.0.0.1:9') as Origin,
    );
    await window.store.update(window.connection.id, { environment });
    // A list that is still loading holds the connection as it was.
    await assert.rejects(get(), { name: 'AbortError' });
    assert.deepEqual(calls(), []);
  });

  suite('renews', () => {
    test('a token that Adobe calls invalid, once, and sends the request again', async () => {
      await get();
      adobe.revokeAllTokens();
      assert.ok(await get());
      assert.deepEqual(
        calls().map(({ status }) => status),
        [200, 401, 200],
      );
      assert.equal(adobe.mints, 2);
    });

    test('no more than once: then it says TOKEN_REJECTED', async () => {
      answer({ status: 401, body: { error_code: '401013', message: 'Oauth token is not valid' } });
      await assert.rejects(get(), { code: 'TOKEN_REJECTED' });
      assert.equal(calls().length, 2);
      assert.equal(adobe.mints, 2);
      const [first, second] = calls().map(({ headers }) => headers.authorization);
      assert.notEqual(first, second);
    });

    test('none for a refusal that comes again at once, until a minute has passed or Adobe has come round', async () => {
      const refusal = adobe.fail({ service: 'platform', fault: { status: 401, body: { error_code: '401013' } } });
      for (let call = 0; call < 5; call += 1) await assert.rejects(get(), { code: 'TOKEN_REJECTED' });
      assert.deepEqual([adobe.mints, calls().length], [2, 6]);
      await window.clock.advance(60_000);
      await assert.rejects(get(), { code: 'TOKEN_REJECTED' });
      assert.deepEqual([adobe.mints, calls().length], [3, 8]);
      refusal.remove();
      assert.ok(await get());
      assert.equal(adobe.mints, 3);
    });

    test('nothing for a person who asks for another token meanwhile: they get it', async () => {
      answer({ status: 401, body: { error_code: '401013' } });
      await assert.rejects(get(), { code: 'TOKEN_REJECTED' });
      const { id } = window.connection;
      const asked = await window.tokens.mint(id);
      assert.equal(adobe.mints, 3);
      await assert.rejects(get(), { code: 'TOKEN_REJECTED' });
      assert.equal((await window.tokens.get(id, { explicit: true })).value, asked.value);
      assert.equal(adobe.mints, 3);
    });

    test('no token because of a 401 that is not of Adobe', async () => {
      await get();
      for (const body of ['<h1>Proxy Authentication</h1>', '']) {
        answer({ status: 401, headers: { 'content-type': 'text/html' }, body }, 1);
        await assert.rejects(get(), { code: 'BAD_RESPONSE' });
      }
      assert.ok(await get());
      assert.equal(adobe.mints, 1);
    });

    test('one for all requests that were refused together', async () => {
      await get();
      adobe.revokeAllTokens();
      await Promise.all([get(), get(), get()]);
      assert.equal(adobe.mints, 2);
    });

    test('a token that ran out by the clock, without sending it', async () => {
      await get();
      await window.clock.advance(dayMs);
      await get();
      assert.deepEqual(
        calls().map(({ status }) => status),
        [200, 200],
      );
      assert.equal(adobe.mints, 2);
    });

    test('not what is refused for another reason', async () => {
      adobe.updateCredential(demo.oauth.clientId, { hasProfile: false });
      await assert.rejects(get(), { code: 'ORG_OR_PROFILE_MISSING' });
      assert.deepEqual([calls().length, adobe.mints], [1, 1]);
    });
  });

  suite('says', () => {
    const faults: Record<string, { fault: Fault; code: AepErrorCode }> = {
      'a sign-in page instead of JSON': { fault: 'html', code: 'BAD_RESPONSE' },
      nothing: { fault: 'empty', code: 'BAD_RESPONSE' },
      'half of the JSON': { fault: 'truncated-json', code: 'BAD_RESPONSE' },
      'bytes that are no text': { fault: 'not-utf8', code: 'BAD_RESPONSE' },
      'a redirect': { fault: 'redirect', code: 'REDIRECTED' },
      'no content': { fault: { status: 204 }, code: 'BAD_RESPONSE' },
    };
    for (const [name, { fault, code }] of Object.entries(faults)) {
      test(`${code} to ${name}, and sends the token nowhere else`, async () => {
        answer(fault);
        await assert.rejects(get(), { name: 'AepError', code });
        assert.equal(calls().length, 1);
        assert.equal(adobe.requests.filter(({ service }) => service === 'ims').length, 1);
      });
    }

    const credentials: Record<string, { change: () => void; code: AepErrorCode }> = {
      'a credential without a role': {
        change: () => {
          adobe.updateCredential(demo.oauth.clientId, { hasRole: false });
        },
        code: 'PERMISSION_DENIED',
      },
      'a project without the API': {
        change: () => {
          adobe.updateCredential(demo.oauth.clientId, { services: [] });
        },
        code: 'API_KEY_REJECTED',
      },
      'a foreign organisation': {
        change: () => {
          adobe.updateCredential(demo.oauth.clientId, { imsOrg: 'AAAABBBBCCCCDDDDEEEEFFFF@AdobeOrg' });
        },
        code: 'ORG_OR_PROFILE_MISSING',
      },
    };
    for (const style of ['old', 'new'] as const) {
      for (const [name, { change, code }] of Object.entries(credentials)) {
        test(`${code} to ${name}, in the ${style} words`, async () => {
          adobe.gatewayErrorStyle = style;
          change();
          await assert.rejects(get(), { code });
        });
      }

      test(`TOKEN_REJECTED and no more when each token is refused, in the ${style} words`, async () => {
        adobe.gatewayErrorStyle = style;
        adobe.fail({ service: 'ims', fault: { status: 200, body: { access_token: 'nobody-knows', expires_in: 60 } } });
        await assert.rejects(get(), { code: 'TOKEN_REJECTED' });
        assert.equal(calls().length, 2);
      });
    }
  });

  test('asks for no token when its caller has given up', async () => {
    await assert.rejects(get(AbortSignal.abort()), { name: 'AbortError' });
    assert.equal(adobe.requests.length, 0);
  });

  test('logs no token', async () => {
    await get();
    adobe.revokeAllTokens();
    await get();
    assert.ok(window.logger.lines.length >= 5);
    assert.ok(!window.logger.text.includes('eyJ'));
    assert.ok(!window.logger.text.includes('p8e-'));
  });
});
