import * as assert from 'node:assert/strict';

import { demo, demoConnection, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { photographFailures } from './support/failurePictures';
import type { TreeRow, TreeView } from './support/treeView';
import { until } from './support/until';
import { themeNames, Workbench } from './support/workbench';

// Only rows in sight can be read.
const size = { width: 1500, height: 1300 };

suite('The XDM explorer as a tree', () => {
  let adobe: LocalAdobe;
  let workbench: Workbench;
  let view: TreeView;
  let tenant: string;
  photographFailures(() => workbench);

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
    tenant = `_${adobe.tenantIdOf(demo.imsOrg)}`;
    workbench = await Workbench.open({ persistent: true, size });
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

  const labels = (rows: readonly TreeRow[]): readonly string[] => rows.map(({ label }) => label);

  const named = (rows: readonly TreeRow[], label: string): TreeRow => {
    const row = rows.find((one) => one.label === label);
    assert.ok(row, `no row ${label} among ${labels(rows).join(', ')}`);
    return row;
  };

  async function pictures(name: string): Promise<void> {
    await workbench.page.mouse.move(900, 300);
    for (const theme of themeNames) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`explorer-${name}-${theme}`);
    }
    await workbench.setTheme('dark');
  }

  async function collapseAll(): Promise<void> {
    await view.titleAction('Collapse All');
    await view.waitForRows('only the roots', (rows) => rows.every(({ level }) => level === 1));
  }

  const platformRequests = (path: RegExp): number => adobe.requests.filter((request) => path.test(request.path)).length;

  test('opens with the classes of Adobe, and names the organisation by its tenant ID', async () => {
    await view.at('Adobe', 'Classes', 'XDM Individual Profile');
    const organisation = await view.at(tenant);
    assert.deepEqual([organisation.description, organisation.expanded], ['your organisation', false]);
    // The rows come page by page.
    await until('all classes', async () => (await view.at('Adobe', 'Classes')).description === '12');
    const kinds = (await view.rows()).filter(({ level }) => level === 2);
    assert.deepEqual(labels(kinds), ['Classes', 'Schemas', 'Field groups', 'Data types', 'Behaviors']);
    assert.equal(kinds[0]!.ariaLabel, 'Classes, 12');
    const deprecated = await view.at('Adobe', 'Classes', 'Content Asset');
    assert.match(deprecated.description, /^[\d.]+ · deprecated$/);
    assert.match(deprecated.ariaLabel, /^XDM class Content Asset, version [\d.]+, deprecated$/);
    await pictures('classes');
  });

  test('shows of a class its behavior, who uses it, who extends it, and its fields', async () => {
    const below = await view.open('Adobe', 'Classes', 'XDM Individual Profile');
    assert.match(below[0]!.ariaLabel, /^XDM behavior Record Schema/);
    assert.equal(named(below, 'Schemas').ariaLabel, 'Schemas that use the class XDM Individual Profile, 3');
    assert.match(
      named(below, 'Field groups').ariaLabel,
      /^Field groups that extend the class XDM Individual Profile, \d/,
    );
    assert.equal(named(below, '_id').ariaLabel, 'field _id, string');
    const schemas = await view.open('Adobe', 'Classes', 'XDM Individual Profile', 'Schemas');
    assert.ok(labels(schemas).includes('Riders'));
    await pictures('class');
  });

  test('shows the fields of a schema to any depth, with what descriptors say of them', async () => {
    await collapseAll();
    const below = await view.open(tenant, 'Schemas', 'Riders');
    assert.match(below[0]!.ariaLabel, /^XDM class XDM Individual Profile/);
    assert.equal(named(below, 'Field groups').ariaLabel, 'Field groups of the schema Riders, 3');
    const membership = await view.open(tenant, 'Schemas', 'Riders', tenant, 'membership');
    const { ariaLabel, icon } = named(membership, 'number');
    assert.deepEqual([ariaLabel, icon], ['field number, string, required, identity (Rider), primary', 'key']);
    assert.equal(named(membership, 'paperBill').ariaLabel, 'field paperBill, boolean, deprecated');
    assert.equal(named(membership, 'tier').icon, 'symbol-enum');
    const channels = await view.open(tenant, 'Schemas', 'Riders', tenant, 'preferences', 'channels', 'each value');
    assert.deepEqual(labels(channels), ['address', 'allowed']);
    const ride = await view.open(tenant, 'Schemas', 'Rides', tenant, 'ride');
    assert.equal(named(ride, 'bicycle').ariaLabel, 'field bicycle, string, required, → Fleet');
    await pictures('fields');
  });

  test('tells what is known of a field in its tooltip', async () => {
    await view.hover(await view.locatorAt(tenant, 'Schemas', 'Riders', tenant, 'membership', 'tier'));
    const tooltip = workbench.page.locator('.monaco-hover.workbench-hover');
    await tooltip.getByText('Monthly rider').waitFor();
    const text = await tooltip.innerText();
    assert.match(text, /membership\.tier/);
    assert.match(text, /Rider Membership/);
    await workbench.screenshot('explorer-tooltip-dark');
    await workbench.page.mouse.move(900, 300);
  });

  test('leaves a type that contains itself closed, and opens it by a click', async () => {
    await collapseAll();
    const part = await view.open(tenant, 'Data types', 'Part');
    const { description, expanded } = named(part, 'subparts');
    assert.deepEqual([description, expanded], ['Part[] · opens Part again', undefined]);
    const assembly = await view.open(tenant, 'Data types', 'Part', 'builtInto');
    assert.equal(named(assembly, 'parts').description, 'Part[] · opens Part again');
    await (await view.locatorAt(tenant, 'Data types', 'Part', 'subparts')).click();
    await workbench.editorText((text) => text.includes('"title": "Part"'));
    await pictures('recursion');
  });

  test('opens the document of a resource by a click, and finds its row from there', async () => {
    await collapseAll();
    await view.open(tenant, 'Schemas');
    await (await view.locatorAt(tenant, 'Schemas', 'Fleet')).click();
    await workbench.editorText((text) => text.includes('All bicycles'));
    await collapseAll();
    await workbench.runCommand('AEP Access: Reveal in XDM View');
    await view.at(tenant, 'Schemas', 'Fleet');
    const row = await view.locatorAt(tenant, 'Schemas', 'Fleet');
    await until('the row to be selected', async () => (await row.getAttribute('aria-selected')) === 'true');
  });

  test('copies what a row is about', async () => {
    await view.open(tenant, 'Schemas', 'Riders', tenant, 'membership');
    const path = [tenant, 'Schemas', 'Riders', tenant, 'membership', 'number'];
    const entries = [
      ['Copy Dot Path', `${tenant}.membership.number`],
      ['Copy JSON Pointer', `/${tenant}/membership/number`],
      ['Copy SQL Column', `${tenant}.membership.\`number\``],
      ['Copy $id', adobe.resourceIdOf(demo.imsOrg, 'dev', 'Riders')],
    ] as const;
    for (const [entry, expected] of entries) {
      await workbench.setClipboard('');
      await view.chooseFromMenuOf(await view.locatorAt(...path), entry);
      await until(
        entry,
        async () => (await workbench.clipboard()).replaceAll('`', '') === expected.replaceAll('`', ''),
      );
    }
  });

  test('shows while one filters what fits, and keeps it until the filter is cleared', async () => {
    await workbench.invoke('aep.xdm.clearFilter');
    await collapseAll();
    await view.titleAction('Filter XDM View…');
    await workbench.quickInput.type('RIDER');
    await view.waitForRows('what fits', (rows) => rows.some(({ label }) => label === 'Rider Membership'));
    await workbench.quickInput.accept();
    const rows = await view.rows();
    const resources = rows.filter(({ level }) => level === 3);
    assert.deepEqual(labels(resources), ['Riders', 'Rider Membership', 'Rider Preferences']);
    await until('the message', async () => /^Filter: “RIDER” – 3 of \d+$/.test(await view.message()));
    assert.equal((await view.at(tenant, 'Schemas')).description, '1 of 7');
    await view.open(tenant, 'Schemas', 'Riders', tenant);
    await pictures('filter');
    await view.titleAction('Clear Filter of XDM View');
    await view.at('Adobe');
    await until('the message to go', async () => (await view.message()) === '');
  });

  test('says that nothing fits', async () => {
    await workbench.runCommand('AEP Access: Filter XDM View…');
    await workbench.quickInput.type('no such thing');
    await until('the message', async () => /^Filter: “no such thing” – 0 of \d+$/.test(await view.message()));
    await workbench.quickInput.accept();
    await workbench.runCommand('AEP Access: Clear Filter of XDM View');
    await view.at('Adobe');
  });

  test('loads one list again, and only that one', async () => {
    await collapseAll();
    await view.open(tenant, 'Schemas');
    const riders = adobe.resourceIdOf(demo.imsOrg, 'dev', 'Riders');
    adobe.changeResource(demo.imsOrg, 'dev', riders, (document) => ({ ...document, title: 'Riders of all depots' }));
    await view.chooseFromMenuOf(await view.locatorAt(tenant, 'Schemas'), 'Refresh Row');
    await view.at(tenant, 'Schemas', 'Riders of all depots');
    assert.deepEqual(
      adobe.requests.map(({ path }) => path.replace(/^.*schemaregistry/, '')),
      ['/tenant/schemas'],
    );
    adobe.reset();
    await view.chooseFromMenuOf(await view.locatorAt(tenant, 'Schemas'), 'Refresh Row');
    await view.at(tenant, 'Schemas', 'Riders');
  });

  test('loads one resource again', async () => {
    await view.open(tenant, 'Schemas', 'Winter Trial');
    const trial = adobe.resourceIdOf(demo.imsOrg, 'dev', 'Winter Trial');
    adobe.changeResource(demo.imsOrg, 'dev', trial, (document) => ({
      ...document,
      properties: { addedJustNow: { type: 'boolean' } },
    }));
    await view.chooseFromMenuOf(await view.locatorAt(tenant, 'Schemas', 'Winter Trial'), 'Refresh Row');
    await view.at(tenant, 'Schemas', 'Winter Trial', 'addedJustNow');
    adobe.reset();
    await view.chooseFromMenuOf(await view.locatorAt(tenant, 'Schemas', 'Winter Trial'), 'Refresh Row');
    await until('the field to go', async () => !labels(await view.rows()).includes('addedJustNow'));
  });

  test('a kind that may not be listed says so inside itself, and the others are there', async () => {
    const refused = { status: 403, body: { error_code: '403025', message: 'no' } };
    adobe.fail({ service: 'platform', path: /tenant\/unions$/, fault: refused });
    await view.open(tenant, 'Unions');
    await view.chooseFromMenuOf(await view.locatorAt(tenant, 'Unions'), 'Refresh Row');
    assert.equal((await view.at(tenant, 'Unions', /has no access/)).icon, 'error');
    await until('the message', async () => /^Unions: .*has no access/.test(await view.message()));
    await pictures('failed-kind');
    adobe.reset();
    await view.rowAction(/has no access/, 'Refresh Row');
    await view.at(tenant, 'Unions', /Individual Profile/);
    // What is well is not asked for again.
    assert.equal(platformRequests(/schemaregistry/), platformRequests(/tenant\/unions$/));
  });

  test('loads the index again for one group, and can be stopped', async () => {
    await collapseAll();
    await view.open('Adobe', 'Classes', 'XDM Individual Profile');
    adobe.latencyMs = 2_000;
    await view.chooseFromMenuOf(
      await view.locatorAt('Adobe', 'Classes', 'XDM Individual Profile', 'Schemas'),
      'Refresh Row',
    );
    await until('the Stop button', async () => (await view.titleActions()).includes('Stop Loading XDM'));
    await view.titleAction('Stop Loading XDM');
    await until('the Refresh button', async () => (await view.titleActions()).includes('Refresh XDM View'));
  });

  test('stays readable in a narrow side bar', async () => {
    const { x, width } = (await workbench.page.locator('.part.sidebar').boundingBox())!;
    await workbench.page.mouse.move(x + width + 2, 600);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(x + 190, 600, { steps: 5 });
    await workbench.page.mouse.up();
    await collapseAll();
    await view.open(tenant, 'Schemas', 'Riders', tenant, 'membership');
    await pictures('narrow');
  });

  test('is there at once after a restart without a network, says how old it is, and is refreshed when the network returns', async function () {
    // The view tries again half a minute after it failed, and a minute later.
    this.timeout(240_000);
    const ports = {
      imsPort: Number(new URL(adobe.imsOrigin).port),
      platformPort: Number(new URL(adobe.platformOrigin).port),
    };
    await adobe.stop();
    await workbench.reload();
    view = await workbench.openView('aep.xdm');
    await view.at('Adobe', 'Classes', 'XDM Individual Profile');
    await view.at(tenant);
    await until('the age', async () => /^Last known classes, as of .*reach/.test(await view.message()));
    await view.open('Adobe', 'Classes', 'XDM Individual Profile', 'person');
    await collapseAll();
    const schemas = await view.open(tenant, 'Schemas', 'Riders');
    assert.ok(labels(schemas).includes('_id'));
    await pictures('offline');
    adobe = await LocalAdobe.start(ports);
    registerDemo(adobe);
    await until('the message to go', async () => (await view.message()) === '', { timeoutMs: 120_000 });
    assert.ok(platformRequests(/global\/classes$/) > 0);
  });
});
