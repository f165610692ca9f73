import { AccessRows } from '../../../support/accessRows';
import assert from 'node:assert/strict';
import * as http from 'node:http';
import * as https from 'node:https';
import { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { type NewConnection } from '../../../../src/core/credentials/connectionInput';
import { hasPassed, type AccessState, type StepId } from '../../../../src/core/diagnosis/steps';
import { type AepErrorCode } from '../../../../src/core/errors';
import { demo, registerDemo } from '../../../emulator/demo';
import { LocalAdobe, type Fault } from '../../../emulator/localAdobe';
import { AccessWindow, rowsIn } from '../../../support/accessWindow';
import { CertificateAuthority, type TlsIdentity } from '../../../support/certificates';
import { environmentAt, jwtConnection, oauthConnection, pastedConnection } from '../../../support/connections';
import { until } from '../../../support/fakeClock';
import {
  certificatePem,
  encryptedPkcs8,
  otherRsaKey,
  passphrase,
  pkcs8,
  publicPem,
  sec1,
  shortRsaKey,
} from '../../../support/keys';
import { TlsFront } from '../../../support/tlsFront';
import { type ToldName, told } from './told';

const all: readonly StepId[] = [
  'connection',
  'secret',
  'ims',
  'clock',
  'token',
  'claims',
  'apiKey',
  'organisation',
  'sandbox',
  'registry',
  'classes',
  'tenant',
];

/** Rows that cannot be looked at when one fails, from where the chain breaks. */
const after = (row: StepId): readonly StepId[] => all.slice(all.indexOf(row) + 1);

interface Case {
  readonly name: string;
  /** What the connection is; makes Adobe as the case wants it. */
  readonly given: (adobe: LocalAdobe) => NewConnection | Promise<NewConnection>;
  readonly row: StepId;
  readonly code: AepErrorCode & ToldName;
  readonly adobeCode?: string;
  /** What the row says, by its name in {@link told}. Default: the code's. */
  readonly told?: ToldName;
  /** Default: every row after it. */
  readonly skipped?: readonly StepId[];
  readonly also?: (window: AccessWindow) => void | Promise<void>;
}

const { clientId } = demo.oauth;
const servers: { close(): void }[] = [];
const authority = new CertificateAuthority();
/** Those that this machine trusts beside the ones that Node brings, until the test ends. */
let trusted: readonly string[] = [];

async function serve(server: http.Server | https.Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `${server instanceof https.Server ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const page = (status: number): http.Server =>
  http.createServer((_, answer) => {
    answer.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Please sign in</h1>');
  });
const selfSigned = (): https.Server => https.createServer({ cert: certificatePem(), key: pkcs8() });
async function behind(identity: TlsIdentity, adobe: LocalAdobe): Promise<string> {
  const front = await TlsFront.start(identity, adobe.imsOrigin);
  servers.push({ close: () => void front.stop() });
  return `https://127.0.0.1:${front.port}`;
}
/** Adobe behind a certificate of the company's own authority, which is installed here. */
const vouchedFor = (issue: () => TlsIdentity) => async (adobe: LocalAdobe) => {
  trusted = [authority.certificate];
  return via(adobe, { imsOrigin: await behind(issue(), adobe) });
};
async function refusedPort(): Promise<string> {
  const server = http.createServer();
  const origin = await serve(server);
  await new Promise((resolve) => server.close(resolve));
  return origin;
}

/** The demo's connection to these origins instead of Adobe's. */
const via = (adobe: LocalAdobe, origins: { imsOrigin?: string; platformOrigin?: string }): NewConnection => {
  const { imsOrigin, platformOrigin } = adobe;
  return { ...oauthConnection(adobe), environment: environmentAt({ imsOrigin, platformOrigin, ...origins }) };
};
const withSecret = (secret: string) => (adobe: LocalAdobe) => {
  const { scopes } = demo.oauth;
  const credential = { kind: 'oauth-server-to-server', clientSecrets: [secret], scopes } as const;
  return oauthConnection(adobe, { credential });
};
const jwtWith = (changes: object) => (adobe: LocalAdobe) => {
  const input = jwtConnection(adobe);
  return { ...input, credential: { ...input.credential, ...changes } } as NewConnection;
};
const gateway = (code: string): Fault => ({
  status: Number(code.slice(0, 3)),
  body: { error_code: code, message: 'as Adobe says it' },
});
const registryRefuses = (status: number, code: string): Fault => ({
  status,
  body: { type: `http://ns.adobe.com/aep/errors/${code}`, title: 'No', status, detail: 'No' },
});
const platform = (fault: Fault, path?: RegExp, changes?: Partial<NewConnection>) => (adobe: LocalAdobe) => {
  adobe.fail({ service: 'platform', fault, ...(path ? { path } : {}) });
  return oauthConnection(adobe, changes);
};
const ims = (fault: Fault, path?: RegExp) => (adobe: LocalAdobe) => {
  adobe.fail({ service: 'ims', fault, ...(path ? { path } : {}) });
  return oauthConnection(adobe);
};
const project = (patch: object, changes?: Partial<NewConnection>) => (adobe: LocalAdobe) => {
  adobe.updateCredential(clientId, patch);
  return oauthConnection(adobe, changes);
};
const brokenJwt =
  (error: string, description: string, status = 400) =>
  (adobe: LocalAdobe) => {
    const body = { error, error_description: description };
    adobe.fail({ service: 'ims', path: /exchange/, fault: { status, body } });
    return jwtConnection(adobe);
  };
/** A JWT credential's broken key leaves IMS and the clock to be looked at. */
const beyondSecret = all.filter((id) => !['connection', 'secret', 'ims', 'clock'].includes(id));
const withoutIms: readonly StepId[] = ['clock', ...after('clock')];
const retryLater = { 'retry-after': '120' };
const schemas = /schemaregistry/;
const list = /sandbox-management/;

const ownMachine: readonly Case[] = [
  {
    name: 'an organisation ID that is none',
    given: (adobe) => oauthConnection(adobe, { imsOrg: 'Contoso' }),
    row: 'connection',
    code: 'INPUT_INVALID',
  },
  {
    name: 'a secret that was lost with the keyring',
    given: (adobe) => oauthConnection(adobe),
    also: (window) => window.secrets.delete('aep.connections'),
    row: 'secret',
    code: 'SECRET_MISSING',
    skipped: beyondSecret,
  },
  ...(
    [
      ['a key without its line breaks and its BEGIN line', 'bm8gc3RhcnQgbGluZQ', 'KEY_UNREADABLE'],
      ['a certificate in place of the key', certificatePem(), 'KEY_IS_CERTIFICATE'],
      ['a public key', publicPem(), 'KEY_IS_PUBLIC'],
      ['an elliptic key', sec1(), 'KEY_NOT_RSA'],
      ['a short key', pkcs8(shortRsaKey()), 'KEY_TOO_SHORT'],
      ['an encrypted key without its passphrase', encryptedPkcs8(), 'KEY_PASSPHRASE_MISSING'],
    ] as const
  ).map(([name, privateKey, code]): Case => {
    return { name, given: jwtWith({ privateKey }), row: 'secret', code, skipped: beyondSecret };
  }),
  {
    name: 'a wrong passphrase',
    given: jwtWith({ privateKey: encryptedPkcs8(), passphrase: 'not this one' }),
    row: 'secret',
    code: 'KEY_PASSPHRASE_WRONG',
    skipped: beyondSecret,
  },
  ...[-3_600_000, 120_000].map((aheadMs): Case => ({
    name: `a clock that is wrong by ${aheadMs / 1000} s, for a secret`,
    given: (adobe) => oauthConnection(adobe),
    also: (window) => void (window.aheadMs = aheadMs),
    row: 'clock',
    code: 'CLOCK_WRONG',
    skipped: [],
  })),
  {
    name: 'a clock that is wrong by an hour, for a signed JWT',
    given: (adobe) => jwtConnection(adobe),
    also: (window) => void (window.aheadMs = 3_600_000),
    row: 'clock',
    code: 'CLOCK_WRONG',
    skipped: [],
  },
];

const wayToIms = (
  [
    {
      name: 'a port that refuses',
      given: async (adobe) => via(adobe, { imsOrigin: await refusedPort() }),
      row: 'ims',
      code: 'CONNECTION_REFUSED',
      adobeCode: 'ECONNREFUSED',
    },
    {
      name: 'a host that DNS does not know',
      given: (adobe) => via(adobe, { imsOrigin: 'https://ims.invalid' }),
      row: 'ims',
      code: 'HOST_UNKNOWN',
    },
    {
      name: 'a certificate that nobody vouches for',
      given: async (adobe) => via(adobe, { imsOrigin: await serve(selfSigned()) }),
      row: 'ims',
      code: 'TLS_UNTRUSTED',
      adobeCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    },
    {
      name: 'a certificate of an authority that is not installed here',
      given: async (adobe) => via(adobe, { imsOrigin: await behind(authority.issue('127.0.0.1'), adobe) }),
      row: 'ims',
      code: 'TLS_UNTRUSTED',
      told: 'unknownAuthority',
      adobeCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    },
    {
      name: 'a certificate that has expired',
      given: vouchedFor(() => authority.issueExpired('127.0.0.1')),
      row: 'ims',
      code: 'TLS_UNTRUSTED',
      told: 'expiredCertificate',
      adobeCode: 'CERT_HAS_EXPIRED',
    },
    {
      name: 'a certificate of another host',
      given: vouchedFor(() => authority.issue('elsewhere.example')),
      row: 'ims',
      code: 'TLS_UNTRUSTED',
      told: 'otherHost',
      adobeCode: 'ERR_TLS_CERT_ALTNAME_INVALID',
    },
    {
      name: 'a sign-in page of a proxy',
      given: async (adobe) => via(adobe, { imsOrigin: await serve(page(200)) }),
      row: 'ims',
      code: 'BAD_RESPONSE',
    },
    {
      name: 'a proxy that wants a password',
      given: async (adobe) => via(adobe, { imsOrigin: await serve(page(407)) }),
      row: 'ims',
      code: 'BAD_RESPONSE',
      told: 'proxySignIn',
    },
    { name: 'no answer', given: ims('hang'), row: 'ims', code: 'TIMEOUT' },
    { name: 'dropped connections', given: ims('drop'), row: 'ims', code: 'CONNECTION_LOST' },
  ] satisfies readonly Case[]
).map((one): Case => ({ ...one, skipped: withoutIms }));

const imsRefuses: readonly Case[] = [
  {
    name: 'a rotated client secret (invalid client_secret parameter)',
    given: withSecret('p8e-FAKE_rotated_secret_0000000001'),
    row: 'token',
    code: 'IMS_SECRET_INVALID',
    adobeCode: 'invalid_client',
  },
  {
    name: 'a deleted project (invalid client_id parameter)',
    given: (adobe) => oauthConnection(adobe, { clientId: '0123456789abcdef0123456789abcdef' }),
    row: 'token',
    code: 'IMS_CLIENT_UNKNOWN',
    adobeCode: 'invalid_client',
  },
  {
    name: 'a scope that the project lacks',
    given: project({ scopes: ['openid'] }),
    row: 'token',
    code: 'IMS_SCOPE_INVALID',
    adobeCode: 'invalid_scope',
  },
  {
    name: 'a converted JWT credential',
    given: (adobe) => {
      adobe.updateCredential(demo.jwt.clientId, { retired: true });
      return jwtConnection(adobe);
    },
    row: 'token',
    code: 'IMS_CLIENT_REFUSED',
    adobeCode: 'invalid_client',
  },
  {
    name: 'a key without a certificate (Could not match JWT signature to any of the bindings)',
    given: jwtWith({ privateKey: pkcs8(otherRsaKey()) }),
    row: 'token',
    code: 'IMS_JWT_SIGNATURE',
    adobeCode: 'invalid_token',
  },
  {
    name: 'claims that IMS cannot decode (invalid_token)',
    given: brokenJwt('invalid_token', 'JWT token is incorrectly formatted, and can not be decoded.'),
    row: 'token',
    code: 'IMS_JWT_MALFORMED',
    adobeCode: 'invalid_token',
  },
  {
    name: 'a technical account of another organisation (bad_request)',
    given: jwtWith({ technicalAccountId: 'AAAA30DE30DE30DE30DE30DE@techacct.adobe.com' }),
    row: 'token',
    code: 'IMS_JWT_MALFORMED',
    adobeCode: 'bad_request',
  },
  {
    name: 'a metascope that is not bound',
    given: jwtWith({ metascopes: ['ent_gdpr_sdk'] }),
    row: 'token',
    code: 'IMS_SCOPE_INVALID',
    told: 'metascopes',
    adobeCode: 'invalid_scope',
  },
  {
    name: '429 of IMS',
    given: ims({ status: 429, headers: retryLater, body: { error: 'throttled' } }),
    row: 'token',
    code: 'RATE_LIMITED',
  },
  { name: '500 of IMS', given: ims({ status: 500, body: {} }), row: 'token', code: 'SERVER_ERROR' },
  {
    name: '503 of IMS',
    given: ims({ status: 503, headers: retryLater }),
    row: 'token',
    code: 'SERVER_ERROR',
    told: 'serverErrorFor120s',
  },
  { name: 'a page where the token should be', given: ims('html', /token/), row: 'token', code: 'BAD_RESPONSE' },
  { name: 'half a token', given: ims('truncated-json', /token/), row: 'token', code: 'BAD_RESPONSE' },
  {
    name: 'a redirect of IMS',
    given: ims('redirect'),
    row: 'token',
    code: 'REDIRECTED',
    skipped: ['clock', ...after('token')],
  },
  {
    name: 'a pasted token that has expired',
    given: (adobe) => {
      const times = { createdAtMs: Date.now() - 90_000_000, lifetimeMs: 86_400_000 };
      return pastedConnection(adobe.issueToken(clientId, times), adobe);
    },
    row: 'token',
    code: 'TOKEN_EXPIRED',
  },
  {
    name: 'a pasted token of another client',
    given: (adobe) => pastedConnection(adobe.issueToken(demo.jwt.clientId), adobe),
    row: 'claims',
    code: 'TOKEN_MISMATCH',
  },
  {
    name: 'a token with fewer scopes than asked for',
    given: (adobe) => {
      const token = adobe.issueToken(clientId);
      const [head, payload, tail] = token.split('.') as [string, string, string];
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      const fewer = Buffer.from(JSON.stringify({ ...claims, scope: 'openid,AdobeID' })).toString('base64url');
      return ims(
        { status: 200, body: { access_token: `${head}.${fewer}.${tail}`, expires_in: 86_399 } },
        /token/,
      )(adobe);
    },
    row: 'claims',
    code: 'TOKEN_MISMATCH',
  },
];

const platformRefuses: readonly Case[] = [
  {
    name: 'a port that refuses',
    given: async (adobe) => via(adobe, { platformOrigin: await refusedPort() }),
    row: 'apiKey',
    code: 'CONNECTION_REFUSED',
  },
  {
    name: 'a certificate that nobody vouches for',
    given: async (adobe) => via(adobe, { platformOrigin: await serve(selfSigned()) }),
    row: 'apiKey',
    code: 'TLS_UNTRUSTED',
  },
  {
    name: 'a sign-in page of a proxy',
    given: async (adobe) => via(adobe, { platformOrigin: await serve(page(200)) }),
    row: 'apiKey',
    code: 'BAD_RESPONSE',
  },
  {
    name: '401013, Oauth token is not valid: of another environment',
    given: platform(gateway('401013')),
    row: 'apiKey',
    code: 'TOKEN_REJECTED',
    adobeCode: '401013',
  },
  {
    name: 'a pasted token that was revoked',
    given: (adobe) => {
      const token = adobe.issueToken(clientId);
      adobe.revokeToken(token);
      return pastedConnection(token, adobe);
    },
    row: 'apiKey',
    code: 'TOKEN_REJECTED',
    told: 'pastedTokenRejected',
  },
  {
    name: '403010, Oauth token is missing',
    given: platform(gateway('403010')),
    row: 'apiKey',
    code: 'TOKEN_REJECTED',
    adobeCode: '403010',
  },
  {
    name: '403000, Api Key is required',
    given: platform(gateway('403000')),
    row: 'apiKey',
    code: 'API_KEY_REJECTED',
    adobeCode: '403000',
  },
  {
    name: '403003, Api Key is invalid: the API is not on the project',
    given: project({ services: ['I/O Management API'] }),
    row: 'apiKey',
    code: 'API_KEY_REJECTED',
    adobeCode: '403003',
  },
  {
    name: '429050, Too many requests',
    given: platform({ status: 429, headers: retryLater, body: { error_code: '429050' } }),
    row: 'apiKey',
    code: 'RATE_LIMITED',
    adobeCode: '429050',
  },
  { name: '500 of the platform', given: platform({ status: 500, body: {} }), row: 'apiKey', code: 'SERVER_ERROR' },
  {
    name: '400003, Missing header',
    given: platform(gateway('400003')),
    row: 'organisation',
    code: 'REQUEST_REFUSED',
    adobeCode: '400003',
    told: 'organisationNotReceived',
  },
  {
    name: '403025, Profile is not valid: another organisation',
    given: (adobe) => oauthConnection(adobe, { imsOrg: 'AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg' }),
    row: 'organisation',
    code: 'ORG_OR_PROFILE_MISSING',
    adobeCode: '403025',
  },
  {
    name: '403025, Profile is not valid: no product profile',
    given: project({ hasProfile: false }),
    row: 'organisation',
    code: 'ORG_OR_PROFILE_MISSING',
    adobeCode: '403025',
  },
  {
    name: '403027, User region is missing: a mistyped organisation',
    given: (adobe) => oauthConnection(adobe, { imsOrg: 'DE30DE30@AdobeOrg' }),
    row: 'organisation',
    code: 'ORG_OR_PROFILE_MISSING',
    told: 'orgProfileOrRegion',
    adobeCode: '403027',
  },
  {
    name: '403027 as a number, in the newer body',
    given: (adobe) => {
      adobe.gatewayErrorStyle = 'new';
      return oauthConnection(adobe, { imsOrg: 'DE30DE30@AdobeOrg' });
    },
    row: 'organisation',
    code: 'ORG_OR_PROFILE_MISSING',
    told: 'orgProfileOrRegion',
    adobeCode: '403027',
  },
];

const servicesRefuse: readonly Case[] = [
  {
    name: 'a sandbox that does not exist',
    given: (adobe) => oauthConnection(adobe, { sandbox: 'no-such' }),
    row: 'sandbox',
    code: 'SANDBOX_UNUSABLE',
    adobeCode: 'XDM-1030-403',
  },
  {
    name: 'a sandbox that the role does not include',
    given: project({ sandboxes: ['prod'] }, { sandbox: 'dev' }),
    row: 'sandbox',
    code: 'SANDBOX_UNUSABLE',
    told: 'devUnusable',
    adobeCode: 'XDM-1030-403',
  },
  {
    name: 'a sandbox that is being reset',
    given: (adobe) => oauthConnection(adobe, { sandbox: 'old-pilot' }),
    row: 'sandbox',
    code: 'SANDBOX_UNUSABLE',
    told: 'oldPilotUnusable',
  },
  {
    name: 'no sandbox chosen, and a default one that the role does not include',
    given: project({ sandboxes: ['dev'] }),
    row: 'sandbox',
    code: 'SANDBOX_UNUSABLE',
    told: 'defaultUnusable',
    adobeCode: 'XDM-1030-403',
  },
  {
    name: 'a wrong sandbox where listing is refused',
    given: (adobe) => {
      adobe.fail({ service: 'platform', path: list, fault: registryRefuses(403, 'SMS-2030-403') });
      return oauthConnection(adobe, { sandbox: 'no-such' });
    },
    row: 'sandbox',
    code: 'SANDBOX_UNUSABLE',
    adobeCode: 'XDM-1030-403',
  },
  {
    name: 'no role: no sandbox is seen',
    given: project({ hasRole: false }),
    row: 'sandbox',
    code: 'PERMISSION_DENIED',
    adobeCode: 'XDM-1030-403',
  },
  {
    name: 'no role, and a list of sandboxes that is refused',
    given: (adobe) => {
      adobe.fail({ service: 'platform', path: list, fault: registryRefuses(403, 'SMS-2030-403') });
      return project({ hasRole: false })(adobe);
    },
    row: 'sandbox',
    code: 'PERMISSION_DENIED',
    told: 'listRefused',
    adobeCode: 'XDM-1030-403',
  },
  {
    name: 'no role: everything behind the gateway is refused',
    given: platform({ status: 403, body: { title: 'Forbidden' } }, undefined, { sandbox: 'dev' }),
    row: 'sandbox',
    code: 'PERMISSION_DENIED',
    told: 'listRefused',
  },
  {
    name: 'no View Schemas',
    given: project({ canViewSchemas: false }, { sandbox: 'dev' }),
    row: 'registry',
    code: 'PERMISSION_DENIED',
    told: 'noViewSchemas',
    adobeCode: 'XDM-1032-403',
  },
  {
    name: 'no View Schemas, in the default sandbox',
    given: project({ canViewSchemas: false }),
    row: 'registry',
    code: 'PERMISSION_DENIED',
    told: 'noViewSchemas',
    adobeCode: 'XDM-1032-403',
  },
  {
    name: 'an Accept header that the registry calls invalid',
    given: platform(registryRefuses(400, 'XDM-1006-400'), schemas),
    row: 'registry',
    code: 'REQUEST_REFUSED',
    adobeCode: 'XDM-1006-400',
  },
  {
    name: '406, Accept header parameter is required',
    given: platform({ status: 406, body: { status: 406, title: 'NotAcceptableError' } }, schemas),
    row: 'registry',
    code: 'REQUEST_REFUSED',
  },
  {
    name: 'a registry that is not found',
    given: platform(registryRefuses(404, 'XDM-1017-404'), schemas),
    row: 'registry',
    code: 'NOT_FOUND',
    adobeCode: 'XDM-1017-404',
  },
  {
    name: '500 of the registry',
    given: platform({ status: 500, body: {} }, schemas),
    row: 'registry',
    code: 'SERVER_ERROR',
  },
  {
    name: '429 of the registry',
    given: platform({ status: 429, headers: retryLater, body: {} }, schemas),
    row: 'registry',
    code: 'RATE_LIMITED',
  },
  { name: 'half a list', given: platform('truncated-json', schemas), row: 'registry', code: 'BAD_RESPONSE' },
  { name: 'a registry that hangs', given: platform('hang', schemas), row: 'registry', code: 'TIMEOUT' },
  {
    name: '500 on the way through the pages',
    given: (adobe) => {
      adobe.fail({
        service: 'platform',
        path: /classes$/,
        query: (query) => query.has('orderby'),
        fault: { status: 500 },
      });
      return oauthConnection(adobe);
    },
    row: 'classes',
    code: 'SERVER_ERROR',
    skipped: [],
  },
  {
    name: 'statistics that say nothing',
    given: platform({ status: 200, body: {} }, /stats$/),
    row: 'tenant',
    code: 'BAD_RESPONSE',
    told: 'answerOfNobody',
    skipped: [],
  },
];

suite('AccessCheck', function () {
  this.slow(3_000);
  let adobe: LocalAdobe;
  let window: AccessWindow | undefined;
  const rows = new AccessRows();
  const untouched = tls.createSecureContext;

  suiteSetup(async function () {
    this.timeout(60_000);
    adobe = await LocalAdobe.start();
    tls.createSecureContext = (options) => {
      const context = untouched(options);
      // As VS Code gives Node the authorities of the operating system.
      for (const pem of trusted) (context.context as { addCACert(pem: string): void }).addCACert(pem);
      return context;
    };
  });
  suiteTeardown(async () => {
    tls.createSecureContext = untouched;
    await adobe.stop();
  });
  setup(() => {
    adobe.reset();
    for (const credential of adobe.registry.list()) adobe.removeCredential(credential.clientId);
    registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
  });
  teardown(() => {
    window?.dispose();
    window = undefined;
    trusted = [];
    for (const server of servers.splice(0)) server.close();
  });

  for (const [title, cases] of [
    ['the connection, its secret and the clock', ownMachine],
    ['the way to IMS', wayToIms],
    ['what IMS refuses', imsRefuses],
    ['what the gateway refuses', platformRefuses],
    ['what the services refuse', servicesRefuse],
  ] as const) {
    suite(title, () => {
      for (const { name, given, also, row, code, adobeCode, skipped = after(row), told: says = code } of cases) {
        test(`${name}: fails ${row} and no other row`, async () => {
          window = await AccessWindow.open(await given(adobe), code === 'TIMEOUT' ? 1_000 : undefined);
          await also?.(window);
          const state = await window.run();
          assert.deepEqual(rowsIn('failed', state), [row]);
          const { error } = state.steps.find(({ id }) => id === row)!;
          assert.equal(error?.code, code);
          if (adobeCode !== undefined) assert.equal(error.details.adobeCode, adobeCode);
          assert.deepEqual(rowsIn('skipped', state), skipped);
          assert.equal(state.status, 'finished');
          assert.deepEqual(rows.failed(state), told[says]);
        });
      }
    });
  }

  suite('with nothing wrong', () => {
    const kinds: readonly (readonly [string, () => NewConnection])[] = [
      ['a client secret', () => oauthConnection(adobe)],
      ['a client secret and a sandbox', () => oauthConnection(adobe, { sandbox: 'dev' })],
      ['a service account', () => jwtConnection(adobe)],
      ['a key with a passphrase', () => jwtWith({ privateKey: encryptedPkcs8(), passphrase })(adobe)],
      ['a pasted token', () => pastedConnection(adobe.issueToken(clientId), adobe)],
    ];
    for (const [name, input] of kinds) {
      test(`${name}: every row passes, each told as it runs`, async () => {
        window = await AccessWindow.open(input());
        const state = await window.run();
        assert.deepEqual(rowsIn('passed', state), all);
        assert.deepEqual(
          [...new Set(window.told)].filter((told) => told !== 'running'),
          [...all, 'finished'],
        );
        assert.match(fact(state, 'tenantId'), /^local/);
        assert.ok(Number(fact(state, 'classesSeen')) > 10);
      });
    }

    test('a key: its size and fingerprint are told', async () => {
      window = await AccessWindow.open(jwtConnection(adobe));
      const state = await window.run();
      assert.equal(fact(state, 'keySize'), '2048');
      assert.match(fact(state, 'keyFingerprint'), /^[0-9a-f]{64}$/);
    });

    test('a list of sandboxes that is refused to others than administrators is no failure', async () => {
      adobe.fail({ service: 'platform', path: list, fault: registryRefuses(403, 'SMS-2030-403') });
      window = await AccessWindow.open(oauthConnection(adobe, { sandbox: 'dev' }));
      assert.deepEqual(rowsIn('passed', await window.run()), all);
    });

    test('a token that Adobe revoked is replaced on the way', async () => {
      window = await AccessWindow.open(oauthConnection(adobe));
      await window.tokens.get(window.connection.id);
      adobe.revokeAllTokens();
      assert.deepEqual(rowsIn('passed', await window.run()), all);
      assert.equal(adobe.mints, 2);
    });

    test('a token that is opaque cannot be compared, and is none the worse', async () => {
      adobe.fail({
        service: 'ims',
        path: /token/,
        fault: { status: 200, body: { access_token: 'opaque-token', expires_in: 86_399 } },
      });
      window = await AccessWindow.open(oauthConnection(adobe));
      const state = await window.run();
      assert.equal(state.steps.find(({ id }) => id === 'claims')?.state, 'skipped');
      assert.deepEqual(rowsIn('failed', state), ['apiKey']);
    });

    test('an answer without a time leaves the clock alone', async () => {
      adobe.fail({ service: 'ims', path: /keys/, fault: { status: 200, headers: { age: '30' }, body: { keys: [] } } });
      window = await AccessWindow.open(oauthConnection(adobe));
      assert.deepEqual(rowsIn('skipped', await window.run()), ['clock']);
    });
  });

  suite('stopped', () => {
    test('ends at once, keeps what it found, and tells it', async () => {
      adobe.fail({ service: 'platform', fault: 'hang' });
      window = await AccessWindow.open(oauthConnection(adobe));
      const { check } = window;
      const running = window.run();
      await until(
        () => check.state.steps.some(({ id, state }) => id === 'apiKey' && state === 'running'),
        'the platform',
      );
      check.stop();
      const state = await running;
      assert.equal(state.status, 'stopped');
      assert.deepEqual(rowsIn('passed', state), all.slice(0, 6));
      assert.deepEqual(rowsIn('skipped', state), after('claims'));
      assert.deepEqual(check.state, state);
    });

    test('by an edit of what is checked, it does not say that there is access', async () => {
      const mint = adobe.fail({ service: 'ims', path: /token/, fault: 'hang' });
      window = await AccessWindow.open(oauthConnection(adobe));
      const { check, store, connection } = window;
      const running = window.run();
      await until(() => check.state.steps.some((step) => step.id === 'token' && step.state === 'running'), 'the mint');
      await until(() => adobe.requests.some(({ path }) => path.includes('/token/')), 'its request');
      mint.remove();
      const clientSecrets = ['p8e-FAKE_another_secret_000000001'];
      const scopes = [...demo.oauth.scopes];
      await store.update(connection.id, { credential: { kind: 'oauth-server-to-server', clientSecrets, scopes } });
      const state = await running;
      assert.equal(state.status, 'overtaken');
      assert.deepEqual(rowsIn('failed', state), []);
      assert.deepEqual(rowsIn('skipped', state), after('clock'));
      assert.ok(!hasPassed(state));
    });

    test('by the next run, it says nothing more', async () => {
      adobe.fail({ service: 'ims', path: /keys/, times: 1, fault: 'hang' });
      window = await AccessWindow.open(oauthConnection(adobe));
      const first = window.run();
      await until(() => adobe.requests.length > 0, 'the first request');
      const second = await window.run();
      assert.deepEqual([(await first).status, second.status, window.check.state], ['stopped', 'finished', second]);
    });

    test('never throws: a connection that is gone fails the first row', async () => {
      window = await AccessWindow.open(oauthConnection(adobe));
      const state = await window.check.run('gone');
      assert.deepEqual(rowsIn('failed', state), ['connection']);
      assert.equal(state.steps[0]?.error?.code, 'CONNECTION_NOT_FOUND');
      window.check.clear();
      assert.equal(window.check.state.status, 'idle');
    });
  });
});

function fact({ steps }: AccessState, name: string): string {
  return steps.flatMap(({ facts }) => facts).find((one) => one.name === name)?.value ?? '';
}
