import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { makeTemporaryFolder, removeFolder } from '../host/paths';
import { pkcs8, publicPem } from '../support/keys';
import { photographFailures } from './support/failurePictures';
import type { TreeRow, TreeView } from './support/treeView';
import { until } from './support/until';
import { themeNames, Workbench, type WorkbenchOptions } from './support/workbench';

type Input = Readonly<Record<string, unknown>>;

/** An `aep.connection.add` for the demo's OAuth credential. */
function oauthInput(adobe: LocalAdobe, name: string, changes: Input = {}): Input {
  const { clientId, clientSecret, scopes } = demo.oauth;
  const { imsOrigin, platformOrigin } = adobe;
  const credential = { kind: 'oauth-server-to-server', clientSecret, scopes };
  return { name, imsOrg: demo.imsOrg, clientId, imsOrigin, platformOrigin, credential, ...changes };
}

function jwtInput(adobe: LocalAdobe, name: string): Input {
  const { clientId, clientSecret, technicalAccountId, metascopes } = demo.jwt;
  const credential = { kind: 'jwt', clientSecret, privateKey: pkcs8(), technicalAccountId, metascopes };
  return oauthInput(adobe, name, { clientId, credential });
}

async function startAdobe(): Promise<LocalAdobe> {
  const adobe = await LocalAdobe.start();
  registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
  return adobe;
}

async function addTo(workbench: Workbench, input: Input): Promise<string> {
  return ((await workbench.invoke('aep.connection.add', input)) as { connectionId: string }).connectionId;
}

/** `x-sandbox-name` of the last list of classes; `undefined` where none was sent. */
function sandboxOfLastList(adobe: LocalAdobe): string | undefined {
  const lists = adobe.requests.filter(({ path: of }) => of.endsWith('/global/classes'));
  const value = lists.at(-1)?.headers['x-sandbox-name'];
  return typeof value === 'string' ? value : undefined;
}

suite('The Connections view', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  let acme: string;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await startAdobe();
    workbench = await Workbench.open({ persistent: true, settings: { 'aep.token.renew': 'onUse' } });
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  const connections = (): Promise<TreeView> => workbench.openView('aep.connectionsView');

  const rowThat = async (label: string, fits: (row: TreeRow) => boolean): Promise<TreeRow> => {
    const view = await connections();
    const find = (rows: readonly TreeRow[]): TreeRow | undefined =>
      rows.find((row) => row.label === label && fits(row));
    return find(await view.waitForRows(`the row ${label}`, (rows) => find(rows) !== undefined))!;
  };

  const classesAreListed = async (): Promise<void> => {
    await (await workbench.openView('aep.xdm')).waitForRow('XDM Individual Profile');
  };

  async function picture(name: string): Promise<void> {
    await workbench.page.mouse.move(900, 300);
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`connections-${name}-${theme}`);
    }
  }

  test('is not there before there is a connection: one welcome is enough', async () => {
    await workbench.openView('aep.xdm');
    await workbench.page.getByRole('button', { name: 'Add Connection' }).waitFor();
    assert.equal(await workbench.page.locator('.part.sidebar .pane').count(), 1);
  });

  test('shows each connection with its sandbox and token, the active one marked, above the classes', async () => {
    acme = await addTo(workbench, oauthInput(adobe, 'Acme', { sandbox: 'dev' }));
    await addTo(workbench, jwtInput(adobe, 'Legacy'));
    await addTo(workbench, oauthInput(adobe, 'Globex'));
    await workbench.invoke('aep.token.generate', {});
    const { description, icon, ariaLabel } = await rowThat('Globex', (row) => row.description.includes('valid 2'));
    assert.match(description, /^(default\?|PRODUCTION) · valid 2[34] h( \d+ m)?$/);
    assert.equal(icon, 'check');
    assert.match(
      ariaLabel,
      /^Globex \(active\), sandbox: no sandbox sent: Adobe’s default \(.+\), token valid for 2\d hours/,
    );
    const idle = await rowThat('Acme', (row) => /^dev\?? · valid/.test(row.description));
    assert.equal(idle.icon, 'plug');
    assert.match(idle.ariaLabel, /^Acme, sandbox: dev \((type unknown|development)\), token valid for/);
    const titles = await workbench.page.locator('.part.sidebar .pane h3.title').allTextContents();
    assert.deepEqual(titles.slice(0, 1), ['Connections']);
    await classesAreListed();
    // Adobe takes its default where none is sent, and calls it production.
    const learnt = await rowThat('Globex', (row) => /^PRODUCTION · valid 2[34] h( \d+ m)?$/.test(row.description));
    assert.match(
      learnt.ariaLabel,
      /^Globex \(active\), sandbox: no sandbox sent: Adobe’s default \(PRODUCTION\), token/,
    );
    await picture('list');
  });

  test('a click on a connection only selects it; its button uses it', async () => {
    const view = await connections();
    // The index of the active one may still be loading.
    const askedForAcme = (): number =>
      adobe.requests.filter(({ headers }) => headers['x-sandbox-name'] === 'dev').length;
    const asked = askedForAcme();
    await (await view.row('Acme')).click();
    await workbench.page.keyboard.press('Enter');
    assert.equal((await rowThat('Globex', () => true)).icon, 'check');
    assert.equal(askedForAcme(), asked);
    await picture('selected');
    await view.rowAction('Acme', 'Use in This Workspace');
    assert.equal((await rowThat('Acme', (row) => row.icon === 'check')).icon, 'check');
    await classesAreListed();
    await workbench.statusBarItem(/Acme · dev 2[34] h/).state();
    assert.equal(sandboxOfLastList(adobe), 'dev');
  });

  test('has at most three buttons in a row, and the rest in its context menu', async () => {
    const view = await connections();
    for (const [label, buttons] of [
      ['Globex', ['Use in This Workspace', 'Generate AEP Token', 'Edit AEP Connection…']],
      ['Acme', ['Generate AEP Token', 'Edit AEP Connection…']],
    ] as const) {
      const row = await view.row(label);
      await view.hover(row);
      const found = await row.locator('.actions').getByRole('button').evaluateAll(namesOf);
      assert.deepEqual(found, buttons);
    }
    const entries = await view.contextMenu('Legacy');
    assert.deepEqual(entries, [
      'Use in This Workspace',
      'Switch AEP Sandbox…',
      'Generate AEP Token',
      'Copy AEP Token',
      'Copy AEP Request Headers',
      'Copy AEP Organization ID',
      'Copy AEP Client ID',
      'Edit AEP Connection…',
      'Enter Secret of AEP Connection…',
      'Move AEP Connection to OAuth Server-to-Server…',
      'Remove AEP Connection…',
    ]);
    await workbench.screenshot('connections-context-menu');
    await workbench.page.keyboard.press('Escape');
  });

  test('acts on the row, not on the active connection, also by the keyboard', async () => {
    const view = await connections();
    await view.chooseFromContextMenu('Legacy', 'Copy AEP Client ID');
    await until('the client ID of the row', async () => (await workbench.clipboard()) === demo.jwt.clientId);
    // From the last row that was touched: Legacy is the last of the three.
    await connections();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Shift+F10');
    await workbench.page.locator('.monaco-menu').waitFor();
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await rowThat('Legacy', (row) => row.icon === 'check');
    await view.rowAction('Acme', 'Use in This Workspace');
    await rowThat('Acme', (row) => row.icon === 'check');
  });

  test('removes the connection of the row after asking', async () => {
    await addTo(workbench, oauthInput(adobe, 'Hooli'));
    const view = await connections();
    await view.chooseFromContextMenu('Hooli', 'Remove AEP Connection…');
    assert.equal((await workbench.dialogs.current()).message, 'Remove the connection “Hooli”?');
    await workbench.dialogs.press('Remove');
    await view.waitForRows('the rest', (rows) => !rows.some(({ label }) => label === 'Hooli'));
    await workbench.invoke('aep.connection.switch', { connectionId: acme });
  });

  test('says expired, and secret missing', async () => {
    adobe.tokenLifetimeMs = 1_500;
    await addTo(workbench, oauthInput(adobe, 'Overnight', { sandbox: 'qa-emea' }));
    await workbench.invoke('aep.token.generate', {});
    // What Adobe calls it may be known by then, or not.
    await rowThat('Overnight', ({ description }) => /^qa-emea\?? · token expired$/.test(description));
    adobe.reset();
    await workbench.invoke('aep.connection.switch', { connectionId: acme });
  });

  suite('Switching the sandbox', () => {
    const open = async (): Promise<void> => {
      await workbench.runCommand('AEP Access: Switch AEP Sandbox…');
      await workbench.quickInput.waitForTitle('Sandbox of “Acme” in this workspace');
    };

    test('lists what the credential can use, production unmistakable by its type', async () => {
      await open();
      const { items } = await workbench.quickInput.waitForItem(/^prod$/);
      assert.deepEqual(
        items.map(({ label, description }) => `${label} | ${description}`),
        [
          'prod | PRODUCTION · Production · VA7',
          'dev | development · Development · VA7 · current',
          'qa-emea | development · QA – Zürich & 東京 · NLD2',
          'old-pilot | development · Pilot 2023 · VA7',
          'Send no sandbox | no sandbox sent: Adobe’s default (PRODUCTION)',
        ],
      );
      assert.equal(items.find(({ label }) => label === 'old-pilot')?.detail, 'Not active: resetting');
      await picture('sandboxes');
      await workbench.quickInput.cancel();
      // Seeing the list is enough to know the type of the one that is in use.
      await workbench.statusBarItem(/Acme · dev 2[34] h/).state();
    });

    test('switches by the keyboard; production is marked in the row, the status bar and its tooltip', async () => {
      await open();
      await workbench.quickInput.waitForItem(/^prod$/);
      await workbench.quickInput.choose('prod');
      const { ariaLabel } = await workbench.statusBarItem(/Acme · prod PRODUCTION 2[34] h/).state();
      assert.match(ariaLabel, /sandbox: prod \(PRODUCTION\)$/);
      const row = await rowThat('Acme', ({ description }) => description.startsWith('prod PRODUCTION · valid'));
      assert.match(row.ariaLabel, /^Acme \(active\), sandbox: prod \(PRODUCTION\), token valid for/);
      await classesAreListed();
      assert.equal(sandboxOfLastList(adobe), 'prod');
      assert.match(await workbench.statusBarItem(/Acme/).tooltip(), /Sandbox\s+prod \(PRODUCTION\)/);
      await picture('production');
      await workbench.statusBarItem(/Acme/).showTooltip();
      await workbench.screenshot('connections-production-tooltip');
      await workbench.page.mouse.move(900, 300);
    });

    test('the headers that are copied name this window’s sandbox', async () => {
      await workbench.runCommand('AEP Access: Copy AEP Request Headers');
      await workbench.notifications.waitFor(/Request headers copied/);
      assert.match(await workbench.clipboard(), /^x-sandbox-name: prod$/m);
      await workbench.notifications.clear();
    });

    test('a second window keeps its own', async () => {
      const second = await workbench.newWindow();
      await second.statusBarItem(/Acme/).state();
      await second.invoke('aep.sandbox.switch', { sandbox: 'qa-emea' });
      await second.statusBarItem(/Acme · qa-emea 2[34] h/).state();
      await workbench.statusBarItem(/Acme · prod PRODUCTION/).state();
      await second.close();
    });

    test('takes a typed name when listing is forbidden, and says why there is no list', async () => {
      const forbidden = { status: 403, body: { type: 'http://ns.adobe.com/aep/errors/SMS-2030-403', status: 403 } };
      adobe.fail({ service: 'platform', path: /sandbox-management/, fault: forbidden });
      await open();
      await workbench.quickInput.waitForItem(
        /^Sandboxes cannot be listed: The credential does not have the required permission/,
      );
      await workbench.quickInput.type('qa-emea');
      await workbench.quickInput.waitForItem('Use “qa-emea”');
      await picture('forbidden');
      await workbench.quickInput.acceptAndLeave();
      await workbench.statusBarItem(/Acme · qa-emea 2[34] h/).state();
      adobe.reset();
    });

    test('sends none when that is chosen, and says so', async () => {
      await open();
      await workbench.quickInput.pick('Send no sandbox');
      // The default sandbox is a production sandbox, which Adobe said when it listed them.
      await rowThat('Acme', ({ description }) => description.startsWith('PRODUCTION · valid'));
      await classesAreListed();
      assert.equal(sandboxOfLastList(adobe), undefined);
    });

    test('survives a reload', async () => {
      await workbench.invoke('aep.sandbox.switch', { sandbox: 'dev' });
      await workbench.reload();
      await workbench.statusBarItem(/Acme · dev 2[34] h/).state();
    });

    test('stays readable in a narrow side bar, and with a long name', async () => {
      const name = 'Contoso Global Holdings (customer data platform, EMEA)';
      await addTo(workbench, oauthInput(adobe, name, { sandbox: 'prod' }));
      await connections();
      const { x, width } = (await workbench.page.locator('.part.sidebar').boundingBox())!;
      await workbench.page.mouse.move(x + width + 2, 400);
      await workbench.page.mouse.down();
      await workbench.page.mouse.move(x + 190, 400, { steps: 5 });
      await workbench.page.mouse.up();
      await picture('narrow');
      await workbench.invoke('aep.connection.switch', { connectionId: acme });
    });
  });

  suite('Short flows', () => {
    const enter = async (question: string, text?: string): Promise<void> => {
      await workbench.quickInput.state(question, ({ message }) => message.startsWith(question));
      if (text !== undefined) await workbench.quickInput.type(text);
      await workbench.quickInput.accept();
    };

    test('a second client secret takes one question, and the new one is tried first', async () => {
      const view = await connections();
      await view.chooseFromContextMenu('Globex', 'Add Second Client Secret…');
      await workbench.quickInput.state('the secret', ({ isPassword }) => isPassword);
      await workbench.quickInput.type(demo.oauth.clientSecret);
      await workbench.quickInput.waitForValidation(/already has this client secret/);
      await enter('The credential already has', ' p8e-FAKE_demo_new_secret_00009 ');
      await workbench.quickInput.waitUntilClosed();
      const before = adobe.requests.length;
      await view.rowAction('Globex', 'Generate AEP Token');
      await workbench.notifications.waitFor(/New token for “Globex”/);
      const tried = adobe.requests
        .slice(before)
        .filter(({ service }) => service === 'ims')
        .map(({ body }) => new URLSearchParams(body).get('client_secret'));
      assert.deepEqual(tried, ['p8e-FAKE_demo_new_secret_00009', demo.oauth.clientSecret]);
      await workbench.notifications.clear();
    });

    test('the secret is renewed by one question: both old ones are gone', async () => {
      const view = await connections();
      await view.chooseFromContextMenu('Globex', 'Enter Secret of AEP Connection…');
      await enter('Client secret', demo.oauth.clientSecret);
      await workbench.quickInput.waitUntilClosed();
      const before = adobe.mints;
      await view.rowAction('Globex', 'Generate AEP Token');
      await workbench.notifications.waitFor(/New token for “Globex”/);
      assert.equal(adobe.mints, before + 1);
      await workbench.notifications.clear();
    });

    test('a service account becomes OAuth in place: its client ID stays, secret and scopes are asked for', async () => {
      adobe.removeCredential(demo.jwt.clientId);
      const { technicalAccountId, scopes } = demo.oauth;
      const clientSecrets = ['p8e-FAKE_demo_moved_secret_0007'];
      const { clientId } = demo.jwt;
      adobe.addOAuthCredential({ clientId, clientSecrets, technicalAccountId, scopes, imsOrg: demo.imsOrg });
      const view = await connections();
      await view.chooseFromContextMenu('Legacy', 'Move AEP Connection to OAuth Server-to-Server…');
      await workbench.quickInput.waitForTitle('Move “Legacy” to OAuth Server-to-Server');
      await enter('Client secret', clientSecrets[0]);
      await enter('Scopes');
      await workbench.quickInput.waitUntilClosed();
      const minted = (): boolean =>
        adobe.requests.some(
          ({ path: of, body, status }) => of === '/ims/token/v3' && body.includes(clientId) && status === 200,
        );
      await view.rowAction('Legacy', 'Generate AEP Token');
      await until('a token by OAuth for the client ID that it had', minted);
    });
  });
});

suite('Settings that choose', () => {
  let adobe: LocalAdobe;
  let folder: string;
  let workbench: Workbench | undefined;
  photographFailures(() => workbench!);

  suiteSetup(async () => {
    adobe = await startAdobe();
  });

  setup(() => {
    folder = makeTemporaryFolder('workspace');
    adobe.reset();
  });

  teardown(async () => {
    await workbench?.close();
    workbench = undefined;
    removeFolder(folder);
  });

  suiteTeardown(() => adobe.stop());

  /** A window on a folder with these settings, and two connections, `Own` chosen by hand elsewhere. */
  async function open(settings: Input, options: Partial<WorkbenchOptions> = {}): Promise<Workbench> {
    fs.mkdirSync(path.join(folder, '.vscode'), { recursive: true });
    fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    workbench = await Workbench.open({ workspaceFolder: folder, persistent: true, ...options });
    return workbench;
  }

  /** Everything that a hostile repository might try. */
  const hostile: Input = {
    'aep.connection': 'Customer',
    'aep.sandbox': 'prod',
    'aep.imsOrigin': 'https://evil.example',
    'aep.platformOrigin': 'https://evil.example',
    'aep.connection.imsOrigin': 'https://evil.example',
    'aep.clientSecret': 'p8e-FAKE_of_the_repository',
    'aep.accessToken': 'e30.e30.e30',
    'aep.connections': [{ name: 'Evil', imsOrigin: 'https://evil.example' }],
    'aep.token.renew': 'never',
    'aep.clipboard.clearAfterMinutes': 0,
  };

  const rowsOf = async (
    window: Workbench,
    accepts: (rows: readonly TreeRow[]) => boolean,
  ): Promise<readonly TreeRow[]> =>
    (await window.openView('aep.connectionsView')).waitForRows('the connections', accepts);

  const active = (rows: readonly TreeRow[]): string =>
    rows.find(({ ariaLabel }) => ariaLabel.includes('(active)'))?.label ?? '';

  test('change nothing in an untrusted folder, and the extension works all the same', async () => {
    const window = await open(hostile, { workspaceTrust: true, settings: quietTrust });
    await window.page.locator('.statusbar-item').getByText('Restricted Mode').waitFor();
    await addTo(window, oauthInput(adobe, 'Customer'));
    await addTo(window, oauthInput(adobe, 'Own', { sandbox: 'dev' }));
    await window.invoke('aep.token.generate', {});
    const rows = await rowsOf(window, (all) => all.length === 2 && active(all) === 'Own');
    assert.match(rows.find(({ label }) => label === 'Own')!.description, /^dev\?? · valid 2/);
    await window.reload();
    await (await window.openView('aep.xdm')).waitForRow('XDM Individual Profile');
    await window.statusBarItem(/Own · dev 2[34] h/).state();
    assert.equal(sandboxOfLastList(adobe), 'dev');
    assert.equal(await window.dialogs.isOpen(), false);
    assert.ok(adobe.requests.every(({ headers }) => headers['x-sandbox-name'] !== 'prod'));
    await window.screenshot('connections-restricted-mode');
  });

  test('choose among what there is in a trusted folder, ask once before production, and bring no host or credential', async () => {
    const window = await open({});
    await addTo(window, jwtInput(adobe, 'Customer'));
    await addTo(window, oauthInput(adobe, 'Own', { sandbox: 'dev' }));
    await rowsOf(window, (all) => all.length === 2 && active(all) === 'Own');
    setIn(folder, { ...hostile, 'aep.connection': 'customer' });
    const { message, detail, buttons } = await window.dialogs.current();
    assert.equal(message, 'Use the PRODUCTION sandbox “prod” of “Customer”?');
    assert.match(detail, /The settings aep\.connection and aep\.sandbox choose it/);
    assert.deepEqual([...buttons].sort(), ['Cancel', 'Use It']);
    await window.screenshot('connections-setting-asks');
    // Nothing moves before the answer.
    await window.statusBarItem(/Own · dev/).state();
    assert.ok(adobe.requests.every(({ headers }) => headers['x-sandbox-name'] !== 'prod'));
    await window.dialogs.press('Use It');
    await window.statusBarItem(/Customer · prod PRODUCTION/).state();
    const rows = await rowsOf(window, (all) => active(all) === 'Customer');
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['Customer', 'Own'],
    );
    await (await window.openView('aep.xdm')).waitForRow('XDM Individual Profile');
    assert.equal(sandboxOfLastList(adobe), 'prod');
    await window.reload();
    await window.statusBarItem(/Customer · prod PRODUCTION/).state();
    assert.equal(await window.dialogs.isOpen(), false);
    // Whoever asked, all went to the two origins of the connection.
    const asked = JSON.stringify(adobe.requests);
    assert.ok(!asked.includes('evil.example') && !asked.includes('FAKE_of_the_repository'));
    // A person's own choice wins until the setting changes.
    await window.invoke('aep.sandbox.switch', { sandbox: 'dev' });
    await window.statusBarItem(/Customer · dev/).state();
    await window.reload();
    await window.statusBarItem(/Customer · dev/).state();
  });

  test('no is an answer, which is remembered too', async () => {
    const window = await open({});
    await addTo(window, oauthInput(adobe, 'Own', { sandbox: 'dev' }));
    setIn(folder, { 'aep.sandbox': 'prod' });
    assert.match((await window.dialogs.current()).message, /PRODUCTION sandbox “prod” of “Own”/);
    await window.dialogs.press('Cancel');
    await window.statusBarItem(/Own · dev/).state();
    await window.reload();
    await window.statusBarItem(/Own · dev/).state();
    await (await window.openView('aep.xdm')).waitForRow('XDM Individual Profile');
    assert.equal(sandboxOfLastList(adobe), 'dev');
    assert.equal(await window.dialogs.isOpen(), false);
  });

  test('a development sandbox is taken without a question; a name that there is not is said', async () => {
    const window = await open({});
    await addTo(window, oauthInput(adobe, 'Own'));
    setIn(folder, { 'aep.sandbox': 'qa-emea', 'aep.connection': 'own' });
    await window.statusBarItem(/Own · qa-emea/).state();
    assert.equal(await window.dialogs.isOpen(), false);
    setIn(folder, { 'aep.connection': 'Somebody else' });
    const view = await window.openView('aep.connectionsView');
    await window.page
      .getByText('The setting aep.connection names “Somebody else”, but there is no such connection.')
      .waitFor();
    assert.equal((await view.rows()).length, 1);
    await window.screenshot('connections-unknown-name');
  });
});

const quietTrust = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };

function setIn(folder: string, settings: Input): void {
  fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
}

interface Labelled {
  getAttribute(name: string): string | null;
}

function namesOf(elements: unknown[]): string[] {
  return (elements as Labelled[]).map((element) => element.getAttribute('aria-label') ?? '').filter(Boolean);
}
