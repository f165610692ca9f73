import * as assert from 'node:assert/strict';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { photographFailures } from './support/failurePictures';
import type { StatusBarState } from './support/statusBar';
import type { TreeRow } from './support/treeView';
import { themeNames, Workbench } from './support/workbench';

/** Every state of the status bar and of the XDM view, seen in each theme: the pictures are for people, the assertions for the rest. */
suite('The gallery of states', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start({ data: { generatedClasses: 700 } });
    registerDemo(adobe);
    workbench = await Workbench.open({ persistent: true, settings: { 'aep.token.renew': 'onUse' } });
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  setup(() => {
    adobe.reset();
  });

  const add = async (
    name: string,
    credential?: Readonly<Record<string, unknown>>,
    sandbox?: string,
  ): Promise<string> => {
    const { clientId, clientSecret, scopes } = demo.oauth;
    const answer = await workbench.invoke('aep.connection.add', {
      name,
      imsOrg: demo.imsOrg,
      clientId,
      imsOrigin: adobe.imsOrigin,
      platformOrigin: adobe.platformOrigin,
      ...(sandbox === undefined ? {} : { sandbox }),
      credential: credential ?? { kind: 'oauth-server-to-server', clientSecret, scopes },
    });
    return (answer as { connectionId: string }).connectionId;
  };

  const status = (name: string, accepts: (state: StatusBarState) => boolean): Promise<StatusBarState> =>
    workbench.statusBarItem(new RegExp(name)).state(accepts);

  const hasOnlyClasses = (rows: readonly TreeRow[]): boolean => {
    const listed = rows.filter(({ level }) => level === 3);
    return listed.length > 10 && listed.every(({ icon }) => icon === 'symbol-class');
  };

  async function picture(name: string): Promise<void> {
    await workbench.page.mouse.move(900, 300);
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`${name}-${theme}`);
    }
  }

  async function pictureOfTooltip(item: string, name: string): Promise<void> {
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await workbench.statusBarItem(new RegExp(item)).showTooltip();
      await workbench.screenshot(`${name}-${theme}`);
      await workbench.page.mouse.move(900, 300);
    }
  }

  async function narrowSideBar(): Promise<void> {
    const { x, width } = (await workbench.page.locator('.part.sidebar').boundingBox())!;
    await workbench.page.mouse.move(x + width + 2, 400);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(x + 190, 400, { steps: 5 });
    await workbench.page.mouse.up();
  }

  test('no connection: one button, no colour', async () => {
    await workbench.openView('aep.xdm');
    await workbench.page.getByRole('button', { name: 'Add Connection' }).waitFor();
    assert.equal((await status('AEP', () => true)).background, 'none');
    await picture('state-no-connection');
  });

  test('loading: the first page is there while the second is on its way, with Stop in the title', async () => {
    adobe.fail({ service: 'platform', path: /classes$/, query: (query) => query.has('start'), fault: 'hang' });
    await add('Acme', undefined, 'dev');
    const view = await workbench.openView('aep.xdm');
    await view.waitForRows('the first page', (rows) => rows.length > 10);
    await view.pane.hover();
    await workbench.page.getByRole('button', { name: 'Stop Loading XDM' }).waitFor();
    await picture('state-loading');
    await workbench.page.getByRole('button', { name: 'Stop Loading XDM' }).click();
    await workbench.page.getByText('Stopped after 300 classes. Refresh to load all.').waitFor();
    await picture('state-stopped');
  });

  test('valid: time left in the status bar, all rows in the view, what one can do in the menu', async () => {
    await workbench.invoke('aep.xdm.refresh');
    const { background } = await status('Acme', ({ text }) => /2[34] h( \d+ m)?$/.test(text));
    assert.equal(background, 'none');
    await picture('state-valid');
    await pictureOfTooltip('Acme', 'state-valid-tooltip');
    await workbench.statusBarItem(/Acme/).click();
    await workbench.quickInput.waitForItem('Copy Token');
    await picture('state-valid-menu');
    await workbench.quickInput.cancel();
  });

  test('minting: the item spins', async () => {
    adobe.latencyMs = 6_000;
    await workbench.runCommand('AEP Access: Generate AEP Token');
    const { spins } = await status('Acme', (state) => state.spins);
    assert.ok(spins);
    await workbench.notifications.waitFor(/Generating a token for “Acme”/);
    await picture('state-minting');
    await workbench.notifications.press(/Generating a token/, 'Cancel');
    // Cancelling ends the wait of whoever asked; the mint, which others may wait for, goes on.
    await status('Acme', (state) => /2[34] h/.test(state.text));
    assert.deepEqual(await workbench.notifications.all(), []);
  });

  test('refused: red only after a mint that retrying cannot mend', async () => {
    await add('Refused', { kind: 'oauth-server-to-server', clientSecret: 'p8e-FAKE_wrong_secret' });
    await workbench.runCommand('AEP Access: Generate AEP Token');
    await workbench.notifications.waitFor(/Adobe IMS refused the client secret/);
    const { text, background } = await status('Refused', (state) => state.background === 'error');
    assert.deepEqual([text, background], ['Refused · default?: no token', 'error']);
    const view = await workbench.openView('aep.xdm');
    await view.waitForRow(/Adobe IMS refused the client secret/);
    await picture('state-refused');
    await workbench.notifications.clear();
  });

  test('a failure after some pages: its own row above those that came', async () => {
    await workbench.invoke('aep.connection.switch', { connectionId: await add('Denied') });
    adobe.fail({
      service: 'platform',
      path: /classes$/,
      query: (query) => query.has('start'),
      fault: { status: 403, body: { error_code: '403025', message: 'Profile is not valid' } },
    });
    await workbench.invoke('aep.xdm.refresh');
    const view = await workbench.openView('aep.xdm');
    await view.waitForRow(/has no access to Experience Platform/);
    await picture('state-failed-after-some-pages');
    adobe.reset();
    await (await view.row(/has no access/)).hover();
    await view.pane.getByRole('button', { name: 'Refresh XDM View' }).last().click();
    await view.waitForRows('the classes without the failure', hasOnlyClasses);
  });

  test('an empty registry says so', async () => {
    adobe.fail({ service: 'platform', path: /classes$/, fault: { status: 200, body: { results: [], _links: {} } } });
    await workbench.invoke('aep.xdm.refresh');
    await workbench.page.getByText('The registry lists no classes in the global container.').waitFor();
    await picture('state-empty');
  });

  test('expired overnight: plain', async () => {
    adobe.tokenLifetimeMs = 2_000;
    await add('Overnight');
    await workbench.invoke('aep.token.generate', {});
    const { text, background } = await status('Overnight', (state) => state.text.includes('expired'));
    // While it was valid Adobe may have said what its default sandbox is.
    assert.match(text, /^Overnight · (default\?|PRODUCTION): expired$/);
    assert.equal(background, 'none');
    await picture('state-expired');
  });

  test('about to expire and not renewable: a warning', async () => {
    await add('Pasted', {
      kind: 'access-token',
      accessToken: adobe.issueToken(demo.oauth.clientId, { lifetimeMs: 9.5 * 60_000 }),
    });
    const { background } = await status('Pasted', ({ text }) => text === 'Pasted · PRODUCTION 9 min');
    assert.equal(background, 'warning');
    await picture('state-warning');
  });

  test('about to expire and renewal switched off: a warning', async () => {
    adobe.tokenLifetimeMs = 20 * 60_000;
    await workbench.updateSetting('aep.token.renew', 'never');
    await add('Switched off', undefined, 'dev');
    await workbench.invoke('aep.token.generate', {});
    const { text } = await status('Switched off', (state) => state.background === 'warning');
    assert.match(text, /^Switched off · dev\?? (19|20) min$/);
    await picture('state-renewal-off');
    await pictureOfTooltip('Switched off', 'state-renewal-off-tooltip');
    assert.match(await workbench.statusBarItem(/Switched off/).tooltip(), /Renewal is switched off\./);
    await workbench.updateSetting('aep.token.renew', 'onUse');
  });

  test('no connection chosen: one button to choose, no colour', async () => {
    await add('One of two');
    await add('The other');
    await workbench.invoke('aep.connection.remove', { connectionId: await add('Gone') });
    const { text, background } = await status('AEP: no', () => true);
    assert.deepEqual([text, background], ['AEP: no connection chosen', 'none']);
    await workbench.openView('aep.xdm');
    await workbench.page.getByText('No connection is chosen in this workspace.', { exact: true }).waitFor();
    await workbench.page.getByRole('button', { name: 'Switch Connection' }).waitFor();
    await picture('state-unchosen');
    await pictureOfTooltip('AEP: no', 'state-unchosen-tooltip');
  });

  test('long names are cut in the status bar and whole in the tooltip, and a narrow side bar stays readable', async () => {
    const name = 'Contoso Global Holdings (customer data platform, EMEA, sandbox of the integration team)';
    await add(name);
    await workbench.invoke('aep.token.generate', {});
    await narrowSideBar();
    await status('Contoso', ({ text }) => /^Contoso Global Holdings… · PRODUCTION 2[34] h/.test(text));
    await picture('state-long-name');
    await pictureOfTooltip('Contoso', 'state-long-name-tooltip');
    assert.match(await workbench.statusBarItem(/Contoso/).tooltip(), /integration team\)/);
  });

  test('a lost keyring: the connection is still there, its secret missing, and can be entered again', async () => {
    await workbench.loseSecrets();
    await workbench.reload();
    const { text, background } = await status('Contoso', (state) => state.text.includes('secret missing'));
    assert.deepEqual([text, background], ['Contoso Global Holdings… · PRODUCTION: secret missing', 'none']);
    const view = await workbench.openView('aep.xdm');
    await view.waitForRow(/is missing on this machine/);
    await picture('state-secret-missing');
    await workbench.runCommand('AEP Access: Enter Secret of AEP Connection…');
    await workbench.quickInput.state('the secret', ({ message }) => message.startsWith('Client secret'));
    await workbench.quickInput.type(demo.oauth.clientSecret);
    await workbench.quickInput.accept();
    await view.waitForRows('the classes', hasOnlyClasses);
  });
});
