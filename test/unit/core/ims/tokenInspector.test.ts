import assert from 'node:assert/strict';
import { abortError, AepError } from '../../../../src/core/errors';
import { HttpClient } from '../../../../src/core/http/httpClient';
import { ServerTime } from '../../../../src/core/http/serverTime';
import { ImsTokenClient } from '../../../../src/core/ims/imsTokenClient';
import { contentOf, leftOut } from '../../../../src/core/ims/tokenContent';
import { TokenInspector } from '../../../../src/core/ims/tokenInspector';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { type NewConnection } from '../../../../src/core/credentials/connectionInput';
import { type OpenedConnection } from '../../../../src/core/ims/tokenEntry';
import { demo, registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { jwtConnection, oauthConnection, pastedConnection, tokenOf } from '../../../support/connections';
import { FakeClock, settled } from '../../../support/fakeClock';
import { publicPem } from '../../../support/keys';
import { RecordingLogger } from '../../../support/recordingLogger';
import { Machine } from '../../../support/tokenWindow';

const claimsOfAdobe = {
  id: '1773648000000_3c5b4f0e-0000-0000-0000-000000000000_ew1',
  client_id: demo.oauth.clientId,
  user_id: demo.oauth.technicalAccountId,
  type: 'access_token',
  as: 'ims-na1',
  expires_in: '86400000',
  scope: 'openid,AdobeID',
  created_at: '1773648000000',
};

suite('What is shown of a token', () => {
  test('is what it says of itself', () => {
    const content = contentOf(tokenOf(claimsOfAdobe));
    assert.deepEqual(content, {
      account: demo.oauth.technicalAccountId,
      clientId: demo.oauth.clientId,
      scopes: ['openid', 'AdobeID'],
      claims: claimsOfAdobe,
    });
  });

  const session = JSON.stringify({ session: `https://ims.example/ims/session/v1/${'aB3-'.repeat(40)}` });
  const secrets: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['a session', { state: session }],
    ['a session that is no text', { state: { deep: [session] } }],
    ['a client secret', { note: `p8e-${'x'.repeat(28)}` }],
    ['what is called a secret', { client_secret: 'short' }],
    ['another token', { inner: tokenOf({ type: 'refresh_token' }) }],
    ['a secret for a name', { [`p8e-${'x'.repeat(28)}`]: 1 }],
  ];
  for (const [what, claims] of secrets) {
    test(`is not ${what} among its claims`, () => {
      const shown = JSON.stringify(contentOf(tokenOf({ ...claimsOfAdobe, ...claims }))!.claims);
      assert.ok(shown.includes(leftOut), shown);
      assert.ok(shown.includes('ims-na1'));
      assert.doesNotMatch(shown, /aB3-aB3-|xxxx|short|eyJ/);
    });
  }

  test('is no part of the token: neither header, payload nor signature', () => {
    const signature = 'c2lnbmVkIGJ5IG5vYm9keQ';
    const token = tokenOf({ ...claimsOfAdobe, sig: signature, part: `x${signature}x` });
    const shown = JSON.stringify(contentOf(token));
    for (const part of token.split('.')) assert.ok(!shown.includes(part), part);
  });

  test('is bounded in its depth', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 2_000; level += 1) deep = [deep];
    assert.ok(!JSON.stringify(contentOf(tokenOf({ deep }))).includes('bottom'));
  });

  test('is its depth as far as twenty levels, which is more than Adobe has', () => {
    const nested = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 'bottom');
    const shown = (levels: number): string => JSON.stringify(contentOf(tokenOf({ deep: nested(levels) }))!.claims);
    assert.ok(shown(19).includes('bottom'));
    assert.ok(!shown(20).includes('bottom'));
    assert.ok(shown(20).includes(leftOut));
  });

  test('is every other claim as it is, whatever it is', () => {
    const claims = {
      id_token: 1,
      none: null,
      count: 7,
      yes: true,
      list: [1, 'two', { three: 3 }],
      deep: { er: { est: 'x' } },
    };
    assert.deepEqual(contentOf(tokenOf(claims))!.claims, claims);
  });

  test('is no secret in place of an account, a client or a scope', () => {
    const secret = `p8e-${'x'.repeat(28)}`;
    const content = contentOf(tokenOf({ user_id: secret, client_id: secret, scope: `openid,${secret}` }))!;
    assert.deepEqual([content.account, content.clientId, content.scopes], [leftOut, leftOut, ['openid', leftOut]]);
    const { account, clientId } = contentOf(tokenOf({ id: 1 }))!;
    assert.deepEqual([account, clientId], [undefined, undefined]);
  });

  test('is neither the name nor the value where the name could be a secret', () => {
    assert.deepEqual(contentOf(tokenOf({ [`p8e-${'x'.repeat(28)}`]: 'value' }))!.claims, { [leftOut]: leftOut });
    assert.deepEqual(contentOf(tokenOf({ client_secret: 'short', other: 'short' }))!.claims, {
      client_secret: leftOut,
      other: 'short',
    });
  });

  test('is a claim that happens to be a short run of the token, and no longer one', () => {
    const signature = 'c2lnbmVkIGJ5IG5vYm9keQ';
    assert.deepEqual(contentOf(tokenOf({ a: signature.slice(0, 11), b: signature.slice(0, 12) }))!.claims, {
      a: signature.slice(0, 11),
      b: leftOut,
    });
    assert.deepEqual(contentOf(tokenOf({ around: `x${signature}x` }))!.claims, { around: leftOut });
  });

  for (const opaque of ['opaque', 'a.b.c', '', `${tokenOf({ id: 1 })} x`]) {
    test(`is nothing of one that cannot be decoded: “${opaque.slice(-8)}”`, () => {
      assert.equal(contentOf(opaque), undefined);
    });
  }
});

suite('Inspecting', () => {
  const machines: Machine[] = [];
  teardown(() => {
    for (const machine of machines.splice(0)) machine.dispose();
  });

  type Validate = ImsTokenClient['validate'];
  const open = async (validate: Validate) => {
    const machine = new Machine();
    machines.push(machine);
    const window = machine.window();
    const { id } = await window.store.add(oauthConnection());
    const inspector = new TokenInspector({ tokens: window.tokens, ims: { validate }, clock: machine.clock });
    return { machine, window, id, inspector };
  };

  test('makes no token where there is none', async () => {
    const { machine, id, inspector } = await open(() => Promise.reject(new Error('not asked')));
    const { token, revoked, connection, atMs } = await inspector.inspect(id);
    assert.deepEqual([token, revoked, machine.ims.mints], [undefined, false, 0]);
    assert.deepEqual([connection.id, atMs], [id, machine.clock.nowMs()]);
  });

  test('asks about the token that there is, and tells what IMS said', async () => {
    const asked: string[] = [];
    const { machine, window, id, inspector } = await open((_, token) => {
      asked.push(token);
      return Promise.resolve({ valid: false, reason: 'expired_token' });
    });
    window.renewal.dispose();
    const { value, createdAtMs, expiresAtMs } = await window.tokens.get(id);
    const inspected = (await inspector.inspect(id)).token!;
    assert.deepEqual(asked, [value]);
    assert.deepEqual(
      [inspected.createdAtMs, inspected.expiresAtMs, inspected.verdict],
      [createdAtMs, expiresAtMs, { valid: false, reason: 'expired_token' }],
    );
    await settled();
    assert.deepEqual(machine.clock.running, [], 'nothing waits any more');
  });

  test('says that something unexpected kept the verdict away', async () => {
    const { window, id, inspector } = await open(() => Promise.reject(new Error('p8e-FAKE')));
    await window.tokens.get(id);
    const { verdict } = (await inspector.inspect(id)).token!;
    assert.equal(verdict instanceof AepError && verdict.code, 'UNEXPECTED');
  });

  test('tells the decoded part also offline, and why IMS said nothing', async () => {
    const { window, id, inspector } = await open(() => Promise.reject(new AepError('HOST_UNKNOWN', 'offline')));
    const token = await window.tokens.get(id);
    const inspected = (await inspector.inspect(id)).token!;
    assert.equal(inspected.expiresAtMs, token.expiresAtMs);
    assert.ok(inspected.content);
    assert.equal(inspected.verdict instanceof AepError && inspected.verdict.code, 'HOST_UNKNOWN');
  });

  test('does not wait for IMS for ever', async () => {
    const { machine, window, id, inspector } = await open(
      (_, __, signal) =>
        new Promise((_resolve, reject) => {
          const give = (): void => {
            reject(abortError());
          };
          if (signal?.aborted) give();
          signal?.addEventListener('abort', give);
        }),
    );
    await window.tokens.get(id);
    const inspecting = inspector.inspect(id);
    await settled();
    await machine.clock.advance(10_000);
    const { verdict } = (await inspecting).token!;
    assert.ok(verdict instanceof AepError);
    assert.deepEqual([verdict.code, verdict.details], ['TIMEOUT', { host: 'ims.example' }]);
    assert.match(verdict.message, /did not answer in time/);
    await assert.rejects(inspector.inspect(id, AbortSignal.abort()), { name: 'AbortError' });
  });

  test('ends with the window, and makes no verdict of that', async () => {
    const { window, id, inspector } = await open(() => Promise.reject(abortError()));
    await window.tokens.get(id);
    await assert.rejects(inspector.inspect(id), { name: 'AbortError' });
  });

  test('turns the times into those of this machine', async () => {
    const { machine, window, id, inspector } = await open(() => Promise.resolve({ valid: true, reason: undefined }));
    machine.ims.skewMs = 7 * 3_600_000;
    await window.tokens.get(id);
    assert.equal((await inspector.inspect(id)).token!.skewMs, machine.ims.skewMs);
  });
});

suite('ImsTokenClient', () => {
  let adobe: LocalAdobe;
  let http: HttpClient;
  let logger: RecordingLogger;
  let ims: ImsTokenClient;

  setup(async () => {
    const clock = new FakeClock();
    adobe = await LocalAdobe.start({ nowMs: () => clock.nowMs() });
    registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
    logger = new RecordingLogger();
    http = new HttpClient({ clock, logger });
    ims = new ImsTokenClient(http, new ServerTime(clock));
  });
  teardown(async () => {
    http.dispose();
    await adobe.stop();
  });

  const opened = ({ credential, ...rest }: NewConnection): OpenedConnection => ({
    connection: { ...rest, id: 'id', credential: summaryOf(credential) },
    credential,
  });
  const withSecrets = (...clientSecrets: string[]): OpenedConnection =>
    opened(oauthConnection(adobe, { credential: { kind: 'oauth-server-to-server', clientSecrets, scopes: [] } }));
  const oauth = (): OpenedConnection => opened(oauthConnection(adobe));
  const host = (): string => new URL(adobe.imsOrigin).host;
  const issue = (): string => adobe.issueToken(demo.oauth.clientId);

  test('hears that a token is valid, and why one is not', async () => {
    const token = issue();
    assert.deepEqual(await ims.validate(oauth(), token), { valid: true, reason: undefined });
    adobe.revokeToken(token);
    assert.deepEqual(await ims.validate(oauth(), token), { valid: false, reason: 'revoked_token' });
    const expired = adobe.issueToken(demo.oauth.clientId, { lifetimeMs: 0 });
    assert.deepEqual(await ims.validate(oauth(), expired), { valid: false, reason: 'expired_token' });
  });

  test('tells no reason that could be a secret, and takes no other answer for a verdict', async () => {
    const path = /validate_token/;
    adobe.fail({
      service: 'ims',
      path,
      fault: { status: 200, body: { valid: false, reason: `p8e-${'x'.repeat(28)}` } },
    });
    assert.deepEqual(await ims.validate(oauth(), issue()), { valid: false, reason: undefined });
    adobe.reset();
    adobe.fail({ service: 'ims', path, fault: { status: 200, body: { status: 'ok' } } });
    await assert.rejects(ims.validate(oauth(), issue()), {
      code: 'BAD_RESPONSE',
      message: /did not say whether/,
      details: { host: host(), status: 200 },
    });
    for (const body of ['[]', 'null']) {
      adobe.reset();
      adobe.fail({ service: 'ims', path, fault: { status: 200, body } });
      await assert.rejects(ims.validate(oauth(), issue()), { code: 'BAD_RESPONSE' });
    }
  });

  test('tells a reason that is a word or a few, and nothing else that stands for one', async () => {
    const told = async (reason: unknown): Promise<string | undefined> => {
      adobe.reset();
      adobe.fail({ service: 'ims', path: /validate_token/, fault: { status: 299, body: { valid: false, reason } } });
      return (await ims.validate(oauth(), issue())).reason;
    };
    for (const reason of ['x', 'expired token.', 'a '.repeat(40)]) assert.equal(await told(reason), reason);
    for (const reason of ['', 'a '.repeat(40) + 'b', '<b>', 'bold <b>', '<b> bold', 7, null]) {
      assert.equal(await told(reason), undefined);
    }
  });

  test('says why IMS does not answer the question, and learns the time from what it answers', async () => {
    const clock = new FakeClock();
    const time = new ServerTime(clock);
    clock.sleep(-3_600_000);
    http.dispose();
    http = new HttpClient({ clock, logger });
    const unlike = new ImsTokenClient(http, time);
    adobe.fail({ service: 'ims', path: /validate_token/, times: 1, fault: { status: 400, body: { error: 'bad' } } });
    // Nobody asked for a token to be issued, and nothing is said of one that was not.
    await assert.rejects(unlike.validate(oauth(), issue()), { code: 'VALIDATION_REFUSED' });
    assert.equal(time.skewMs(oauth().connection.environment.imsOrigin), 3_600_000);
    assert.equal(adobe.requests[0]!.headers.accept, 'application/json');
  });

  test('keeps what says more than that IMS did not answer: an unknown client, or a page in between', async () => {
    const refuse = async (status: number, body: unknown): Promise<unknown> => {
      adobe.reset();
      adobe.fail({ service: 'ims', path: /validate_token/, fault: { status, body: JSON.stringify(body) } });
      return ims.validate(oauth(), issue()).catch((error: unknown) => error);
    };
    const codeOf = (error: unknown): unknown => error instanceof AepError && error.code;
    const unknownClient = { error: 'invalid_client', error_description: 'No application found with client_id' };
    const codes = [
      codeOf(await refuse(400, { error: 'invalid_client', error_description: 'invalid client_secret parameter' })),
      codeOf(await refuse(400, unknownClient)),
      codeOf(await refuse(403, '<html>')),
    ];
    assert.deepEqual(codes, ['VALIDATION_REFUSED', 'IMS_CLIENT_UNKNOWN', 'BAD_RESPONSE']);
    const refused = await refuse(400, { error: 'bad' });
    assert.ok(refused instanceof AepError);
    assert.deepEqual([refused.details.status, refused.details.adobeCode], [400, 'bad']);
  });

  test('revokes a token, of a service account too', async () => {
    for (const [connection, clientId] of [
      [oauth(), demo.oauth.clientId],
      [opened(jwtConnection(adobe)), demo.jwt.clientId],
    ] as const) {
      const token = adobe.issueToken(clientId);
      await ims.invalidate(connection, token);
      assert.deepEqual(await ims.validate(connection, token), { valid: false, reason: 'revoked_token' });
    }
  });

  test('sends token and secret in the body alone, with everything that hangs on the token', async () => {
    const token = issue();
    await ims.invalidate(oauth(), token);
    const { method, path, query, body, headers } = adobe.requests[0]!;
    assert.deepEqual([method, path, [...query]], ['POST', '/ims/invalidate_token/v2', []]);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
      token_type: 'access_token',
      token,
      cascading: 'all',
      client_id: demo.oauth.clientId,
      client_secret: demo.oauth.clientSecret,
    });
    assert.equal(headers.authorization, undefined);
    await ims.validate(oauth(), token);
    assert.ok(!`${adobe.requests[1]!.path}${adobe.requests[1]!.body}`.includes(token));
    assert.ok(!logger.text.includes(token) && !logger.text.includes(demo.oauth.clientSecret));
  });

  test('has revoked nothing where a proxy answers with its page', async () => {
    adobe.fail({ service: 'ims', path: /invalidate_token/, fault: 'html' });
    await assert.rejects(ims.invalidate(oauth(), issue()), { code: 'BAD_RESPONSE' });
  });

  test('takes an answer of white space or of JSON for what it is: revoked', async () => {
    for (const body of [' \n', '{}']) {
      adobe.fail({ service: 'ims', path: /invalidate_token/, times: 1, fault: { status: 200, body } });
      await ims.invalidate(oauth(), issue());
    }
  });

  const answer = (status: number, error: string, id: string): void => {
    const fault = { status, headers: { 'x-debug-id': id }, body: { error } };
    adobe.fail({ service: 'ims', path: /invalidate_token/, times: 1, fault });
  };

  test('tries the second secret when the client is refused, and tells the first refusal of two', async () => {
    answer(400, 'invalid_client', 'first');
    await ims.invalidate(withSecrets('p8e-FAKE_rotated_away', demo.oauth.clientSecret), issue());
    assert.equal(adobe.requests.length, 2);
    answer(400, 'invalid_client', 'first');
    answer(400, 'invalid_client', 'second');
    const told = (error: AepError): boolean =>
      error.code === 'IMS_CLIENT_REFUSED' && error.details.requestId === 'first';
    await assert.rejects(ims.invalidate(withSecrets('p8e-FAKE_a', 'p8e-FAKE_b'), issue()), told);
  });

  test('says that a revocation was refused where IMS names no cause, without another try', async () => {
    answer(400, 'invalid_request', 'id');
    await assert.rejects(ims.invalidate(withSecrets('p8e-FAKE_a', 'p8e-FAKE_b'), issue()), {
      code: 'REVOCATION_REFUSED',
      message: 'IMS answered 400 (invalid_request)',
      details: {
        host: host(),
        status: 400,
        credentialKind: 'oauth-server-to-server',
        adobeCode: 'invalid_request',
        requestId: 'id',
      },
    });
    assert.equal(adobe.requests.length, 1);
    answer(400, 'bad_request', 'id');
    await assert.rejects(ims.invalidate(opened(jwtConnection(adobe)), issue()), { code: 'REVOCATION_REFUSED' });
  });

  test('says of a pasted token what may mend itself as it is', async () => {
    const token = issue();
    adobe.fail({ service: 'ims', path: /invalidate_token/, times: 1, fault: { status: 403, body: '<html>' } });
    await assert.rejects(ims.invalidate(opened(pastedConnection(token, adobe)), token), { code: 'BAD_RESPONSE' });
  });

  test('revokes with the second secret where the first is refused', async () => {
    await ims.invalidate(withSecrets('p8e-FAKE_rotated_away', demo.oauth.clientSecret), issue());
    assert.equal(adobe.requests.length, 2);
    await assert.rejects(ims.invalidate(withSecrets('p8e-FAKE_a', 'p8e-FAKE_b'), issue()), {
      code: 'IMS_SECRET_INVALID',
    });
  });

  test('revokes nothing without a secret, and says so', async () => {
    await assert.rejects(ims.invalidate(withSecrets(), issue()), {
      code: 'SECRET_MISSING',
      message: /no client secret/,
    });
    assert.equal(adobe.requests.length, 0);
  });

  test('says that a pasted token, which comes without a secret, was not revoked', async () => {
    const token = issue();
    await assert.rejects(ims.invalidate(opened(pastedConnection(token, adobe)), token), { code: 'REVOCATION_REFUSED' });
    assert.deepEqual(
      [...new URLSearchParams(adobe.requests[0]!.body).keys()],
      ['token_type', 'token', 'cascading', 'client_id'],
    );
  });
});
