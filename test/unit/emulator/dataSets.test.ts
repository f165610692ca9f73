import assert from 'node:assert/strict';
import { findXdmComponents } from '../../emulator/data/xdmFiles';
import { demo } from '../../emulator/demo';
import { LocalAdobe } from '../../emulator/localAdobe';
import { encodedFilter, fieldAt, lists, lookups, RegistryWindow, type Json } from './registryWindow';

/** How many fields have no fields of their own; the items of an array are no fields. */
const leavesOf = ({ properties }: Json): number =>
  Object.values(properties as Record<string, Json>)
    .map((field) => ('properties' in field ? leavesOf(field) : 1))
    .reduce((sum, count) => sum + count, 0);

suite('local Schema Registry: data sets', () => {
  let window: RegistryWindow;

  teardown(() => window.adobe.stop());

  const generated = async (schemas: number, fieldsPerSchema: number, classes = 12): Promise<void> => {
    window = await RegistryWindow.open({ data: { generatedRegistry: { classes, schemas, fieldsPerSchema } } });
  };

  test('makes schemas with exactly so many fields, whatever their class', async () => {
    for (const fields of [20, 47, 200]) {
      await generated(12, fields);
      for (const { title } of await window.documents('/tenant/schemas')) {
        const full = await window.lookup('schemas', String(title), 'xed-full');
        assert.equal(leavesOf(full), fields, String(title));
      }
      await window.adobe.stop();
    }
    await generated(1, 20);
  });

  test('shares field groups between schemas', async () => {
    await generated(100, 60);
    const uses = new Map<string, number>();
    for (const { 'meta:extends': ids } of await window.documents('/tenant/schemas')) {
      for (const id of ids as string[]) uses.set(id, (uses.get(id) ?? 0) + 1);
    }
    const groups = await window.documents('/tenant/fieldgroups');
    const counts = groups.map(({ $id }) => uses.get(String($id)));
    assert.equal(counts.filter((count) => count === 1).length, 100);
    assert.equal(counts.filter((count) => count === 40).length, 5);
  });

  test('names the classes that a generated field group is meant for', async () => {
    await generated(10, 60);
    const { 'meta:class': classId, allOf } = await window.lookup('schemas', 'Store Members EMEA');
    const filter = encodedFilter(`meta:intendedToExtend==${String(classId)}`);
    const fitting = (await window.documents(`/tenant/fieldgroups?${filter}`)).map(({ $id }) => $id);
    const used = (allOf as Json[]).map(({ $ref }) => $ref).slice(1);
    assert.deepEqual([...fitting].sort(), [...used].sort());
  });

  test('gives every generated schema a title of its own, and makes 20,000', async () => {
    await generated(20_000, 300, 500);
    const found = await window.walk('/tenant/schemas?orderby=title&limit=500', lists('xed-id'));
    const titles = new Set(found.map(({ title }) => title));
    assert.equal(titles.size, 20_000);
  });

  test('refuses schemas that are smaller than their class', async () => {
    await generated(1, 19);
    assert.throws(() => window.idOf('Loyalty Members EMEA'), RangeError);
  });

  test('composes one schema for each open-source class, of each field group that is meant for it', async function () {
    if (findXdmComponents() === undefined) {
      await generated(1, 20);
      this.skip();
    }
    window = await RegistryWindow.open({ data: 'xdm' });
    const groups = await window.documents('/global/fieldgroups');
    const schemas = await window.documents('/tenant/schemas');
    assert.equal(schemas.length, 44);
    for (const document of await window.documents('/global/classes')) {
      const schema = schemas.find(({ title }) => title === `All of ${String(document.title)}`);
      const fitting = groups.filter((group) => (group['meta:intendedToExtend'] as unknown[]).includes(document.$id));
      const references = (schema?.allOf as Json[]).map(({ $ref }) => $ref);
      assert.deepEqual([...references].sort(), [document.$id, ...fitting.map(({ $id }) => $id)].sort());
    }
  });

  test('adds a type that contains itself to the open-source XDM', async function () {
    if (findXdmComponents() === undefined) {
      await generated(1, 20);
      this.skip();
    }
    window = await RegistryWindow.open({ data: 'xdm' });
    const full = await window.lookup('schemas', 'Products and Their Parts', 'xed-full');
    const parts = fieldAt(full, window.namespace, 'parts');
    assert.deepEqual(fieldAt(parts, 'subparts').items, { type: 'object', 'meta:xdmType': 'object' });
    const profile = encodeURIComponent(window.idOf('All of XDM Individual Profile'));
    const { body } = await window.get(`/tenant/schemas/${profile}`, lookups('xed-full'));
    const choice = fieldAt(body, 'consentsAndPreferences', 'choices', 'consents', 'dataCollection', 'choice');
    // In the sources it refers to a text; only the reference looks like an object.
    assert.equal(choice.type, 'string');
  });

  test('comes back on the same ports after it was stopped', async () => {
    window = await RegistryWindow.open();
    const { imsOrigin, platformOrigin } = window.adobe;
    const riders = window.idOf('Riders');
    await window.adobe.stop();
    assert.equal(window.adobe.imsOrigin, imsOrigin);
    await assert.rejects(window.get('/stats'), /ECONNREFUSED/);
    const port = (origin: string) => Number(new URL(origin).port);
    window = await RegistryWindow.open({ imsPort: port(imsOrigin), platformPort: port(platformOrigin) });
    assert.ok(window.adobe instanceof LocalAdobe);
    assert.deepEqual([window.adobe.imsOrigin, window.adobe.platformOrigin], [imsOrigin, platformOrigin]);
    assert.equal((await window.get('/stats')).body.imsOrg, demo.imsOrg);
    assert.equal(window.idOf('Riders'), riders);
  });
});
