import * as assert from 'node:assert/strict';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { encryptedPkcs8, passphrase, pkcs8, publicPem } from '../support/keys';
import { photographFailures } from './support/failurePictures';
import { type Answers, answerWizard, endingAt, oauthAnswers } from './support/wizard';
import { Workbench } from './support/workbench';

suite('The main job, by keyboard alone', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  let pasted: string;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
    workbench = await Workbench.open({ persistent: true });
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  const jwtBeginning: Answers = [
    ['What kind of credential', { choose: 'Service account (JWT)' }],
    ['IMS organisation ID', demo.imsOrg],
    ['Client ID', demo.jwt.clientId],
    ['Technical account ID', demo.jwt.technicalAccountId],
    ['Client secret', demo.jwt.clientSecret],
  ];

  /** Not those of the index, which takes whole documents. */
  const lists = (): readonly unknown[] =>
    adobe.requests.filter(
      ({ path, headers }) => path.endsWith('/global/classes') && headers.accept?.includes('xed-id'),
    );

  const isValid = ({ text }: { readonly text: string }): boolean => / 2[34] h( \d+ m)?$/.test(text);

  test('asks nothing and colours nothing before a connection exists', async () => {
    const item = await workbench.statusBarItem(/AEP/).state();
    assert.deepEqual([item.text, item.background], ['AEP', 'none']);
    await workbench.openView('aep.xdm');
    await workbench.page.getByRole('button', { name: 'Add Connection' }).waitFor();
    assert.deepEqual(await workbench.notifications.all(), []);
  });

  test('adds an OAuth Server-to-Server connection and proves it by a token', async () => {
    await workbench.runCommand('AEP Access: Add AEP Connection…');
    await answerWizard(workbench, oauthAnswers(adobe, 'OAuth demo', 'dev'));
    const item = await workbench.statusBarItem(/OAuth demo/).state(isValid);
    assert.equal(item.background, 'none');
    assert.match(item.ariaLabel, /AEP token of OAuth demo: valid for 2\d hours/);
  });

  test('generates a new token with the first hit of the palette', async () => {
    const [first] = await workbench.paletteHits('Generate AEP token');
    assert.equal(first, 'AEP Access: Generate AEP Token');
    const before = adobe.mints;
    await workbench.notifications.clear();
    await workbench.runCommand('AEP Access: Generate AEP Token');
    await workbench.notifications.waitFor(/New token for “OAuth demo”, valid for 2/);
    assert.equal(adobe.mints, before + 1);
    await workbench.statusBarItem(/OAuth demo/).state(isValid);
  });

  test('copies the token, which Adobe accepts, and says that it will leave the clipboard', async () => {
    await workbench.runCommand('AEP Access: Copy AEP Token');
    await workbench.notifications.waitFor(/Token copied\. It is cleared from the clipboard in 5 min/);
    const answer = await fetch(`${adobe.platformOrigin}/data/foundation/sandbox-management/`, {
      headers: {
        authorization: `Bearer ${await workbench.clipboard()}`,
        'x-api-key': demo.oauth.clientId,
        'x-gw-ims-org-id': demo.imsOrg,
      },
    });
    assert.equal(answer.status, 200);
  });

  test('copies the request headers', async () => {
    await workbench.runCommand('AEP Access: Copy AEP Request Headers');
    await workbench.notifications.waitFor(/Request headers copied/);
    const lines = (await workbench.clipboard()).split('\n').map((line) => line.replace(/Bearer \S+/, 'Bearer …'));
    assert.deepEqual(lines, [
      'Authorization: Bearer …',
      `x-api-key: ${demo.oauth.clientId}`,
      `x-gw-ims-org-id: ${demo.imsOrg}`,
      'x-sandbox-name: dev',
    ]);
  });

  test('shows the classes and opens one by the keyboard, as read-only JSON', async () => {
    const view = await workbench.openView('aep.xdm');
    await view.waitForRow('XDM Individual Profile');
    const index = (await view.rows()).findIndex(({ label }) => label === 'XDM Individual Profile');
    await workbench.page.keyboard.press('Home');
    for (let step = 0; step < index; step++) await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await workbench.editorText((text) => text.includes('"$id": "https://ns.adobe.com/xdm/context/profile"'));
    assert.deepEqual(await workbench.tabs(), ['_xdm.context.profile']);
  });

  test('adds a service account by a real paste of its private key', async () => {
    await workbench.runCommand('AEP Access: Add AEP Connection…');
    await answerWizard(workbench, [
      ...jwtBeginning,
      ['Private key', { paste: pkcs8() }],
      ['Metascopes', { keep: true }],
      ...endingAt(adobe, 'JWT demo'),
    ]);
    await workbench.statusBarItem(/JWT demo/).state(isValid);
  });

  test('asks for the passphrase of an encrypted key, and says when it is wrong', async () => {
    await workbench.runCommand('AEP Access: Add AEP Connection…');
    await answerWizard(workbench, [...jwtBeginning, ['Private key', { paste: encryptedPkcs8() }]], 'goes on');
    await workbench.quickInput.state('the passphrase', ({ message }) => message.startsWith('Passphrase'));
    await workbench.quickInput.type('wrong');
    await workbench.quickInput.waitForValidation(/does not open the private key/);
    await answerWizard(workbench, [
      ['The passphrase does not', { paste: passphrase }],
      ['Metascopes', { keep: true }],
      ...endingAt(adobe, 'Encrypted JWT demo'),
    ]);
    await workbench.statusBarItem(/Encrypted JWT demo/).state(isValid);
  });

  test('adds a pasted access token, knows its client ID, and says that it cannot be renewed', async () => {
    pasted = adobe.issueToken(demo.oauth.clientId);
    await workbench.runCommand('AEP Access: Add AEP Connection…');
    await answerWizard(workbench, [
      ['What kind of credential', { choose: 'Access token' }],
      ['Access token', { paste: `Bearer ${pasted}\n` }],
      ['IMS organisation ID', demo.imsOrg],
      ['Client ID', { keep: true }],
      ...endingAt(adobe, 'Pasted demo'),
    ]);
    await workbench.statusBarItem(/Pasted demo/).state(isValid);
    await workbench.notifications.waitFor(/valid for .*\. It cannot be renewed/);
    await workbench.notifications.clear();
    assert.match(await workbench.statusBarItem(/Pasted demo/).tooltip(), /A pasted token cannot be renewed/);
  });

  test('refuses the token of another client ID while one can still paste the right one', async () => {
    await workbench.runCommand('AEP Access: Enter Secret of AEP Connection…');
    await workbench.quickInput.state('the token', ({ message }) => message.startsWith('Access token'));
    await workbench.quickInput.type(adobe.issueToken(demo.jwt.clientId));
    await workbench.quickInput.waitForValidation(/issued for another client ID/);
    await answerWizard(workbench, [['This token was issued', { paste: pasted }]]);
    await workbench.statusBarItem(/Pasted demo/).state(isValid);
  });

  test('switches between connections', async () => {
    await workbench.runCommand('AEP Access: Switch AEP Connection…');
    await workbench.quickInput.choose('OAuth demo');
    await workbench.statusBarItem(/OAuth demo/).state(isValid);
  });

  test('has all of it again after a reload, without a new token', async () => {
    const before = adobe.mints;
    const asked = lists().length;
    await workbench.reload();
    await workbench.statusBarItem(/OAuth demo/).state(isValid);
    const view = await workbench.openView('aep.xdm');
    await view.waitForRow('XDM Individual Profile');
    await workbench.editorText((text) => text.includes('https://ns.adobe.com/xdm/context/profile'));
    assert.equal(adobe.mints, before);
    assert.equal(lists().length, asked + 1);
  });

  test('shares the token with a second window, but not the choice', async () => {
    const before = adobe.mints;
    const second = await workbench.newWindow();
    await second.statusBarItem(/OAuth demo/).state(isValid);
    await second.runCommand('AEP Access: Copy AEP Token');
    await second.notifications.waitFor(/Token copied/);
    await second.runCommand('AEP Access: Switch AEP Connection…');
    await second.quickInput.choose('Pasted demo');
    await second.statusBarItem(/Pasted demo/).state(isValid);
    await workbench.statusBarItem(/OAuth demo/).state(isValid);
    await second.close();
    assert.equal(adobe.mints, before);
  });

  test('removes a connection with its secrets', async () => {
    const before = await workbench.secretsLength();
    await workbench.runCommand('AEP Access: Remove AEP Connection…');
    await workbench.quickInput.choose('Pasted demo');
    await workbench.dialogs.press('Remove');
    await workbench.runCommand('AEP Access: Switch AEP Connection…');
    const { items } = await workbench.quickInput.waitForItem('Encrypted JWT demo');
    assert.ok(!items.some(({ label }) => label.includes('Pasted demo')));
    await workbench.quickInput.cancel();
    // What is encrypted cannot be read here; it grows and shrinks with what is in it.
    const shrunkBy = before - (await workbench.secretsLength());
    assert.ok(shrunkBy > pasted.length, `${shrunkBy} characters fewer are not the token's ${pasted.length}`);
  });
});
