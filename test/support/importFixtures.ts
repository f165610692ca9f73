import { demo } from '../emulator/demo';
import { pkcs8 } from './keys';

/** What a person has on disk. Written for these tests, after the shapes that Adobe's tools and documentation show. */
export interface ImportFixture {
  readonly name: string;
  /** What people call such a file; nothing depends on it. */
  readonly file: string;
  readonly text: string;
  /** Which of the demo's credentials it holds, whole. */
  readonly holds: 'oauth' | 'jwt';
  /** Names of what is not used. */
  readonly ignored?: readonly string[];
}

/** The file that JWT fixtures name as their key, beside them. */
export const keyFile = 'keys/private.key';

const { imsOrg, oauth, jwt } = demo;
const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

const oauthDetails = {
  client_id: oauth.clientId,
  client_secrets: [oauth.clientSecret],
  technical_account_email: 'de301@techacct.adobe.com',
  technical_account_id: oauth.technicalAccountId,
  scopes: oauth.scopes,
};
const jwtDetails = {
  client_id: jwt.clientId,
  client_secret: jwt.clientSecret,
  technical_account_email: 'de302@techacct.adobe.com',
  technical_account_id: jwt.technicalAccountId,
  meta_scopes: jwt.metascopes,
};

/** A console download with these credentials. */
export function consoleProject(...credentials: readonly object[]): string {
  const workspace = {
    id: '1356',
    name: 'Production',
    details: { credentials, services: [], runtime: { namespaces: [] } },
  };
  return json({
    project: {
      id: '123',
      name: 'DemoProject',
      title: 'Demo project',
      org: { id: '1', name: 'Demo', ims_org_id: imsOrg },
      workspace,
    },
  });
}

export const consoleOAuth = {
  id: '1',
  name: 'S2S',
  integration_type: 'oauth_server_to_server',
  oauth_server_to_server: oauthDetails,
};
export const consoleJwt = { id: '2', name: 'JWT (old)', integration_type: 'service', jwt: jwtDetails };
export const consoleApiKey = { id: '3', name: 'key', integration_type: 'apikey', api_key: { client_id: 'x' } };

const aioContext = { ...oauthDetails, ims_org_id: imsOrg, env: 'prod' };
const emptyContext = {
  client_id: 'f'.repeat(32),
  client_secrets: ['p8e-FAKE_of_the_other_context'],
  ims_org_id: imsOrg,
};

export function postman(
  values: Readonly<Record<string, unknown>>,
  disabled: Readonly<Record<string, unknown>> = {},
): string {
  const list = (all: Readonly<Record<string, unknown>>, enabled: boolean): readonly object[] =>
    Object.entries(all).map(([key, value]) => ({ key, value, enabled }));
  return json({
    id: '00000000-0000-4000-8000-000000000000',
    name: 'Demo environment',
    values: [...list(disabled, false), ...list(values, true)],
    _postman_variable_scope: 'environment',
  });
}

const postmanOAuth = {
  CLIENT_SECRET: oauth.clientSecret,
  API_KEY: oauth.clientId,
  SCOPES: oauth.scopes.join(','),
  ACCESS_TOKEN: '',
  TECHNICAL_ACCOUNT_ID: oauth.technicalAccountId,
  IMS: 'ims-na1.adobelogin.com',
  IMS_ORG: imsOrg,
  SANDBOX_NAME: 'dev',
};

function jwtConfig(key: unknown): string {
  return json({
    client_id: jwt.clientId,
    client_secret: jwt.clientSecret,
    jwt_payload: {
      exp: 1550001438,
      iss: imsOrg,
      sub: jwt.technicalAccountId,
      'https://ims-na1.adobelogin.com/s/ent_dataservices_sdk': true,
      aud: `https://ims-na1.adobelogin.com/c/${jwt.clientId}`,
    },
    token_exchange_url: 'https://ims-na1.adobelogin.com/ims/exchange/jwt/',
    jwt_private_key: key,
    'x-sandbox-id': '',
    'x-sandbox-name': 'dev',
  });
}

const aioYaml = `# aio
ims:
  contexts:
    other:
      client_id: ${emptyContext.client_id}
      client_secrets: [${emptyContext.client_secrets.join(', ')}]
      ims_org_id: ${imsOrg}
    demo:
      client_id: ${oauth.clientId}
      client_secrets:
        - ${oauth.clientSecret}
      technical_account_id: ${oauth.technicalAccountId}
      ims_org_id: ${imsOrg}
      scopes: [${oauth.scopes.join(', ')}]
      env: prod
  config:
    current: demo
`;

const aioHjson = `{
  // what aio writes
  ims: {
    contexts: {
      demo: {
        client_id: ${oauth.clientId}
        client_secret: ${oauth.clientSecret}
        ims_org_id: ${imsOrg}
        scopes: [
          ${oauth.scopes.join('\n          ')}
        ]
      }
    }
  }
}
`;

const s2s = `SERVICE_API_KEY=${oauth.clientId}
IMS_OAUTH_S2S_CLIENT_ID=${oauth.clientId}
IMS_OAUTH_S2S_CLIENT_SECRET=${oauth.clientSecret}
IMS_OAUTH_S2S_ORG_ID="${imsOrg}"
IMS_OAUTH_S2S_SCOPES=${JSON.stringify(oauth.scopes)}
`;

const aioEnv = `AIO_runtime_namespace=demo
AIO_ims_contexts_my__demo_client__id=${oauth.clientId}
AIO_ims_contexts_my__demo_client__secrets=["${oauth.clientSecret}"]
AIO_ims_contexts_my__demo_ims__org__id=${imsOrg}
export AIO_ims_contexts_my__demo_scopes=${oauth.scopes.join(',')}
`;

/** Also how environment variables are given. */
export const aepVariables: Readonly<Record<string, string>> = {
  AEP_CLIENT_ID: oauth.clientId,
  AEP_CLIENT_SECRET: oauth.clientSecret,
  AEP_ORG_ID: imsOrg,
  AEP_SANDBOX_NAME: 'dev',
  AEP_SCOPES: oauth.scopes.join(','),
};

const credentialPage = {
  CLIENT_SECRETS: [oauth.clientSecret],
  ORG_ID: imsOrg,
  CLIENT_ID: oauth.clientId,
  SCOPES: oauth.scopes,
  TECHNICAL_ACCOUNT_ID: oauth.technicalAccountId,
  TECHNICAL_ACCOUNT_EMAIL: 'de301@techacct.adobe.com',
};

const oauthFixtures: readonly Omit<ImportFixture, 'holds'>[] = [
  { name: 'console project', file: 'console.json', text: consoleProject(consoleOAuth) },
  {
    name: 'console project, converted from JWT',
    file: 'migrated.json',
    text: consoleProject({
      ...consoleOAuth,
      integration_type: 'oauth_server_to_server_migrate',
      jwt: { ...jwtDetails, client_id: oauth.clientId },
    }),
  },
  {
    name: 'console project with a kind that is of no use',
    file: 'console-several.json',
    text: consoleProject(consoleApiKey, consoleOAuth),
    ignored: ['key (apikey)'],
  },
  { name: 'JSON of the credential’s page', file: 'credential.json', text: json(credentialPage) },
  { name: '.aio in YAML, the current context first', file: 'global.aio', text: aioYaml },
  { name: '.aio in HJSON', file: 'local.aio', text: aioHjson },
  { name: '.aio in JSON', file: 'json.aio', text: json({ ims: { contexts: { demo: aioContext } } }) },
  { name: '.aio with its older root', file: 'old.aio', text: json({ $ims: { demo: aioContext, $current: 'demo' } }) },
  { name: '.env of aio', file: 'aio.env', text: aioEnv },
  { name: '.env of App Builder', file: 'appbuilder.env', text: `# app\nOTHER=1\n\n${s2s}` },
  {
    name: '.env with AEP_ names',
    file: 'aep.env',
    text: Object.entries(aepVariables)
      .map(([name, value]) => `${name}="${value}"`)
      .join('\r\n'),
  },
  {
    name: 'Postman environment',
    file: 'demo.postman_environment.json',
    text: postman(postmanOAuth, { CLIENT_SECRET: 'p8e-FAKE_switched_off', SCOPES: 'none' }),
    ignored: ['CLIENT_SECRET', 'SCOPES'],
  },
  {
    name: 'aepp configuration',
    file: 'config.json',
    text: json({
      org_id: imsOrg,
      client_id: oauth.clientId,
      secret: oauth.clientSecret,
      scopes: oauth.scopes.join(','),
      'sandbox-name': 'dev',
      environment: 'prod',
    }),
  },
  {
    name: 'aepp configuration in another case',
    file: 'Config.JSON',
    text: json({ Org_ID: imsOrg, API_Key: oauth.clientId, Client_Secret: oauth.clientSecret, Scopes: oauth.scopes }),
  },
];

/** Their keys are made when this is called. */
function jwtFixtures(): readonly Omit<ImportFixture, 'holds'>[] {
  const lines = pkcs8().trim().split('\n');
  return [
    { name: 'config.json of old, key as text', file: 'jwt-text.json', text: jwtConfig(pkcs8()) },
    { name: 'config.json of old, key as lines', file: 'jwt-lines.json', text: jwtConfig(lines) },
    { name: 'config.json of old, key in a file', file: 'jwt-file.json', text: jwtConfig(`./${keyFile}`) },
    {
      name: '.aio with a service account',
      file: 'jwt.aio',
      text: json({
        ims: { contexts: { demo: { ...jwtDetails, ims_org_id: imsOrg, private_key: lines } } },
        'jwt-auth': {},
      }),
    },
    {
      name: 'Postman environment of the JWT era',
      file: 'jwt.postman_environment.json',
      text: postman({
        CLIENT_SECRET: jwt.clientSecret,
        API_KEY: jwt.clientId,
        PRIVATE_KEY: pkcs8(),
        TECHNICAL_ACCOUNT_ID: jwt.technicalAccountId,
        META_SCOPE: ['https://ims-na1.adobelogin.com/s/ent_dataservices_sdk'],
        JWT_TOKEN: '',
        IMS: 'ims-na1.adobelogin.com',
        IMS_ORG: imsOrg,
      }),
    },
    {
      name: 'aepp configuration of the JWT era',
      file: 'jwt-aepp.json',
      text: json({
        org_id: imsOrg,
        client_id: jwt.clientId,
        secret: jwt.clientSecret,
        tech_id: jwt.technicalAccountId,
        pathToKey: keyFile,
      }),
    },
    {
      name: '.env with a key of several lines',
      file: 'jwt.env',
      text: [
        `AIO_ims_contexts_demo_client__id=${jwt.clientId}`,
        `AIO_ims_contexts_demo_client__secret=${jwt.clientSecret}`,
        `AIO_ims_contexts_demo_ims__org__id=${imsOrg}`,
        `AIO_ims_contexts_demo_technical__account__id=${jwt.technicalAccountId}`,
        `AIO_ims_contexts_demo_meta__scopes=${jwt.metascopes.join(',')}`,
        `AIO_ims_contexts_demo_private__key="${pkcs8().trim()}"`,
      ].join('\n'),
    },
  ];
}

/** One for every format and dialect that can hold a whole credential. */
export function importFixtures(): readonly ImportFixture[] {
  return [
    ...oauthFixtures.map((fixture) => ({ ...fixture, holds: 'oauth' as const })),
    ...jwtFixtures().map((fixture) => ({ ...fixture, holds: 'jwt' as const })),
  ];
}

export interface HostileFixture {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly code: string;
}

const secret = 'p8e-FAKE_in_a_hostile_file_0001';

/** Files that are none, or mean harm. Each is refused by name, at once. */
export function hostileFixtures(): readonly HostileFixture[] {
  const whole = consoleProject(consoleOAuth);
  const size = 250 * 1024;
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'].concat(
    Array.from('bcdefghij', (name, index) => {
      const of = `*${'abcdefghi'.charAt(index)}`;
      return `${name}: &${name} [${Array<string>(9).fill(of).join(', ')}]`;
    }),
  );
  const unreadable = 'IMPORT_UNREADABLE';
  const unrecognised = 'IMPORT_UNRECOGNISED';
  return [
    { name: 'nothing', content: '', code: 'IMPORT_EMPTY' },
    { name: 'white space', content: ' \n\t\n', code: 'IMPORT_EMPTY' },
    { name: 'a truncated download', content: whole.slice(0, whole.length / 2), code: unreadable },
    { name: '10 MB', content: new Uint8Array(10 * 1024 * 1024).fill(0x20), code: 'IMPORT_TOO_LARGE' },
    { name: 'an image', content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), code: unreadable },
    { name: 'Latin-1', content: Buffer.from(whole.replace('Demo project', 'Prüfung'), 'latin1'), code: unreadable },
    { name: 'UTF-16 without its mark', content: Buffer.from(whole, 'utf16le'), code: unreadable },
    { name: 'prose', content: `My secret is ${secret}, keep it.`, code: unrecognised },
    {
      name: 'other JSON',
      content: json({ name: 'x', dependencies: { a: '1', client_secret: secret } }),
      code: unrecognised,
    },
    { name: 'a list', content: json([1, 2, secret]), code: unrecognised },
    { name: 'other variables', content: `PORT=1\nPASSWORD=${secret}`, code: unrecognised },
    { name: 'a project without a usable credential', content: consoleProject(consoleApiKey), code: 'IMPORT_EMPTY' },
    { name: 'deep JSON', content: `${'{"a":'.repeat(size / 10)}1${'}'.repeat(size / 10)}`, code: unreadable },
    { name: 'deep lists', content: '['.repeat(size), code: unreadable },
    { name: 'deep YAML in one line', content: '- '.repeat(size / 2), code: unreadable },
    { name: 'deep YAML keys', content: '? '.repeat(size / 2), code: unreadable },
    { name: 'deep YAML in brackets', content: `a: ${'['.repeat(size)}`, code: unreadable },
    {
      name: 'deep YAML by indentation',
      content: Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      code: unreadable,
    },
    { name: 'a YAML alias bomb', content: bomb.join('\n'), code: unrecognised },
    { name: 'many aliases', content: `a: &a [x]\nb: [${Array(20_000).fill('*a').join(', ')}]`, code: unreadable },
    { name: 'anchors', content: '&a '.repeat(size / 3), code: unreadable },
    { name: 'a huge line', content: `A: ${'x'.repeat(size)}`, code: unreadable },
    { name: 'a huge variable', content: `A=${'x'.repeat(size)}`, code: unrecognised },
    { name: 'white space in a variable', content: `A=${' '.repeat(size)}'`, code: unrecognised },
    { name: 'empty lines', content: `A=1${'\n'.repeat(size)}B=2`, code: unrecognised },
    { name: 'open quotes', content: `A="\n`.repeat(size / 4), code: unrecognised },
    {
      name: 'many keys',
      content: Array.from({ length: size / 10 }, (_, index) => `k${index}: 1`).join('\n'),
      code: unreadable,
    },
    { name: 'open comments', content: `{${'/*'.repeat(size / 2)}`, code: unreadable },
    { name: 'an open text', content: `{a: '''${'\n '.repeat(size / 2)}`, code: unreadable },
    {
      name: 'a prototype in JSON',
      content: '{"__proto__": {"client_id": "a", "secret": "b", "org_id": "c"}}',
      code: unrecognised,
    },
    {
      name: 'a prototype in HJSON',
      content: '{__proto__: {client_id: a\nsecret: b\norg_id: c\n}}',
      code: unrecognised,
    },
    { name: 'a prototype in YAML', content: '__proto__:\n  client_id: a\n  secret: b', code: unrecognised },
  ];
}

/** What no failure may tell. */
export const hostileSecret = secret;
