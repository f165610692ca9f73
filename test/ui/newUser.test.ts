import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { makeTemporaryFolder, removeFolder } from '../host/paths';
import { postman } from '../support/importFixtures';
import { photographFailures } from './support/failurePictures';
import { until } from './support/until';
import { Walkthrough } from './support/walkthrough';
import { answerWizard, oauthAnswers } from './support/wizard';
import { Workbench } from './support/workbench';

suite('A new user, by keyboard alone: walkthrough, import, token, sandbox, green check', () => {
  const folder = makeTemporaryFolder('new-user');
  const file = path.join(folder, 'acme.postman_environment.json');
  let adobe: LocalAdobe;
  let workbench: Workbench;
  let walkthrough: Walkthrough;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
    const { imsOrigin: IMS, platformOrigin: PLATFORM_URL } = adobe;
    const { clientId: API_KEY, clientSecret: CLIENT_SECRET, scopes } = demo.oauth;
    const values = { API_KEY, CLIENT_SECRET, SCOPES: scopes.join(','), IMS_ORG: demo.imsOrg, IMS, PLATFORM_URL };
    fs.writeFileSync(file, postman(values));
    workbench = await Workbench.open({ workspaceFolder: folder, size: { width: 1280, height: 900 } });
    walkthrough = new Walkthrough(workbench.page);
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
    removeFolder(folder);
  });

  test('opens the walkthrough, whose steps have names to hear', async () => {
    await workbench.runCommand('AEP Access: Get Started with AEP Access');
    const steps = await walkthrough.steps();
    assert.ok(steps.length >= 6);
    for (const { title, spoken } of steps) assert.ok(spoken.includes(title), `${spoken} names ${title}`);
    await workbench.screenshot('new-user-1-walkthrough');
  });

  test('imports the file that it has, and gets a token for it', async () => {
    await workbench.runCommand('AEP Access: Import AEP Connection…');
    await answerWizard(workbench, [['Where is the credential?', { choose: 'File' }]], 'goes on');
    await workbench.quickInput.state('the file dialog', ({ value }) => value.startsWith('/'));
    await workbench.quickInput.type(file);
    await workbench.quickInput.acceptAndLeave();
    assert.match((await workbench.dialogs.current()).message, /Import the connection “.+”\?/);
    await workbench.screenshot('new-user-2-import');
    await workbench.page.keyboard.press('Enter');
    const { ariaLabel } = await workbench.statusBarItem(/ 2[34] h/).state();
    assert.match(ariaLabel, /AEP token of .+: valid for 2\d hours/);
  });

  test('is told that Adobe takes the default sandbox where none is sent, and that it is production', async () => {
    const { ariaLabel } = await workbench.statusBarItem(/ · PRODUCTION 2[34] h/).state();
    assert.match(ariaLabel, /sandbox: no sandbox sent: Adobe’s default \(PRODUCTION\)$/);
  });

  test('has the plain-text file deleted, as it is asked', async () => {
    await workbench.notifications.press(/still holds the credential/, 'Move to Trash');
    await workbench.dialogs.press('Delete');
    await until('the file to be deleted', () => !fs.existsSync(file));
  });

  test('chooses a sandbox, production unmistakable', async () => {
    await workbench.runCommand('AEP Access: Switch AEP Sandbox…');
    const { items } = await workbench.quickInput.waitForItem(/dev/);
    const isMarked = ({ description }: { readonly description: string }): boolean => description.includes('PRODUCTION');
    // By its type: that its title is “Production” says nothing.
    assert.deepEqual(
      items.filter(isMarked).map(({ label, description }) => `${label} | ${description}`),
      [
        'prod | PRODUCTION · Production · VA7',
        'Send no sandbox | no sandbox sent: Adobe’s default (PRODUCTION) · current',
      ],
    );
    await workbench.screenshot('new-user-3-sandbox');
    await workbench.quickInput.type('dev');
    // VS Code takes Enter only when a row has the focus.
    await workbench.page
      .locator('.quick-input-list .monaco-list-row.focused')
      .getByText('dev', { exact: true })
      .first()
      .waitFor();
    await workbench.quickInput.accept();
    await workbench.quickInput.waitUntilClosed();
  });

  test('sees every step of the access check pass', async () => {
    await workbench.notifications.clear();
    await workbench.runCommand('AEP Access: Check AEP Access');
    await workbench.notifications.waitFor(/has access: every step passed\./);
    await workbench.screenshot('new-user-4-check');
  });

  test('sees that a connection to “prod” that it adds is production, without opening a list', async () => {
    await workbench.notifications.clear();
    await workbench.runCommand('AEP Access: Add AEP Connection…');
    await answerWizard(workbench, oauthAnswers(adobe, 'Second', 'prod'));
    const { ariaLabel } = await workbench.statusBarItem(/Second · prod PRODUCTION 2[34] h/).state();
    assert.match(ariaLabel, /sandbox: prod \(PRODUCTION\)$/);
    const connections = await workbench.openView('aep.connectionsView');
    await connections.waitForRows('the mark in the row', (rows) =>
      rows.some(({ label, description }) => label === 'Second' && description.startsWith('prod PRODUCTION · valid')),
    );
    await workbench.screenshot('new-user-5-production');
  });

  test('finds the steps of the walkthrough ticked', async () => {
    await workbench.runCommand('AEP Access: Get Started with AEP Access');
    const done = (await walkthrough.steps()).filter(({ isDone }) => isDone).map(({ id }) => id);
    for (const id of ['connection', 'token', 'sandbox', 'classes'])
      assert.ok(done.includes(id), `${id} of ${done.join()}`);
    await workbench.screenshot('new-user-6-done');
  });
});
