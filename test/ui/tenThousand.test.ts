import * as assert from 'node:assert/strict';

import { demoConnection, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { Gate } from '../support/fakeRegistry';
import { photographFailures } from './support/failurePictures';
import { Workbench } from './support/workbench';

const count = 10_000;

suite('Ten thousand classes', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start({ data: { generatedClasses: count } });
    registerDemo(adobe);
    workbench = await Workbench.open();
    await workbench.invoke('aep.connection.add', demoConnection(adobe, 'Ten thousand'));
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  /** Of the list: the index behind it takes whole documents. */
  const pagesAnswered = (): number =>
    adobe.requests.filter(
      ({ path, headers, status }) =>
        path.endsWith('/global/classes') && headers.accept?.includes('xed-id') && status === 200,
    ).length;

  /** Adobe answers a further page, after so many of them, once the gate is open. */
  const holdPage = (skip: number): Gate => {
    const gate = new Gate();
    adobe.fail({
      service: 'platform',
      path: /\/global\/classes$/,
      query: (query) => query.has('start'),
      skip,
      times: 1,
      fault: { heldUntil: gate.opened },
    });
    return gate;
  };

  test('shows the first page while the others load, and the workbench answers meanwhile', async () => {
    const secondPage = holdPage(0);
    const lateOne = holdPage(count / 300 - 5);
    const view = await workbench.openView('aep.xdm');
    await view.waitForRows('the first page', (rows) => rows.length > 10);
    assert.equal(pagesAnswered(), 1);
    secondPage.open();
    assert.equal((await workbench.paletteHits('Generate AEP Token'))[0], 'AEP Access: Generate AEP Token');
    assert.ok(pagesAnswered() < count / 300, 'the list was complete before the palette was used');
    lateOne.open();
  });

  test('lists them all, and reaches the last one', async () => {
    adobe.latencyMs = 0;
    await workbench.invoke('aep.xdm.refresh', {});
    const view = await workbench.openView('aep.xdm');
    const last = view.pane.locator(`.monaco-list-row[aria-setsize="${count}"][aria-posinset="${count}"]`);
    await view.pane.locator(`.monaco-list-row[aria-setsize="${count}"]`).first().waitFor();
    await workbench.page.keyboard.press('End');
    // From the organisation over the four other kinds of Adobe.
    for (let row = 0; row < 5; row++) await workbench.page.keyboard.press('ArrowUp');
    await last.waitFor();
  });
});
