import * as assert from 'node:assert/strict';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe, type Fault } from '../emulator/localAdobe';
import { secretsInPlay } from '../support/secretsInPlay';
import { photographFailures } from './support/failurePictures';
import type { TreeRow, TreeView } from './support/treeView';
import { until } from './support/until';
import { themeNames, Workbench } from './support/workbench';

/** The access check as a person sees, hears and mends it. */
suite('The Access view', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  let view: TreeView;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
    workbench = await Workbench.open({ persistent: true, size: { width: 1280, height: 900 } });
    const { clientId, clientSecret, scopes } = demo.oauth;
    const { imsOrigin, platformOrigin } = adobe;
    const credential = { kind: 'oauth-server-to-server', clientSecret, scopes };
    const input = { name: 'Acme', imsOrg: demo.imsOrg, clientId, imsOrigin, platformOrigin, credential };
    await workbench.invoke('aep.connection.add', input);
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  setup(async () => {
    adobe.reset();
    await workbench.notifications.clear();
  });

  const steps = (rows: readonly TreeRow[]): readonly TreeRow[] => rows.filter(({ level }) => level === 1);
  const over = (rows: readonly TreeRow[]): boolean =>
    steps(rows).length === 12 && steps(rows).every(({ icon }) => icon !== 'circle-large-outline' && icon !== 'sync');

  async function collapse(title: string): Promise<void> {
    const header = workbench.page.locator('.part.sidebar .pane-header').filter({ hasText: title }).first();
    if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
  }

  async function pictures(name: string): Promise<void> {
    await workbench.page.mouse.move(900, 300);
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`${name}-${theme}`);
    }
  }

  /** Checks, and waits until the notification says so: the rows may still be those of the check before. */
  async function checkAndWait(end: RegExp): Promise<readonly TreeRow[]> {
    await workbench.runCommand('AEP Access: Check AEP Access');
    await workbench.notifications.waitFor(end);
    await workbench.notifications.clear();
    return view.waitForRows('the check to end', over);
  }

  test('offers the check with one button, and checks nothing by itself', async () => {
    view = await workbench.openView('aep.access', 'Access');
    // Only rows in sight can be read.
    for (const title of ['Connections', 'XDM']) await collapse(title);
    assert.deepEqual((await view.welcome()).buttons, ['Check AEP Access']);
    assert.equal(adobe.requests.filter(({ path }) => path === '/ims/keys').length, 0);
    await pictures('access-welcome');
  });

  test('shows each step pending, running and passed while the check runs, and can stop it', async () => {
    adobe.fail({ service: 'platform', path: /sandbox-management/, fault: 'hang' });
    await view.pressWelcomeButton('Check AEP Access');
    const rows = await view.waitForRows('the platform to be asked', (all) =>
      all.some((row) => row.icon === 'sync' && row.label.startsWith('Token and API key')),
    );
    assert.deepEqual(
      steps(rows).map(({ icon }) => icon),
      [...Array<string>(6).fill('pass'), 'sync', ...Array<string>(5).fill('circle-large-outline')],
    );
    await pictures('access-running');
    assert.ok((await view.titleActions()).includes('Stop AEP Access Check'));
    await view.titleAction('Stop AEP Access Check');
    await view.waitForRows('the check to end', over);
    await until('the view to say so', async () => (await view.message()).startsWith('The check ended early.'));
  });

  test('passes: every row says what was found, to eyes and to a screen reader', async () => {
    const rows = await checkAndWait(/“Acme” has access: every step passed\./);
    assert.deepEqual([...new Set(steps(rows).map(({ icon }) => icon))], ['pass']);
    for (const { label, ariaLabel } of steps(rows)) assert.ok(ariaLabel.startsWith(`${label}: passed`), ariaLabel);
    assert.match(rows.find(({ label }) => label === 'Token issued')!.description, /^until \w+ \d+, \d{4}, \d+:\d\d/);
    const spoken = steps(rows).map(({ ariaLabel }) => ariaLabel);
    assert.match(spoken.at(-1)!, /^Tenant ID known: passed\. local[0-9a-f]{6}/);
    await until('no message', async () => (await view.message()) === '');
    await pictures('access-passed');
    await view.expand('Adobe IMS reachable');
    await view.waitForRow(/^GET http:\/\/127\.0\.0\.1:\d+\/ims\/keys$/);
  });

  test('fails on one row, which says cause, remedy, code and what helps', async () => {
    const fault: Fault = { status: 403, body: { error_code: '403027', message: 'User region is missing' } };
    adobe.fail({ service: 'platform', fault });
    const rows = await checkAndWait(/failed at “Organisation and profile accepted”/);
    const failed = steps(rows).filter(({ icon }) => icon === 'error');
    assert.deepEqual(
      failed.map(({ label }) => label),
      ['Organisation and profile accepted'],
    );
    assert.match(
      failed[0]!.ariaLabel,
      /: failed\. The credential has no access.*Possible cause 1:.*Possible cause 3:.*403027.*request ID/,
    );
    assert.match(
      await view.message(),
      /^The credential has no access to Experience Platform in this IMS organisation\. Check the organisation ID/,
    );
    assert.deepEqual(
      steps(rows)
        .slice(-4)
        .map(({ icon }) => icon),
      Array(4).fill('circle-slash'),
    );
    await view.waitForRow(/^Possible cause 2: the credential is in no product profile/);
    await view.waitForRow(/^HTTP 403, 403027, request ID /);
    await pictures('access-failed');
    const row = await view.row('Organisation and profile accepted');
    await row.hover();
    const actions = await row
      .locator('.actions .action-label')
      .evaluateAll((labels) =>
        (labels as { getAttribute(name: string): string | null }[]).map((label) => label.getAttribute('aria-label')),
      );
    assert.deepEqual(actions, ['Edit AEP Connection…', 'Open Adobe Console Page']);
  });

  test('opens a Markdown report without a secret, and copies the test call', async () => {
    await view.titleAction('Open AEP Access Report');
    const text = await workbench.editorText((shown) => shown.includes('# AEP access check: failed at'));
    for (const secret of [...secretsInPlay.all.keys(), demo.imsOrg, demo.oauth.clientId])
      assert.ok(!text.includes(secret));
    await pictures('access-report');
    await view.titleAction('Copy AEP Test Call as cURL');
    const isCopied = async (): Promise<boolean> => /^curl -X GET .*\$ACCESS_TOKEN/s.test(await workbench.clipboard());
    await until('the test call on the clipboard', isCopied);
    await workbench.runCommand('File: Revert File');
  });

  test('is on the way of the keyboard: menu of the status bar, rows by arrow keys', async () => {
    await workbench.statusBarItem(/Acme/).click();
    await workbench.quickInput.choose('Check Access');
    await view.waitForRows(
      'every step to pass',
      (rows) => over(rows) && steps(rows).every(({ icon }) => icon === 'pass'),
    );
  });

  test('forgets what it found when the connection is edited', async () => {
    const { clientId, clientSecret, scopes } = demo.oauth;
    const { imsOrigin, platformOrigin } = adobe;
    const credential = { kind: 'oauth-server-to-server', clientSecret, scopes };
    const input = { name: 'Other', imsOrg: demo.imsOrg, clientId, imsOrigin, platformOrigin, credential };
    await workbench.invoke('aep.connection.add', input);
    assert.deepEqual((await view.welcome()).buttons, ['Check AEP Access']);
  });
});
