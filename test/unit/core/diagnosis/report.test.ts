import assert from 'node:assert/strict';
import { accessReport, type ReportTexts } from '../../../../src/core/diagnosis/report';
import { testCallAsCurl } from '../../../../src/core/diagnosis/testCall';
import { demo, registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { AccessWindow } from '../../../support/accessWindow';
import { jwtConnection, oauthConnection, pastedConnection } from '../../../support/connections';
import { encryptedPkcs8, passphrase, publicPem } from '../../../support/keys';
import { secretsInPlay } from '../../../support/secretsInPlay';

const texts: ReportTexts = {
  heading: ({ status }) => `Check ${status}`,
  step: (id) => id,
  state: (state) => state,
  fact: ({ name, value }) => `${name} ${value}`,
  failure: ({ error: { message, details } }) => [message, JSON.stringify(details)],
  columns: ['Step', 'Result', 'Found'],
  about: {
    started: 'Started',
    took: 'Took',
    organisation: 'Organisation',
    client: 'Client',
    ims: 'IMS',
    platform: 'Platform',
    versions: 'Versions',
  },
};

suite('accessReport', () => {
  let adobe: LocalAdobe;
  setup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
  });
  teardown(() => adobe.stop());

  async function reportOf(input: ReturnType<typeof oauthConnection>): Promise<string> {
    secretsInPlay.addArguments(input);
    const window = await AccessWindow.open(input);
    const state = await window.run();
    window.dispose();
    return accessReport(state, texts, ['AEP Access 1.2.3', 'linux']);
  }

  test('has a row for each step, what failed, and the versions', async () => {
    adobe.updateCredential(demo.oauth.clientId, { hasProfile: false });
    const report = await reportOf(oauthConnection(adobe));
    assert.match(report, /^# Check finished\n\n- Started: \d{4}-/);
    assert.match(report, /- Versions: AEP Access 1\.2\.3, linux\n/);
    assert.equal(report.match(/^\| \w+ \| .*(passed|failed|skipped) \|/gm)?.length, 12);
    assert.match(report, /\| organisation \| ✗ failed \|/);
    assert.match(report, /\n## ✗ organisation\n\n- The platform answered 403 \(403025\)\n/);
  });

  test('tells no secret and no whole id, of any kind of credential', async () => {
    const credential = { ...jwtConnection().credential, privateKey: encryptedPkcs8(), passphrase };
    const inputs = [
      oauthConnection(adobe),
      jwtConnection(adobe, { credential }),
      pastedConnection(adobe.issueToken(demo.oauth.clientId), adobe),
      oauthConnection(adobe, { imsOrg: 'AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg' }),
      oauthConnection(adobe, { name: `Mine: ${demo.oauth.clientSecret}` }),
    ];
    for (const input of inputs) {
      const report = (await reportOf(input)).replaceAll('\\', '');
      const ids = [input.imsOrg, input.clientId, demo.jwt.technicalAccountId];
      const needles = [...secretsInPlay.all.keys()].flatMap((secret) => [secret, ...secret.split(/[.\s]+/)]);
      for (const needle of [...needles.filter(({ length }) => length >= 12), ...ids]) {
        if (needle.includes('-----') || /^(PRIVATE|ENCRYPTED)$/.test(needle)) continue;
        assert.ok(!report.includes(needle), `${needle.slice(0, 10)}… in\n${report}`);
      }
    }
  });

  test('lets no text break out of its line or cell', async () => {
    const report = await reportOf(oauthConnection(adobe, { name: '| <b>`x`</b> [a](http://b) | *' }));
    assert.match(report, /connectionName \\\| \\<b\\>\\`x\\`\\<\/b\\> \\\[a\\\]\(http:\/\/b\) \\\| \\\*/);
  });
});

suite('testCallAsCurl', () => {
  test('names the sandbox that is chosen, and quotes for a shell', async () => {
    const window = await AccessWindow.open(oauthConnection(undefined, { sandbox: `it's` }));
    const call = testCallAsCurl(window.connection);
    assert.ok(call.endsWith(`-H 'x-sandbox-name: it'\\''s'`), call);
    assert.match(call, /-H "Authorization: Bearer \$ACCESS_TOKEN"/);
    window.dispose();
  });
});
