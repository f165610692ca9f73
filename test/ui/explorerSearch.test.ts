import * as assert from 'node:assert/strict';

import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { photographFailures } from './support/failurePictures';
import type { QuickInputItem } from './support/quickInput';
import { until } from './support/until';
import { themeNames, Workbench } from './support/workbench';

suite('Search in XDM', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start({ data: 'own' });
    registerDemo(adobe);
    workbench = await Workbench.open({ persistent: true });
    const { clientId, clientSecret, scopes } = demo.oauth;
    const { imsOrigin, platformOrigin } = adobe;
    const credential = { kind: 'oauth-server-to-server', clientSecret, scopes };
    const input = {
      name: 'Bicycles',
      imsOrg: demo.imsOrg,
      clientId,
      sandbox: 'dev',
      imsOrigin,
      platformOrigin,
      credential,
    };
    await workbench.invoke('aep.connection.add', input);
    await workbench.notifications.clear();
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  teardown(async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.notifications.clear();
  });

  async function pictures(name: string): Promise<void> {
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`search-${name}-${theme}`);
    }
    await workbench.setTheme('dark');
  }

  const labels = (items: readonly QuickInputItem[]): readonly string[] => items.map(({ label }) => label);

  suite('Go to XDM Resource…', () => {
    const open = (): Promise<void> => workbench.runCommand('AEP Access: Go to XDM Resource…');

    test('lists both containers, each with its kind and $id', async () => {
      await open();
      const { title, placeholder } = await workbench.quickInput.waitForItem('Bicycle');
      assert.equal(title, 'Go to XDM Resource');
      assert.equal(placeholder, 'Title, $id or meta:altId');
      await pictures('resources');
      await workbench.quickInput.type('fleet');
      const { items } = await workbench.quickInput.waitForItem('Fleet');
      const fleet = items.find(({ label }) => label === 'Fleet')!;
      assert.match(fleet.description, /^schema · _local/);
      assert.match(fleet.detail, /^https:\/\/ns\.adobe\.com\/local\w+\/schemas\/\w+$/);
    });

    test('finds by parts of a title in any order, the best first', async () => {
      await open();
      await workbench.quickInput.type('survey ride');
      await workbench.quickInput.state(
        'hits and nothing else',
        ({ items }) => items.length > 0 && labels(items).every((label) => /survey/i.test(label)),
      );
    });

    test('finds by an id', async () => {
      await open();
      await workbench.quickInput.type('xdm/context/profile');
      await workbench.quickInput.waitForItem('XDM Individual Profile');
    });

    test('says when nothing fits', async () => {
      await open();
      await workbench.quickInput.type('nobody has this');
      const { items } = await workbench.quickInput.waitForItem('No XDM resource matches what you typed.');
      assert.equal(items.length, 1);
      await pictures('no-resource');
    });

    test('opens what was chosen, however fast it is typed', async () => {
      await open();
      await workbench.quickInput.state('the list');
      await workbench.page.keyboard.type('workshop accounts');
      await workbench.quickInput.accept();
      await workbench.editorText((text) => text.includes('Workshop Accounts'));
    });

    test('copies an $id by the button of a row, and stays open', async () => {
      await open();
      await workbench.quickInput.type('Fleet');
      await workbench.quickInput.waitForItem('Fleet');
      const row = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Fleet' }).first();
      await row.hover();
      await row.getByRole('button', { name: 'Copy $id' }).click();
      const isId = (text: string): boolean => /^https:\/\/ns\.adobe\.com\/local\w+\/schemas\//.test(text);
      await until('the $id on the clipboard', async () => isId(await workbench.clipboard()));
      await workbench.quickInput.state('the list');
    });

    test('keeps what was typed where a document cannot be opened', async () => {
      await open();
      await workbench.quickInput.type('Winter');
      await workbench.quickInput.waitForItem('Winter Trial');
      const fault = adobe.fail({ service: 'platform', path: /\/tenant\/schemas\/./, fault: { status: 404 } });
      await workbench.quickInput.accept();
      await workbench.notifications.waitFor(/./);
      const state = await workbench.quickInput.state('the list');
      fault.remove();
      assert.equal(state.value, 'Winter');
    });
  });

  suite('Find XDM Field…', () => {
    const open = (): Promise<void> => workbench.runCommand('AEP Access: Find XDM Field…');

    test('says how many fields there are before anything is typed', async () => {
      await open();
      const { items } = await workbench.quickInput.waitForItem(
        /^Type a name to search [\d,]+ fields of \d+ resources\.$/,
      );
      assert.equal(items.length, 1);
      await pictures('fields-empty');
    });

    test('finds fields by the names on their path, with the type, the schema and where they come from', async () => {
      await open();
      await workbench.quickInput.waitForItem(/^Type a name/);
      await workbench.quickInput.type('membership number');
      const { items } = await workbench.quickInput.state('the best hit', ({ items: hits }) =>
        /^_local\w+\.membership\.number$/.test(hits[0]?.label ?? ''),
      );
      assert.match(items[0]!.description, /^string · primary identity /);
      assert.match(items[0]!.detail, /^Riders · from field group “.*” · Number$/);
      await pictures('fields');
    });

    test('opens the document at the field', async () => {
      await open();
      await workbench.quickInput.waitForItem(/^Type a name/);
      await workbench.quickInput.choose('membership.paperBill', /paperBill$/);
      await workbench.editorText((text) => text.includes('"paperBill"'));
    });

    test('says when nothing fits', async () => {
      await open();
      await workbench.quickInput.waitForItem(/^Type a name/);
      await workbench.quickInput.type('nobodyhasthis');
      await workbench.quickInput.waitForItem('No field matches what you typed.');
    });
  });
});
