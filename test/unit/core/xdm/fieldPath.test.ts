import assert from 'node:assert/strict';
import { dotPath, jsonPointer, namesOf, schemaPointer, sqlColumn } from '../../../../src/core/xdm/fieldPath';
import { type FieldPath } from '../../../../src/core/xdm/xdmField';

/** `'a', 'items'` is an array `a`; `'items'` and `'values'` as names are not needed here. */
const path = (...steps: readonly string[]): FieldPath =>
  steps.map((step) => (step === 'items' || step === 'values' ? step : { name: step }));

const phones = path('person', 'phones', 'items', 'number');
const identity = path('identityMap', 'values', 'items', 'id');

suite('fieldPath', () => {
  test('writes a path with dots, arrays and maps marked', () => {
    assert.equal(dotPath(path('_tenant', 'loyalty', 'tier')), '_tenant.loyalty.tier');
    assert.equal(dotPath(phones), 'person.phones[].number');
    assert.equal(dotPath(identity), 'identityMap.*[].id');
    assert.equal(dotPath(path('grid', 'items', 'items')), 'grid[][]');
  });

  test('never writes two paths alike', () => {
    const paths = [
      path('a', 'b'),
      path('a.b'),
      path('a', 'values'),
      path('a', '*'),
      path('a', 'items'),
      path('a[]'),
      path(''),
    ];
    assert.equal(new Set(paths.map(dotPath)).size, paths.length);
    assert.equal(
      dotPath(path('endUserIDs', 'https://ns.adobe.com/x', 'id')),
      'endUserIDs["https://ns.adobe.com/x"].id',
    );
    assert.equal(dotPath(path('a', 'zurück-1')), 'a.zurück-1');
  });

  test('points into a record: first item, a placeholder for a key', () => {
    assert.equal(jsonPointer(phones), '/person/phones/0/number');
    assert.equal(jsonPointer(identity), '/identityMap/KEY/0/id');
    assert.equal(jsonPointer(path('a/b', 'm~n')), '/a~1b/m~0n');
    assert.equal(jsonPointer([]), '');
  });

  test('points into a resolved document', () => {
    assert.equal(schemaPointer(phones), '/properties/person/properties/phones/items/properties/number');
    assert.equal(schemaPointer(identity), '/properties/identityMap/additionalProperties/items/properties/id');
    assert.equal(schemaPointer(path('a/b')), '/properties/a~1b');
  });

  test('gives the names alone, as descriptors have them', () => {
    assert.deepEqual(namesOf(identity), ['identityMap', 'id']);
  });

  test('writes a column of Query Service', () => {
    assert.equal(sqlColumn(path('_tenant', 'loyalty', 'tier')), '_tenant.loyalty.tier');
    assert.equal(sqlColumn(phones), 'person.phones[0].number');
    assert.equal(sqlColumn(identity), "identityMap['KEY'][0].id");
  });

  test('quotes reserved words, names that begin with a digit and others as Query Service wants them', () => {
    assert.equal(sqlColumn(path('commerce', 'order')), 'commerce.`order`');
    assert.equal(sqlColumn(path('commerce', 'Order')), 'commerce.`Order`');
    assert.equal(sqlColumn(path('commerce', '30_day_value')), 'commerce.`30_day_value`');
    assert.equal(sqlColumn(path('a-b', 'c d', 'e`f')), '`a-b`.`c d`.`e``f`');
    assert.equal(sqlColumn(path('timestamp')), 'timestamp');
  });
});
