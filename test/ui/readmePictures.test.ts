import { demo, demoConnection, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { photographFailures } from './support/failurePictures';
import { Workbench } from './support/workbench';

/** The README's pictures, as `readme-*.png`: copy them to docs/ when the user interface changed. */
suite('The pictures of the README', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start({ data: 'plain' });
    registerDemo(adobe);
    workbench = await Workbench.open({ size: { width: 1200, height: 820 } });
  });

  suiteTeardown(async () => {
    await workbench.close();
    await adobe.stop();
  });

  test('asking for the kind of a credential', async () => {
    await workbench.setTheme('light');
    await workbench.openView('aep.xdm');
    await workbench.runCommand('AEP Access: Add AEP Connection…');
    await workbench.quickInput.waitForItem('OAuth Server-to-Server');
    await workbench.screenshot('readme-add');
    await workbench.quickInput.cancel();
  });

  test('classes, one of them open, and the token in the status bar', async () => {
    await workbench.setTheme('dark');
    await workbench.invoke('aep.connection.add', demoConnection(adobe, 'Acme dev', 'dev'));
    // All that comes behind what is asked for: marks from the index, the type of the sandbox, what stands above the document.
    const connections = await workbench.openView('aep.connectionsView');
    await connections.waitForRows('the type of the sandbox', (rows) =>
      rows.some(({ description }) => description.startsWith('dev · valid')),
    );
    const view = await workbench.openView('aep.xdm');
    await view.waitForRows('the whole list', (rows) =>
      rows.some(({ label, description }) => label === 'Weather' && description.includes('experimental')),
    );
    await (await view.row('XDM Individual Profile')).click();
    await workbench.editorText((text) => text.includes('context/profile'));
    await workbench.page.locator('.codelens-decoration', { hasText: 'Acme dev · dev' }).waitFor();
    await workbench.page.mouse.move(800, 400);
    await workbench.page.mouse.wheel(0, -1_000);
    await workbench.screenshot('readme-classes');
  });

  test('what one can do now', async () => {
    await workbench.statusBarItem(/Acme dev/).click();
    await workbench.quickInput.waitForItem('Copy Token');
    await workbench.screenshot('readme-menu');
    await workbench.quickInput.cancel();
  });

  test('why access fails', async () => {
    await workbench.setTheme('light');
    adobe.updateCredential(demo.oauth.clientId, { hasRole: false });
    await workbench.invoke('aep.xdm.refresh', {});
    const view = await workbench.openView('aep.xdm');
    await view.waitForRow(/does not have the required permission/);
    await workbench.page.mouse.move(800, 400);
    await workbench.screenshot('readme-failure');
  });
});
