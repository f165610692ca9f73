import assert from 'node:assert/strict';
import { dotPath } from '../../../../src/core/xdm/fieldPath';
import { childrenOf, fieldsOf, missingReferences, walkFields } from '../../../../src/core/xdm/fields';
import { type DocumentLookup, type XdmField } from '../../../../src/core/xdm/xdmField';
import { type JsonObject, type XdmResource } from '../../../../src/core/xdm/xdmResource';
import { idOf, lookupIn, ref, tangledResource, xdmResource } from '../../../support/xdmDocuments';

const nothing: DocumentLookup = () => undefined;
const text: JsonObject = { type: 'string', 'meta:xdmType': 'string' };
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });

/** The one field of a type that is made of a piece of JSON Schema. */
const fieldOf = (schema: JsonObject, lookup = nothing): XdmField =>
  fieldsOf(xdmResource('One', { properties: { it: schema } }), lookup)[0]!;
const names = (fields: readonly XdmField[]): string[] => fields.map(({ name }) => name);
const paths = (resource: XdmResource, lookup: DocumentLookup = nothing): string[] =>
  [...walkFields(resource, lookup)].map(({ path }) => dotPath(path));

suite('fieldsOf', () => {
  test('takes a schema apart: class, field groups and its own, also by local definitions', () => {
    const record = xdmResource('record', {
      allOf: [{ $ref: '#/definitions/r' }],
      definitions: { r: object({ _id: text }) },
    });
    const profile = xdmResource('profile', { allOf: [ref('record'), { properties: { personID: text } }] });
    const group = xdmResource('group', {
      allOf: [{ $ref: '#/definitions/g' }],
      definitions: { g: object({ tier: text }) },
    });
    const schema = xdmResource(
      'schema',
      { allOf: [ref('profile'), ref('group')], properties: { own: text } },
      'schemas',
    );
    assert.deepEqual(names(fieldsOf(schema, lookupIn(record, profile, group))), ['own', '_id', 'personID', 'tier']);
  });

  test('makes one field of what several field groups say of one name', () => {
    const tenant = (properties: JsonObject): JsonObject => object({ _tenant: object(properties) });
    const first = xdmResource('first', tenant({ a: text, shared: { ...text, title: 'First' } }));
    const second = xdmResource('second', {
      ...tenant({ b: text, shared: { ...text, pattern: '^x' } }),
      required: ['_tenant'],
    });
    const lookup = lookupIn(first, second);
    const [field, ...others] = fieldsOf(xdmResource('s', { allOf: [ref('first'), ref('second')] }), lookup);
    assert.equal(others.length, 0);
    assert.equal(field!.required, true);
    const children = childrenOf(field!, lookup);
    assert.deepEqual(names(children), ['a', 'shared', 'b']);
    assert.deepEqual([children[1]!.title, children[1]!.pattern], ['First', '^x']);
  });

  test('prefers the text at the place of reference to that of the type', () => {
    const address = xdmResource('address', { ...object({ city: text }), title: 'Address', description: 'Where' });
    const home = fieldOf({ ...ref('address'), title: 'Home' }, lookupIn(address));
    assert.deepEqual([home.title, home.description, home.type, home.hasFields], ['Home', 'Where', 'object', true]);
    assert.deepEqual([home.typeId, home.typePointer], [idOf('address'), '']);
    assert.deepEqual(home.definedIn, { resourceId: idOf('One'), pointer: '/properties/it' });
  });

  test('says of what a reference leads to, although the reference calls it an object', () => {
    const code = xdmResource('code', { type: 'string', 'meta:xdmType': 'string', pattern: '^[A-Z]{3}$' });
    const list = xdmResource('list', { type: 'array', items: { type: 'integer' } });
    assert.equal(fieldOf(ref('code'), lookupIn(code)).type, 'string');
    const values = fieldOf(ref('list'), lookupIn(list));
    assert.deepEqual([values.type, values.arrayDepth], ['integer', 1]);
  });

  test('reads types by type, format and xdmType', () => {
    const types: readonly [JsonObject, string][] = [
      [{ type: 'string' }, 'string'],
      [{ type: ['string', 'null'] }, 'string'],
      [{ type: ['null', 'integer'] }, 'integer'],
      [{ type: 'string', format: 'date' }, 'date'],
      [{ type: 'string', format: 'date-time' }, 'date-time'],
      [{ type: 'string', 'meta:xdmType': 'date-time' }, 'date-time'],
      [{ type: 'string', format: 'uri' }, 'string'],
      [{ type: 'number', 'meta:xdmType': 'double' }, 'number'],
      [{ 'meta:xdmType': 'long' }, 'integer'],
      [{ type: 'boolean' }, 'boolean'],
      [{ type: 'object' }, 'object'],
      [{ type: 'object', 'meta:xdmType': 'map' }, 'map'],
      [{ type: 'object', additionalProperties: { type: 'string' } }, 'map'],
      [{ type: 'object', additionalProperties: true }, 'object'],
      [{ properties: { a: text } }, 'object'],
      [{}, 'unknown'],
      [{ type: 'array' }, 'unknown'],
      [{ type: 17 }, 'unknown'],
    ];
    assert.deepEqual(
      types.map(([schema]) => [schema, fieldOf(schema).type]),
      types,
    );
    assert.equal(fieldOf({ type: 'array' }).arrayDepth, 1);
  });

  test('tells values that are allowed from values that are suggested', () => {
    const labels = { 'meta:enum': { a: 'Anna', c: 'Carl' } };
    assert.deepEqual(fieldOf({ type: 'string', enum: ['a', 'b', {}], ...labels }).enumValues, [
      { value: 'a', label: 'Anna' },
      { value: 'b', label: undefined },
    ]);
    const open = fieldOf({ type: 'string', ...labels });
    assert.deepEqual(open.enumValues, []);
    assert.deepEqual(
      open.suggestedValues.map(({ value }) => value),
      ['a', 'c'],
    );
    assert.deepEqual(fieldOf({ const: 'toString', ...labels }).enumValues, [{ value: 'toString', label: undefined }]);
    assert.deepEqual(fieldOf({ type: 'integer', 'meta:enum': { 1: 'One' } }).suggestedValues, [
      { value: 1, label: 'One' },
    ]);
    assert.equal(fieldOf({ type: 'array', items: { enum: ['x'] } }).enumValues.length, 1);
  });

  test('reads limits, an example, and the status of the place alone', () => {
    const old = xdmResource('old', { ...object({ a: text }), 'meta:status': 'deprecated' });
    const limits = { pattern: '^a', minLength: 1, maxLength: 9, minimum: '3', maximum: 4, format: 'email' };
    const field = fieldOf({ ...text, ...limits, examples: [{ a: 1 }], default: 'x', 'meta:status': 'experimental' });
    assert.deepEqual(
      [field.pattern, field.minLength, field.maxLength, field.minimum, field.maximum, field.format],
      ['^a', 1, 9, 3, 4, 'email'],
    );
    assert.deepEqual([field.example, field.status], ['{"a":1}', 'experimental']);
    assert.equal(fieldOf({ ...text, default: false }).example, 'false');
    assert.equal(fieldOf(ref('old'), lookupIn(old)).status, undefined);
  });

  test('reads resolved documents, which have no references', () => {
    const full = xdmResource('full', {
      type: 'object',
      required: ['person'],
      properties: { person: object({ phones: { type: 'array', items: object({ number: text }) } }) },
    });
    assert.deepEqual(paths(full), ['person', 'person.phones', 'person.phones[].number']);
    assert.deepEqual(
      fieldsOf(full, nothing).map(({ required }) => required),
      [true],
    );
  });
});

suite('childrenOf', () => {
  test('looks into arrays, arrays of arrays and maps', () => {
    const item = xdmResource('item', object({ id: text }));
    const resource = xdmResource('r', {
      properties: {
        grid: { type: 'array', items: { type: 'array', items: object({ x: text }) } },
        identityMap: { type: 'object', additionalProperties: { type: 'array', items: ref('item') } },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        both: { ...object({ known: text }), additionalProperties: { type: 'integer' } },
      },
    });
    assert.deepEqual(paths(resource, lookupIn(item)), [
      'grid',
      'grid[][].x',
      'identityMap',
      'identityMap.*',
      'identityMap.*[].id',
      'labels',
      'labels.*',
      'both',
      'both.known',
      'both.*',
    ]);
  });

  test('says what the values of a map are by a field of their own', () => {
    const values = childrenOf(fieldOf({ type: 'object', additionalProperties: { ...text, title: 'Label' } }), nothing);
    assert.deepEqual(
      values.map(({ name, path, type, title }) => [name, path.at(-1), type, title]),
      [['*', 'values', 'string', 'Label']],
    );
  });

  test('closes a type that contains itself, directly, through others, in arrays, maps and allOf', () => {
    const shapes: readonly JsonObject[] = [
      ref('node'),
      { type: 'array', items: ref('node') },
      { type: 'object', additionalProperties: ref('node') },
      { type: 'object', allOf: [ref('node')] },
      ref('other'),
    ];
    for (const shape of shapes) {
      const node = xdmResource('node', object({ name: text, next: shape }));
      const other = xdmResource('other', object({ back: ref('node') }));
      const lookup = lookupIn(node, other);
      const walked = [...walkFields(xdmResource('tree', object({ top: ref('node') })), lookup)];
      const closed = walked.filter(({ isRecursive }) => isRecursive);
      assert.equal(closed.length, 1, JSON.stringify(shape));
      assert.deepEqual([closed[0]!.typeId, closed[0]!.hasFields], [idOf('node'), false]);
      assert.deepEqual(childrenOf(closed[0]!, lookup), []);
    }
  });

  test('closes a resource inside itself, and a local definition inside itself', () => {
    const node = xdmResource('node', object({ next: ref('node') }));
    assert.deepEqual(paths(node, lookupIn(node)), ['next']);
    const local = xdmResource('local', {
      properties: { top: { $ref: '#/definitions/n' } },
      definitions: { n: object({ next: { $ref: '#/definitions/n' } }) },
    });
    const closed = [...walkFields(local, nothing)].find(({ isRecursive }) => isRecursive);
    assert.deepEqual([closed?.typeId, closed?.typePointer], [idOf('local'), '/definitions/n']);
    assert.deepEqual(paths(local), ['top', 'top.next']);
  });

  test('opens a type as often as it is used side by side', () => {
    const address = xdmResource('address', object({ city: text }));
    const person = xdmResource('person', object({ home: ref('address'), work: ref('address') }));
    assert.deepEqual(paths(person, lookupIn(address)), ['home', 'home.city', 'work', 'work.city']);
  });

  test('opens a type below another that is included beside it', () => {
    const a = xdmResource('a', object({ x: text }));
    const b = xdmResource('b', object({ inner: ref('a') }));
    const both = xdmResource('both', object({ it: { allOf: [ref('a'), ref('b')] } }));
    assert.deepEqual(paths(both, lookupIn(a, b)), ['it', 'it.x', 'it.inner', 'it.inner.x']);
  });

  test('keeps what is added beside a type that contains itself', () => {
    const more = xdmResource('more', object({ extra: text }));
    const node = xdmResource('node', object({ next: { allOf: [ref('more'), ref('node')] } }));
    const next = fieldsOf(node, lookupIn(node, more))[0]!;
    assert.deepEqual([next.isRecursive, next.typeId, next.hasFields], [true, idOf('node'), true]);
    assert.deepEqual(names(childrenOf(next, lookupIn(node, more))), ['extra']);
  });

  test('comes to an end with types that include one another', () => {
    const count = 40;
    const all = Array.from({ length: count }, (_, index) => ref(`t${index}`));
    const types = all.map((_, index) => xdmResource(`t${index}`, { allOf: all, properties: { [`p${index}`]: text } }));
    assert.equal(fieldsOf(types[0]!, lookupIn(...types)).length, count);
  });
});

suite('missingReferences', () => {
  test('names what one level needs, step by step until nothing is missing', () => {
    const item = xdmResource('item', object({ deep: ref('deep') }));
    const base = xdmResource('base', object({ list: { type: 'array', items: ref('item') } }));
    const schema = xdmResource('schema', { allOf: [ref('base')] });
    assert.deepEqual(missingReferences(schema, nothing), [idOf('base')]);
    assert.deepEqual(missingReferences(schema, lookupIn(base)), [idOf('item')]);
    assert.deepEqual(missingReferences(schema, lookupIn(base, item)), []);
    const list = fieldsOf(schema, lookupIn(base, item))[0]!;
    assert.deepEqual(missingReferences(list, lookupIn(base, item)), [idOf('deep')]);
    const deep = childrenOf(list, lookupIn(base, item))[0]!;
    assert.deepEqual([deep.isUnresolved, deep.typeId, deep.type], [true, idOf('deep'), 'object']);
  });

  test('goes on from a field that was read before its type was known', () => {
    const field = fieldOf(ref('late'));
    assert.deepEqual([field.isUnresolved, names(childrenOf(field, nothing))], [true, []]);
    assert.deepEqual(names(childrenOf(field, lookupIn(xdmResource('late', object({ a: text }))))), ['a']);
  });

  test('does not name what is known and has no such definition', () => {
    const known = xdmResource('known');
    const field = fieldOf({ $ref: `${idOf('known')}#/definitions/none` }, lookupIn(known));
    assert.equal(field.isUnresolved, true);
    assert.deepEqual(missingReferences(field, lookupIn(known)), []);
    assert.equal(fieldOf({ $ref: '#/__proto__' }).isUnresolved, true);
  });
});

suite('walkFields', () => {
  test('stops at the limits it is given', () => {
    const wide = xdmResource('wide', object({ a: object({ b: object({ c: text }) }), d: text }));
    const walk = (limits: Parameters<typeof walkFields>[2]): string[] =>
      [...walkFields(wide, nothing, limits)].map(({ path }) => dotPath(path));
    assert.deepEqual(walk({ maxDepth: 2 }), ['a', 'a.b', 'd']);
    assert.deepEqual(walk({ maxFields: 3 }), ['a', 'a.b', 'a.b.c']);
    assert.deepEqual(walk({ maxFields: 0 }), []);
    assert.deepEqual(walk({ maxPieces: 3 }), ['a', 'd']);
  });

  test('tells at its end whether there is more', () => {
    const wide = xdmResource('wide', object({ a: object({ b: text }), c: text }));
    const isCut = (limits: Parameters<typeof walkFields>[2]): unknown => {
      const walk = walkFields(wide, nothing, limits);
      let next = walk.next();
      while (!next.done) next = walk.next();
      return next.value;
    };
    assert.deepEqual([isCut({}), isCut({ maxFields: 3 }), isCut({ maxDepth: 2 })], [false, false, false]);
    assert.deepEqual([isCut({ maxFields: 2 }), isCut({ maxDepth: 1 }), isCut({ maxPieces: 3 })], [true, true, true]);
  });

  test('takes what is too much to be followed for a type that is not known', () => {
    const tangled = tangledResource(50);
    const fields = fieldsOf(tangled, nothing);
    assert.ok(fields.some(({ isUnresolved }) => isUnresolved));
    assert.ok(fields.some(({ isUnresolved }) => !isUnresolved));
    assert.deepEqual(missingReferences(tangled, nothing), []);
  });

  test('is not led astray by odd documents', () => {
    const odd = JSON.parse(`{
      "properties": { "__proto__": { "type": "object", "properties": { "constructor": { "type": "string" } } },
        "toString": { "$ref": "#/definitions/%E0%A4%A" }, "number": 17, "null": null, "list": [],
        "items": { "type": "array", "items": [ { "type": "string" } ] }, "ref": { "$ref": 17 }, "empty": { "$ref": "" },
        "proto": { "$ref": "#/__proto__" }, "enum": { "enum": { "a": 1 }, "meta:enum": [], "examples": {}, "required": 3 } },
      "allOf": { "$ref": "x" }, "required": ["__proto__", 17], "definitions": null, "additionalProperties": false }`) as JsonObject;
    assert.deepEqual(paths(xdmResource('odd', odd)), [
      '__proto__',
      '__proto__.constructor',
      'toString',
      'items',
      'ref',
      'empty',
      'proto',
      'enum',
    ]);
  });

  test('survives documents that nest without end', () => {
    const deep = (open: string, close: string): JsonObject =>
      JSON.parse(`${open.repeat(10_000)}{}${close.repeat(10_000)}`) as JsonObject;
    assert.equal(paths(xdmResource('deep', deep('{"properties":{"a":', '}}'))).length, 64);
    assert.equal(fieldOf(deep('{"type":"array","items":', '}')).arrayDepth, 16);
    assert.equal(fieldOf(deep('{"allOf":[', ']}')).type, 'unknown');
    assert.equal(fieldOf({ examples: [deep('{"a":', '}')] }).example, undefined);
  });
});
