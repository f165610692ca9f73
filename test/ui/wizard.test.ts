import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { makeTemporaryFolder, removeFolder } from '../host/paths';
import { certificatePem, pkcs8, publicPem } from '../support/keys';
import { photographFailures } from './support/failurePictures';
import { answerWizard, endingAt } from './support/wizard';
import { Workbench } from './support/workbench';

suite('Entering and changing a connection', () => {
  const folder = makeTemporaryFolder('keys');
  let adobe: LocalAdobe;
  let workbench: Workbench;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    fs.writeFileSync(path.join(folder, 'private.key'), pkcs8());
    adobe = await LocalAdobe.start();
    registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
    workbench = await Workbench.open();
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
    removeFolder(folder);
  });

  const question = (start: string): Promise<unknown> =>
    workbench.quickInput.state(`the question “${start}”`, ({ message, placeholder }) =>
      [message, placeholder].some((text) => text.startsWith(start)),
    );

  test('checks as one types: the impossible is refused, the unusual only remarked', async () => {
    await workbench.runCommand('AEP Access: Add AEP Connection…');
    await answerWizard(workbench, [['What kind of credential', { choose: 'OAuth' }]], 'goes on');
    await question('IMS organisation ID');
    await workbench.quickInput.type('acme');
    const refused = await workbench.quickInput.waitForValidation('An IMS organisation ID ends with @AdobeOrg.');
    assert.equal(refused.severity, 'error');
    await workbench.quickInput.accept();
    await workbench.quickInput.type('acme@AdobeOrg');
    const unusual = await workbench.quickInput.waitForValidation(/^Unusual: an organisation ID has 24 characters/);
    assert.equal(unusual.severity, 'warning');
    await workbench.quickInput.accept();
    await question('Client ID');
  });

  test('loses nothing on a click elsewhere, nor on the way back', async () => {
    await workbench.quickInput.type('0123456789abcdef0123456789abcdef');
    await workbench.page.mouse.click(700, 500);
    const { value, step, totalSteps } = await workbench.quickInput.state();
    assert.deepEqual([value, step, totalSteps], ['0123456789abcdef0123456789abcdef', 3, 8]);
    await workbench.quickInput.back();
    await workbench.quickInput.state('the organisation again', (state) => state.value === 'acme@AdobeOrg');
    await workbench.quickInput.accept();
    await question('Client ID');
    await workbench.quickInput.accept();
    const secret = await workbench.quickInput.state('the secret', ({ isPassword }) => isPassword);
    assert.match(secret.message, /^Client secret/);
    await workbench.quickInput.cancel();
    await workbench.quickInput.waitUntilClosed();
  });

  test('takes a private key from a file, and says what a certificate is', async () => {
    await workbench.runCommand('AEP Access: Add AEP Connection…');
    await answerWizard(
      workbench,
      [
        ['What kind of credential', { choose: 'Service account (JWT)' }],
        ['IMS organisation ID', demo.imsOrg],
        ['Client ID', demo.jwt.clientId],
        ['Technical account ID', demo.jwt.technicalAccountId],
        ['Client secret', demo.jwt.clientSecret],
      ],
      'goes on',
    );
    await question('Private key');
    await workbench.paste(certificatePem());
    await workbench.quickInput.waitForValidation(/^This is a certificate, not the private key\./);
    await workbench.quickInput.press('Choose Private Key File');
    await workbench.quickInput.waitForTitle('Choose Private Key');
    await workbench.quickInput.type(path.join(folder, 'private.key'));
    await workbench.quickInput.acceptAndLeave();
    await answerWizard(workbench, [['Metascopes', { keep: true }], ...endingAt(adobe, 'From a file')]);
    await workbench.statusBarItem(/From a file/).state(({ text }) => / 2[34] h/.test(text));
  });

  test('refuses a name that is taken, and keeps all else that was typed', async () => {
    await workbench.runCommand('AEP Access: Add AEP Connection…');
    await answerWizard(
      workbench,
      [
        ['What kind of credential', { choose: 'OAuth' }],
        ['IMS organisation ID', demo.imsOrg],
        ['Client ID', demo.oauth.clientId],
        ['Client secret', `p8e-FAKE_rotated_away ${demo.oauth.clientSecret}`],
        ['Scopes', { keep: true }],
        ...endingAt(adobe, 'from A file'),
      ],
      'goes on',
    );
    await workbench.quickInput.waitForValidation('There is already a connection with this name.');
    await workbench.quickInput.type('Two secrets');
    await workbench.quickInput.accept();
    await workbench.statusBarItem(/Two secrets/).state(({ text }) => / 2[34] h/.test(text));
  });

  test('changes the sandbox without asking for a secret or minting a token', async () => {
    const before = adobe.mints;
    await edit('Two secrets', 'Sandbox');
    await answerWizard(workbench, [['Sandbox name', 'dev']], 'goes on');
    const { items } = await workbench.quickInput.waitForItem('Sandbox');
    assert.equal(items.find(({ label }) => label === 'Sandbox')?.description, 'dev');
    await workbench.quickInput.cancel();
    await workbench.statusBarItem(/Two secrets/).state(({ text }) => / 2[34] h/.test(text));
    assert.match(await workbench.statusBarItem(/Two secrets/).tooltip(), /Sandbox dev/);
    assert.equal(adobe.mints, before);
  });

  test('asks for the secret again when the client ID changes, since it was entered for another', async () => {
    await edit('Two secrets', 'Client ID');
    await answerWizard(workbench, [['Client ID', demo.jwt.clientId]], 'goes on');
    await question('Client secret');
    await workbench.quickInput.cancel();
    await workbench.quickInput.state('the parts again', ({ items }) =>
      items.some(({ label, description }) => label === 'Client ID' && description === demo.oauth.clientId),
    );
    await workbench.quickInput.cancel();
    await workbench.statusBarItem(/Two secrets/).state(({ text }) => / 2[34] h/.test(text));
  });

  async function edit(name: string, part: string): Promise<void> {
    await workbench.notifications.clear();
    await workbench.runCommand('AEP Access: Edit AEP Connection…');
    await workbench.quickInput.waitForTitle('Edit AEP Connection');
    await workbench.quickInput.choose(name);
    await workbench.quickInput.waitForTitle(`Edit “${name}”`);
    await workbench.quickInput.find(part);
    await workbench.quickInput.accept();
  }
});
