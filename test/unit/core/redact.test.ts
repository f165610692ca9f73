import assert from 'node:assert/strict';
import { createHash, randomBytes, sign } from 'node:crypto';
import { type Logger } from '../../../src/core/logger';
import { redact, redacting, screen } from '../../../src/core/redact';
import { encryptedPkcs1, pkcs1, pkcs8, rsaKey } from '../../support/keys';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (text: string): string => `${text}.${sign('sha256', Buffer.from(text), rsaKey()).toString('base64url')}`;
const token = signed(
  `${encoded({ alg: 'RS256', x5u: 'ims_na1-key-1.cer' })}.${encoded({ id: '1', expires_in: '86400' })}`,
);

// Put together here, so that no scanner takes it for a secret that leaked.
const clientSecret = ['p8e', 'Wq3xTz90LmB2cVf7', 'KaJ4'].join('-');
/** Lines as in a PEM block, the same in every run: whether one looks like a path must not be left to chance. */
const body = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => createHash('sha384').update(seed).digest('base64'));
const oldSecret = '4f1cbd0a-6d0e-4f83-9d2b-7d0d8f7c11aa';

suite('redact masks', () => {
  const hidden: Record<string, { text: string; secret: string }> = {
    'a bearer token': { text: `sent Authorization: Bearer ${token} to IMS`, secret: token },
    'an opaque bearer token': { text: 'curl -H "Bearer abc-def-opaque" x', secret: 'abc-def-opaque' },
    'a bearer token in lower case': { text: 'authorization=bearer abcdef0', secret: 'abcdef0' },
    'basic credentials': { text: 'Proxy: Basic dXNlcjpwYXNz', secret: 'dXNlcjpwYXNz' },
    'a token in a sentence': { text: `IMS gave ${token}.`, secret: token },
    'a token that was cut off': { text: `IMS gave ${token.slice(0, 40)}`, secret: token.slice(0, 40) },
    'a token that does not begin as JSON': { text: `t ${token.replace(/^eyJ/, 'abC4')}`, secret: token.split('.')[1]! },
    'a lone line of a key': { text: body[0]!, secret: body[0]! },
    'an opaque token of three parts': {
      text: 'got q1W2e3R4t5Y6u7I8.o9P0a1S2d3F4g5H6.j7K8l9Z0x1C2v3B4',
      secret: 'o9P0a1S2d3F4g5H6',
    },
    "a token's signature alone": { text: `sig ${token.split('.')[2]}`, secret: token.split('.')[2]! },
    'a PKCS#8 key': { text: `key:\n${pkcs8()}done`, secret: pkcs8().split('\n')[2]! },
    'a key to its last line': { text: `${pkcs1()}done`, secret: pkcs1().trimEnd().split('\n').at(-2)! },
    'a key on one line': { text: pkcs8().replaceAll('\n', '\\n'), secret: pkcs8().split('\n')[2]! },
    'an encrypted key': { text: encryptedPkcs1(), secret: encryptedPkcs1().split('\n')[5]! },
    'a key that was cut off': { text: pkcs8().slice(0, 80), secret: pkcs8().slice(30, 80) },
    "a key's body without its BEGIN line": { text: body.join('\n'), secret: body[3]! },
    'a client secret in a form': { text: `a=1&client_secret=${oldSecret}&b=2`, secret: oldSecret },
    'a client secret in JSON': { text: `{"client_secret":"${oldSecret}","x":1}`, secret: oldSecret },
    'a client secret in spaced JSON': { text: `{ "clientSecret" : "${oldSecret}" }`, secret: oldSecret },
    'a client secret in JSON in a string': { text: `"{\\"client_secret\\":\\"${oldSecret}\\"}"`, secret: oldSecret },
    'client secrets in a list': { text: `{"CLIENT_SECRETS":["zzz","${oldSecret}"]}`, secret: oldSecret },
    'a client secret in an environment file': { text: `AEP_CLIENT_SECRET=${oldSecret}`, secret: oldSecret },
    'a client secret in a header': { text: `x-client-secret: ${oldSecret}`, secret: oldSecret },
    'a client secret in an encoded query': { text: `%22client_secret%22%3A%22${oldSecret}%22`, secret: oldSecret },
    'a client secret in single quotes': { text: `{ clientSecret: '${oldSecret}' }`, secret: oldSecret },
    "Adobe's new client secret, wherever it stands": { text: `tried ${clientSecret}, refused`, secret: clientSecret },
    'a short access token in JSON': { text: '{"access_token":"short-one"}', secret: 'short-one' },
    'a JWT in a form': { text: 'jwt_token=short.jwt.one&x', secret: 'short.jwt.one' },
    'a refresh token in a query': { text: 'https://h/x?refresh_token=abc~1#f', secret: 'abc~1' },
    'a passphrase with spaces': { text: 'passphrase: correct horse battery', secret: 'battery' },
    'a passphrase with quotes': { text: '{"passphrase":"pre\\"post word"}', secret: 'post word' },
    'a passphrase that was cut off': { text: '{"passphrase":"correct horse', secret: 'horse' },
    'a private key by its name': { text: '{"private_key":"AbCd"}', secret: 'AbCd' },
    'a password in a URL': { text: 'proxy http://me:hunter2@proxy:8080 failed', secret: 'hunter2' },
    'a long run of Base64': { text: `got ${randomBytes(48).toString('base64url')}0`, secret: '0' },
  };
  for (const [name, { text, secret }] of Object.entries(hidden)) {
    test(name, () => {
      const masked = redact(text);
      assert.ok(!masked.includes(secret), masked);
      assert.ok(masked.includes('••••'), masked);
      assert.equal(redact(masked), masked);
    });
  }

  test('only the value, so that the rest still tells what happened', () => {
    assert.equal(redact(`a=1&client_secret=${oldSecret}&b=2`), 'a=1&client_secret=••••&b=2');
    assert.equal(redact(`{"client_secret":"${oldSecret}","x":1}`), '{"client_secret":"••••","x":1}');
    assert.equal(redact(`GET /x with Bearer ${token} gave 401`), 'GET /x with Bearer •••• gave 401');
    assert.equal(redact(`before\n${pkcs8()}after`), 'before\n••••\nafter');
  });
});

suite('redact leaves readable', () => {
  const digest = '74904d5bd3a6b6e7d6a4ed5a5b0b1f8e2e4b1d6c5f6e7d8a74904d5bd3a6b6e7';
  const plain = [
    '',
    'Listed 42 classes of sandbox prod in 311 ms.',
    'IMS refused the client: invalid_client, invalid client_secret parameter',
    'The passphrase does not open the private key',
    'A bearer token was sent; Bearer authentication failed',
    'www-authenticate: Bearer realm="adobe", error="invalid_token"',
    '{"token_type":"bearer","expires_in":86399}',
    'IMS_SECRET_INVALID (401): see x-debug-id 1f0a2c4e-88b1-4c55-9f0d-3e1a2b3c4d5e',
    'KEY_PASSPHRASE_WRONG at credential.passphrase',
    'GET https://platform.adobe.io/data/foundation/schemaregistry/tenant/classes?limit=300&orderby=title 200',
    'GET https://platform.adobe.io/data/foundation/schemaregistry/tenant/classes/_acme.classes.b47d5ddb56ac5a1a 404',
    'https://ns.adobe.com/xdm/context/profile',
    `https://ns.adobe.com/acme/classes/${digest}`,
    `/data/foundation/schemaregistry/tenant/classes/https%3A%2F%2Fns.adobe.com%2Facme%2Fclasses%2F${digest}`,
    '_experience.analytics.customDimensions.eVars.eVar1 of experienceEventMetadata',
    'org ABCDEF1234567890ABCDEF12@AdobeOrg, account 0123456789ABCDEF01234567@techacct.adobe.com',
    'scopes openid,AdobeID,read_organizations,additional_info.projectedProductContext,session',
    'http://localhost:8443/ims/token/v3 and https://[::1]:80/a@b',
    'experienceEventMetadata.customDimensionsOfEvent.anotherVeryLongName',
    '-'.repeat(80),
    'src/vscode/statusBar/anotherFolder/somethingElse/tokenStatusBarItem2/AndOneMore.ts:10:5',
  ];
  for (const text of plain) {
    test(text.slice(0, 90) || 'nothing', () => {
      assert.equal(redact(text), text);
    });
  }
});

suite('redact and size', () => {
  test('cuts what is longer than 8 kB', () => {
    const cut = redact('word '.repeat(10_000));
    assert.ok(cut.endsWith(' …'));
    assert.ok(cut.length <= 8193 && cut.length > 8000, String(cut.length));
  });

  test('never cuts a token into a piece too short to be known', () => {
    const opaque = randomBytes(60).toString('base64url');
    for (let shown = 1; shown < 80; shown += 1) {
      const start = 'x '.repeat(4096).slice(0, 8192 - shown - 1);
      assert.ok(!redact(`${start} ${opaque} and more`).includes(opaque.slice(0, 1 + (shown % 9) + 5)));
    }
  });

  test('masks a key that the cut leaves open', () => {
    assert.ok(!redact(`${'x '.repeat(3900)}${pkcs8()}`).includes(pkcs8().split('\n')[1]!));
  });

  test('takes hostile text of any size at once', () => {
    const bits = ['a', 'A1', '-', '.', 'a.', 'a1-', ' ', '\\', '\\"', '"', '/', 'eyJ', 'secret', 'secret:', 'secret="'];
    const more = ['-----BEGIN A-----', 'Bearer ', '://a', '%3D', '[', 'secret: [', 'p8e-', "secret='\\"];
    const started = Date.now();
    for (const bit of [...bits, ...more]) redact(bit.repeat(1_000_000 / bit.length));
    assert.ok(Date.now() - started < 3000, `${Date.now() - started} ms`);
  });
});

suite('redacting', () => {
  test('masks at every level and loses no message', () => {
    const lines: string[] = [];
    const into = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
    const inner: Logger = { debug: into('debug'), info: into('info'), warn: into('warn'), error: into('error') };
    const logger = redacting(inner);
    for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level](`secret=abc from ${level}`);
    assert.deepEqual(
      lines,
      ['debug', 'info', 'warn', 'error'].map((level) => `${level} secret=•••• from ${level}`),
    );
  });
});

suite('screen', () => {
  const table: readonly [string, string][] = [
    ['ABCDEF1234567890ABCDEF12@AdobeOrg', 'ABCD…EF12@AdobeOrg'],
    ['0123456789ABCDEF01234567@techacct.adobe.com', '0123…4567@techacct.adobe.com'],
    ['1f0a2c4e88b14c559f0d3e1a2b3c4d5e', '1f0a…4d5e'],
    ['jane.somebody@example.com', 'jane….com'],
    ['short', '••••'],
    ['123456789012345', '••••'],
    ['short@AdobeOrg', '••••@AdobeOrg'],
    ['', '••••'],
  ];
  for (const [id, shown] of table) {
    test(`shows ${id || 'nothing'} as ${shown}`, () => {
      assert.equal(screen(id), shown);
    });
  }
});
