import * as assert from 'node:assert/strict';
import { demo } from '../emulator/demo';
import { encryptedPkcs8, pkcs8 } from '../support/keys';
import { copyToken, generate, removeConnection, run } from './support/aepCommands';
import { readClass } from './support/documents';
import { assertTellsNone, rejectionOf } from './support/failure';
import { dismissing } from './support/quickInput';
import { useLocalAdobe, type AdobeFixture } from './support/localAdobe';

type Input = Readonly<Record<string, unknown>>;

/** A connection that there never was. */
const nobody = '00000000-0000-4000-8000-000000000000';
const noSuchConnection = 'There is no connection with this connectionId. Choose one of the connections.';

interface Refusal {
  readonly name: string;
  readonly input: (fixture: AdobeFixture) => unknown;
  readonly field: string;
  /** What is said after the field. */
  readonly says: string;
}

const needed = 'A value is needed.';
const mustBeText = 'This must be text.';
const mustBeObject = 'This must be an object.';
const noSuchField = 'There is no such field.';
const mustBeKind = 'This must be oauth-server-to-server, jwt, or access-token.';
const badCharacters =
  'This contains characters that are not allowed here: spaces, line breaks or non-ASCII characters.';
const tooLong = 'This is too long.';
const httpsOnly = 'Secrets are sent over https only (http only to this machine).';

const changed =
  (fields: Input) =>
  (fixture: AdobeFixture): Input =>
    fixture.oauth(fields);
const oauth =
  (fields: Input) =>
  (fixture: AdobeFixture): Input =>
    fixture.oauth({}, fields);
const jwt =
  (fields: Input) =>
  (fixture: AdobeFixture): Input =>
    fixture.jwt(pkcs8(), {}, fields);
const pasted =
  (token: (fixture: AdobeFixture) => string, fields: Input = {}) =>
  (fixture: AdobeFixture): Input =>
    fixture.pasted(token(fixture), fields);

const refusals: readonly Refusal[] = [
  { name: 'a text', input: () => 'Acme', field: 'input', says: mustBeObject },
  { name: 'a list', input: () => [], field: 'input', says: mustBeObject },
  { name: 'a number', input: () => 0, field: 'input', says: mustBeObject },
  { name: 'a misspelt field', input: changed({ imsorg: 'x' }), field: 'imsorg', says: noSuchField },

  { name: 'an empty name', input: changed({ name: '' }), field: 'name', says: needed },
  { name: 'a name of spaces', input: changed({ name: '  ' }), field: 'name', says: needed },
  { name: 'a name that is no text', input: changed({ name: 42 }), field: 'name', says: mustBeText },
  { name: 'a name that is null', input: changed({ name: null }), field: 'name', says: mustBeText },
  { name: 'a long name', input: changed({ name: 'x'.repeat(101) }), field: 'name', says: tooLong },

  { name: 'an empty organisation', input: changed({ imsOrg: '' }), field: 'imsOrg', says: needed },
  { name: 'an organisation that is no text', input: changed({ imsOrg: {} }), field: 'imsOrg', says: mustBeText },
  {
    name: 'an organisation without its suffix',
    input: changed({ imsOrg: 'ABCDEF1234567890ABCDEF12' }),
    field: 'imsOrg',
    says: 'An IMS organisation ID ends with @AdobeOrg.',
  },
  {
    name: 'an organisation with a line break',
    input: changed({ imsOrg: 'ABCDEF1234567890\nABCDEF12@AdobeOrg' }),
    field: 'imsOrg',
    says: badCharacters,
  },
  {
    name: 'a long organisation',
    input: changed({ imsOrg: `${'A'.repeat(300)}@AdobeOrg` }),
    field: 'imsOrg',
    says: tooLong,
  },

  { name: 'an empty client ID', input: changed({ clientId: '' }), field: 'clientId', says: needed },
  { name: 'a client ID that is no text', input: changed({ clientId: 1 }), field: 'clientId', says: mustBeText },
  { name: 'a client ID with a space', input: changed({ clientId: 'ab cd' }), field: 'clientId', says: badCharacters },
  {
    name: 'an organisation as client ID',
    input: changed({ clientId: demo.imsOrg }),
    field: 'clientId',
    says: 'This is an organisation ID, a technical account ID or a client secret, not the client ID.',
  },

  {
    name: 'an unknown environment',
    input: changed({ environment: 'prod' }),
    field: 'environment',
    says: 'This must be production or stage.',
  },
  {
    name: 'an environment that is no text',
    input: changed({ environment: 1 }),
    field: 'environment',
    says: mustBeText,
  },
  ...['imsOrigin', 'platformOrigin'].flatMap((field): Refusal[] => [
    { name: `no text as ${field}`, input: changed({ [field]: 443 }), field, says: mustBeText },
    { name: `http as ${field}`, input: changed({ [field]: 'http://ims.example.com' }), field, says: httpsOnly },
    { name: `ftp as ${field}`, input: changed({ [field]: 'ftp://ims.example.com' }), field, says: httpsOnly },
    {
      name: `http to a host that only looks like this machine as ${field}`,
      input: changed({ [field]: 'http://127.0.0.1.example.com' }),
      field,
      says: httpsOnly,
    },
    {
      name: `a URL with a path as ${field}`,
      input: changed({ [field]: 'https://ims.example.com/ims' }),
      field,
      says: 'Leave out everything after the host and port.',
    },
    ...['', 'not a host', 'https://', 'https://me:pass@ims.example.com'].map((origin) => ({
      name: `${JSON.stringify(origin)} as ${field}`,
      input: changed({ [field]: origin }),
      field,
      says: 'This must be an origin such as https://platform.adobe.io.',
    })),
  ]),

  { name: 'an empty sandbox', input: changed({ sandbox: '' }), field: 'sandbox', says: needed },
  { name: 'a sandbox that is no text', input: changed({ sandbox: true }), field: 'sandbox', says: mustBeText },
  { name: 'a sandbox with a space', input: changed({ sandbox: 'my dev' }), field: 'sandbox', says: badCharacters },

  ...['a text', null, [], 1].map((credential) => ({
    name: `${JSON.stringify(credential)} as credential`,
    input: (fixture: AdobeFixture) => ({ ...fixture.oauth(), credential }),
    field: 'credential',
    says: mustBeObject,
  })),
  { name: 'a credential of no kind', input: oauth({ kind: undefined }), field: 'credential.kind', says: needed },
  {
    name: 'a credential of another kind',
    input: oauth({ kind: 'password' }),
    field: 'credential.kind',
    says: mustBeKind,
  },
  {
    name: 'a credential of a kind that objects inherit',
    input: oauth({ kind: 'constructor' }),
    field: 'credential.kind',
    says: mustBeKind,
  },
  {
    name: 'a field of another kind of credential',
    input: oauth({ privateKey: pkcs8() }),
    field: 'credential.privateKey',
    says: noSuchField,
  },

  { name: 'an empty secret', input: oauth({ clientSecret: '' }), field: 'credential.clientSecret', says: needed },
  {
    name: 'a secret that is no text',
    input: oauth({ clientSecret: 1 }),
    field: 'credential.clientSecret',
    says: mustBeText,
  },
  {
    name: 'a secret with a line break',
    input: oauth({ clientSecret: 'p8e-one\np8e-two' }),
    field: 'credential.clientSecret',
    says: badCharacters,
  },
  {
    name: 'the client ID as secret',
    input: oauth({ clientSecret: demo.oauth.clientId }),
    field: 'credential.clientSecret',
    says: 'This is the client ID, not the client secret.',
  },
  {
    name: 'no secret in the list',
    input: oauth({ clientSecret: undefined, clientSecrets: [] }),
    field: 'credential.clientSecrets',
    says: needed,
  },
  {
    name: 'three secrets',
    input: oauth({ clientSecret: undefined, clientSecrets: ['p8e-one', 'p8e-two', 'p8e-three'] }),
    field: 'credential.clientSecrets',
    says: 'A credential has at most two client secrets.',
  },
  {
    name: 'a list of secrets that are no texts',
    input: oauth({ clientSecret: undefined, clientSecrets: [1] }),
    field: 'credential.clientSecrets',
    says: mustBeText,
  },
  { name: 'no scope', input: oauth({ scopes: [] }), field: 'credential.scopes', says: needed },
  { name: 'scopes that are no texts', input: oauth({ scopes: [{}] }), field: 'credential.scopes', says: mustBeText },
  {
    name: 'a scope with a quote',
    input: oauth({ scopes: ['open"id'] }),
    field: 'credential.scopes',
    says: badCharacters,
  },

  {
    name: 'a JWT secret with a space',
    input: jwt({ clientSecret: 'p8e one' }),
    field: 'credential.clientSecret',
    says: badCharacters,
  },
  { name: 'a key that is no text', input: jwt({ privateKey: 1 }), field: 'credential.privateKey', says: mustBeText },
  {
    name: 'a passphrase that is no text',
    input: jwt({ passphrase: 1 }),
    field: 'credential.passphrase',
    says: mustBeText,
  },
  {
    name: 'an empty technical account',
    input: jwt({ technicalAccountId: '' }),
    field: 'credential.technicalAccountId',
    says: needed,
  },
  {
    name: 'an organisation as technical account',
    input: jwt({ technicalAccountId: demo.imsOrg }),
    field: 'credential.technicalAccountId',
    says: 'A technical account ID ends with @techacct.adobe.com.',
  },
  {
    name: 'metascopes that are no texts',
    input: jwt({ metascopes: 1 }),
    field: 'credential.metascopes',
    says: mustBeText,
  },
  {
    name: 'a metascope with a space',
    input: jwt({ metascopes: ['ent sdk'] }),
    field: 'credential.metascopes',
    says: badCharacters,
  },

  { name: 'an empty token', input: pasted(() => ' '), field: 'credential.accessToken', says: needed },
  {
    name: 'a token that is none',
    input: pasted(() => 'not-a-token'),
    field: 'credential.accessToken',
    says: 'This is not an Adobe access token: it does not have three parts.',
  },
  {
    name: 'a token that has expired',
    input: pasted(({ adobe }) => adobe.issueToken(demo.oauth.clientId, { createdAtMs: Date.now() - 2, lifetimeMs: 1 })),
    field: 'credential.accessToken',
    says: 'This token has already expired.',
  },
  {
    name: 'a token of another client',
    input: pasted(({ adobe }) => adobe.issueToken(demo.jwt.clientId)),
    field: 'credential.accessToken',
    says: 'This token was issued for another client ID.',
  },
  {
    name: 'a token that does not say when it expires',
    input: pasted(() => tokenOf({ type: 'access_token' })),
    field: 'credential.accessToken',
    says: 'This token does not say when it expires.',
  },
  {
    name: 'a refresh token',
    input: pasted(() => tokenOf({ type: 'refresh_token', created_at: String(Date.now()), expires_in: '86400000' })),
    field: 'credential.accessToken',
    says: 'This is not an access token but another kind of token.',
  },
];

suite('aep.connection.add', () => {
  const fixture = useLocalAdobe();

  for (const { name, input, field, says } of refusals) {
    test(`refuses ${name}, and names ${field}`, async () => {
      const given = input(fixture);
      const failure = await rejectionOf(fixture.add(given));
      assert.deepEqual([failure.code, failure.field, failure.message], ['INPUT_INVALID', field, `${field}: ${says}`]);
      assertTellsNone([...fixture.secrets, ...textsOf(given)], failure.error);
    });
  }

  test('gives the ID of the connection and nothing else', async () => {
    const result = await run<Input>('aep.connection.add', fixture.oauth());
    assert.deepEqual(Object.keys(result), ['connectionId']);
    assert.match(String(result.connectionId), /^[0-9a-f-]{36}$/);
    await removeConnection(String(result.connectionId));
  });

  const unusual: readonly (readonly [string, (fixture: AdobeFixture) => Input])[] = [
    ['an organisation of unusual length', changed({ imsOrg: 'ABC@AdobeOrg' })],
    ['a client ID that is not hexadecimal', changed({ clientId: 'Acme-Service-1' })],
    ['a sandbox in capitals', changed({ sandbox: 'Dev_1' })],
    ['scopes without those of the Experience Platform', oauth({ scopes: ['adobeio_api'] })],
    [
      'the e-mail of a technical account',
      jwt({ technicalAccountId: '0a1b2c3d-1111-2222-3333-444455556666@techacct.adobe.com' }),
    ],
    ['a name in any script', changed({ name: 'Zürich & 東京 🗝' })],
    ['white space around a value', changed({ imsOrg: ` ${demo.imsOrg}\n` })],
    ['a name of one letter', changed({ name: 'a' })],
  ];
  for (const [name, input] of unusual) {
    test(`takes ${name}`, async () => {
      await fixture.add(input(fixture));
    });
  }

  test('takes an absent environment for production, and origins of Adobe’s own in its place', async () => {
    await fixture.add(fixture.oauth({ imsOrigin: undefined, platformOrigin: undefined }));
    await fixture.add(fixture.oauth({ imsOrigin: undefined, platformOrigin: undefined, environment: 'stage' }));
    await fixture.add(
      fixture.oauth({ imsOrigin: 'ims-na1.adobelogin.com', platformOrigin: 'https://platform.adobe.io/' }),
    );
  });

  test('sends what was given: scopes as a text or a list, and the sandbox', async () => {
    for (const scopes of ['openid, AdobeID', ['openid', 'AdobeID']]) {
      const id = await fixture.add(fixture.oauth({ sandbox: 'dev' }, { scopes }));
      await generate(id);
      assert.equal(new URLSearchParams(fixture.adobe.requests.at(-1)?.body).get('scope'), 'openid,AdobeID');
    }
  });

  test('fills in the scopes of the Experience Platform', async () => {
    await generate(await fixture.add(fixture.oauth({}, { scopes: undefined })));
    const scope = new URLSearchParams(fixture.adobe.requests.at(-1)?.body).get('scope');
    assert.equal(scope, 'openid,AdobeID,read_organizations,additional_info.projectedProductContext,session');
  });

  test('refuses the name of another connection, in whatever case', async () => {
    const { name } = fixture.oauth();
    await fixture.add(fixture.oauth({ name }));
    const failure = await rejectionOf(fixture.add(fixture.oauth({ name: ` ${String(name).toUpperCase()} ` })));
    assert.deepEqual(
      [failure.code, failure.field, failure.message],
      ['NAME_TAKEN', 'name', `There is already a connection “${String(name).toUpperCase()}”. Choose another name.`],
    );
  });

  test('adds one of two connections of the same name that are added at once', async () => {
    const input = fixture.oauth();
    const results = await Promise.allSettled([fixture.add(input), fixture.add(input)]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  test('makes a new connection this window’s', async () => {
    await fixture.add();
    const second = await fixture.add();
    assert.equal((await generate()).connectionId, second);
  });

  const incomplete: readonly (readonly [string, (fixture: AdobeFixture) => unknown])[] = [
    ['anything', () => ({})],
    ['anything, and null is given', () => null],
    ['a credential', (adobe) => ({ ...adobe.oauth(), credential: undefined })],
    ['a secret', oauth({ clientSecret: undefined })],
    ['a passphrase', (adobe) => adobe.jwt(encryptedPkcs8())],
    ['a name', changed({ name: undefined })],
  ];
  for (const [name, input] of incomplete) {
    test(`asks for what is absent, and gives nothing when that is dismissed: ${name}`, async () => {
      assert.equal(await dismissing(run('aep.connection.add', input(fixture))), undefined);
    });
  }
});

suite('A command that is about a connection', () => {
  const fixture = useLocalAdobe();
  const ids = [
    'aep.token.generate',
    'aep.token.copy',
    'aep.headers.copy',
    'aep.connection.switch',
    'aep.connection.remove',
    'aep.connection.copyOrg',
    'aep.connection.copyClientId',
  ];

  const wrongTargets: readonly (readonly [string, unknown, string, string])[] = [
    ['a number as ID', { connectionId: 42 }, 'connectionId', mustBeText],
    ['null as ID', { connectionId: null }, 'connectionId', mustBeText],
    ['a misspelt field', { conectionId: nobody }, 'conectionId', noSuchField],
    ['the bare ID', nobody, 'input', mustBeObject],
    ['a list', [{ connectionId: nobody }], 'input', mustBeObject],
  ];
  for (const id of ids) {
    test(`${id} refuses the ID of no connection`, async () => {
      await fixture.add();
      for (const connectionId of [nobody, '', 'constructor']) {
        const { code, field, message } = await rejectionOf(run(id, { connectionId }));
        assert.deepEqual([code, field, message], ['CONNECTION_NOT_FOUND', 'connectionId', noSuchConnection]);
      }
    });

    for (const [name, argument, field, says] of wrongTargets) {
      test(`${id} refuses ${name} rather than take another connection`, async () => {
        await fixture.add();
        const failure = await rejectionOf(run(id, argument));
        assert.deepEqual([failure.code, failure.field, failure.message], ['INPUT_INVALID', field, `${field}: ${says}`]);
      });
    }

    test(`${id} says that there is no connection`, async () => {
      const { code, message } = await rejectionOf(run(id, {}));
      assert.deepEqual([code, message], ['NO_CONNECTION', 'There is no connection yet. Add one.']);
    });
  }

  test('takes this window’s where none is given', async () => {
    const [first, second] = [await fixture.add(), await fixture.add()];
    assert.equal((await generate()).connectionId, second);
    assert.deepEqual(await run('aep.connection.switch', { connectionId: first }), { connectionId: first });
    assert.equal((await generate()).connectionId, first);
    assert.deepEqual(await copyToken(), { connectionId: first });
    assert.deepEqual(await run('aep.headers.copy', {}), { connectionId: first });
  });

  test('and leaves this window’s as it is where another is given', async () => {
    const [first, second] = [await fixture.add(), await fixture.add()];
    await generate(first);
    await copyToken(first);
    assert.equal((await generate()).connectionId, second);
  });

  test('asks which one where this window has none', async () => {
    await fixture.add();
    await fixture.add();
    await removeConnection(await fixture.add());
    for (const id of ['aep.token.generate', 'aep.token.copy']) assert.equal(await dismissing(run(id, {})), undefined);
  });

  for (const id of ['aep.connection.switch', 'aep.connection.remove']) {
    test(`${id} asks which one where none is given, and does nothing when that is dismissed`, async () => {
      const connectionId = await fixture.add();
      assert.equal(await dismissing(run(id, {})), undefined);
      assert.equal(await dismissing(run(id)), undefined);
      assert.equal((await generate()).connectionId, connectionId);
    });
  }

  test('tells a person, and throws nothing, when it is run without an argument', async () => {
    for (const id of ids) assert.equal(await run(id), undefined, id);
  });

  test('has results that hold no token', async () => {
    const connectionId = await fixture.add();
    const results = [];
    for (const id of ids.filter((id) => id !== 'aep.connection.remove')) results.push(await run(id, { connectionId }));
    await readClass(connectionId);
    for (const secret of fixture.secrets) assert.ok(!JSON.stringify(results).includes(secret));
  });
});

suite('aep.connection.remove', () => {
  const fixture = useLocalAdobe();

  test('removes the connection, and gives nothing', async () => {
    const connectionId = await fixture.add();
    assert.equal(await run('aep.connection.remove', { connectionId }), undefined);
    assert.equal((await rejectionOf(generate(connectionId))).code, 'CONNECTION_NOT_FOUND');
    assert.equal((await rejectionOf(run('aep.connection.remove', { connectionId }))).code, 'CONNECTION_NOT_FOUND');
  });

  test('frees the name', async () => {
    const input = fixture.oauth();
    await removeConnection(await fixture.add(input));
    await fixture.add(input);
  });

  test('leaves this window with the other one where there is one other', async () => {
    const first = await fixture.add();
    await removeConnection(await fixture.add());
    assert.equal((await generate()).connectionId, first);
  });

  test('keeps a token that is under way from being used', async () => {
    const id = await fixture.add();
    fixture.adobe.fail({ service: 'ims', fault: 'hang' });
    const minting = run('aep.token.generate', { connectionId: id });
    while (fixture.tokenRequests === 0) await new Promise(setImmediate);
    await removeConnection(id);
    assert.equal(await minting, undefined);
  });
});

suite('Commands about no connection in particular', () => {
  const fixture = useLocalAdobe();

  test('aep.xdm.refresh gives nothing, and does nothing without a connection', async () => {
    assert.equal(await run('aep.xdm.refresh'), undefined);
    assert.equal(await run('aep.xdm.refresh', {}), undefined);
    assert.deepEqual(fixture.adobe.requests, []);
  });

  test('aep.xdm.refresh loads each time anew', async () => {
    await fixture.add();
    await run('aep.xdm.refresh');
    await run('aep.xdm.refresh', {});
    assert.deepEqual(fixture.platformAnswers, [200, 200]);
  });

  test('aep.xdm.refresh loads the classes of this window’s connection', async () => {
    const first = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
    await fixture.add();
    await run('aep.connection.switch', { connectionId: first });
    await run('aep.xdm.refresh');
    assert.equal(fixture.adobe.requests.at(-1)?.headers['x-sandbox-name'], 'dev');
  });

  test('aep.log.show gives nothing', async () => {
    assert.equal(await run('aep.log.show'), undefined);
    assert.equal(await run('aep.log.show', {}), undefined);
  });
});

/** A token with these claims, signed by nobody. */
function tokenOf(claims: Input): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.${'x'.repeat(40)}`;
}

/** The values of the secret fields in an argument: no error quotes them. */
function textsOf(input: unknown): readonly string[] {
  const credential = (input as { credential?: unknown } | undefined)?.credential;
  if (typeof credential !== 'object' || credential === null) return [];
  const { clientSecret, clientSecrets, privateKey, passphrase, accessToken } = credential as Input;
  return [clientSecret, clientSecrets, privateKey, passphrase, accessToken]
    .flat()
    .filter((value) => typeof value === 'string');
}
