import * as assert from 'node:assert/strict';
import { outlineOf, type OutlinePart } from '../../../../src/core/xdm/documentOutline';

suite('The outline of a document', () => {
  const textOf = (document: unknown): string => JSON.stringify(document, undefined, 2);
  const names = (parts: readonly OutlinePart[]): unknown[] =>
    parts.map(({ name, children }) => (children.length === 0 ? name : [name, names(children)]));

  test('has the fields, level by level, in the order of the document', () => {
    const text = textOf({
      title: 'Person',
      properties: { name: { type: 'object', properties: { last: {}, first: {} } }, age: { type: 'integer' } },
    });
    assert.deepEqual(names(outlineOf(text)), [['name', ['last', 'first']], 'age']);
  });

  test('has what is in the items of an array and in the values of a map right below the field', () => {
    const text = textOf({
      properties: {
        phones: { type: 'array', items: { properties: { number: {} } } },
        ids: { type: 'object', additionalProperties: { type: 'array', items: { properties: { id: {} } } } },
      },
    });
    assert.deepEqual(names(outlineOf(text)), [
      ['phones', ['number']],
      ['ids', ['id']],
    ]);
  });

  test('has keywords only where fields are below them', () => {
    const text = textOf({
      'meta:extends': ['a', 'b'],
      'meta:registryMetadata': { eTag: 'x' },
      definitions: { person: { properties: { name: {} } } },
      allOf: [{ $ref: '#/definitions/person' }],
    });
    assert.deepEqual(names(outlineOf(text)), [['definitions', [['person', ['name']]]]]);
  });

  test('takes a field by the name of a keyword for a field', () => {
    const text = textOf({ properties: { properties: { type: 'object', properties: { type: { type: 'string' } } } } });
    const [field] = outlineOf(text);
    assert.deepEqual(names(outlineOf(text)), [['properties', ['type']]]);
    assert.deepEqual([field?.isField, field?.type], [true, 'object']);
  });

  test('knows where key and value are, and the type', () => {
    const text = textOf({ properties: { 'first name': { title: 'type', type: 'string' } } });
    const [field] = outlineOf(text);
    assert.ok(field);
    assert.equal(text.slice(field.start, field.keyEnd), '"first name"');
    assert.ok(text.slice(field.start, field.end).endsWith('}'));
    assert.equal(field.type, 'string');
  });

  for (const text of ['', 'null', '{', '[]', '{"properties": {"a": {', '}}]]', '{"properties": {"a": ]}', '"text"']) {
    test(`has no trouble with ${JSON.stringify(text)}`, () => {
      assert.ok(Array.isArray(outlineOf(text)));
    });
  }
});
