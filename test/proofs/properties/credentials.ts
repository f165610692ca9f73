import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  summaryOf,
  readConnection,
  readConnections,
  writeConnections,
} from '../../../src/core/credentials/connectionRecord';
import { completeDraft, readConnectionInput } from '../../../src/core/credentials/connectionInput';
import { ConnectionStore } from '../../../src/core/credentials/connectionStore';
import { looksEncrypted, normalisePrivateKey } from '../../../src/core/credentials/privateKey';
import { AepError } from '../../../src/core/errors';
import { jwtConnection, oauthConnection, pastedConnection, tokenOf } from '../../support/connections';
import { FakeShadow, Keyring } from '../../support/fakeStores';
import {
  certificatePem,
  derOf,
  encryptedPkcs1,
  encryptedPkcs8,
  passphrase,
  pkcs1,
  pkcs8,
  sameKey,
} from '../../support/keys';
import {
  adobeSecret,
  anyBytes,
  anyJson,
  anyJsonText,
  anyText,
  damaged,
  damagedText,
  outcomeOf,
  property,
  tellsNone,
} from './hostile';

const nowMs = Date.UTC(2026, 0);
const token = tokenOf({ created_at: String(nowMs), expires_in: '86400000', client_id: 'a'.repeat(32) });

/** The argument of `aep.connection.add` for each kind of credential, with a secret in each of its places. */
function inputsWith(secret: string): readonly object[] {
  const base = { name: 'Demo', imsOrg: 'ABCDEF1234567890ABCDEF12@AdobeOrg', clientId: 'a'.repeat(32), sandbox: 'dev' };
  const jwt = { technicalAccountId: 'ABCDEF@techacct.adobe.com', clientSecret: secret, privateKey: pkcs8() };
  return [
    { ...base, credential: { kind: 'oauth-server-to-server', clientSecrets: [secret], scopes: ['openid', 'AdobeID'] } },
    { ...base, environment: 'stage', credential: { kind: 'jwt', ...jwt, metascopes: 'ent_dataservices_sdk' } },
    { ...base, imsOrigin: 'https://ims.example', credential: { kind: 'access-token', accessToken: `Bearer ${token}` } },
  ];
}

const fieldNames = [
  'name',
  'imsOrg',
  'clientId',
  'environment',
  'imsOrigin',
  'platformOrigin',
  'sandbox',
  'credential',
];
const credentialNames = ['kind', 'clientSecret', 'clientSecrets', 'scopes', 'privateKey', 'passphrase', 'accessToken'];

export function inputProperties(): void {
  property(
    'the argument of a command is a draft, or an error that names a field',
    anyJson(...fieldNames, ...credentialNames),
    async (input) => {
      const outcome = await outcomeOf(() => readConnectionInput(input, nowMs));
      if (outcome instanceof AepError) assert.notEqual(outcome.details.field, undefined);
      else if (typeof outcome.credential === 'object') assert.ok('kind' in outcome.credential);
    },
  );
  property(
    'a damaged argument tells none of its secrets',
    adobeSecret.chain((secret) =>
      fc.tuple(fc.constant(secret), fc.oneof(...inputsWith(secret).map((input) => damaged(input, ...credentialNames)))),
    ),
    async ([secret, input]) => {
      await outcomeOf(() => completeDraft(readConnectionInput(input, nowMs)), [secret, token, pemBody]);
    },
    { share: 0.5 },
  );
}

const pemBody = pkcs8().split('\n')[1]!;

export function keyProperties(): void {
  const pems = [pkcs1(), pkcs8(), encryptedPkcs1(), encryptedPkcs8(), certificatePem()];
  const keyBytes = fc
    .tuple(
      fc.constantFrom(derOf(pkcs1()), derOf(pkcs8()), derOf(encryptedPkcs8())),
      fc.array(fc.tuple(fc.nat(), fc.nat(255))),
    )
    .map(([der, changes]) => {
      const bytes = Uint8Array.from(der);
      for (const [at, by] of changes) bytes[at % Math.min(bytes.length, 80)] = by;
      return bytes;
    });
  property(
    'a private key is one that signs, or an error that tells nothing of it',
    fc.oneof(anyText, anyBytes, keyBytes, ...pems.map(damagedText)),
    async (given) => {
      const outcome = await outcomeOf(() => normalisePrivateKey(given, passphrase), [pemBody]);
      if (outcome instanceof AepError) assert.match(outcome.code, /^KEY_/);
      else assert.equal(normalisePrivateKey(outcome.pem, passphrase).pem, outcome.pem);
      assert.equal(typeof looksEncrypted(given), 'boolean');
    },
    { share: 0.5 },
  );
  property(
    'a key survives whatever a clipboard does to its white space',
    fc.tuple(
      fc.constantFrom(...pems.slice(0, 4)),
      fc.constantFrom('\r\n', '\\n', ' ', '\n\n  ', '\\r\\n'),
      fc.boolean(),
    ),
    ([pem, lineBreak, isQuoted]) => {
      const pasted = pem.trim().replaceAll('\n', lineBreak);
      assert.ok(sameKey(normalisePrivateKey(isQuoted ? `"${pasted}"` : pasted, passphrase).pem));
    },
    { share: 0.2 },
  );
}

const connections = [oauthConnection(), jwtConnection(), pastedConnection(token)];
const records = connections.map(({ credential, ...rest }, index) => {
  const { imsOrigin, platformOrigin } = rest.environment;
  return {
    connection: { ...rest, id: `id-${index}`, credential: summaryOf(credential) },
    credential: { credential, enteredFor: { clientId: rest.clientId, imsOrigin, platformOrigin } },
  };
});
const secretsKept = [token, pemBody, 'p8e-'];

export function connectionRecordProperties(): void {
  const written = JSON.parse(writeConnections(records)) as unknown;
  property('stored connections are read whole, or not at all', anyJsonText(written), async (text) => {
    const outcome = await outcomeOf(() => readConnections(text), secretsKept);
    if (outcome instanceof AepError) assert.match(outcome.code, /^RECORD_(UNREADABLE|NEWER)$/);
    else assert.deepEqual(readConnections(writeConnections(outcome)), outcome);
  });
  property('the shadow of a connection is one, or nothing', damaged(records[0]!.connection), (given) => {
    const connection = readConnection(given);
    if (connection) assert.deepEqual(readConnection(JSON.parse(JSON.stringify(connection))), connection);
  });
  property(
    'a record that cannot be read stays as it is, whatever is asked of it',
    anyJsonText(written),
    async (text) => {
      const keyring = new Keyring();
      keyring.values.set('aep.connections', text);
      const store = new ConnectionStore(keyring.window(), new FakeShadow());
      const outcome = await outcomeOf(() => store.list(), secretsKept);
      if (outcome instanceof AepError) {
        await outcomeOf(() => store.update('id-0', { name: 'Another' }), secretsKept);
        await outcomeOf(() => store.remove('id-0'), secretsKept);
        assert.equal(keyring.values.get('aep.connections'), text);
      } else tellsNone(outcome, secretsKept);
      store.dispose();
    },
  );
}
