import * as assert from 'node:assert/strict';
import { fieldAt } from '../../../../src/core/xdm/fieldAt';
import { walkFields } from '../../../../src/core/xdm/fields';
import type { DocumentLookup, FieldPath } from '../../../../src/core/xdm/xdmField';
import { readResource } from '../../../../src/core/xdm/xdmResource';

const phone = {
  $id: 'https://ns.adobe.com/test/phone',
  type: 'object',
  properties: { number: { type: 'string' }, parent: { $ref: 'https://ns.adobe.com/test/phone' } },
};

const schema = readResource('tenant', 'schemas', {
  $id: 'https://ns.adobe.com/test/rider',
  title: 'Rider',
  type: 'object',
  properties: {
    name: { type: 'string' },
    phones: { type: 'array', items: { $ref: phone.$id } },
    byKey: { type: 'object', additionalProperties: { type: 'array', items: { $ref: phone.$id } } },
    'a.b': { type: 'object', properties: { c: { type: 'integer' } } },
  },
})!;

const lookup: DocumentLookup = ($id) => ($id === phone.$id ? phone : undefined);

suite('fieldAt', () => {
  test('finds every field by its path', () => {
    const all = [...walkFields(schema, lookup)];
    assert.ok(all.length > 8);
    for (const field of all) assert.deepEqual(fieldAt(schema, field.path, lookup), field);
  });

  const none: readonly (readonly [string, FieldPath])[] = [
    ['no step', []],
    ['a name that there is not', [{ name: 'nobody' }]],
    ['a name below a text', [{ name: 'name' }, { name: 'first' }]],
    ['a name of JavaScript', [{ name: '__proto__' }]],
    ['a name below an array, without its items', [{ name: 'phones' }, { name: 'number' }]],
  ];
  for (const [name, path] of none) {
    test(`finds nothing by ${name}`, () => {
      assert.equal(fieldAt(schema, path, lookup), undefined);
    });
  }
});
