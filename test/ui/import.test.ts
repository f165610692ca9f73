import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { makeTemporaryFolder, removeFolder } from '../host/paths';
import { postman } from '../support/importFixtures';
import { publicPem } from '../support/keys';
import { photographFailures } from './support/failurePictures';
import { until } from './support/until';
import { answerWizard } from './support/wizard';
import { Workbench } from './support/workbench';

suite('Importing what one has', () => {
  const folder = makeTemporaryFolder('import');
  const file = path.join(folder, 'demo.postman_environment.json');
  let adobe: LocalAdobe;
  let workbench: Workbench;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
    const { imsOrigin: IMS, platformOrigin: PLATFORM_URL } = adobe;
    const { clientId, clientSecret, scopes } = demo.oauth;
    const values = { API_KEY: clientId, CLIENT_SECRET: clientSecret, SCOPES: scopes.join(','), IMS_ORG: demo.imsOrg };
    fs.writeFileSync(
      file,
      postman({ ...values, IMS, PLATFORM_URL, SANDBOX_NAME: 'dev', COLOUR: 'red' }, { OLD_SECRET: 'none' }),
    );
    workbench = await Workbench.open({ workspaceFolder: folder });
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
    removeFolder(folder);
  });

  const isValid = ({ text }: { readonly text: string }): boolean => / 2[34] h/.test(text);

  test('is a button beside Add where there is no connection', async () => {
    await workbench.openView('aep.xdm');
    await workbench.page.getByRole('button', { name: 'Import…' }).waitFor();
  });

  test('is in the Explorer’s menu of a file, and shows what it found before anything is saved', async () => {
    await workbench.invoke('workbench.files.action.focusFilesExplorer');
    await workbench.page.getByRole('treeitem', { name: /^demo\.postman/ }).waitFor();
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Shift+F10');
    await chooseFromMenu('Import AEP Connection…');
    const { message, detail, buttons } = await workbench.dialogs.current();
    await workbench.screenshot('import-summary-dark');
    assert.equal(message, 'Import the connection “Demo environment”?');
    const { host: ims } = new URL(adobe.imsOrigin);
    for (const part of [
      demo.imsOrg,
      demo.oauth.clientId,
      'Client secret: ••••••••',
      `Sent to: ${ims}`,
      'Sandbox: dev',
    ]) {
      assert.ok(detail.includes(part), part);
    }
    assert.match(detail, /Not used:\s*· OLD_SECRET: Switched off\.\s*· COLOUR: Not known\./);
    assert.deepEqual([...buttons].sort(), ['Cancel', 'Change…', 'Import']);
    assert.equal(adobe.mints, 0);
  });

  test('saves it, proves it by a token, and offers to delete the file', async () => {
    await workbench.page.keyboard.press('Enter');
    await workbench.statusBarItem(/Demo environment/).state(isValid);
    assert.equal(adobe.mints, 1);
    const { buttons } = await workbench.notifications.waitFor(/still holds the credential in plain text/);
    assert.deepEqual(buttons, ['Move to Trash', 'Open File']);
    await workbench.screenshot('import-offer-dark');
    assert.ok(fs.existsSync(file), 'nothing is deleted unasked');
    await workbench.notifications.press(/still holds the credential/, 'Move to Trash');
    // A server has no trash.
    assert.match((await workbench.dialogs.current()).message, /cannot be moved to the trash\. Delete it for good\?/);
    await workbench.dialogs.press('Delete');
    await until('the file to be deleted', () => Promise.resolve(!fs.existsSync(file)));
  });

  test('lets one choose of several on the clipboard, and asks only for what is missing', async () => {
    const context = {
      client_id: demo.oauth.clientId,
      ims_org_id: demo.imsOrg,
      ims_origin: adobe.imsOrigin,
      platform_origin: adobe.platformOrigin,
    };
    const contexts = { first: { ...context, client_secret: 'p8e-FAKE_of_the_first_context' }, second: context };
    await workbench.setClipboard(JSON.stringify({ ims: { contexts } }));
    await workbench.runCommand('AEP Access: Import AEP Connection…');
    await answerWizard(workbench, [['Where is the credential?', { choose: 'Clipboard' }]], 'goes on');
    const { items } = await workbench.quickInput.waitForItem('second');
    assert.deepEqual(
      items.map(({ label }) => label),
      ['first', 'second', 'All 2'],
    );
    await answerWizard(workbench, [
      ['Which credential?', { choose: 'second' }],
      ['Client secret', demo.oauth.clientSecret],
    ]);
    assert.match((await workbench.dialogs.current()).message, /“second”/);
    await workbench.dialogs.press('Import');
    await workbench.statusBarItem(/second/).state(isValid);
    await workbench.notifications.press(/clipboard still holds the credential/, 'Clear Clipboard');
    await until('the clipboard to be empty', async () => (await workbench.clipboard()) === '');
  });

  test('gives each of several a name that no other of them has, and saves them together', async () => {
    const context = { client_id: demo.oauth.clientId, ims_org_id: demo.imsOrg, client_secret: demo.oauth.clientSecret };
    const origins = { ims_origin: adobe.imsOrigin, platform_origin: adobe.platformOrigin };
    const contexts = { third: { ...context, ...origins }, fourth: { ...context, ...origins, sandbox_name: 'dev' } };
    await workbench.setClipboard(JSON.stringify({ ims: { contexts } }));
    await workbench.runCommand('AEP Access: Import AEP Connection…');
    await answerWizard(
      workbench,
      [
        ['Where is the credential?', { choose: 'Clipboard' }],
        ['Which credential?', { choose: 'All 2' }],
      ],
      'goes on',
    );
    await workbench.dialogs.press('Change…');
    const kept = [
      ['What kind of credential', { keep: true }],
      ['IMS organisation ID', { keep: true }],
      ['Client ID', { keep: true }],
      ['Client secret', { keep: true }],
      ['Scopes of the credential', { keep: true }],
      ['Which Adobe environment?', { keep: true }],
      ['Origin of IMS', { keep: true }],
      ['Origin of the platform', { keep: true }],
      ['Sandbox name', { keep: true }],
    ] as const;
    await answerWizard(workbench, kept, 'goes on');
    await workbench.quickInput.state('the name', ({ message }) => message.startsWith('Name of the connection'));
    await workbench.quickInput.type('Fourth');
    await workbench.quickInput.waitForValidation(/There is already a connection with this name/);
    await workbench.quickInput.type('Changed');
    await workbench.quickInput.accept();
    await answerWizard(workbench, [...kept, ['Name of the connection', { keep: true }]]);
    assert.match((await workbench.dialogs.current()).message, /Import 2 connections\?/);
    await workbench.dialogs.press('Import');
    await workbench.statusBarItem(/Changed/).state(isValid);
    await workbench.notifications.press(/clipboard still holds the credential/, 'Clear Clipboard');
    await until('the clipboard to be empty', async () => (await workbench.clipboard()) === '');
  });

  test('says of what is none what it takes', async () => {
    await workbench.setClipboard('Dear diary');
    await workbench.runCommand('AEP Access: Import AEP Connection…');
    await answerWizard(workbench, [['Where is the credential?', { choose: 'Clipboard' }]]);
    const { buttons } = await workbench.notifications.waitFor(/not one of the formats that hold an Adobe credential/);
    assert.deepEqual(buttons, ['Import Another…', 'Show Log']);
  });

  async function chooseFromMenu(label: string): Promise<void> {
    const { page } = workbench;
    await page.locator('.monaco-menu').getByText(label, { exact: true }).waitFor();
    const focused = page.locator('.monaco-menu .action-item.focused');
    await until(`“${label}” in the menu`, async () => {
      if ((await focused.count()) > 0 && (await focused.first().innerText()).includes(label)) return true;
      await page.keyboard.press('ArrowUp');
      return false;
    });
    await page.keyboard.press('Enter');
  }
});
