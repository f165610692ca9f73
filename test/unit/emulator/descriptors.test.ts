import assert from 'node:assert/strict';
import { encodedFilter, fieldAt, lists, lookups, RegistryWindow, type Json } from './registryWindow';

interface Paged {
  results: Json[];
  _page: { next: string | null; count: number };
}

suite('local Schema Registry: descriptors', () => {
  let window: RegistryWindow;

  setup(async () => {
    window = await RegistryWindow.open();
  });
  teardown(() => window.adobe.stop());

  const path = '/tenant/descriptors';
  const all = async (): Promise<Json[]> => (await window.get<Paged>(path, lists('xdm-v2'))).body.results;

  test('lists them by type, and no type of which there is none', async () => {
    const { body } = await window.get<Record<string, Json[]>>(path, lists('xdm'));
    assert.deepEqual(
      Object.entries(body).map(([type, descriptors]) => [type, descriptors.length]),
      [
        ['xdm:descriptorIdentity', 2],
        ['xdm:descriptorOneToOne', 1],
        ['xdm:descriptorReferenceIdentity', 1],
        ['xdm:descriptorRelationship', 1],
        ['xdm:alternateDisplayInfo', 2],
      ],
    );
    const { body: global } = await window.get('/global/descriptors', lists('xdm'));
    assert.deepEqual(global, {});
  });

  test('lists ids or paths on request', async () => {
    const { body: ids } = await window.get<Record<string, string[]>>(path, lists('xdm-id'));
    const { body: links } = await window.get<Record<string, string[]>>(path, lists('xdm-link'));
    const [id = ''] = ids['xdm:descriptorOneToOne'] ?? [];
    assert.match(id, /^[0-9a-f]{40}$/);
    assert.deepEqual(links['xdm:descriptorOneToOne'], [`/tenant/descriptors/${id}`]);
    const { body: pagedIds } = await window.get<{ results: string[] }>(path, lists('xdm-v2-id'));
    assert.deepEqual([...pagedIds.results].sort(), Object.values(ids).flat().sort());
  });

  test('pages in the second version', async () => {
    const first = await window.get<Paged>(`${path}?orderby=updated&limit=3`, lists('xdm-v2'));
    assert.deepEqual([first.body.results.length, first.body._page.count], [3, 3]);
    const seen = await window.walk(`${path}?orderby=updated&limit=3`, lists('xdm-v2'));
    assert.equal(new Set(seen.map((descriptor) => descriptor['@id'])).size, 7);
    assert.equal(seen.length, 7);
  });

  test('filters them by schema', async () => {
    const filter = encodedFilter(`xdm:sourceSchema==${window.idOf('Riders')}`);
    const { body } = await window.get<Paged>(`${path}?${filter}`, lists('xdm-v2'));
    assert.deepEqual(
      body.results.map((descriptor) => descriptor['@type']),
      ['xdm:descriptorIdentity', 'xdm:alternateDisplayInfo'],
    );
    const { body: older } = await window.get<Record<string, Json[]>>(`${path}?${filter}`, lists('xdm'));
    assert.deepEqual(Object.values(older).flat(), body.results);
  });

  test('describes an identity', async () => {
    const found = (await all()).find((descriptor) => descriptor['xdm:sourceSchema'] === window.idOf('Riders'));
    const { '@type': type, 'xdm:sourceVersion': version, 'xdm:sourceProperty': property } = found ?? {};
    assert.deepEqual([type, version], ['xdm:descriptorIdentity', 1]);
    assert.equal(property, `/${window.namespace}/membership/number`);
    assert.deepEqual(
      [found?.['xdm:namespace'], found?.['xdm:property'], found?.['xdm:isPrimary']],
      ['Rider', 'xdm:code', true],
    );
    assert.deepEqual([found?.['meta:containerId'], typeof found?.created], ['tenant', 'number']);
  });

  test('names schemas and fields that are there', async () => {
    const schemas = await window.documents('/tenant/schemas');
    const check = async (id: unknown, property: unknown): Promise<void> => {
      const title = String(schemas.find(({ $id }) => $id === id)?.title);
      const full = await window.lookup('schemas', title, 'xed-full');
      assert.ok(fieldAt(full, ...String(property).split('/').slice(1)), String(property));
    };
    for (const descriptor of await all()) {
      await check(descriptor['xdm:sourceSchema'], descriptor['xdm:sourceProperty']);
      if (!('xdm:destinationSchema' in descriptor)) continue;
      await check(descriptor['xdm:destinationSchema'], descriptor['xdm:destinationProperty']);
    }
  });

  test('looks one up by its id; no Accept is needed', async () => {
    for (const descriptor of await all()) {
      const { status, body } = await window.get(`${path}/${String(descriptor['@id'])}`);
      assert.deepEqual([status, body], [200, descriptor]);
    }
    assert.equal(await window.failure(`${path}/${'0'.repeat(40)}`), '404 XDM-1017-404');
  });

  test('takes none of the Accept values of the other endpoints', async () => {
    const [descriptor] = await all();
    const lookup = `${path}/${String(descriptor?.['@id'])}`;
    for (const wrong of [lists('xed'), lists('xed-id'), lookups('xdm'), 'application/json']) {
      assert.equal(await window.failure(path, wrong), '400 XDM-1008-400', wrong);
      assert.equal(await window.failure(lookup, wrong), '400 XDM-1009-400', wrong);
    }
    assert.equal(await window.failure(path), '406 NotAcceptableError');
    assert.equal(await window.failure('/tenant/schemas', lists('xdm')), '400 XDM-1006-400');
  });

  test('stays out of a resolved schema', async () => {
    const riders = await window.lookup('schemas', 'Riders', 'xed-full');
    assert.equal(fieldAt(riders, window.namespace, 'membership', 'tier').title, 'Tier');
    assert.equal(JSON.stringify(riders).includes('xdm:descriptor'), false);
  });
});
