import assert from 'node:assert/strict';
import { demo } from '../../emulator/demo';
import { fieldAt, lists, lookups, RegistryWindow, type Json } from './registryWindow';

suite('local Schema Registry: unions and statistics', () => {
  let window: RegistryWindow;

  setup(async () => {
    window = await RegistryWindow.open();
  });
  teardown(() => window.adobe.stop());

  const profileUnion = '_xdm.context.profile__union';

  test('has one union for each class of which a schema takes part in Profile', async () => {
    const { body } = await window.get<{ results: Json[] }>('/tenant/unions?orderby=title', lists('xed-id'));
    assert.deepEqual(body.results, [
      {
        title: 'XDM ExperienceEvent',
        $id: 'https://ns.adobe.com/xdm/context/experienceevent__union',
        'meta:altId': '_xdm.context.experienceevent__union',
        version: '1.0',
      },
      {
        title: 'XDM Individual Profile',
        $id: 'https://ns.adobe.com/xdm/context/profile__union',
        'meta:altId': profileUnion,
        version: '1.0',
      },
    ]);
  });

  test('puts the field groups of all its schemas together', async () => {
    const { body } = await window.get(`/tenant/unions/${profileUnion}`, lookups('xed-full'));
    assert.equal(body['meta:resourceType'], 'unions');
    assert.equal(body['meta:class'], 'https://ns.adobe.com/xdm/context/profile');
    assert.deepEqual(Object.keys(fieldAt(body, window.namespace).properties as Json), ['membership', 'preferences']);
  });

  test('follows a schema that is taken into Profile', async () => {
    assert.equal((await window.documents('/tenant/unions')).length, 2);
    window.adobe.changeResource(demo.imsOrg, 'prod', window.idOf('Fleet'), (document) => ({
      ...document,
      'meta:immutableTags': ['union'],
    }));
    assert.equal((await window.documents('/tenant/unions')).length, 3);
    const id = encodeURIComponent(`${window.idOf('Bicycle')}__union`);
    assert.equal((await window.get(`/tenant/unions/${id}`, lookups('xed'))).status, 200);
  });

  test('is found among the schemas too, but not listed there or kept in global', async () => {
    assert.equal((await window.get(`/tenant/schemas/${profileUnion}`, lookups('xed'))).status, 200);
    assert.equal((await window.titles('/tenant/schemas')).includes('XDM Individual Profile'), false);
    assert.equal(await window.failure('/global/unions', lists('xed')), '404 XDM-1017-404');
    assert.equal(
      await window.failure('/tenant/unions/_xdm.context.account__union', lookups('xed')),
      '404 XDM-1017-404',
    );
  });

  test('has two forms only', async () => {
    assert.equal(await window.failure(`/tenant/unions/${profileUnion}`, lookups('xed-notext')), '400 XDM-1007-400');
    assert.equal(await window.failure(`/tenant/unions/${profileUnion}`, lists('xed')), '400 XDM-1007-400');
    assert.equal(await window.failure('/tenant/unions', lists('xed-full')), '400 XDM-1006-400');
  });

  interface Stats {
    tenantId: string;
    counts: Record<string, number>;
    recentlyCreatedResources: Json[];
    recentlyUpdatedResources: Json[];
    classUsage: { $id: string; title: string; numberOfSchemas: number; schemas: Json[] }[] | Record<string, Json[]>;
  }

  test('counts what there is, and says what is new', async () => {
    const { body } = await window.get<Stats>('/stats');
    assert.deepEqual(body.counts, { schemas: 7, mixins: 6, datatypes: 3, classes: 2, unions: 2 });
    assert.equal(`_${body.tenantId}`, window.namespace);
    window.adobe.changeResource(demo.imsOrg, 'prod', window.idOf('Depot'), (document) => document);
    const { body: later } = await window.get<Stats>('/stats');
    assert.equal(later.recentlyUpdatedResources[0]?.title, 'Depot');
    assert.deepEqual(later.recentlyCreatedResources, body.recentlyCreatedResources);
    assert.deepEqual(Object.keys(body.recentlyCreatedResources[0] ?? {}), ['title', '$id', 'meta:altId', 'version']);
  });

  test('says which schemas use a class, as a list or as the older map', async () => {
    const id = 'https://ns.adobe.com/xdm/context/experienceevent';
    const { body } = await window.get<Stats>('/stats');
    assert.ok(Array.isArray(body.classUsage));
    const usage = body.classUsage.find(({ $id }) => $id === id);
    assert.deepEqual([usage?.title, usage?.numberOfSchemas], ['XDM ExperienceEvent', 2]);
    window.adobe.classUsageForm = 'map';
    const { body: older } = await window.get<{ classUsage: Record<string, Json[]> }>('/stats');
    assert.deepEqual(older.classUsage[id], usage?.schemas);
    window.adobe.reset();
    assert.equal(window.adobe.classUsageForm, 'array');
    assert.deepEqual(
      usage?.schemas.map(({ title }) => title),
      ['Rides', 'Ride Surveys'],
    );
  });
});
