import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import type { Page } from 'playwright-core';

import { Browser } from '../host/browser';
import { ProcessTree } from '../host/processes';
import { StatusBarItem } from './support/statusBar';
import { TreeView } from './support/treeView';

suite('npm start -- --headless', () => {
  let demo: ProcessTree;
  let browser: Browser;
  let page: Page;

  suiteSetup(async () => {
    demo = new ProcessTree(process.execPath, [path.resolve(__dirname, '..', 'host', 'start.js'), '--headless']);
    await demo.untilPrinted('3. F1');
    const url = /VS Code is at (http:\/\/\S+)/.exec(demo.lastLines.toString())?.[1];
    assert.ok(url, demo.lastLines.toString());
    browser = await Browser.launch({ origin: url });
    page = await browser.newPage();
    await page.goto(url);
  });

  suiteTeardown(async () => {
    await browser.close();
    await demo.stop();
  });

  const isDemo = /Demo( \d+)?( · (default\?|PRODUCTION))?(: no token| 2[34] h)/;

  test('has a ready connection, whose classes are there at a click', async () => {
    await new StatusBarItem(page, isDemo).state();
    await page.getByRole('tab', { name: 'AEP' }).click();
    await new TreeView(page, 'XDM').waitForRow('XDM Individual Profile');
    await new StatusBarItem(page, /Demo.* 2[34] h/).state();
  });

  test('still has it after a reload', async () => {
    await page.reload();
    await new StatusBarItem(page, /Demo.* 2[34] h/).state();
  });
});
