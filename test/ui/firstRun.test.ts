import * as assert from 'node:assert/strict';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { photographFailures } from './support/failurePictures';
import { until } from './support/until';
import { Walkthrough } from './support/walkthrough';
import { answerWizard, oauthAnswers } from './support/wizard';
import { themeNames, Workbench } from './support/workbench';

const stepIds = ['rights', 'project', 'credential', 'connection', 'token', 'sandbox', 'classes'];

const isTabWritten = `(async () => {
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
    });
    const read = (store) => new Promise((resolve) => {
      const reading = database.transaction(store).objectStore(store).getAll();
      reading.onsuccess = () => resolve(JSON.stringify(reading.result));
    });
    const texts = await Promise.all([...database.objectStoreNames].map(read));
    database.close();
    if (texts.some((text) => text.includes('aep-token'))) return true;
  }
  return false;
})()`;

suite('The first run', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  let walkthrough: Walkthrough;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
    // Where renewal is `never`, adding a connection makes no token: each step is seen on its own.
    workbench = await Workbench.open({
      persistent: true,
      settings: { 'aep.token.renew': 'never' },
      size: { width: 1280, height: 1000 },
    });
    walkthrough = new Walkthrough(workbench.page);
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  async function picture(name: string): Promise<void> {
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`${name}-${theme}`);
    }
    await workbench.setTheme('dark');
  }

  test('is a click away while there is no connection', async () => {
    await workbench.openView('aep.xdm', 'XDM');
    await workbench.page.getByText('Get started', { exact: true }).click();
    assert.deepEqual(
      (await walkthrough.steps()).map(({ id }) => id),
      stepIds,
    );
    await workbench.invoke('workbench.action.closeAllEditors');
    await workbench.invoke('workbench.action.closeSidebar');
  });

  test('opens by the keyboard; its steps are named, begin with verbs, and none is done', async () => {
    await workbench.runCommand('AEP Access: Get Started with AEP Access');
    const steps = await walkthrough.steps();
    for (const { title, spoken, isDone } of steps) {
      assert.match(title, /^(Get|Create|Choose|Import|Add|Generate|See) /);
      assert.equal(spoken, `${title}: Not completed`);
      assert.equal(isDone, false, title);
    }
  });

  test('shows each step with a picture, in every theme', async function () {
    this.timeout(180_000);
    for (const id of stepIds) {
      await walkthrough.open(id);
      await picture(`walkthrough-${id}`);
      const colour = await walkthrough.picture().evaluate(colourOfFirstLine);
      assert.match(colour, /^rgb/, id);
    }
  });

  test('ticks the credential and the connection when there is one', async () => {
    await walkthrough.open('connection');
    await walkthrough.button('Add Connection').focus();
    await workbench.page.keyboard.press('Enter');
    await answerWizard(workbench, oauthAnswers(adobe, 'Acme dev'));
    await walkthrough.waitUntilDone(['credential', 'connection']);
    await workbench.notifications.clear();
  });

  test('ticks the project and the token when one was made, from the button of the step', async () => {
    await walkthrough.open('token');
    await walkthrough.button('Generate Token').focus();
    await workbench.page.keyboard.press('Enter');
    await walkthrough.waitUntilDone(['project', 'credential', 'connection', 'token']);
    await workbench.notifications.clear();
  });

  test('ticks the sandbox when one was chosen', async () => {
    await workbench.invoke('aep.sandbox.switch', { sandbox: 'dev' });
    await walkthrough.waitUntilDone(['project', 'credential', 'connection', 'token', 'sandbox']);
  });

  test('ticks the rest when classes came', async () => {
    await walkthrough.open('classes');
    await walkthrough.button('Show XDM Classes').focus();
    await workbench.page.keyboard.press('Enter');
    await walkthrough.waitUntilDone(stepIds);
    await picture('walkthrough-done');
  });

  test('goes on to the token’s details: what it says of itself, and not itself', async () => {
    await workbench.runCommand('AEP Access: Show AEP Token Details');
    const text = await workbench.editorText((shown) => shown.includes('It says that the token is valid.'));
    assert.match(text, /Token of Acme dev/);
    const tabs = await workbench.tabs();
    assert.ok(
      tabs.some((tab) => tab.startsWith('Token of Acme dev')),
      tabs.join(),
    );
    await picture('token-details');
  });

  test('has them again after a reload, made anew', async () => {
    // VS Code's page writes its state once a minute, and does not wait for that when it is closed.
    await until('the open editors to be written', () => workbench.page.evaluate<boolean>(isTabWritten), {
      timeoutMs: 75_000,
    });
    await workbench.reload();
    await workbench.editorText((shown) => shown.includes('Valid for'));
  });
});

suite('Revoking a token', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
    workbench = await Workbench.open();
    const { clientId, clientSecret, scopes } = demo.oauth;
    await workbench.invoke('aep.connection.add', {
      name: 'Acme dev',
      imsOrg: demo.imsOrg,
      clientId,
      imsOrigin: adobe.imsOrigin,
      platformOrigin: adobe.platformOrigin,
      credential: { kind: 'oauth-server-to-server', clientSecret, scopes },
    });
    await workbench.invoke('aep.token.generate', {});
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  test('asks first, and a “no” changes nothing', async () => {
    await workbench.runCommand('AEP Access: Revoke AEP Token');
    const { message, detail } = await workbench.dialogs.current();
    assert.equal(message, 'Revoke the access token of “Acme dev”?');
    assert.equal(
      detail,
      'It stops working at once, wherever it is in use. No new one is generated until you ask for it.',
    );
    await workbench.screenshot('revoke-question');
    await workbench.dialogs.press('Cancel');
    await workbench.statusBarItem(/Acme/).state(({ text }) => /2[34] h/.test(text));
    assert.ok(!adobe.requests.some(({ path }) => path.includes('invalidate')));
  });

  test('says so, and the views say why they have no token', async () => {
    await workbench.runCommand('AEP Access: Revoke AEP Token');
    await workbench.dialogs.press('Revoke');
    await workbench.notifications.waitFor('The token of “Acme dev” was revoked.');
    await workbench.notifications.clear();
    const { background } = await workbench.statusBarItem(/Acme/).state(({ text }) => text.includes('no token'));
    assert.equal(background, 'none');
    const view = await workbench.openView('aep.xdm', 'XDM');
    await view.waitForRow(/The access token was revoked/);
    assert.equal(adobe.mints, 1);
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`state-revoked-${theme}`);
    }
  });

  test('ends with the button of the row: a new token, and the classes come', async () => {
    const view = await workbench.openView('aep.xdm', 'XDM');
    await (await view.row(/was revoked/)).hover();
    await view.pane.getByRole('button', { name: 'Generate AEP Token' }).click();
    await view.waitForRow('XDM Individual Profile');
    assert.equal(adobe.mints, 2);
  });
});

/** The colour that the theme gives to the first line of a drawing. Runs in the page. */
function colourOfFirstLine(svg: unknown): string {
  const page = globalThis as unknown as { readonly getComputedStyle: (node: unknown) => { readonly stroke: string } };
  const first = (svg as { querySelector(selector: string): unknown }).querySelector('[stroke]');
  return page.getComputedStyle(first).stroke;
}
