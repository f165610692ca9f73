import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Fault } from '../emulator/localAdobe';
import { demo } from '../emulator/demo';
import { encryptedPkcs8, passphrase, pkcs8, otherRsaKey } from '../support/keys';
import { secretsInPlay } from '../support/secretsInPlay';
import { run } from './support/aepCommands';
import { rejectionOf } from './support/failure';
import { type AdobeFixture, useLocalAdobe } from './support/localAdobe';

interface Checked {
  readonly connectionId: string;
  readonly passed: boolean;
  readonly steps: readonly { readonly id: string; readonly state: string; readonly code?: string }[];
}

const check = (connectionId: string): Promise<Checked> => run('aep.access.check', { connectionId });
const gateway = (code: string): Fault => ({ status: Number(code.slice(0, 3)), body: { error_code: code } });

/** The report of a connection's check, as the editor shows it. */
async function reportOf(connectionId: string): Promise<string> {
  await run('aep.access.report', { connectionId });
  const { document } = vscode.window.activeTextEditor!;
  assert.deepEqual([document.languageId, document.isUntitled], ['markdown', true]);
  const text = document.getText();
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return text;
}

/** What is told where, for failures that Adobe itself never explains. */
const told: readonly {
  readonly name: string;
  readonly given: (fixture: AdobeFixture) => Promise<string>;
  readonly step: string;
  readonly code: string;
  readonly sentences: readonly string[];
}[] = [
  {
    name: 'a wrong client secret',
    given: (fixture) => fixture.add(fixture.oauth({}, { clientSecret: 'p8e-wrong-000000000000000000000' })),
    step: 'token',
    code: 'IMS_SECRET_INVALID',
    sentences: [
      'Copy the current client secret',
      'developer.adobe.com/console',
      'HTTP 400, invalid\\_client, request ID',
    ],
  },
  {
    name: 'a key of no certificate',
    given: (fixture) => fixture.add(fixture.jwt(pkcs8(otherRsaKey()))),
    step: 'token',
    code: 'IMS_JWT_SIGNATURE',
    sentences: ['matches no certificate', '2048-bit RSA key'],
  },
  {
    name: 'an API that is not on the project',
    given: (fixture) => {
      fixture.adobe.updateCredential(demo.oauth.clientId, { services: [] });
      return fixture.add();
    },
    step: 'apiKey',
    code: 'API_KEY_REJECTED',
    sentences: ['the project has the Experience Platform API', '403003'],
  },
  ...(['403025', '403027'] as const).map((code) => ({
    name: `${code}, with all its causes`,
    given: (fixture: AdobeFixture) => {
      fixture.adobe.fail({ service: 'platform', fault: gateway(code) });
      return fixture.add();
    },
    step: 'organisation',
    code: 'ORG_OR_PROFILE_MISSING',
    sentences: [
      'the organisation ID is mistyped',
      'in no product profile',
      ...(code === '403027' ? ['no region'] : []),
      'adminconsole.adobe.com',
      code,
    ],
  })),
  {
    name: 'a sandbox outside the role',
    given: (fixture) => {
      fixture.adobe.updateCredential(demo.oauth.clientId, { sandboxes: ['prod'] });
      return fixture.add(fixture.oauth({ sandbox: 'dev' }));
    },
    step: 'sandbox',
    code: 'SANDBOX_UNUSABLE',
    sentences: ['cannot use the sandbox “dev”', 'Permissions › Roles', 'experience.adobe.com'],
  },
  {
    name: 'no role',
    given: (fixture) => {
      fixture.adobe.updateCredential(demo.oauth.clientId, { hasRole: false });
      return fixture.add();
    },
    step: 'sandbox',
    code: 'PERMISSION_DENIED',
    sentences: ['The credential sees no sandbox', 'API credentials'],
  },
  {
    name: 'no View Schemas',
    given: (fixture) => {
      fixture.adobe.updateCredential(demo.oauth.clientId, { canViewSchemas: false });
      return fixture.add();
    },
    step: 'registry',
    code: 'PERMISSION_DENIED',
    sentences: ['Data Modeling › View Schemas', 'experience.adobe.com'],
  },
];

suite('Check AEP Access', () => {
  const fixture = useLocalAdobe();

  for (const [kind, input] of [
    ['a client secret', () => fixture.oauth({ sandbox: 'dev' })],
    ['a service account', () => fixture.jwt(encryptedPkcs8(), {}, { passphrase })],
    ['a pasted token', () => fixture.pasted(fixture.adobe.issueToken(demo.oauth.clientId))],
  ] as const) {
    test(`of ${kind} passes step by step, and its report holds no secret`, async () => {
      const connectionId = await fixture.add(input());
      const checked = await check(connectionId);
      assert.deepEqual([checked.connectionId, checked.passed, checked.steps.length], [connectionId, true, 12]);
      assert.ok(checked.steps.every(({ state, code }) => state === 'passed' && code === undefined));
      const report = await reportOf(connectionId);
      assert.match(report, /^# AEP access check: passed\n/);
      assert.match(report, /\| Tenant ID known \| ✓ passed \| local[0-9a-f]{6} ·/);
      assertTellsNoSecret(report, fixture);
    });
  }

  for (const { name, given, step, code, sentences } of told) {
    test(`tells ${name} on one row, with its remedy`, async () => {
      const connectionId = await given(fixture);
      const { passed, steps } = await check(connectionId);
      assert.equal(passed, false);
      const failed = steps.filter(({ state }) => state === 'failed');
      assert.deepEqual(failed, [{ id: step, state: 'failed', code }]);
      const report = await reportOf(connectionId);
      for (const sentence of sentences) assert.ok(report.includes(sentence), `${sentence} is not in\n${report}`);
      assert.equal(report.split('✗ failed').length, 2);
      assertTellsNoSecret(report, fixture);
    });
  }

  test('asks Adobe for one token and only reads', async () => {
    await check(await fixture.add());
    const { requests, mints } = fixture.adobe;
    assert.equal(mints, 1);
    assert.deepEqual(
      [...new Set(requests.filter(({ service }) => service === 'platform').map(({ method }) => method))],
      ['GET'],
    );
  });

  test('refuses what is no connection, by an error', async () => {
    const { code } = await rejectionOf(check('no-such-connection'));
    assert.equal(code, 'CONNECTION_NOT_FOUND');
    assert.equal((await rejectionOf(run('aep.access.check', { connection: 'x' }))).code, 'INPUT_INVALID');
  });

  test('copies the tutorial’s test call as cURL, with a variable in the token’s place', async () => {
    const connectionId = await fixture.add();
    await run('aep.access.copyCurl', { connectionId });
    const { clientId } = demo.oauth;
    assert.equal(
      await vscode.env.clipboard.readText(),
      [
        `curl -X GET '${fixture.adobe.platformOrigin}/data/foundation/schemaregistry/global/classes'`,
        "-H 'Accept: application/vnd.adobe.xed-id+json'",
        '-H "Authorization: Bearer $ACCESS_TOKEN"',
        `-H 'x-api-key: ${clientId}'`,
        `-H 'x-gw-ims-org-id: ${demo.imsOrg}'`,
      ].join(' \\\n  '),
    );
  });
});

/** Neither a secret nor a whole id: a ticket is read by many. */
function assertTellsNoSecret(report: string, { secrets }: AdobeFixture): void {
  const plain = report.replaceAll('\\', '');
  const ids = [demo.imsOrg, demo.oauth.clientId, demo.jwt.clientId, demo.jwt.technicalAccountId];
  for (const secret of [...secretsInPlay.all.keys(), ...secrets, ...ids]) {
    assert.ok(!plain.includes(secret), `the report tells ${secret.slice(0, 12)}…`);
  }
}
