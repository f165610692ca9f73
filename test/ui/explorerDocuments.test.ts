import * as assert from 'node:assert/strict';

import type { FrameLocator } from 'playwright-core';

import { demo, demoConnection, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { photographFailures } from './support/failurePictures';
import { storageScript, type StoredText } from './support/leakPage';
import type { TreeView } from './support/treeView';
import { readable, until } from './support/until';
import { themeNames, Workbench } from './support/workbench';

suite('Documents and comparisons of the XDM explorer', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  let view: TreeView;
  let tenant: string;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
    tenant = `_${adobe.tenantIdOf(demo.imsOrg)}`;
    workbench = await Workbench.open({ persistent: true, size: { width: 1500, height: 1000 } });
    await workbench.invoke('aep.connection.add', demoConnection(adobe, 'Acme', 'dev'));
    view = await workbench.openView('aep.xdm');
    await workbench.notifications.clear();
    await workbench.page.locator('.part.sidebar .pane-header', { hasText: 'Connections' }).click();
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  setup(() => {
    adobe.reset();
  });

  async function pictures(name: string): Promise<void> {
    await workbench.page.mouse.move(900, 700);
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`explorer-${name}-${theme}`);
    }
    await workbench.setTheme('dark');
  }

  const lenses = async (): Promise<readonly string[]> =>
    (await workbench.page.locator('.part.editor .codelens-decoration > a').allTextContents()).map(readable);

  const pressLens = async (title: string): Promise<void> => {
    await workbench.page.locator('.part.editor .codelens-decoration > a', { hasText: title }).first().click();
  };

  /** The page in sight, as a reader has it. */
  const pageFrame = (): FrameLocator =>
    workbench.page.locator('iframe.webview.ready:visible').first().contentFrame().frameLocator('#active-frame');

  /** VS Code's page writes its state every few seconds: a reload before that brings back an older one. */
  async function untilKept(text: string): Promise<void> {
    await until(`“${text}” to be kept`, async () => {
      const stored = await workbench.page.evaluate<readonly StoredText[]>(storageScript);
      return stored.some((one) => one.place === 'workspaceState' && one.text.includes(text));
    });
  }

  const selection = (): Promise<string> =>
    workbench.page.locator('.part.statusbar [id="status.editor.selection"]').innerText();

  const breadcrumbs = (): Promise<string> => workbench.page.locator('.monaco-breadcrumbs').first().innerText();

  async function openRow(...path: readonly string[]): Promise<void> {
    if (path.length > 1) await view.open(...path.slice(0, -1));
    await (await view.locatorAt(...path)).click();
  }

  test('a row opens the resolved document, which says what it is and that nothing is wrong with it', async () => {
    await openRow('Adobe', 'Classes', 'XDM Individual Profile');
    await workbench.editorText((text) => text.includes('"$id": "https://ns.adobe.com/xdm/context/profile"'));
    assert.deepEqual(await workbench.tabs(), ['_xdm.context.profile']);
    await until('the lenses', async () => (await lenses()).join() === 'Composed,Compact,Fields,Reveal', {
      describe: lenses,
    });
    const problems = await workbench.page.locator('.part.statusbar [id="status.problems"]').innerText();
    assert.deepEqual(readable(problems).split(/\s+/), ['0', '0']);
    await pictures('document-resolved');
  });

  test('a lens shows another form in its place', async () => {
    await pressLens('Compact');
    await until('the compact form', async () => (await breadcrumbs()).includes('xed-full-notext'));
    await workbench.editorText((text) => !text.includes('"title"'));
    await pictures('document-compact');
    await pressLens('Composed');
    await workbench.editorText((text) => text.includes('"$ref": "https://ns.adobe.com/xdm/context/person"'));
    assert.equal((await workbench.tabs()).length, 1);
    await pictures('document-composed');
  });

  test('an id says under the mouse what it names, and leads there', async () => {
    const id = workbench.page.locator('.view-line span.detected-link', { hasText: 'xdm/context/person' }).first();
    const hover = workbench.page.locator('.monaco-hover-content', { hasText: /Person · data type/ }).first();
    const isSaid = async (): Promise<boolean> => {
      await workbench.page.mouse.move(900, 900);
      await id.hover();
      return hover.waitFor({ timeout: 4_000 }).then(
        () => true,
        () => false,
      );
    };
    // The registry is listed in the background, and is not known before.
    await until('the hover', isSaid, { timeoutMs: 60_000 });
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await until('the hover', isSaid);
      await workbench.screenshot(`explorer-document-hover-${theme}`);
    }
    await workbench.setTheme('dark');
    // The hover lies over the link.
    await workbench.page.mouse.move(900, 900);
    await hover.waitFor({ state: 'hidden' });
    await id.click({ modifiers: ['ControlOrMeta'], force: true });
    await workbench.editorText((text) => text.includes('"$id": "https://ns.adobe.com/xdm/context/person"'));
    await until(
      'the composed form',
      async () => (await breadcrumbs()).includes('/xed/') || (await breadcrumbs()).includes('xed'),
    );
  });

  test('a field opens the document of its resource, at the field', async () => {
    await openRow(tenant, 'Schemas', 'Riders', tenant);
    await workbench.editorText((text) => text.includes(`"${tenant}"`));
    await until('the field to be selected', async () => /\(\d+ selected\)/.test(await selection()), {
      describe: selection,
    });
    assert.match(await selection(), new RegExp(`\\(${tenant.length + 2} selected\\)`));
  });

  test('without Adobe, a document of an earlier session is there at once, with its age, until Adobe answers', async () => {
    await openRow('Adobe', 'Classes', 'XDM ExperienceEvent');
    await workbench.editorText((text) => text.includes('"$id": "https://ns.adobe.com/xdm/context/experienceevent"'));
    await untilKept('/classes/xed-full/_xdm.context.experienceevent.json');
    const fault = adobe.fail({ service: 'platform', fault: 'drop' });
    await workbench.reload();
    await workbench.editorText((text) => text.includes('"$id": "https://ns.adobe.com/xdm/context/experienceevent"'));
    await until('the age', async () => /Last known, as of .* Refresh/.test((await lenses())[0] ?? ''), {
      describe: lenses,
    });
    await pictures('document-offline');
    fault.remove();
    await pressLens('Last known');
    await until('the age to go', async () => !(await lenses()).join().includes('Last known'), { describe: lenses });
  });

  test('a page has every field in a table that is named, and says what it is about', async () => {
    view = await workbench.openView('aep.xdm');
    await view.open(tenant, 'Schemas');
    await view.rowAction('Riders', 'Show Fields as a Page');
    const page = pageFrame();
    await page.getByRole('heading', { level: 1, name: 'Riders' }).waitFor();
    const table = page.getByRole('table', { name: 'Fields' });
    assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), [
      'Field',
      'Type',
      'Required',
      'Description',
      'Values',
      'Example',
    ]);
    await table.getByRole('rowheader', { name: `${tenant}.membership.number` }).waitFor();
    assert.ok((await workbench.tabs()).includes('Riders'));
    await pictures('page');
  });

  test('its filter narrows the table as one types, and says how many fields are left', async () => {
    const page = pageFrame();
    const filter = page.getByRole('searchbox', { name: 'Filter fields' });
    await filter.fill('membership.number');
    await until('one field', async () => /^1 of \d+ fields$/.test(await page.getByRole('status').innerText()), {
      describe: () => page.getByRole('status').innerText(),
    });
    assert.deepEqual(await page.locator('tbody tr:visible').count(), 1);
    const row = page.locator('tbody tr:visible');
    assert.match(await row.innerText(), /primary identity Rider/);
  });

  test('runs and loads nothing that is not its own, whatever is put into it', async () => {
    const script = putInForeignThings(`${adobe.platformOrigin}/foreign`);
    const blocked = await pageFrame().locator('body').evaluate(script);
    assert.deepEqual(blocked, [
      'connect-src',
      'frame-src',
      'img-src',
      'script-src-attr',
      'script-src-elem',
      'style-src-attr',
    ]);
    assert.ok(!adobe.requests.some(({ path }) => path === '/foreign'));
  });

  test('copies a path, by the keyboard', async () => {
    const button = pageFrame().getByRole('button', { name: `Copy path ${tenant}.membership.number` });
    await button.focus();
    await button.press('Enter');
    await until('the path', async () => (await workbench.clipboard()) === `${tenant}.membership.number`);
  });

  test('is as it was after a reload, its filter too, and has its age while Adobe cannot be reached', async () => {
    await untilKept('membership.number');
    const fault = adobe.fail({ service: 'platform', fault: 'drop' });
    await workbench.reload();
    const page = pageFrame();
    await page.getByRole('heading', { level: 1, name: 'Riders' }).waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'membership.number');
    await page.getByText(/^Last known, as of /).waitFor();
    await pictures('page-offline');
    fault.remove();
    await view.titleAction('Refresh XDM View');
    await page.getByText(/^Last known, as of /).waitFor({ state: 'detached' });
  });

  test('can be read in a narrow editor', async () => {
    await pageFrame().getByRole('searchbox').fill('');
    await workbench.page.setViewportSize({ width: 700, height: 900 });
    await pictures('page-narrow');
    await workbench.page.setViewportSize({ width: 1500, height: 1000 });
    await workbench.runCommand('View: Close All Editors');
  });

  test('two resources are compared without what the registry notes about them', async () => {
    view = await workbench.openView('aep.xdm');
    await view.open('Adobe', 'Classes');
    await view.chooseFromContextMenu('XDM Individual Profile', 'Select for XDM Compare');
    await view.chooseFromContextMenu('XDM ExperienceEvent', 'Compare with Selected XDM Resource');
    await until(
      'the comparison',
      async () => (await workbench.tabs()).includes('XDM Individual Profile ↔ XDM ExperienceEvent'),
      {
        describe: () => workbench.tabs(),
      },
    );
    await workbench.page.locator('.monaco-diff-editor .view-line').first().waitFor();
    await pictures('diff');
  });

  test('a resource is compared with the same one in another sandbox', async () => {
    await view.open(tenant, 'Field groups');
    await view.chooseFromContextMenu('Ride Details', 'Compare with Another Sandbox or Connection…');
    const { title } = await workbench.quickInput.waitForItem(/prod/);
    assert.equal(title, 'Compare Ride Details with…');
    await workbench.quickInput.pick(/prod/);
    await until('the comparison', async () => (await workbench.tabs()).includes('Ride Details: dev ↔ prod'), {
      describe: () => workbench.tabs(),
    });
  });

  test('what another sandbox does not have is said plainly', async () => {
    await view.open(tenant, 'Schemas');
    await view.chooseFromContextMenu('Winter Trial', 'Compare with Another Sandbox or Connection…');
    await workbench.quickInput.pick(/prod/);
    await workbench.notifications.waitFor('There is no schema “Winter Trial” in Acme · prod.');
    await workbench.notifications.clear();
  });

  test('two sandboxes are compared kind by kind, and the list stays while its differences are looked at', async () => {
    await workbench.runCommand('AEP Access: Compare Sandboxes…');
    await workbench.quickInput.pick(/prod/);
    const { items, title } = await workbench.quickInput.waitForItem(/Schemas/);
    assert.equal(title, 'dev ↔ prod');
    assert.deepEqual(
      items.map(({ label, description }) => `${label}: ${description}`),
      [
        'Schemas: 1 added, 1 removed',
        'Classes: No differences',
        'Field groups: 1 changed',
        'Data types: No differences',
        'Unions: No differences',
      ],
    );
    await pictures('compare-kinds');
    await workbench.quickInput.pick(/Schemas/);
    const list = await workbench.quickInput.waitForItem('Ride Surveys');
    assert.deepEqual(
      list.items.map(({ label }) => label),
      ['Ride Surveys', 'Winter Trial'],
    );
    await pictures('compare-list');
    await workbench.quickInput.back();
    await workbench.quickInput.pick(/Field groups/);
    await workbench.quickInput.find('Ride Details');
    await workbench.quickInput.accept();
    await until('the difference', async () => (await workbench.tabs()).includes('Ride Details: dev ↔ prod'), {
      describe: () => workbench.tabs(),
    });
    await workbench.quickInput.waitForItem('Ride Details');
    await pictures('compare-difference');
    await workbench.quickInput.cancel();
    await workbench.quickInput.waitUntilClosed();
  });

  test('what is made while Adobe cannot be reached says of when it is', async () => {
    await view.open(tenant, 'Schemas');
    await view.chooseFromContextMenu('Riders', 'Create TypeScript Types');
    await workbench.editorText((text) => text.includes('export interface Riders'));
    const fault = adobe.fail({ service: 'platform', fault: 'drop' });
    await view.chooseFromContextMenu('Riders', 'Create TypeScript Types');
    await workbench.notifications.waitFor(/^Made from “Riders” as last known, as of .+\.$/);
    fault.remove();
    await workbench.notifications.clear();
  });
});

/** Script of a page: does what somebody would whose text became markup, and gives the directives that stopped it, sorted. */
const putInForeignThings = (url: string): string => `(async (url) => {
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const things = [
    make('img', { src: url }),
    make('iframe', { src: url }),
    make('script', { textContent: 'window.foreign = true' }),
    make('p', { innerHTML: '<b style="color: red" onclick="foreign = true"></b>' }),
  ];
  const blocked = [];
  const all = new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      if (blocked.push(effectiveDirective) === 6) resolve();
    });
  });
  document.body.append(...things);
  fetch(url).catch(() => undefined);
  // Some versions of Chromium judge a handler only when it would run.
  things.at(-1).firstChild.click();
  await all;
  for (const thing of things) thing.remove();
  return window.foreign ? 'something ran' : blocked.sort();
})(${JSON.stringify(url)})`;
