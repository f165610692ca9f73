import * as assert from 'node:assert/strict';

import { photographFailures } from './support/failurePictures';
import { Workbench } from './support/workbench';

suite('The workbench', () => {
  let workbench: Workbench | undefined;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    workbench = await Workbench.open({ extensions: [] });
  });

  suiteTeardown(() => workbench?.close());

  test('runs commands by their titles', async () => {
    await workbench!.runCommand('Help: About');
    const { message } = await workbench!.dialogs.current();
    assert.match(message, /code/i);
    await workbench!.dialogs.press('OK');
  });

  test('calls commands with arguments and sees what they return', async () => {
    await workbench!.invoke('setContext', 'aep.test', true);
    await assert.rejects(workbench!.invoke('no.such.command'), /not found/);
  });

  test('copies and pastes by the real clipboard', async () => {
    await workbench!.runCommand('File: New Untitled Text File');
    await workbench!.editorText(() => true);
    await workbench!.paste('one\ntwo');
    await workbench!.editorText((text) => text === 'one\ntwo');
    await workbench!.page.keyboard.press('ControlOrMeta+A');
    await workbench!.page.keyboard.press('ControlOrMeta+C');
    assert.equal(await workbench!.clipboard(), 'one\ntwo');
  });
});
