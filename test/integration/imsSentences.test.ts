import * as assert from 'node:assert/strict';
import * as https from 'node:https';
import * as net from 'node:net';
import { demo } from '../emulator/demo';
import { type Fault } from '../emulator/localAdobe';
import { certificatePem, otherRsaKey, pkcs8 } from '../support/keys';
import { generate } from './support/aepCommands';
import { assertTellsNone, rejectionOf } from './support/failure';
import { type AdobeFixture, useLocalAdobe } from './support/localAdobe';
import { sentenceOf } from './support/sentence';

interface ImsCase {
  readonly name: string;
  /** Adds the connection, and makes Adobe as the case wants it. */
  readonly given: (fixture: AdobeFixture) => Promise<string>;
  readonly code: string;
  readonly sentence: string;
  /** How often IMS is asked. Default: once. */
  readonly requests?: number;
}

const jwtEnded =
  'Adobe has ended service account (JWT) credentials and converted them to OAuth Server-to-Server: ' +
  'keep the client ID, and enter its OAuth client secret and scopes.';
const wrongSecret = 'p8e-wrong-000000000000000000000';

const oauthCases: readonly ImsCase[] = [
  {
    name: 'a wrong client secret',
    given: (fixture) => fixture.add(fixture.oauth({}, { clientSecret: wrongSecret })),
    code: 'IMS_SECRET_INVALID',
    sentence:
      'Adobe IMS refused the client secret. Copy the current client secret from the Developer Console. ' +
      '(HTTP 400, invalid_client, request ID <id>)',
  },
  {
    name: 'two wrong client secrets',
    given: (fixture) =>
      fixture.add(fixture.oauth({}, { clientSecret: undefined, clientSecrets: [wrongSecret, `${wrongSecret}2`] })),
    code: 'IMS_SECRET_INVALID',
    sentence:
      'Adobe IMS refused the client secret. Copy the current client secret from the Developer Console. ' +
      '(HTTP 400, invalid_client, request ID <id>)',
    requests: 2,
  },
  {
    name: 'an unknown client ID',
    given: (fixture) => fixture.add(fixture.oauth({ clientId: '0123456789abcdef0123456789abcdef' })),
    code: 'IMS_CLIENT_UNKNOWN',
    sentence:
      'Adobe IMS does not know this client ID. ' +
      'Check the client ID and the environment; the project may have been deleted. ' +
      '(HTTP 400, invalid_client, request ID <id>)',
  },
  {
    name: 'a scope that the credential lacks',
    given: (fixture) => fixture.add(fixture.oauth({}, { scopes: 'openid,AdobeID,made_up' })),
    code: 'IMS_SCOPE_INVALID',
    sentence:
      'Adobe IMS refused the scopes. Copy the scopes of the credential from the Developer Console; ' +
      'the project needs the Experience Platform API. (HTTP 400, invalid_scope, request ID <id>)',
  },
  {
    name: 'the client ID of a service account',
    given: (fixture) => fixture.add(fixture.oauth({ clientId: demo.jwt.clientId })),
    code: 'IMS_CLIENT_REFUSED',
    sentence:
      'Adobe IMS refused this client ID with this secret. Check both in the Developer Console. ' +
      '(HTTP 400, unauthorized_client, request ID <id>)',
  },
  {
    name: 'a refusal of another kind',
    given: failing({ status: 400, body: { error: 'access_denied', error_description: `no, ${wrongSecret}` } }),
    code: 'IMS_REJECTED',
    sentence:
      'Adobe IMS refused to issue a token. Check the credential in the Developer Console. ' +
      '(HTTP 400, access_denied, request ID <id>)',
  },
];

const jwtCases: readonly ImsCase[] = [
  {
    name: 'a wrong client secret',
    given: (fixture) => fixture.add(fixture.jwt(pkcs8(), {}, { clientSecret: wrongSecret })),
    code: 'IMS_SECRET_INVALID',
    sentence:
      `Adobe IMS refused the client secret. Copy the current client secret from the Developer Console. ${jwtEnded} ` +
      '(HTTP 401, invalid_client, request ID <id>)',
  },
  {
    name: 'an unknown client ID',
    given: (fixture) => fixture.add(fixture.jwt(pkcs8(), { clientId: '0123456789abcdef0123456789abcdef' })),
    code: 'IMS_CLIENT_UNKNOWN',
    sentence:
      'Adobe IMS does not know this client ID. ' +
      `Check the client ID and the environment; the project may have been deleted. ${jwtEnded} ` +
      '(HTTP 400, invalid_client, request ID <id>)',
  },
  {
    name: 'a credential that Adobe has retired',
    given: (fixture) => {
      fixture.adobe.updateCredential(demo.jwt.clientId, { retired: true });
      return fixture.add(fixture.jwt(pkcs8()));
    },
    code: 'IMS_CLIENT_REFUSED',
    sentence:
      `Adobe IMS refused this client ID with this secret. Check both in the Developer Console. ${jwtEnded} ` +
      '(HTTP 401, invalid_client, request ID <id>)',
  },
  {
    name: 'the key of another certificate',
    given: (fixture) => fixture.add(fixture.jwt(pkcs8(otherRsaKey()))),
    code: 'IMS_JWT_SIGNATURE',
    sentence:
      'The private key matches no certificate of this credential. ' +
      `Use the private.key whose certificate is registered and has not expired. ${jwtEnded} ` +
      '(HTTP 400, invalid_token, request ID <id>)',
  },
  {
    name: 'the organisation of somebody else',
    given: (fixture) => fixture.add(fixture.jwt(pkcs8(), { imsOrg: 'AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg' })),
    code: 'IMS_JWT_MALFORMED',
    sentence:
      'Adobe IMS refused the signed claims. ' +
      `Check the IMS organisation, the technical account ID and the clock of this machine. ${jwtEnded} ` +
      '(HTTP 400, bad_request, request ID <id>)',
  },
  {
    name: 'another technical account',
    given: (fixture) =>
      fixture.add(fixture.jwt(pkcs8(), {}, { technicalAccountId: 'FFFFFFFFFFFFFFFFFFFFFFFF@techacct.adobe.com' })),
    code: 'IMS_JWT_MALFORMED',
    sentence:
      'Adobe IMS refused the signed claims. ' +
      `Check the IMS organisation, the technical account ID and the clock of this machine. ${jwtEnded} ` +
      '(HTTP 400, bad_request, request ID <id>)',
  },
  {
    name: 'a metascope that the project lacks',
    given: (fixture) => fixture.add(fixture.jwt(pkcs8(), {}, { metascopes: ['ent_campaign_sdk'] })),
    code: 'IMS_SCOPE_INVALID',
    sentence:
      'Adobe IMS refused the metascopes. ' +
      `Enter those of the APIs on the project; for Experience Platform, that is ent_dataservices_sdk. ${jwtEnded} ` +
      '(HTTP 400, invalid_scope, request ID <id>)',
  },
];

const noAdobe =
  '<ims> answered with something that Adobe’s API does not send. ' +
  'A proxy or sign-in page may be in between: check the network and the origins of the connection.';

const wayCases: readonly ImsCase[] = [
  {
    name: 'too many requests, with a long pause asked for',
    given: failing({ status: 429, headers: { 'retry-after': '90' }, body: { error: 'too_many_requests' } }),
    code: 'RATE_LIMITED',
    sentence: 'Adobe is throttling requests. Try again in 90 s. (HTTP 429, too_many_requests, request ID <id>)',
  },
  {
    name: 'too many requests, for as often as is tried',
    given: failing({ status: 429, headers: { 'retry-after': '0' } }),
    code: 'RATE_LIMITED',
    sentence: 'Adobe is throttling requests. Try again in 1 s. (HTTP 429, request ID <id>)',
    requests: 3,
  },
  {
    name: 'a server error',
    given: failing({ status: 500, body: 'Internal Server Error' }),
    code: 'SERVER_ERROR',
    sentence: '<ims> reported a server error. Wait a minute and try again. (HTTP 500, request ID <id>)',
    requests: 2,
  },
  {
    name: 'a service that is unavailable and says for how long',
    given: failing({ status: 503, headers: { 'retry-after': '30' } }),
    code: 'SERVER_ERROR',
    sentence: '<ims> reported a server error. Try again in 30 s. (HTTP 503, request ID <id>)',
  },
  {
    name: 'a dropped connection',
    given: failing('drop'),
    code: 'CONNECTION_LOST',
    sentence: 'The connection to <ims> broke off. Check the network connection and try again. (ECONNRESET)',
    requests: 3,
  },
  { name: 'a sign-in page', given: failing('html'), code: 'BAD_RESPONSE', sentence: `${noAdobe} (HTTP 200)` },
  {
    name: 'a page that a proxy refuses with',
    given: failing({ status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>Blocked</h1>' }),
    code: 'BAD_RESPONSE',
    sentence: `${noAdobe} (HTTP 403, request ID <id>)`,
  },
  { name: 'half a JSON', given: failing('truncated-json'), code: 'BAD_RESPONSE', sentence: `${noAdobe} (HTTP 200)` },
  { name: 'an empty answer', given: failing('empty'), code: 'BAD_RESPONSE', sentence: `${noAdobe} (HTTP 200)` },
  { name: 'an answer that is no UTF-8', given: failing('not-utf8'), code: 'BAD_RESPONSE', sentence: noAdobe },
  {
    name: 'an answer without a token',
    given: failing({ status: 200, body: { token_type: 'bearer', expires_in: 86399 } }),
    code: 'BAD_RESPONSE',
    sentence: noAdobe,
  },
  {
    name: 'a redirect',
    given: failing('redirect'),
    code: 'REDIRECTED',
    sentence:
      '<ims> redirected the request; the redirect was not followed. ' +
      'Secrets are sent only to the connection’s own origins: check that these are right. (HTTP 302)',
  },
];

for (const [title, cases] of [
  ['an OAuth credential that IMS refuses', oauthCases],
  ['a service account that IMS refuses', jwtCases],
  ['a way to IMS that fails', wayCases],
] as const) {
  suite(`The sentence for ${title}`, () => {
    const fixture = useLocalAdobe();

    for (const { name, given, code, sentence, requests = 1 } of cases) {
      test(name, async () => {
        const failure = await rejectionOf(generate(await given(fixture)));
        assert.deepEqual([failure.code, sentenceOf(failure.message, fixture)], [code, sentence]);
        assert.equal(fixture.tokenRequests, requests);
        assert.deepEqual(fixture.platformAnswers, [], 'nothing went elsewhere');
        assertTellsNone([...fixture.secrets, wrongSecret, pkcs8(), pkcs8(otherRsaKey())], failure.error);
      });
    }
  });
}

suite('The sentence for no way to IMS', () => {
  const fixture = useLocalAdobe();

  test('a connection that is refused', async () => {
    const host = await closedHost();
    const failure = await rejectionOf(generate(await fixture.add(fixture.oauth({ imsOrigin: `http://${host}` }))));
    assert.equal(failure.code, 'CONNECTION_REFUSED');
    assert.equal(
      failure.message,
      `${host} cannot be reached. Check the network connection, VPN and firewall. (ECONNREFUSED)`,
    );
    assertTellsNone(fixture.secrets, failure.error);
  });

  test('a host that nobody knows', async () => {
    const failure = await rejectionOf(
      generate(await fixture.add(fixture.oauth({ imsOrigin: 'https://ims.adobe.invalid' }))),
    );
    assert.equal(failure.code, 'HOST_UNKNOWN');
    // Without a network the name server cannot be asked, which has a code of its own.
    assert.match(
      failure.message,
      /^ims\.adobe\.invalid cannot be found\. Check the network connection, VPN and proxy \(http\.proxy\)\. \((ENOTFOUND|EAI_AGAIN)\)$/,
    );
    assertTellsNone(fixture.secrets, failure.error);
  });

  test('a certificate that nobody vouches for', async () => {
    const server = https.createServer({ key: pkcs8(), cert: certificatePem() });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const host = hostOf(server);
      const failure = await rejectionOf(generate(await fixture.add(fixture.oauth({ imsOrigin: `https://${host}` }))));
      assert.equal(failure.code, 'TLS_UNTRUSTED');
      assert.ok(
        failure.message.startsWith(
          `The TLS certificate of ${host} is not trusted. ` +
            'If a proxy inspects traffic, install its certificate authority in the operating system. (',
        ),
        failure.message,
      );
      assertTellsNone(fixture.secrets, failure.error);
    } finally {
      server.close();
    }
  });
});

suite('After a failure on the way to IMS', () => {
  const fixture = useLocalAdobe();
  const passing: readonly Fault[] = ['drop', { status: 503 }, { status: 429, headers: { 'retry-after': '1' } }];

  for (const fault of passing) {
    test(`that passes, the token is there: ${JSON.stringify(fault)}`, async () => {
      const id = await fixture.add();
      fixture.adobe.fail({ service: 'ims', times: 1, fault });
      await generate(id);
      assert.deepEqual([fixture.adobe.mints, fixture.tokenRequests], [1, 2]);
    });
  }

  test('a pause that was asked for is kept', async () => {
    const id = await fixture.add();
    fixture.adobe.fail({ service: 'ims', times: 1, fault: { status: 429, headers: { 'retry-after': '1' } } });
    await generate(id);
    const [first, second] = fixture.adobe.requests;
    assert.ok(second!.atMs - first!.atMs >= 1000);
  });
});

/** A connection to the demo's OAuth credential, whose every request to IMS fails. */
function failing(fault: Fault): (fixture: AdobeFixture) => Promise<string> {
  return (fixture) => {
    fixture.adobe.fail({ service: 'ims', fault });
    return fixture.add();
  };
}

/** Host and port where nobody listens. */
async function closedHost(): Promise<string> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = hostOf(server);
  await new Promise((resolve) => server.close(resolve));
  return host;
}

function hostOf(server: net.Server): string {
  return `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
}
