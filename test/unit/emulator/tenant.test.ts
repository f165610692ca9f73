import assert from 'node:assert/strict';
import { demo } from '../../emulator/demo';
import { fieldAt, encodedFilter, keysDeep, lists, lookups, RegistryWindow, type Json } from './registryWindow';

suite('local Schema Registry: the tenant container', () => {
  let window: RegistryWindow;

  setup(async () => {
    window = await RegistryWindow.open();
  });
  teardown(() => window.adobe.stop());

  test('says of every resource whose it is', async () => {
    for (const kind of ['schemas', 'classes', 'fieldgroups', 'datatypes']) {
      const folder = kind === 'fieldgroups' ? 'mixins' : kind;
      const documents = await window.documents(`/tenant/${kind}`);
      assert.notEqual(documents.length, 0, kind);
      for (const document of documents) {
        const [, hash = ''] =
          /^https:\/\/ns\.adobe\.com\/local[0-9a-f]{6}\/\w+\/([0-9a-f]{32})$/.exec(String(document.$id)) ?? [];
        assert.equal(document.$id, `https://ns.adobe.com/${window.namespace.slice(1)}/${folder}/${hash}`);
        assert.equal(document['meta:altId'], `${window.namespace}.${folder}.${hash}`);
        assert.equal(document.imsOrg, demo.imsOrg);
        assert.equal(document['meta:containerId'], 'tenant');
        assert.equal(document['meta:tenantNamespace'], window.namespace);
        assert.equal(document['meta:sandboxType'], 'production');
        assert.match(String(document['meta:sandboxId']), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      }
    }
  });

  test('finds a resource by either id, and a field group by either name of its kind', async () => {
    const id = window.idOf('Ride Details');
    const altId = `_${id.split('/').slice(3).join('.')}`;
    for (const path of [`fieldgroups/${altId}`, `mixins/${altId}`, `mixins/${encodeURIComponent(id)}`]) {
      const { body } = await window.get(`/tenant/${path}`, lookups('xed'));
      assert.equal(body.$id, id, path);
    }
  });

  test('keeps the containers apart', async () => {
    const id = encodeURIComponent(window.idOf('Bicycle'));
    assert.equal(await window.failure(`/global/classes/${id}`, lookups('xed')), '404 XDM-1010-404');
    assert.equal(await window.failure('/tenant/behaviors', lists('xed')), '404 XDM-1017-404');
    const profile = await window.get('/global/classes/_xdm.context.profile', lookups('xed'));
    assert.equal(profile.body['meta:containerId'], 'global');
    assert.equal('imsOrg' in profile.body, false);
  });

  test('has something of every kind in the global container', async () => {
    for (const kind of ['schemas', 'classes', 'fieldgroups', 'datatypes', 'behaviors']) {
      assert.notEqual((await window.documents(`/global/${kind}`)).length, 0, kind);
    }
  });

  test('composes a schema of its class and field groups', async () => {
    const riders = await window.lookup('schemas', 'Riders');
    const [profile, details] = ['profile', 'profile-person-details'].map(
      (name) => `https://ns.adobe.com/xdm/context/${name}`,
    );
    const groups = [details, window.idOf('Rider Membership'), window.idOf('Rider Preferences')];
    assert.deepEqual(
      riders.allOf,
      [profile, ...groups].map(($ref) => ({ $ref, type: 'object', 'meta:xdmType': 'object' })),
    );
    assert.equal(riders['meta:class'], profile);
    assert.deepEqual(riders['meta:extends'], [profile, 'https://ns.adobe.com/xdm/data/record', ...groups]);
    assert.equal(riders['meta:abstract'], false);
    assert.deepEqual(riders['meta:immutableTags'], ['union']);
    assert.equal('meta:immutableTags' in (await window.lookup('schemas', 'Fleet')), false);
  });

  test('merges what two field groups have below the namespace', async () => {
    const riders = await window.lookup('schemas', 'Riders', 'xed-full');
    assert.deepEqual(Object.keys(fieldAt(riders, window.namespace).properties as Json), ['membership', 'preferences']);
    assert.deepEqual(fieldAt(riders, window.namespace, 'membership').required, ['number']);
    assert.equal(fieldAt(riders, 'nationality').type, 'string');
    const depot = fieldAt(riders, window.namespace, 'preferences', 'favouriteDepot');
    assert.deepEqual([depot.title, fieldAt(depot, 'address').required], ['Favourite depot', ['postalCode', 'country']]);
    assert.deepEqual(
      keysDeep(riders).filter((key) => ['$ref', 'allOf', 'definitions'].includes(key)),
      [],
    );
  });

  test('cuts a type where it repeats inside itself, directly or through another', async () => {
    const fleet = await window.lookup('schemas', 'Fleet', 'xed-full');
    const frame = fieldAt(fleet, window.namespace, 'build', 'frame');
    const cut = { type: 'object', 'meta:xdmType': 'object' };
    assert.deepEqual(fieldAt(frame, 'subparts').items, cut);
    assert.deepEqual(fieldAt(frame, 'builtInto', 'parts').items, cut);
    const part = await window.lookup('datatypes', 'Part');
    assert.deepEqual((fieldAt(part, 'subparts').items as Json).$ref, window.idOf('Part'));
  });

  test('knows every constraint that a tree of fields must show', async () => {
    const all = await Promise.all(
      ['fieldgroups', 'datatypes', 'classes'].map((kind) => window.documents(`/tenant/${kind}`)),
    );
    const keys = new Set(keysDeep(all));
    const wanted = [
      'enum',
      'meta:enum',
      'additionalProperties',
      'items',
      'required',
      'pattern',
      'minLength',
      'maxLength',
    ];
    assert.deepEqual(
      [...wanted, 'minimum', 'maximum', 'description'].filter((key) => !keys.has(key)),
      [],
    );
    const text = JSON.stringify(all);
    for (const type of ['int', 'number', 'boolean', 'date', 'date-time', 'array', 'map', 'object', 'string']) {
      assert.ok(text.includes(`"meta:xdmType":"${type}"`), type);
    }
    assert.ok(text.includes('"format":"uri"'));
    const survey = await window.lookup('fieldgroups', 'Ride Survey');
    const assembly = await window.lookup('datatypes', 'Assembly');
    assert.deepEqual([survey['meta:status'], assembly['meta:status']], ['deprecated', 'experimental']);
    const riders = await window.lookup('schemas', 'Riders', 'xed-full');
    assert.equal(fieldAt(riders, window.namespace, 'membership', 'paperBill')['meta:status'], 'deprecated');
  });

  const filters: [filter: string, kind: string, titles: string[]][] = [
    [
      'meta:intendedToExtend==https://ns.adobe.com/xdm/context/profile',
      'fieldgroups',
      ['Rider Membership', 'Rider Preferences'],
    ],
    ['meta:class==https://ns.adobe.com/xdm/context/experienceevent', 'schemas', ['Ride Surveys', 'Rides']],
    ['meta:immutableTags==union', 'schemas', ['Riders', 'Rides']],
    ['meta:extends==https://ns.adobe.com/xdm/data/adhoc', 'schemas', ['Depot Upload 2024-06']],
  ];
  for (const [filter, kind, titles] of filters) {
    test(`filters ${kind} by ${filter}`, async () => {
      assert.deepEqual(await window.titles(`/tenant/${kind}?orderby=title&${encodedFilter(filter)}`), titles);
    });
  }

  test('pages like the global container, whose list it links to', async () => {
    interface List {
      results: Json[];
      _page: Json;
      _links: { next: { href: string }; global_schemas: { href: string } };
    }
    const { body } = await window.get<List>('/tenant/schemas?orderby=title&limit=5', lists('xed-id'));
    assert.equal(body.results.length, 5);
    assert.match(body._links.global_schemas.href, /\/global\/schemas$/);
    const rest = await window.get<List>(`/tenant/schemas${new URL(body._links.next.href).search}`, lists('xed-id'));
    assert.deepEqual([rest.body.results.length, rest.body._page.next], [2, null]);
  });

  test('differs outside prod: one schema is missing, another is there instead', async () => {
    const [prod, dev] = [await window.titles('/tenant/schemas', 'prod'), await window.titles('/tenant/schemas', 'dev')];
    assert.deepEqual(
      prod.filter((title) => !dev.includes(title)),
      ['Ride Surveys'],
    );
    assert.deepEqual(
      dev.filter((title) => !prod.includes(title)),
      ['Winter Trial'],
    );
  });

  test('differs outside prod: one field group has another field, one schema only another date', async () => {
    const changed: unknown[] = [];
    const redated: unknown[] = [];
    for (const kind of ['schemas', 'classes', 'fieldgroups', 'datatypes']) {
      const dev = await window.documents(`/tenant/${kind}`, 'dev');
      for (const document of await window.documents(`/tenant/${kind}`)) {
        const twin = dev.find(({ $id }) => $id === document.$id);
        if (!twin) continue;
        const {
          'meta:registryMetadata': before,
          'meta:sandboxId': place,
          'meta:sandboxType': type,
          ...rest
        } = document;
        const {
          'meta:registryMetadata': after,
          'meta:sandboxId': otherPlace,
          'meta:sandboxType': otherType,
          ...twinRest
        } = twin;
        assert.notEqual(place, otherPlace);
        assert.deepEqual([type, otherType], ['production', 'development']);
        if (JSON.stringify(rest) !== JSON.stringify(twinRest)) changed.push(document.title);
        if ((before as Json).eTag !== (after as Json).eTag) redated.push(document.title);
      }
    }
    assert.deepEqual([changed, redated], [['Ride Details'], ['Workshop Accounts', 'Ride Details']]);
  });

  test('belongs to one organisation', () => {
    const imsOrg = 'AB12AB12AB12AB12AB12AB12@AdobeOrg';
    window.adobe.addOAuthCredential({ clientId: 'other', clientSecrets: ['s'], imsOrg, scopes: ['openid'] });
    assert.notEqual(window.adobe.tenantIdOf(imsOrg), window.adobe.tenantIdOf(demo.imsOrg));
    assert.notEqual(window.adobe.resourceIdOf(imsOrg, 'prod', 'Riders'), window.idOf('Riders'));
  });

  test('shows a resource as somebody changed it, until the reset', async () => {
    const id = window.idOf('Riders');
    const before = await window.lookup('schemas', 'Riders');
    window.adobe.changeResource(demo.imsOrg, 'prod', id, (document) => ({
      ...document,
      title: 'Cyclists',
      version: '2.0',
    }));
    assert.equal((await window.titles('/tenant/schemas?orderby=-updated'))[0], 'Cyclists');
    const after = await window.lookup('schemas', 'Cyclists');
    assert.equal(after.version, '2.0');
    assert.notDeepEqual(after['meta:registryMetadata'], before['meta:registryMetadata']);
    assert.equal((await window.titles('/tenant/schemas', 'dev')).includes('Riders'), true);
    window.adobe.reset();
    assert.deepEqual(await window.lookup('schemas', 'Riders'), before);
  });

  test('refuses a change that moves a resource, or of what is not there', () => {
    const change = (id: string) => () => {
      window.adobe.changeResource(demo.imsOrg, 'prod', id, () => ({ $id: 'https://ns.adobe.com/other' }));
    };
    assert.throws(change(window.idOf('Riders')), /keeps the id/);
    assert.throws(change('https://ns.adobe.com/xdm/context/profile'), /no resource/);
  });
});
