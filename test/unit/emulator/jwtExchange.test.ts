import auth from '@adobe/jwt-auth';
import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { sign, type Algorithm } from 'jsonwebtoken';
import { demo, registerDemo } from '../../emulator/demo';
import { LocalAdobe } from '../../emulator/localAdobe';
import { post, type ImsAnswer } from './requests';

const { clientId, clientSecret, technicalAccountId } = demo.jwt;
const pem = (key: KeyObject): string =>
  String(key.export(key.type === 'public' ? { type: 'spki', format: 'pem' } : { type: 'pkcs8', format: 'pem' }));

suite('local IMS: JWT exchange', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let adobe: LocalAdobe;

  setup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe, { jwtPublicKeyPem: pem(keys.publicKey) });
  });
  teardown(() => adobe.stop());

  const inFiveMinutes = () => Math.round(adobe.nowMs() / 1000) + 300;
  const claims = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
    exp: inFiveMinutes(),
    iss: demo.imsOrg,
    sub: technicalAccountId,
    aud: `${adobe.imsOrigin}/c/${clientId}`,
    [`${adobe.imsOrigin}/s/ent_dataservices_sdk`]: true,
    ...changes,
  });
  // As a string the payload is signed as it is: the library would refuse some of the mistakes that we want to send.
  const jwt = (payload: object, key = keys.privateKey, algorithm: Algorithm = 'RS256'): string =>
    sign(JSON.stringify(payload), key, { algorithm, header: { alg: algorithm, typ: 'JWT' } });
  const exchange = (token: string | undefined, changes: Record<string, string> = {}, path = '/ims/exchange/jwt') =>
    post(`${adobe.imsOrigin}${path}`, {
      client_id: clientId,
      client_secret: clientSecret,
      jwt_token: token,
      ...changes,
    });

  test('lets the jwt-auth library in, which sends multipart', async () => {
    const answer = await auth({
      clientId,
      clientSecret,
      technicalAccountId,
      orgId: demo.imsOrg,
      privateKey: pem(keys.privateKey),
      metaScopes: ['ent_dataservices_sdk'],
      ims: adobe.imsOrigin,
    });
    assert.equal(answer.expires_in, 86_399_992);
    assert.match(adobe.requests[0]?.headers['content-type'] ?? '', /^multipart\/form-data/);
    assert.equal(adobe.mints, 1);
  });

  for (const path of ['/ims/exchange/jwt', '/ims/exchange/jwt/', '/ims/exchange/v1/jwt']) {
    test(`answers milliseconds at ${path}`, async () => {
      const { status, body } = await exchange(jwt(claims()), {}, path);
      assert.equal(status, 200);
      assert.equal(body.expires_in, 86_399_992);
      assert.equal(body.token_type, 'bearer');
    });
  }

  const isRefused = (answer: ImsAnswer, status: number, error: string, text?: RegExp): void => {
    assert.deepEqual([answer.status, answer.body.error], [status, error]);
    if (text) assert.match(String(answer.body.error_description), text);
    assert.equal(adobe.mints, 0);
  };

  const mistakes: { label: string; change: () => Record<string, unknown>; error: string; text?: RegExp }[] = [
    {
      label: 'a date as exp',
      change: () => ({ exp: '2026-03-01' }),
      error: 'invalid_token',
      text: /incorrectly formatted/,
    },
    { label: 'a fraction as exp', change: () => ({ exp: inFiveMinutes() + 0.5 }), error: 'invalid_token' },
    { label: 'milliseconds as exp', change: () => ({ exp: inFiveMinutes() * 1000 }), error: 'bad_request' },
    { label: 'a JWT that expired', change: () => ({ exp: inFiveMinutes() - 301 }), error: 'invalid_token' },
    { label: 'a JWT that lives two days', change: () => ({ exp: inFiveMinutes() + 172_800 }), error: 'bad_request' },
    { label: 'a text as jti', change: () => ({ jti: 'abc' }), error: 'invalid_token' },
    { label: 'another client in aud', change: () => ({ aud: `${adobe.imsOrigin}/c/other` }), error: 'invalid_client' },
    {
      label: 'another host in aud',
      change: () => ({ aud: `https://ims.invalid/c/${clientId}` }),
      error: 'invalid_client',
    },
    { label: 'another org', change: () => ({ iss: 'AAAABBBBCCCCDDDDEEEEFFFF@AdobeOrg' }), error: 'bad_request' },
    { label: 'another account', change: () => ({ sub: 'someone@techacct.adobe.com' }), error: 'bad_request' },
    {
      label: 'a metascope of another host',
      change: () => ({ 'https://ims.invalid/s/ent_dataservices_sdk': true }),
      error: 'invalid_scope',
    },
    {
      label: 'a metascope of a host with a name as long',
      change: () => ({ [`${adobe.imsOrigin.replace('127', '128')}/s/ent_dataservices_sdk`]: true }),
      error: 'invalid_scope',
    },
    {
      label: 'a metascope that is not bound',
      change: () => ({ [`${adobe.imsOrigin}/s/ent_user_sdk`]: true }),
      error: 'invalid_scope',
      text: /^The metascopes in the JWT are not a subset of the metascopes in the binding\.$/,
    },
    {
      label: 'a metascope that is a text',
      change: () => ({ [`${adobe.imsOrigin}/s/ent_dataservices_sdk`]: 'true' }),
      error: 'invalid_scope',
    },
    {
      label: 'no metascope',
      change: () => ({ [`${adobe.imsOrigin}/s/ent_dataservices_sdk`]: undefined }),
      error: 'invalid_scope',
    },
  ];
  for (const { label, change, error, text } of mistakes) {
    test(`refuses ${label} with ${error}`, async () => {
      isRefused(await exchange(jwt(claims(change()))), 400, error, text);
    });
  }

  test('refuses what it cannot decode', async () => {
    const text = /^JWT token is incorrectly formatted, and can not be decoded\.$/;
    const parts = ['{"alg":"RS256","typ":"JWT"}', '{}x', 'null'].map((part) => Buffer.from(part).toString('base64url'));
    const [header = '', noJson = '', noObject = ''] = parts;
    for (const token of [undefined, 'abc', 'a.b.c', `${header}.${noJson}.e30`, `${header}.${noObject}.e30`]) {
      isRefused(await exchange(token), 400, 'invalid_token', text);
    }
  });

  test('refuses a signature that was changed, cut off or left out, and one of something else', async () => {
    const [header = '', payload = '', signature = ''] = jwt(claims()).split('.');
    const other = Buffer.from(JSON.stringify(claims({ jti: 7 }))).toString('base64url');
    const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    for (const wrong of [flipped, signature.slice(0, -4), '', `${signature}=`, `${signature}.`]) {
      isRefused(await exchange(`${header}.${payload}.${wrong}`), 400, 'invalid_token');
    }
    isRefused(await exchange(`${header}.${other}.${signature}`), 400, 'invalid_token', /^Could not match/);
  });

  test('goes by the algorithm of the credential, never by what the header claims', async () => {
    const { publicKey } = keys;
    const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const alg of ['none', 'HS256', 'PS256', 'rs256', undefined]) {
      const input = `${encoded({ alg, typ: 'JWT' })}.${encoded(claims())}`;
      const mac = createHmac('sha256', pem(publicKey)).update(input).digest('base64url');
      isRefused(await exchange(`${input}.${mac}`), 400, 'invalid_signature');
    }
  });

  test('refuses the signature of another key, and another algorithm', async () => {
    const text = /^Could not match JWT signature to any of the bindings$/;
    isRefused(await exchange(jwt(claims(), others.privateKey)), 400, 'invalid_token', text);
    isRefused(await exchange(jwt(claims(), keys.privateKey, 'RS384')), 400, 'invalid_signature');
  });

  test('refuses a wrong secret, an unknown client and an OAuth client', async () => {
    isRefused(await exchange(jwt(claims()), { client_secret: 'p8e-wrong' }), 401, 'invalid_client');
    isRefused(await exchange(jwt(claims()), { client_id: 'nobody' }), 400, 'invalid_client');
    isRefused(await exchange(jwt(claims()), { client_id: demo.oauth.clientId }), 401, 'invalid_client');
  });

  test('refuses the other grant to a JWT client', async () => {
    const fields = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'openid',
    };
    isRefused(await post(`${adobe.imsOrigin}/ims/token/v3`, fields), 400, 'unauthorized_client');
  });

  test('takes a jti once', async () => {
    const token = jwt(claims({ jti: 7 }));
    assert.equal((await exchange(token)).status, 200);
    const again = await exchange(token);
    assert.deepEqual([again.status, again.body.error], [400, 'invalid_token']);
  });

  test('judges exp by its own clock', async () => {
    const token = jwt(claims());
    adobe.nowMs = () => Date.now() + 400_000;
    isRefused(await exchange(token), 400, 'invalid_token', /expired/);
  });

  test('sends a converted credential to the OAuth grant, under the same client id', async () => {
    adobe.updateCredential(clientId, { retired: true });
    isRefused(await exchange(jwt(claims())), 401, 'invalid_client');
    adobe.addOAuthCredential({ clientId, clientSecrets: ['p8e-new'], imsOrg: demo.imsOrg, scopes: ['openid'] });
    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: 'p8e-new', scope: 'openid' };
    assert.equal((await post(`${adobe.imsOrigin}/ims/token/v3`, fields)).status, 200);
  });
});
