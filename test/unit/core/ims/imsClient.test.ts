import assert from 'node:assert/strict';
import { decode } from 'jsonwebtoken';
import { type Connection, type Credential } from '../../../../src/core/credentials/connection';
import { type NewConnection } from '../../../../src/core/credentials/connectionInput';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { type AepError } from '../../../../src/core/errors';
import { HttpClient } from '../../../../src/core/http/httpClient';
import { ServerTime } from '../../../../src/core/http/serverTime';
import { type AccessToken } from '../../../../src/core/ims/accessToken';
import { ImsClient } from '../../../../src/core/ims/imsClient';
import { demo, registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { jwtConnection, oauthConnection, pastedConnection, tokenOf } from '../../../support/connections';
import { FakeClock } from '../../../support/fakeClock';
import { encryptedPkcs8, otherRsaKey, passphrase, pkcs8, publicPem } from '../../../support/keys';
import { RecordingLogger } from '../../../support/recordingLogger';

const refusal = { error: 'invalid_client', error_description: 'invalid client_secret parameter' };
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

suite('ImsClient', () => {
  let adobe: LocalAdobe;
  let clock: FakeClock;
  let time: ServerTime;
  let http: HttpClient;
  let logger: RecordingLogger;
  let ims: ImsClient;

  setup(async () => {
    clock = new FakeClock();
    adobe = await LocalAdobe.start({ nowMs: () => clock.nowMs() });
    registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
    logger = new RecordingLogger();
    http = new HttpClient({ clock, logger });
    time = new ServerTime(clock);
    ims = new ImsClient(http, time);
  });
  teardown(async () => {
    http.dispose();
    await adobe.stop();
  });

  const mint = ({ credential, ...rest }: NewConnection, signal?: AbortSignal): Promise<AccessToken> => {
    const connection: Connection = { ...rest, id: 'id', credential: summaryOf(credential) };
    return ims.mint(connection, credential, signal);
  };
  const withSecrets = (...clientSecrets: string[]): NewConnection =>
    oauthConnection(adobe, {
      credential: { kind: 'oauth-server-to-server', clientSecrets, scopes: demo.oauth.scopes },
    });
  const withJwt = (changes: Partial<Extract<Credential, { kind: 'jwt' }>>): NewConnection => {
    const { credential } = jwtConnection(adobe);
    return jwtConnection(adobe, { credential: { ...credential, ...changes } as Credential });
  };
  const forms = (): Record<string, string>[] =>
    adobe.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  const right = demo.oauth.clientSecret;

  suite('mints with OAuth', () => {
    test('by the form that Adobe documents', async () => {
      const token = await mint(oauthConnection(adobe));
      const [request] = adobe.requests;
      assert.deepEqual([request?.method, request?.path], ['POST', '/ims/token/v3']);
      assert.equal(request?.headers['content-type'], 'application/x-www-form-urlencoded');
      assert.equal(request.headers.accept, 'application/json');
      assert.deepEqual(forms(), [
        {
          grant_type: 'client_credentials',
          client_id: demo.oauth.clientId,
          client_secret: right,
          scope: demo.oauth.scopes.join(','),
        },
      ]);
      assert.deepEqual([token.createdAtMs, token.expiresAtMs], [clock.nowMs(), clock.nowMs() + dayMs]);
    });

    test('by the second secret when IMS refuses the first', async () => {
      await mint(withSecrets('p8e-rotated-away', right));
      assert.deepEqual(
        forms().map(({ client_secret }) => client_secret),
        ['p8e-rotated-away', right],
      );
    });

    test('by the second secret when IMS refuses the client without a reason', async () => {
      adobe.fail({ service: 'ims', times: 1, fault: { status: 400, body: { error: 'invalid_client' } } });
      await mint(withSecrets('p8e-rotated-away', right));
      assert.equal(adobe.requests.length, 2);
    });

    test('by any answer of success', async () => {
      const body = { access_token: 'opaque', expires_in: 60 };
      adobe.fail({ service: 'ims', times: 1, fault: { status: 299, body } });
      assert.equal((await mint(oauthConnection(adobe))).value, 'opaque');
      adobe.fail({ service: 'ims', times: 1, fault: { status: 400, body } });
      await assert.rejects(mint(oauthConnection(adobe)), { code: 'BAD_RESPONSE' });
    });

    test('without a look at the second secret when the first is good', async () => {
      await mint(withSecrets(right, 'p8e-next'));
      assert.equal(adobe.requests.length, 1);
    });

    test('not when both are refused: the first refusal is told', async () => {
      adobe.fail({
        service: 'ims',
        times: 1,
        fault: { status: 400, headers: { 'x-debug-id': 'first' }, body: refusal },
      });
      const told = (error: AepError): boolean =>
        error.code === 'IMS_SECRET_INVALID' && error.details.requestId === 'first';
      await assert.rejects(mint(withSecrets('p8e-one', 'p8e-two')), told);
      assert.equal(adobe.requests.length, 2);
    });

    const final: Record<string, { input: () => NewConnection; code: string }> = {
      'a scope is': {
        input: () =>
          oauthConnection(adobe, {
            credential: { kind: 'oauth-server-to-server', clientSecrets: [right, 'p8e-2'], scopes: ['openid', 'nope'] },
          }),
        code: 'IMS_SCOPE_INVALID',
      },
      'the client id is': {
        input: () => ({ ...withSecrets(right, 'p8e-2'), clientId: 'nobody' }),
        code: 'IMS_CLIENT_UNKNOWN',
      },
    };
    for (const [what, { input, code }] of Object.entries(final)) {
      test(`without a second secret's help when ${what} refused`, async () => {
        await assert.rejects(mint(input()), { code });
        assert.equal(adobe.requests.length, 1);
      });
    }

    test('without a second secret’s help when the answer cannot be read', async () => {
      adobe.fail({ service: 'ims', fault: 'html' });
      await assert.rejects(mint(withSecrets(right, 'p8e-2')), { code: 'BAD_RESPONSE' });
      assert.equal(adobe.requests.length, 1);
    });

    test('not without a secret', async () => {
      await assert.rejects(mint(withSecrets()), { code: 'SECRET_MISSING', message: /no client secret/ });
    });
  });

  suite('mints with a service account', () => {
    test('by the form that Adobe documents, its milliseconds read as such', async () => {
      adobe.tokenLifetimeMs = 2 * hourMs;
      const token = await mint(jwtConnection(adobe));
      assert.equal(adobe.requests[0]?.path, '/ims/exchange/jwt');
      const [form] = forms();
      assert.deepEqual(Object.keys(form!), ['client_id', 'client_secret', 'jwt_token']);
      assert.deepEqual(decode(form!.jwt_token!), {
        exp: clock.nowMs() / 1000 + 300,
        iss: demo.imsOrg,
        sub: demo.jwt.technicalAccountId,
        aud: `${adobe.imsOrigin}/c/${demo.jwt.clientId}`,
        [`${adobe.imsOrigin}/s/ent_dataservices_sdk`]: true,
      });
      assert.equal(token.expiresAtMs, clock.nowMs() + 2 * hourMs);
    });

    test('with an encrypted key', async () => {
      await mint(withJwt({ privateKey: encryptedPkcs8(), passphrase }));
      assert.equal(adobe.mints, 1);
    });

    test('with several metascopes', async () => {
      const metascopes = ['ent_dataservices_sdk', 'ent_reactor_sdk'];
      adobe.updateCredential(demo.jwt.clientId, { metascopes });
      await mint(withJwt({ metascopes }));
      assert.equal(adobe.mints, 1);
    });

    const refusals: Record<string, { input: () => NewConnection; code: string }> = {
      'another key': { input: () => withJwt({ privateKey: pkcs8(otherRsaKey()) }), code: 'IMS_JWT_SIGNATURE' },
      'another account': {
        input: () => withJwt({ technicalAccountId: 'X@techacct.adobe.com' }),
        code: 'IMS_JWT_MALFORMED',
      },
      'another organisation': {
        input: () => ({ ...jwtConnection(adobe), imsOrg: 'AAAABBBBCCCCDDDDEEEEFFFF@AdobeOrg' }),
        code: 'IMS_JWT_MALFORMED',
      },
      'another metascope': { input: () => withJwt({ metascopes: ['ent_user_sdk'] }), code: 'IMS_SCOPE_INVALID' },
      'another secret': { input: () => withJwt({ clientSecret: 'p8e-other' }), code: 'IMS_SECRET_INVALID' },
      'another client': { input: () => ({ ...jwtConnection(adobe), clientId: 'nobody' }), code: 'IMS_CLIENT_UNKNOWN' },
      'the client of an OAuth credential': {
        input: () => ({ ...jwtConnection(adobe), clientId: demo.oauth.clientId }),
        code: 'IMS_CLIENT_REFUSED',
      },
      'a wrong passphrase': {
        input: () => withJwt({ privateKey: encryptedPkcs8(), passphrase: 'no' }),
        code: 'KEY_PASSPHRASE_WRONG',
      },
    };
    for (const [what, { input, code }] of Object.entries(refusals)) {
      test(`not with ${what}: ${code}, and no second try`, async () => {
        await assert.rejects(mint(input()), { name: 'AepError', code });
        assert.ok(adobe.requests.length <= 1);
      });
    }

    test('not with one that Adobe converted', async () => {
      adobe.updateCredential(demo.jwt.clientId, { retired: true });
      await assert.rejects(mint(jwtConnection(adobe)), { code: 'IMS_CLIENT_REFUSED' });
    });
  });

  suite('with a clock that is wrong', () => {
    const expiryOf = (form: Record<string, string> | undefined): number =>
      (decode(form?.jwt_token ?? '') as { exp: number }).exp * 1000;

    for (const errorMs of [-7 * hourMs, -10 * 60_000, 30 * hourMs, 400 * dayMs]) {
      test(`by ${errorMs / hourMs} hours corrects the assertion by the server's date, and tries once more`, async () => {
        const rightMs = clock.nowMs();
        adobe.nowMs = () => rightMs;
        clock.sleep(errorMs);
        const token = await mint(jwtConnection(adobe));
        assert.equal(adobe.requests.length, 2);
        assert.equal(expiryOf(forms()[1]), rightMs + 300_000);
        assert.deepEqual([token.createdAtMs, token.expiresAtMs], [rightMs, rightMs + dayMs]);
        assert.equal(time.nowMs(adobe.imsOrigin), rightMs);
        await mint(jwtConnection(adobe));
        assert.equal(adobe.requests.length, 3, 'the next one is right at once');
      });
    }

    test('tries no more when the assertion is wrong for another reason', async () => {
      const rightMs = clock.nowMs();
      adobe.nowMs = () => rightMs;
      clock.sleep(-7 * hourMs);
      await assert.rejects(mint(withJwt({ technicalAccountId: 'X@techacct.adobe.com' })), {
        code: 'IMS_JWT_MALFORMED',
      });
      assert.equal(adobe.requests.length, 2);
    });

    test('tries no more when it knew of the error before', async () => {
      const rightMs = clock.nowMs();
      adobe.nowMs = () => rightMs;
      clock.sleep(-7 * hourMs);
      await mint(oauthConnection(adobe));
      await assert.rejects(mint(withJwt({ technicalAccountId: 'X@techacct.adobe.com' })), {
        code: 'IMS_JWT_MALFORMED',
      });
      assert.equal(adobe.requests.length, 2);
    });

    test('tries no more when it is something else that is refused', async () => {
      const rightMs = clock.nowMs();
      adobe.nowMs = () => rightMs;
      clock.sleep(-7 * hourMs);
      adobe.fail({ service: 'ims', fault: { status: 400, body: refusal } });
      await assert.rejects(mint(jwtConnection(adobe)), { code: 'IMS_SECRET_INVALID' });
      assert.equal(adobe.requests.length, 1);
    });

    test('tries once more from an error of a minute on', async () => {
      const rightMs = clock.nowMs();
      adobe.nowMs = () => rightMs;
      const fault = { status: 400, body: { error: 'invalid_token' } };
      clock.sleep(-59_000);
      adobe.fail({ service: 'ims', times: 1, fault });
      await assert.rejects(mint(jwtConnection(adobe)), { code: 'IMS_JWT_MALFORMED' });
      time = new ServerTime(clock);
      ims = new ImsClient(http, time);
      clock.sleep(-1_000);
      adobe.fail({ service: 'ims', times: 1, fault });
      await mint(jwtConnection(adobe));
      assert.equal(adobe.requests.length, 3);
    });

    test('dates an OAuth token without claims by the clock of the server', async () => {
      const rightMs = clock.nowMs();
      adobe.nowMs = () => rightMs;
      clock.sleep(-7 * hourMs);
      const body = { access_token: 'opaque', token_type: 'bearer', expires_in: 60 };
      adobe.fail({ service: 'ims', fault: { status: 200, body } });
      const token = await mint(oauthConnection(adobe));
      assert.deepEqual(token, { value: 'opaque', createdAtMs: rightMs, expiresAtMs: rightMs + 60_000 });
    });
  });

  test('does not mint with a pasted token', async () => {
    const failed = mint(pastedConnection(tokenOf({ exp: 9_999_999_999 }), adobe));
    await assert.rejects(failed, {
      code: 'TOKEN_NOT_RENEWABLE',
      message: /cannot be renewed/,
      details: { connection: 'Pasted' },
    });
    assert.equal(adobe.requests.length, 0);
  });

  test('stops when its caller does', async () => {
    await assert.rejects(mint(oauthConnection(adobe), AbortSignal.abort()), { name: 'AbortError' });
    assert.equal(adobe.requests.length, 0);
  });

  test('logs no secret, key, assertion or token', async () => {
    const tokens = [
      await mint(oauthConnection(adobe)),
      await mint(withJwt({ privateKey: encryptedPkcs8(), passphrase })),
    ];
    await assert.rejects(mint(withSecrets('p8e-wrong')));
    assert.ok(logger.lines.length >= 3);
    const secrets = [...tokens.map(({ value }) => value), 'p8e-', 'eyJ', 'PRIVATE', passphrase];
    for (const secret of secrets) assert.ok(!logger.text.includes(secret));
  });
});
