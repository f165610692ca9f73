import assert from 'node:assert/strict';
import { toJsonSchema } from '../../../../src/core/xdm/jsonSchema';
import { type JsonObject, type XdmResource } from '../../../../src/core/xdm/xdmResource';
import { validatorOf } from '../../../support/madeTypes';
import { idOf, lookupIn, ref, xdmResource } from '../../../support/xdmDocuments';

const text: JsonObject = { type: 'string', 'meta:xdmType': 'string' };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });

/** The schema of one field that is made of a piece of JSON Schema, as it stands in the schema of the whole. */
function schemaOf(piece: JsonObject, ...known: readonly XdmResource[]): JsonObject {
  const whole = toJsonSchema(xdmResource('One', { properties: { it: piece } }), lookupIn(...known));
  validatorOf(whole);
  return (whole.properties as { it: JsonObject }).it;
}

const part = xdmResource('Part', {
  ...object({ number: text, parts: { type: 'array', items: ref('Part') } }),
  required: ['number'],
});

suite('toJsonSchema', () => {
  test('is the schema of a record, with all that a schema includes merged', () => {
    const profile = xdmResource(
      'profile',
      { properties: { _id: { ...text, title: 'Id' } }, required: ['_id'] },
      'classes',
    );
    const tenant = (properties: JsonObject): JsonObject => object({ _acme: object(properties) });
    const first = xdmResource('first', tenant({ a: text }), 'fieldgroups');
    const second = xdmResource('second', tenant({ b: { type: 'integer', minimum: 1 } }), 'fieldgroups');
    const members = xdmResource(
      'members',
      { title: 'Members', description: 'All of them', allOf: [ref('profile'), ref('first'), ref('second')] },
      'schemas',
    );
    const schema = toJsonSchema(members, lookupIn(profile, first, second));
    assert.deepEqual(schema, {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: idOf('members'),
      title: 'Members',
      description: 'All of them',
      type: 'object',
      properties: {
        _id: { title: 'Id', type: 'string' },
        _acme: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer', minimum: 1 } } },
      },
      required: ['_id'],
    });
  });

  test('has each data type once, however often it is used, with the texts of each place', () => {
    const address = xdmResource('Postal address', object({ city: text }));
    const schema = toJsonSchema(
      xdmResource(
        'One',
        object({
          home: { ...ref('Postal address'), title: 'Home' },
          others: { type: 'array', items: ref('Postal address') },
        }),
      ),
      lookupIn(address),
    );
    const $ref = '#/$defs/PostalAddress';
    assert.deepEqual(schema.properties, {
      home: { title: 'Home', $ref },
      others: { title: 'Postal address', type: 'array', items: { $ref } },
    });
    assert.deepEqual(schema.$defs, {
      PostalAddress: { title: 'Postal address', type: 'object', properties: { city: { type: 'string' } } },
    });
  });

  test('describes a type that contains itself, as the root and below it', () => {
    const tree = { number: '1', parts: [{ number: '2', parts: [] }] };
    const wrong = { number: '1', parts: [{ parts: [] }] };
    const isPart = validatorOf(toJsonSchema(part, lookupIn()));
    const isProduct = validatorOf(toJsonSchema(xdmResource('Product', object({ root: ref('Part') })), lookupIn(part)));
    assert.deepEqual([isPart(tree), isPart(wrong)], [true, false]);
    assert.deepEqual([isProduct({ root: tree }), isProduct({ root: wrong })], [true, false]);
  });

  test('gives a place that adds fields to a type a schema of its own', () => {
    const person = xdmResource('Person', object({ name: text }));
    const schema = schemaOf({ allOf: [ref('Person'), object({ tier: text })] }, person);
    assert.deepEqual(Object.keys(schema.properties as object).sort(), ['name', 'tier']);
  });

  test('tells two types of one title apart, and one of the root’s name from the root', () => {
    const types = ['a', 'b'].map((name) => xdmResource(name, { ...object({ [name]: text }), title: 'One' }));
    const schema = toJsonSchema(xdmResource('One', object({ a: ref('a'), b: ref('b') })), lookupIn(...types));
    assert.deepEqual(Object.keys(schema.$defs as object), ['One2', 'One3']);
    validatorOf(schema);
  });

  const pieces: readonly (readonly [what: string, piece: JsonObject, schema: JsonObject])[] = [
    ['a day', { type: 'string', format: 'date' }, { type: 'string', format: 'date' }],
    [
      'a moment by XDM’s type',
      { type: 'string', 'meta:xdmType': 'date-time' },
      { type: 'string', format: 'date-time' },
    ],
    ['a format by another name', { ...text, format: 'url' }, { type: 'string', format: 'uri' }],
    ['a format that nobody checks', { ...text, format: 'phone' }, { type: 'string', $comment: 'format: phone' }],
    ['a pattern', { ...text, pattern: '^[A-Z]{3}$' }, { type: 'string', pattern: '^[A-Z]{3}$' }],
    ['a pattern of another language', { ...text, pattern: '(?i)a' }, { type: 'string', $comment: 'pattern: (?i)a' }],
    ['lengths', { ...text, minLength: 1, maxLength: 9 }, { type: 'string', minLength: 1, maxLength: 9 }],
    ['lengths that cannot be', { ...text, minLength: -1, maxLength: 1.5 }, { type: 'string' }],
    [
      'a range',
      { type: 'number', minimum: 0, exclusiveMaximum: 1 },
      { type: 'number', minimum: 0, exclusiveMaximum: 1 },
    ],
    [
      'a bound as draft-04 had it',
      { type: 'number', minimum: 0, exclusiveMinimum: true },
      { type: 'number', minimum: 0 },
    ],
    ['allowed values', { ...text, enum: ['b', 'a', 'b'] }, { type: 'string', enum: ['b', 'a'] }],
    ['allowed values with null', { ...text, enum: ['a', null] }, { enum: ['a', null] }],
    ['allowed values of another type', { type: 'integer', enum: ['1'] }, { enum: ['1'] }],
    ['no allowed values', { ...text, enum: [] }, { type: 'string' }],
    ['suggested values', { ...text, 'meta:enum': { a: 'A', b: 'B' } }, { type: 'string', examples: ['a', 'b'] }],
    ['a default', { type: 'boolean', default: false }, { type: 'boolean', default: false }],
    ['an example', { ...text, examples: ['x', 'y'] }, { type: 'string', examples: ['x'] }],
    ['a deprecated field', { ...text, 'meta:status': 'deprecated' }, { deprecated: true, type: 'string' }],
    ['an open object', { type: 'object' }, { type: 'object' }],
    [
      'a map',
      { type: 'object', additionalProperties: text },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
    ['nothing', {}, {}],
    [
      'an array, its rules and its items’ own',
      { type: 'array', minItems: 1, uniqueItems: true, items: { ...text, maxLength: 2, examples: ['x'] } },
      { type: 'array', items: { type: 'string', maxLength: 2, examples: ['x'] }, minItems: 1, uniqueItems: true },
    ],
    [
      'arrays in arrays',
      { type: 'array', maxItems: 2, items: { type: 'array', items: { type: 'number' } }, examples: [[[1]]] },
      { type: 'array', items: { type: 'array', items: { type: 'number' } }, maxItems: 2, examples: [[[1]]] },
    ],
    [
      'an array without what says nothing of arrays',
      { type: 'array', minProperties: 1, items: { additionalProperties: text } },
      { type: 'array', items: { type: 'object', additionalProperties: { type: 'string' } } },
    ],
    [
      'a map beside fields',
      object({ a: text }, { additionalProperties: { type: 'integer' }, minProperties: 1 }),
      {
        type: 'object',
        properties: { a: { type: 'string' } },
        additionalProperties: { type: 'integer' },
        minProperties: 1,
      },
    ],
  ];
  for (const [what, piece, schema] of pieces) {
    test(`describes ${what}`, () => {
      assert.deepEqual(schemaOf(piece), schema);
    });
  }

  test('accepts anything where a type is not known', () => {
    assert.deepEqual(schemaOf({ title: 'Lost', ...ref('lost') }), { title: 'Lost', type: 'object' });
  });

  test('takes odd names, and ids that a JSON Schema cannot have', () => {
    const properties = JSON.parse(
      '{"__proto__":{"type":"string"},"constructor":{"type":"string"},"a/b~%":{}}',
    ) as JsonObject;
    for (const $id of ['no uri', 'https://ns.adobe.com/a b', 'urn:x#y', '{TENANT}']) {
      const schema = toJsonSchema(xdmResource('One', { $id, properties, required: ['constructor'] }), lookupIn());
      assert.equal(Object.hasOwn(schema, '$id'), false);
      if (!$id.includes('#')) assert.deepEqual(Object.keys(schema.properties as object), Object.keys(properties));
      assert.equal(validatorOf(schema)([]), $id.includes('#'));
    }
  });

  test('ends where types include one another in more ways than anybody can use, and where they nest without end', function () {
    const width = 40;
    const types = Array.from({ length: width }, (_, index) => {
      const next = { allOf: [ref(`T${index + 1}`), object({ x: text })] };
      return xdmResource(`T${index}`, object({ a: next, b: next }));
    });
    const wide = toJsonSchema(types[0]!, lookupIn(...types));
    const deep = Array.from({ length: 5_000 }).reduce<JsonObject>((inner) => object({ a: inner }), text);
    for (const schema of [wide, toJsonSchema(xdmResource('Deep', deep), lookupIn())]) {
      assert.match(String(schema.$comment), /more fields/);
      assert.ok(JSON.stringify(schema).length < 10_000_000);
    }
  });
});
