import assert from 'node:assert/strict';
import {
  completeDraft,
  readConnectionInput,
  type ConnectionDraft,
} from '../../../../src/core/credentials/connectionInput';
import { aepMetascopes, aepScopes, knownEnvironments } from '../../../../src/core/credentials/environments';
import { AepError } from '../../../../src/core/errors';
import { tokenOf } from '../../../support/connections';
import { certificatePem, encryptedPkcs8, passphrase, pkcs1, pkcs8, publicPem, sec1 } from '../../../support/keys';

const nowMs = Date.UTC(2026, 2, 1);
const hourMs = 3_600_000;
const clientId = '0123456789abcdef0123456789abcdef';
const imsOrg = 'ABCDEF1234567890ABCDEF12@AdobeOrg';
const technicalAccountId = '0123456789ABCDEF01234567@techacct.adobe.com';
const secret = ['p8e', 'a1B2c3D4e5F6g7H8i9J0'].join('-');
const token = tokenOf({ client_id: clientId, type: 'access_token', created_at: String(nowMs), expires_in: '86400000' });

type Input = Record<string, unknown>;
const read = (input: unknown): ConnectionDraft => readConnectionInput(input, nowMs);
const oauth = (changes: Input = {}): Input => ({ credential: { kind: 'oauth-server-to-server', ...changes } });
const jwt = (changes: Input = {}): Input => ({ credential: { kind: 'jwt', ...changes } });
const pasted = (accessToken: unknown): Input => ({ credential: { kind: 'access-token', accessToken } });

suite('readConnectionInput takes', () => {
  test('nothing, and leaves everything to be asked for', () => {
    for (const input of [undefined, null, {}]) assert.deepEqual(read(input), {});
  });

  const each: Record<string, { input: Input; draft: ConnectionDraft }> = {
    'a name without the white space around it': { input: { name: ' My org ' }, draft: { name: 'My org' } },
    'a name in any script': { input: { name: 'Zürich 東京 🚀' }, draft: { name: 'Zürich 東京 🚀' } },
    'an organisation': { input: { imsOrg }, draft: { imsOrg } },
    'an unusual organisation': { input: { imsOrg: 'short@AdobeOrg' }, draft: { imsOrg: 'short@AdobeOrg' } },
    'a client id': { input: { clientId: `${clientId}\n` }, draft: { clientId } },
    'an unusual client id': { input: { clientId: 'my-integration' }, draft: { clientId: 'my-integration' } },
    'a sandbox': { input: { sandbox: 'qa-emea' }, draft: { sandbox: 'qa-emea' } },
    'an unusual sandbox': { input: { sandbox: 'Dev_1' }, draft: { sandbox: 'Dev_1' } },
    'one secret': {
      input: oauth({ clientSecret: ` ${secret} ` }),
      draft: { credential: { kind: 'oauth-server-to-server', clientSecrets: [secret] } },
    },
    'two secrets': {
      input: oauth({ clientSecrets: [secret, 'other'] }),
      draft: { credential: { kind: 'oauth-server-to-server', clientSecrets: [secret, 'other'] } },
    },
    'one secret given in both ways as one': {
      input: oauth({ clientSecret: secret, clientSecrets: [secret, 'other'] }),
      draft: { credential: { kind: 'oauth-server-to-server', clientSecrets: [secret, 'other'] } },
    },
    'scopes as a list': {
      input: oauth({ scopes: ['openid', ' AdobeID', ''] }),
      draft: { credential: { kind: 'oauth-server-to-server', scopes: ['openid', 'AdobeID'] } },
    },
    'scopes as one text': {
      input: oauth({ scopes: 'openid, AdobeID\nsession' }),
      draft: { credential: { kind: 'oauth-server-to-server', scopes: ['openid', 'AdobeID', 'session'] } },
    },
    'unusual scopes': {
      input: oauth({ scopes: 'adobeio_api' }),
      draft: { credential: { kind: 'oauth-server-to-server', scopes: ['adobeio_api'] } },
    },
    'a technical account': {
      input: jwt({ technicalAccountId }),
      draft: { credential: { kind: 'jwt', technicalAccountId } },
    },
    'what looks like the e-mail address of a technical account': {
      input: jwt({ technicalAccountId: '12345678-1234-1234-1234-123456789012@techacct.adobe.com' }),
      draft: {
        credential: { kind: 'jwt', technicalAccountId: '12345678-1234-1234-1234-123456789012@techacct.adobe.com' },
      },
    },
    'metascopes by their claims': {
      input: jwt({ metascopes: ['https://ims-na1.adobelogin.com/s/ent_dataservices_sdk', 'ent_reactor_sdk'] }),
      draft: { credential: { kind: 'jwt', metascopes: ['ent_dataservices_sdk', 'ent_reactor_sdk'] } },
    },
    'a private key on one line': {
      input: jwt({ privateKey: pkcs8().replaceAll('\n', '\\n') }),
      draft: { credential: { kind: 'jwt', privateKey: pkcs8() } },
    },
    'an encrypted key with its passphrase, spaces and all': {
      input: jwt({ privateKey: encryptedPkcs8(), passphrase }),
      draft: { credential: { kind: 'jwt', privateKey: encryptedPkcs8(), passphrase } },
    },
    'a token with what is copied along with it': {
      input: pasted(`Authorization: Bearer ${token.slice(0, 50)}\n  ${token.slice(50)}\n`),
      draft: { credential: { kind: 'access-token', accessToken: token } },
    },
    'a token in quotes': {
      input: pasted(`"Bearer ${token}"`),
      draft: { credential: { kind: 'access-token', accessToken: token } },
    },
    'a token that says seconds': {
      input: pasted(tokenOf({ exp: nowMs / 1000 + 1 })),
      draft: { credential: { kind: 'access-token', accessToken: tokenOf({ exp: nowMs / 1000 + 1 }) } },
    },
    'a token that does not say whose it is': {
      input: { clientId, ...pasted(tokenOf({ exp: nowMs / 1000 + 1 })) },
      draft: { clientId, credential: { kind: 'access-token', accessToken: tokenOf({ exp: nowMs / 1000 + 1 }) } },
    },
    production: { input: { environment: 'production' }, draft: { environment: knownEnvironments.production } },
    stage: { input: { environment: 'stage' }, draft: { environment: knownEnvironments.stage } },
    "Adobe's own origins as the environment that they are": {
      input: { imsOrigin: 'ims-na1-stg1.adobelogin.com', platformOrigin: 'https://platform-stage.adobe.io/' },
      draft: { environment: knownEnvironments.stage },
    },
  };
  for (const [name, { input, draft }] of Object.entries(each)) {
    test(name, () => {
      assert.deepEqual(read(input), draft);
    });
  }

  test('one origin of its own beside the one of production', () => {
    const { imsOrigin, platformOrigin } = knownEnvironments.production;
    const ims = 'https://ims.example';
    const platform = 'https://platform.example';
    assert.deepEqual(read({ imsOrigin: ims }).environment, { name: 'custom', imsOrigin: ims, platformOrigin });
    assert.deepEqual(read({ platformOrigin: platform }).environment, {
      name: 'custom',
      imsOrigin,
      platformOrigin: platform,
    });
    assert.deepEqual(read({ imsOrigin }).environment, knownEnvironments.production);
  });

  test('one origin of its own beside the one of the environment', () => {
    const { environment } = read({ environment: 'stage', imsOrigin: 'http://localhost:8080' });
    assert.deepEqual(environment, {
      name: 'custom',
      imsOrigin: 'http://localhost:8080',
      platformOrigin: knownEnvironments.stage.platformOrigin,
    });
  });
});

suite('readConnectionInput refuses', () => {
  interface Refusal {
    readonly input: unknown;
    readonly field: string;
    /** Problem of the field, or the code of a key error. */
    readonly why: string;
    /** What was given and must not come back. */
    readonly value?: string;
  }
  const long = 'Zz9'.repeat(2_000);
  const odd = (text: string): string => `${text}\u0007bell`;
  const text = (field: string, value: string, why: string): Refusal => ({
    input: { [field]: value },
    field,
    why,
    value,
  });
  const credentialText = (kind: string, field: string, value: string, why: string): Refusal => ({
    input: { credential: { kind, [field]: value } },
    field: `credential.${field}`,
    why,
    value,
  });
  const ofOther = tokenOf({ client_id: 'somebody-else', created_at: nowMs, expires_in: 1000 });
  const expired = tokenOf({ created_at: nowMs - hourMs, expires_in: hourMs });
  const refreshToken = tokenOf({ type: 'refresh_token', created_at: nowMs, expires_in: hourMs });

  const refusals: Record<string, Refusal> = {
    'a text for an argument': { input: 'SECRET-TEXT', field: 'input', why: 'not-an-object', value: 'SECRET-TEXT' },
    'a list for an argument': { input: ['SECRET-TEXT'], field: 'input', why: 'not-an-object', value: 'SECRET-TEXT' },
    'a field that does not exist': {
      input: { clientID: 'SOME-VALUE' },
      field: 'clientID',
      why: 'unknown-field',
      value: 'SOME-VALUE',
    },
    'a secret for the name of a field': {
      input: { 'p8e-FAKE_secret': 1 },
      field: '••••',
      why: 'unknown-field',
      value: 'p8e-FAKE_secret',
    },
    'a credential field that does not exist': credentialText('jwt', 'metaScopes', 'SOME-VALUE', 'unknown-field'),
    'a field of another kind of credential': credentialText('access-token', 'clientSecret', secret, 'unknown-field'),
    'no name': text('name', ' ', 'missing'),
    'a name that is too long': text('name', long, 'too-long'),
    'a name with a bell': text('name', odd('name'), 'bad-characters'),
    'a number for a name': { input: { name: 987654 }, field: 'name', why: 'not-text', value: '987654' },
    'no organisation': text('imsOrg', '', 'missing'),
    'an organisation without its ending': text('imsOrg', 'ABCDEF1234567890ABCDEF12', 'org-not-adobe-org'),
    'an account for an organisation': text('imsOrg', technicalAccountId, 'org-not-adobe-org'),
    'an organisation with a line break': text('imsOrg', `ABC\nDEF@AdobeOrg`, 'bad-characters'),
    'an organisation that is too long': text('imsOrg', `${long}@AdobeOrg`, 'too-long'),
    'an organisation for a client id': text('clientId', imsOrg, 'client-id-is-something-else'),
    'an account for a client id': text('clientId', technicalAccountId, 'client-id-is-something-else'),
    'a client secret for a client id': text('clientId', 'p8e-FAKE_secret', 'client-id-is-something-else'),
    'a client id with a space': text('clientId', 'abc def', 'bad-characters'),
    'a client id that is null': { input: { clientId: null }, field: 'clientId', why: 'not-text' },
    'an unknown environment': text('environment', 'prodction', 'unknown-value'),
    'an IMS origin without TLS': text('imsOrigin', 'http://ims.example', 'origin-not-https'),
    'an IMS origin with a path': text('imsOrigin', 'https://ims.example/ims', 'origin-has-path'),
    'an IMS origin with a password': text('imsOrigin', 'https://me:hunter2@ims.example', 'origin-malformed'),
    'a platform origin that is none': text('platformOrigin', 'https://a b', 'origin-malformed'),
    'a number for an environment': { input: { environment: 7 }, field: 'environment', why: 'not-text' },
    'a number for an origin': { input: { imsOrigin: 987654 }, field: 'imsOrigin', why: 'not-text', value: '987654' },
    'a field whose name never ends': {
      input: { ['k '.repeat(300)]: 1 },
      field: 'k '.repeat(20),
      why: 'unknown-field',
    },
    'a sandbox with a space': text('sandbox', 'My Sandbox', 'bad-characters'),
    'a sandbox with a line break': text('sandbox', 'prod\r\nx-evil: 1', 'bad-characters'),
    'a text for a credential': {
      input: { credential: secret },
      field: 'credential',
      why: 'not-an-object',
      value: secret,
    },
    'null for a credential': { input: { credential: null }, field: 'credential', why: 'not-an-object' },
    'a credential of no kind': { input: { credential: {} }, field: 'credential.kind', why: 'missing' },
    'a credential of an unknown kind': {
      input: { credential: { kind: 'oauth', clientSecret: secret } },
      field: 'credential.kind',
      why: 'unknown-value',
      value: secret,
    },
    'a kind that every object has': {
      input: { credential: { kind: 'constructor' } },
      field: 'credential.kind',
      why: 'unknown-value',
      value: 'constructor',
    },
    'an empty secret': credentialText('oauth-server-to-server', 'clientSecret', ' ', 'missing'),
    'a secret with a space': credentialText('oauth-server-to-server', 'clientSecret', 'p8e abc', 'bad-characters'),
    'a secret that is too long': credentialText('oauth-server-to-server', 'clientSecret', long, 'too-long'),
    'no secrets': { input: oauth({ clientSecrets: [] }), field: 'credential.clientSecrets', why: 'missing' },
    'three secrets': {
      input: oauth({ clientSecrets: ['one-1', 'two-2', 'three-3'] }),
      field: 'credential.clientSecrets',
      why: 'secrets-more-than-two',
      value: 'two-2',
    },
    'a bad one among the secrets': {
      input: oauth({ clientSecrets: [secret, odd('other')] }),
      field: 'credential.clientSecrets',
      why: 'bad-characters',
      value: secret,
    },
    'secrets that are no texts': {
      input: oauth({ clientSecrets: [secret, 7] }),
      field: 'credential.clientSecrets',
      why: 'not-text',
      value: secret,
    },
    'the client id for its secret': {
      input: { clientId, ...oauth({ clientSecret: clientId }) },
      field: 'credential.clientSecret',
      why: 'secret-is-client-id',
      value: clientId,
    },
    'the client id for the secret of a service account': {
      input: { clientId, ...jwt({ clientSecret: clientId }) },
      field: 'credential.clientSecret',
      why: 'secret-is-client-id',
      value: clientId,
    },
    'no scopes': { input: oauth({ scopes: [] }), field: 'credential.scopes', why: 'missing' },
    'a scope with a quote': credentialText('oauth-server-to-server', 'scopes', 'openid,"AdobeID"', 'bad-characters'),
    'scopes that are no texts': {
      input: oauth({ scopes: { a: 'openid' } }),
      field: 'credential.scopes',
      why: 'not-text',
    },
    'a metascope with a quote': credentialText('jwt', 'metascopes', "'ent_x'", 'bad-characters'),
    'an account without its ending': credentialText(
      'jwt',
      'technicalAccountId',
      '0123AB',
      'technical-account-without-domain',
    ),
    'an organisation for an account': credentialText(
      'jwt',
      'technicalAccountId',
      imsOrg,
      'technical-account-without-domain',
    ),
    'a passphrase that is no text': {
      input: jwt({ passphrase: 98765432 }),
      field: 'credential.passphrase',
      why: 'not-text',
      value: '98765432',
    },
    'a certificate for a key': credentialText('jwt', 'privateKey', certificatePem(), 'KEY_IS_CERTIFICATE'),
    'a public key for a key': credentialText('jwt', 'privateKey', publicPem(), 'KEY_IS_PUBLIC'),
    'a key of another algorithm': credentialText('jwt', 'privateKey', sec1(), 'KEY_NOT_RSA'),
    'half a key': credentialText('jwt', 'privateKey', pkcs1().slice(0, 600), 'KEY_UNREADABLE'),
    'a wrong passphrase': {
      input: jwt({ privateKey: encryptedPkcs8(), passphrase: 'hunter2-hunter2' }),
      field: 'credential.passphrase',
      why: 'KEY_PASSPHRASE_WRONG',
      value: 'hunter2-hunter2',
    },
    'no token': credentialText('access-token', 'accessToken', '', 'missing'),
    'a bad one among the metascopes': credentialText('jwt', 'metascopes', "ent_x,'ent_y'", 'bad-characters'),
    'an empty token': credentialText('access-token', 'accessToken', ' Bearer ', 'token-unreadable'),
    'a token that is a secret': credentialText('access-token', 'accessToken', secret, 'token-unreadable'),
    'half a token': credentialText('access-token', 'accessToken', token.slice(0, 60), 'token-unreadable'),
    'a refresh token': credentialText('access-token', 'accessToken', refreshToken, 'token-wrong-type'),
    'a token without an expiry': credentialText(
      'access-token',
      'accessToken',
      tokenOf({ id: 1 }),
      'token-without-expiry',
    ),
    'a token that has expired': credentialText('access-token', 'accessToken', expired, 'token-expired'),
    'a token of another client': {
      input: { clientId, ...pasted(ofOther) },
      field: 'credential.accessToken',
      why: 'token-of-other-client',
      value: ofOther,
    },
  };
  for (const [name, { input, field, why, value }] of Object.entries(refusals)) {
    test(`${name}: ${field}, ${why}, and does not quote it`, () => {
      assert.throws(
        () => read(input),
        (error: unknown) => {
          assert.ok(error instanceof AepError);
          assert.deepEqual([error.details.field, error.details.problem ?? error.code], [field, why]);
          const { problem } = error.details;
          if (problem) assert.deepEqual([error.code, error.message], ['INPUT_INVALID', `${field}: ${why}`]);
          assert.equal(error.cause, undefined);
          const said = `${error.message}\n${error.stack}\n${JSON.stringify(error.details)}`;
          if (value?.trim()) assert.ok(!said.includes(value.trim()), said);
          return true;
        },
      );
    });
  }
});

suite('completeDraft', () => {
  const known = { name: 'Mine', imsOrg, clientId };

  test('fills in production and the scopes of AEP', () => {
    assert.deepEqual(completeDraft(read({ ...known, ...oauth({ clientSecret: secret }) })), {
      ...known,
      environment: knownEnvironments.production,
      credential: { kind: 'oauth-server-to-server', clientSecrets: [secret], scopes: aepScopes },
    });
  });

  test('fills in the metascope of AEP', () => {
    const given = { clientSecret: secret, privateKey: pkcs8(), technicalAccountId };
    assert.deepEqual(completeDraft(read({ ...known, ...jwt({ ...given, metascopes: [] }) }))?.credential, {
      kind: 'jwt',
      ...given,
      metascopes: aepMetascopes,
    });
  });

  test('keeps what was given', () => {
    const draft = read({ ...known, environment: 'stage', sandbox: 'dev', ...pasted(token) });
    assert.deepEqual(completeDraft(draft), {
      ...known,
      environment: knownEnvironments.stage,
      sandbox: 'dev',
      credential: { kind: 'access-token', accessToken: token },
    });
  });

  test('is content with an encrypted key that has its passphrase', () => {
    const given = { clientSecret: secret, privateKey: encryptedPkcs8(), technicalAccountId, passphrase };
    assert.deepEqual(completeDraft(read({ ...known, ...jwt(given) }))?.credential, {
      kind: 'jwt',
      ...given,
      metascopes: aepMetascopes,
    });
  });

  const account = { clientSecret: secret, privateKey: pkcs8(), technicalAccountId };
  const incomplete: Record<string, Input> = {
    'the name': { imsOrg, clientId, ...pasted(token) },
    'the organisation': { name: 'Mine', clientId, ...pasted(token) },
    'the client id': { name: 'Mine', imsOrg, ...pasted(token) },
    'the credential': known,
    'the secret': { ...known, ...oauth() },
    'the token': { ...known, credential: { kind: 'access-token' } },
    'the private key': { ...known, ...jwt({ ...account, privateKey: undefined }) },
    'the secret of the account': { ...known, ...jwt({ ...account, clientSecret: undefined }) },
    'the account': { ...known, ...jwt({ ...account, technicalAccountId: undefined }) },
    'the passphrase of an encrypted key': { ...known, ...jwt({ ...account, privateKey: encryptedPkcs8() }) },
  };
  for (const [name, input] of Object.entries(incomplete)) {
    test(`leaves ${name} to be asked for`, () => {
      assert.equal(completeDraft(read(input)), undefined);
    });
  }
});
