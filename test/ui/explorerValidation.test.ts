import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { makeTemporaryFolder, removeFolder } from '../host/paths';
import { photographFailures } from './support/failurePictures';
import { until } from './support/until';
import { themeNames, Workbench } from './support/workbench';

const quietTrust = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
const command = 'AEP Access: Validate JSON Against XDM Schema…';

for (const workspaceTrust of [false, true]) {
  suite(`Live validation${workspaceTrust ? ' in Restricted Mode' : ''}`, () => {
    let adobe: LocalAdobe;
    let workbench: Workbench;
    let folder: string;
    photographFailures(() => workbench);

    suiteSetup(async () => {
      adobe = await LocalAdobe.start({ data: 'own' });
      registerDemo(adobe);
      folder = makeTemporaryFolder('payloads');
      writePayloads(folder, `_${adobe.tenantIdOf(demo.imsOrg)}`);
      workbench = await Workbench.open({
        persistent: true,
        workspaceFolder: folder,
        workspaceTrust,
        settings: quietTrust,
      });
      const { clientId, clientSecret, scopes } = demo.oauth;
      const { imsOrigin, platformOrigin } = adobe;
      const credential = { kind: 'oauth-server-to-server', clientSecret, scopes };
      const input = { name: 'Bicycles', imsOrg: demo.imsOrg, clientId, sandbox: 'dev', imsOrigin, platformOrigin };
      await workbench.invoke('aep.connection.add', { ...input, credential });
      await workbench.notifications.clear();
    });

    suiteTeardown(async () => {
      await workbench.close();
      await adobe.stop();
      removeFolder(folder);
    });

    const settings = (): string => {
      const file = path.join(folder, '.vscode', 'settings.json');
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    };

    async function open(name: string): Promise<void> {
      await workbench.invoke('workbench.action.closeAllEditors');
      await workbench.page.keyboard.press('ControlOrMeta+P');
      await workbench.quickInput.choose(name);
      await workbench.editorText((text) => text.includes('membership'));
    }

    const squiggles = (count: number): Promise<unknown> =>
      until(`${count} problems`, async () => {
        const found = await workbench.page
          .locator('.part.editor .squiggly-error, .part.editor .squiggly-warning')
          .count();
        return found === count;
      });

    /** Puts the cursor before a text. */
    async function goTo(name: string, text: string): Promise<void> {
      const lines = fs.readFileSync(path.join(folder, 'payloads', name), 'utf8').split('\n');
      const line = lines.findIndex((one) => one.includes(text));
      await workbench.page.keyboard.press('ControlOrMeta+G');
      await workbench.quickInput.type(`:${line + 1}:${lines[line]!.indexOf(text) + 1}`);
      await workbench.quickInput.acceptAndLeave();
    }

    async function bind(files: RegExp): Promise<void> {
      await workbench.runCommand(command);
      await workbench.quickInput.waitForTitle('With which schema should JSON files be validated?');
      await workbench.quickInput.choose('Riders');
      await workbench.quickInput.waitForTitle('Validate which files?');
      await workbench.quickInput.pick(files);
    }

    test('a command has a file validated, says where that is kept, and can undo it', async () => {
      await open('riders.json');
      await bind(/^Only “riders\.json”$/);
      await workbench.notifications.waitFor(
        /“riders\.json” – validated with “Riders” from now on\. Kept in the settings of this workspace/,
      );
      await squiggles(2);
      const written = JSON.parse(settings()) as Record<string, unknown>;
      assert.match(
        JSON.stringify(written),
        /"fileMatch":\["\/payloads\/riders\.json"\],"url":"aep-schema:\/tenant\/schemas\/_local\w+\.schemas\.\w+\.json"/,
      );
      assert.ok(!JSON.stringify(written).includes(demo.oauth.clientId));
      await workbench.screenshot(`validation-bound${workspaceTrust ? '-restricted' : ''}`);
      await workbench.notifications.press(/validated/, 'Undo');
      await squiggles(0);
      assert.doesNotMatch(settings(), /aep-schema/);
    });

    if (workspaceTrust) return;

    test('errors, completions and hovers in a JSON file', async () => {
      await open('riders.json');
      await bind(/^All JSON and JSON Lines files in “payloads”$/);
      await squiggles(2);
      await workbench.notifications.clear();
      for (const theme of themeNames) {
        await workbench.setTheme(theme);
        await workbench.screenshot(`validation-errors-${theme}`);
      }
      await workbench.setTheme('dark');
      await goTo('riders.json', '"nobody"');
      await workbench.page.keyboard.press('ControlOrMeta+Space');
      await workbench.page.locator('.suggest-widget .monaco-list-row', { hasText: 'year' }).waitFor();
      await workbench.screenshot('validation-completion');
      await workbench.page.keyboard.press('Escape');
      await workbench.page
        .locator('.view-line span[class*="mtk"]', { hasText: /number/ })
        .first()
        .hover();
      await workbench.page.locator('.monaco-hover', { hasText: 'Printed on the card' }).first().waitFor();
      await workbench.screenshot('validation-hover');
      await workbench.page.keyboard.press('Escape');
    });

    test('and in JSON Lines, with completions in their line', async () => {
      await open('riders.jsonl');
      await squiggles(2);
      await workbench.screenshot('validation-lines');
      await goTo('riders.jsonl', '"nobody"');
      await workbench.page.keyboard.press('ControlOrMeta+Space');
      await workbench.page.locator('.suggest-widget .monaco-list-row', { hasText: 'year' }).waitFor();
      await workbench.screenshot('validation-lines-completion');
      await workbench.page.keyboard.press('Escape');
    });

    test('the language status names the schema and its sandbox', async () => {
      await open('riders.json');
      await workbench.page.locator('#status\\.languageStatus').click();
      const status = workbench.page.locator('.hover-language-status', { hasText: 'XDM: Riders' });
      await status.first().waitFor();
      assert.match((await status.first().innerText()).replace(/\s+/g, ' '), /XDM: Riders.*Bicycles in dev.*Change…/);
      await workbench.screenshot('validation-status');
      await workbench.page.keyboard.press('Escape');
    });

    test('on a file that is validated the command offers to change or to stop', async () => {
      await open('riders.jsonl');
      await workbench.runCommand(command);
      await workbench.quickInput.waitForTitle('“riders.jsonl” is validated with “Riders”');
      await workbench.screenshot('validation-change');
      await workbench.quickInput.pick('Stop validating these files');
      await squiggles(0);
      await workbench.notifications.waitFor(/no longer validated: \/payloads\/\*\.jsonl/);
      await workbench.notifications.press(/validated/, 'Undo');
      await squiggles(2);
    });

    test('no file was changed', () => {
      const again = makeTemporaryFolder('again');
      writePayloads(again, `_${adobe.tenantIdOf(demo.imsOrg)}`);
      for (const name of ['riders.json', 'riders.jsonl']) {
        const read = (top: string): string => fs.readFileSync(path.join(top, 'payloads', name), 'utf8');
        assert.equal(read(folder), read(again));
      }
      removeFolder(again);
    });
  });
}

function writePayloads(folder: string, namespace: string): void {
  const record = (number: string, more: object): object => ({
    _id: number,
    [namespace]: { membership: { number, ...more } },
  });
  const wrong = record('R000003', { tier: 'nobody', points: -1 });
  fs.mkdirSync(path.join(folder, 'payloads'));
  fs.writeFileSync(path.join(folder, 'payloads', 'riders.json'), `${JSON.stringify(wrong, undefined, 2)}\n`);
  const lines = [record('R000001', { tier: 'day' }), record('R000002', {}), wrong].map((one) => JSON.stringify(one));
  fs.writeFileSync(path.join(folder, 'payloads', 'riders.jsonl'), `${lines.join('\n')}\n`);
}
