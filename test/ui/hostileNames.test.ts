import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { makeTemporaryFolder, removeFolder } from '../host/paths';
import { photographFailures } from './support/failurePictures';
import { Workbench } from './support/workbench';

const quietTrust = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };

/** A link and an icon, wherever VS Code would make such of text. */
const hostile = (label: string): string => `[${label}](command:workbench.action.closeWindow) $(flame)`;
/** As a person sees it: parted, and so neither. */
const asLink = '[Riders] (command:workbench.action.closeWindow)';

suite('Names that come from outside are text', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  let folder: string;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
    const rename = (sandbox: string, title: string): void => {
      const id = adobe.resourceIdOf(demo.imsOrg, sandbox, 'Riders');
      adobe.changeResource(demo.imsOrg, sandbox, id, (document) => ({ ...document, title }));
    };
    rename('dev', hostile('Riders'));
    rename('prod', hostile('Everybody'));
    folder = makeTemporaryFolder('hostile');
    fs.writeFileSync(path.join(folder, 'riders.json'), '{}\n');
    workbench = await Workbench.open({ workspaceFolder: folder, settings: quietTrust });
    const { clientId, clientSecret, scopes } = demo.oauth;
    const { imsOrigin, platformOrigin } = adobe;
    const credential = { kind: 'oauth-server-to-server', clientSecret, scopes };
    const input = { name: hostile('Acme'), imsOrg: demo.imsOrg, clientId, sandbox: 'dev', imsOrigin, platformOrigin };
    await workbench.invoke('aep.connection.add', { ...input, credential });
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
    removeFolder(folder);
  });

  setup(async () => {
    adobe.latencyMs = 0;
    fs.rmSync(path.join(folder, '.vscode'), { recursive: true, force: true });
    await workbench.notifications.clear();
  });

  const links = (place: string): Promise<readonly (string | null)[]> =>
    workbench.page.locator(`${place} a`).allTextContents();

  async function bind(): Promise<void> {
    await workbench.page.keyboard.press('ControlOrMeta+P');
    await workbench.quickInput.choose('riders.json');
    await workbench.runCommand('AEP Access: Validate JSON Against XDM Schema…');
    await workbench.quickInput.waitForTitle('With which schema should JSON files be validated?');
    await workbench.quickInput.choose('Riders', /Riders/);
    await workbench.quickInput.waitForTitle('Validate which files?');
    await workbench.quickInput.pick('Only “riders.json”');
  }

  test('in notifications, and in the language status', async () => {
    await bind();
    const { message } = await workbench.notifications.waitFor(/validated with/);
    assert.ok(message.includes(asLink), message);
    assert.deepEqual(await links('.notification-list-item-message'), []);
    await workbench.page.locator('#status\\.languageStatus').click();
    const status = workbench.page.locator('.hover-language-status', { hasText: 'XDM: [Riders]' }).first();
    await status.waitFor();
    assert.match(await status.innerText(), /\[Acme\] \(command:/);
    assert.deepEqual(await links('.hover-language-status .left'), []);
    assert.equal(await status.locator('.codicon-flame').count(), 0);
    await workbench.page.keyboard.press('Escape');
  });

  test('in progress', async () => {
    adobe.latencyMs = 4_000;
    await workbench.runCommand('AEP Access: Create Sample Payload');
    await workbench.quickInput.choose('Riders', /Riders/);
    const { message } = await workbench.notifications.waitFor(/sample/);
    assert.ok(message.includes(asLink), message);
    assert.deepEqual(await links('.notification-list-item-message'), ['Show Log']);
  });

  test('in the list of what differs between two sandboxes', async () => {
    await workbench.runCommand('AEP Access: Compare Sandboxes…');
    await workbench.quickInput.choose('prod');
    await workbench.quickInput.pick(/Schemas/);
    const row = workbench.page.locator('.quick-input-list-row', { hasText: '[Everybody](command:' }).first();
    await row.waitFor();
    assert.equal(await row.locator('.codicon-flame').count(), 0);
    await workbench.page.keyboard.press('Escape');
  });
});
