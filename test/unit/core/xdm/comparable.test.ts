import assert from 'node:assert/strict';
import { comparableText } from '../../../../src/core/xdm/comparable';

const profile = 'https://ns.adobe.com/xdm/context/profile';
const schema = {
  $id: 'https://ns.adobe.com/acme/schemas/1',
  'meta:altId': '_acme.schemas.1',
  version: '1.4',
  title: 'Members',
  allOf: [{ $ref: profile }, { $ref: 'https://ns.adobe.com/acme/mixins/2' }],
  required: ['_id', '_acme'],
  properties: {
    _acme: { type: 'object', properties: { version: { type: 'integer' }, tier: { enum: ['b', 'a'] } } },
    imsOrg: { default: ['b', 'a'], examples: [{ required: ['b', { enum: ['d', 'c'] }] }] },
    default: { enum: ['d', 'c'] },
  },
  'meta:extends': ['x', profile],
  imsOrg: 'A@AdobeOrg',
  'meta:sandboxId': 'a',
  'meta:sandboxType': 'production',
  'meta:tenantNamespace': '_acme',
  'meta:registryMetadata': { eTag: 'a', 'repo:lastModifiedDate': 1 },
};

suite('comparableText', () => {
  test('is JSON to read, ends with a newline, and has the keys of every object in order', () => {
    assert.equal(
      comparableText({ b: { d: [], c: 1 }, a: 'x' }),
      '{\n  "a": "x",\n  "b": {\n    "c": 1,\n    "d": []\n  }\n}\n',
    );
  });

  test('is the same whoever saved it, when, how often and in which sandbox', () => {
    const elsewhere = {
      ...schema,
      version: '1.9',
      'meta:sandboxId': 'b',
      'meta:sandboxType': 'development',
      'meta:registryMetadata': { eTag: 'b', 'repo:lastModifiedDate': 2, 'repo:lastModifiedUserId': 'B' },
    };
    assert.equal(comparableText(elsewhere), comparableText(schema));
  });

  test('is the same in whatever order fields, field groups, required names and allowed values are', () => {
    const turned = {
      ...Object.fromEntries(Object.entries(schema).reverse()),
      allOf: schema.allOf.toReversed(),
      required: schema.required.toReversed(),
      'meta:extends': schema['meta:extends'].toReversed(),
      properties: {
        ...schema.properties,
        _acme: { properties: { tier: { enum: ['a', 'b'] }, version: { type: 'integer' } }, type: 'object' },
        default: { enum: ['c', 'd'] },
      },
    };
    assert.equal(comparableText(turned), comparableText(schema));
  });

  test('keeps fields that are named like the bookkeeping, and the order of arrays that are data', () => {
    const { properties } = JSON.parse(comparableText(schema)) as typeof schema;
    assert.deepEqual(properties.imsOrg, schema.properties.imsOrg);
    assert.deepEqual(Object.keys(properties), ['_{TENANT_ID}', 'default', 'imsOrg']);
    assert.match(comparableText(schema), /"version": \{\n +"type": "integer"/);
  });

  test('is the same for another organisation but for what the resource is about', () => {
    const other = JSON.parse(JSON.stringify(schema).replaceAll('acme', 'beta')) as typeof schema;
    assert.equal(comparableText({ ...other, imsOrg: 'B@AdobeOrg' }), comparableText(schema));
    assert.notEqual(comparableText({ ...other, title: 'Membres' }), comparableText(schema));
  });

  test('knows the tenant by its namespace, or else by the id, and has none for what is Adobe’s', () => {
    for (const unknown of ['meta:tenantNamespace', 'imsOrg']) {
      const rest = Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== unknown));
      assert.equal(comparableText(rest), comparableText(schema));
    }
    assert.match(comparableText({ $id: profile, title: '_xdm' }), /ns\.adobe\.com\/xdm\/context\/profile[^]*"_xdm"/);
  });

  test('tells a difference wherever it is', () => {
    for (const change of [
      { title: 'members' },
      { required: ['_id'] },
      { 'meta:status': 'deprecated' },
      { properties: { ...schema.properties, imsOrg: { default: ['a', 'b'] } } },
    ]) {
      assert.notEqual(comparableText({ ...schema, ...change }), comparableText(schema));
    }
  });

  test('makes a text of anything', () => {
    for (const [given, text] of [
      [undefined, 'null\n'],
      [null, 'null\n'],
      [5, '5\n'],
      ['a', '"a"\n'],
      [{ $id: 5, 'meta:tenantNamespace': 5, imsOrg: null }, '{\n  "$id": 5\n}\n'],
      [JSON.parse('{"__proto__":{"a":1}}'), '{\n  "__proto__": {\n    "a": 1\n  }\n}\n'],
    ] as const) {
      assert.equal(comparableText(given), text);
    }
    assert.match(comparableText(JSON.parse('['.repeat(5000) + ']'.repeat(5000))), /…/);
  });
});
