import assert from 'node:assert/strict';
import { findXdmComponents } from '../../emulator/data/xdmFiles';
import { demo, registerDemo } from '../../emulator/demo';
import { LocalAdobe } from '../../emulator/localAdobe';
import { call } from './requests';

type Body = Record<string, unknown> & { properties: Record<string, Record<string, unknown>> };

const registry = '/data/foundation/schemaregistry';
const accept = (form: string, version = ';version=1'): string => `application/vnd.adobe.${form}+json${version}`;

const keysDeep = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => [key, ...keysDeep(child)])
    : [];

suite('local Schema Registry: lookups', () => {
  let adobe: LocalAdobe;

  const start = async (options: Parameters<typeof LocalAdobe.start>[0] = {}): Promise<void> => {
    adobe = await LocalAdobe.start(options);
    registerDemo(adobe);
  };
  teardown(() => adobe.stop());

  const get = (path: string, wanted: string | undefined) =>
    call<Body>(adobe, `${registry}${path}`, {
      authorization: `Bearer ${adobe.issueToken(demo.oauth.clientId)}`,
      'x-api-key': demo.oauth.clientId,
      'x-gw-ims-org-id': demo.imsOrg,
      accept: wanted,
    });

  test('finds a class by either id', async () => {
    await start();
    const id = 'https://ns.adobe.com/xdm/context/experienceevent';
    for (const name of ['_xdm.context.experienceevent', encodeURIComponent(id)]) {
      const { status, body } = await get(`/global/classes/${name}`, accept('xed'));
      assert.equal(status, 200, name);
      assert.equal(body.$id, id);
      assert.deepEqual(body['meta:extends'], ['https://ns.adobe.com/xdm/data/time-series']);
      assert.ok('allOf' in body && 'meta:registryMetadata' in body);
    }
  });

  test('resolves a class: fields in place, no references left', async () => {
    await start();
    const { body } = await get('/global/classes/_xdm.context.experienceevent', accept('xed-full'));
    assert.deepEqual(Object.keys(body.properties).sort(), ['_id', 'eventType', 'identityMap', 'timestamp']);
    assert.equal(body.title, 'XDM ExperienceEvent');
    assert.equal(body.properties.identityMap?.title, 'Identity map');
    const left = keysDeep(body).filter((key) => ['$ref', 'allOf', 'definitions'].includes(key));
    assert.deepEqual(left, []);
  });

  test('cuts a type that contains itself', async () => {
    await start();
    const { body } = await get('/global/classes/_xdm.context.account', accept('xed-full'));
    const parent = body.properties.parentAccount as unknown as Body;
    assert.deepEqual(Object.keys(parent.properties), ['accountID', 'parent']);
    assert.equal(parent.properties.parent?.properties, undefined);
  });

  test('leaves out titles and descriptions on request, but no fields', async () => {
    await start();
    const path = '/global/classes/_xdm.context.experienceevent';
    const without = async (form: string) => keysDeep((await get(path, accept(form))).body);
    assert.ok(!(await without('xed-notext')).some((key) => key === 'title' || key === 'description'));
    assert.ok((await without('xed-full-notext')).includes('eventType'));
    const described = await without('xed-full-desc');
    assert.ok(described.includes('description') && !described.includes('title'));
  });

  const acceptCases = [
    { label: 'a list without Accept', path: '/global/classes', wanted: undefined, expected: '406 NotAcceptableError' },
    { label: 'a list of anything', path: '/global/classes', wanted: '*/*', expected: '406 NotAcceptableError' },
    { label: 'a list with a version', path: '/global/classes', wanted: accept('xed-id'), expected: '400 XDM-1006-400' },
    { label: 'a list as JSON', path: '/global/classes', wanted: 'application/json', expected: '400 XDM-1006-400' },
    { label: 'a full list', path: '/global/classes', wanted: accept('xed-full', ''), expected: '400 XDM-1006-400' },
    {
      label: 'a lookup without Accept',
      path: '/global/classes/_xdm.context.profile',
      wanted: undefined,
      expected: '406 NotAcceptableError',
    },
    {
      label: 'a lookup without version',
      path: '/global/classes/_xdm.context.profile',
      wanted: accept('xed', ''),
      expected: '400 XDM-1007-400',
    },
    {
      label: 'a lookup of version 2',
      path: '/global/classes/_xdm.context.profile',
      wanted: accept('xed', ';version=2'),
      expected: '400 XDM-1007-400',
    },
    {
      label: 'a lookup of ids',
      path: '/global/classes/_xdm.context.profile',
      wanted: accept('xed-id'),
      expected: '400 XDM-1007-400',
    },
    {
      label: 'an unknown class',
      path: '/global/classes/_xdm.context.nobody',
      wanted: accept('xed'),
      expected: '404 XDM-1010-404',
    },
    {
      label: 'a data type among the classes',
      path: '/global/classes/_xdm.datatypes.currency',
      wanted: accept('xed'),
      expected: '404 XDM-1010-404',
    },
    {
      label: 'a global class in the tenant container',
      path: '/tenant/classes/_xdm.context.profile',
      wanted: accept('xed'),
      expected: '404 XDM-1010-404',
    },
    {
      label: 'an $id that was not encoded',
      path: '/global/classes/https://ns.adobe.com/xdm/context/profile',
      wanted: accept('xed'),
      expected: '404 XDM-1017-404',
    },
    { label: 'an unknown container', path: '/local/classes', wanted: accept('xed', ''), expected: '404 XDM-1017-404' },
  ];
  for (const { label, path, wanted, expected } of acceptCases) {
    test(`answers ${expected} to ${label}`, async () => {
      await start();
      const { status, body } = await get(path, wanted);
      const kind = /XDM-\d+-\d+$/.exec(String(body.type))?.[0] ?? String(body.title);
      assert.equal(`${status} ${kind}`, expected);
      assert.equal(body.status, status);
    });
  }

  test('serves behaviors and data types by the same rules', async () => {
    await start();
    const behavior = await get('/global/behaviors/_xdm.data.record', accept('xed'));
    assert.equal(behavior.body.title, 'Record Schema');
    const datatypes = await get('/global/datatypes', accept('xed', ''));
    assert.equal((datatypes.body.results as Body[])[0]?.['meta:resourceType'], 'datatypes');
  });

  test('tells the tenant id without a special Accept', async () => {
    await start();
    const { status, body } = await get('/stats', '*/*');
    assert.equal(status, 200);
    assert.match(String(body.tenantId), /^local[0-9a-f]{6}$/);
    assert.equal(body.imsOrg, demo.imsOrg);
  });

  test('makes the same 100,000 classes every time, quickly', async () => {
    await start({ data: { generatedClasses: 100_000 } });
    const { body } = await get('/global/classes/_xdm.classes.generated.c099999', accept('xed-full'));
    assert.equal(body.title, 'Meter Activity 099999');
    assert.deepEqual(Object.keys(body.properties), ['_id', 'field0', 'field1', 'field2', 'field3', 'field4', 'field5']);
  });

  test('serves the open-source XDM without its prefixes', async function () {
    if (findXdmComponents() === undefined) {
      await start();
      this.skip();
    }
    await start({ data: 'xdm' });
    const list = await get('/global/classes?orderby=title', accept('xed', ''));
    const classes = list.body.results as Body[];
    assert.equal(classes.length, 43);
    for (const { 'meta:altId': altId } of classes) {
      const { body } = await get(`/global/classes/${String(altId)}`, accept('xed-full'));
      const odd = keysDeep(body).filter((key) => /^(xdm:|@|\$ref$|allOf$)/.test(key));
      assert.deepEqual(odd, [], String(altId));
    }
    const product = await get('/global/classes/_xdm.classes.product', accept('xed-full'));
    assert.ok('productID' in product.body.properties && '_id' in product.body.properties);
  });
});
