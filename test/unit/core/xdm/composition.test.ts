import * as assert from 'node:assert/strict';

import { compositionOf, containerOf } from '../../../../src/core/xdm/composition';
import type { JsonObject } from '../../../../src/core/xdm/xdmResource';

suite('What a resource is built from', () => {
  const record = 'https://ns.adobe.com/xdm/data/record';
  const profile: JsonObject = { $id: 'urn:profile', allOf: [{ $ref: record }], 'meta:extends': [record] };
  const known = new Map([['urn:profile', profile]]);
  const lookup = (id: string): JsonObject | undefined => known.get(id);

  test('is, of a schema, its class, the behavior of that, and its field groups in their order', () => {
    const schema = {
      $id: 'urn:schema',
      'meta:class': 'urn:profile',
      allOf: [{ $ref: 'urn:profile' }, { $ref: 'urn:b' }, { $ref: 'urn:a' }, { $ref: '#/definitions/own' }],
    };
    assert.deepEqual(compositionOf(schema, lookup), {
      classId: 'urn:profile',
      behaviorId: record,
      fieldGroupIds: ['urn:b', 'urn:a'],
    });
  });

  test('is, of a class, its behavior alone', () => {
    assert.deepEqual(compositionOf(profile, lookup), { classId: undefined, behaviorId: record, fieldGroupIds: [] });
  });

  test('is a behavior of another name, where a document says that it is one', () => {
    const behaviors = new Map([['urn:own', { $id: 'urn:own', 'meta:resourceType': 'behaviors' }]]);
    const { behaviorId } = compositionOf({ $id: 'urn:x', 'meta:extends': ['urn:own'] }, (id) => behaviors.get(id));
    assert.equal(behaviorId, 'urn:own');
  });

  test('is found also among classes that extend one another in a circle, and in documents that say nothing of use', () => {
    const circle = new Map([
      ['urn:a', { $id: 'urn:a', 'meta:extends': ['urn:b'] }],
      ['urn:b', { $id: 'urn:b', 'meta:extends': ['urn:a', record] }],
    ]);
    assert.equal(compositionOf(circle.get('urn:a')!, (id) => circle.get(id)).behaviorId, record);
    for (const odd of [{}, { allOf: 'no', 'meta:extends': [1, null], 'meta:class': {} }]) {
      const nothing = { classId: undefined, behaviorId: undefined, fieldGroupIds: [] };
      assert.deepEqual(compositionOf(odd, lookup), nothing);
    }
  });
});

suite('The container of what was referred to', () => {
  test('is the organisation’s by its tenant ID, or by what the document says', () => {
    assert.equal(containerOf({ $id: 'https://ns.adobe.com/acme/classes/1' }, 'acme'), 'tenant');
    assert.equal(containerOf({ $id: 'https://ns.adobe.com/acmetoo/classes/1' }, 'acme'), 'global');
    assert.equal(containerOf({ $id: 'https://ns.adobe.com/acme/classes/1' }, undefined), 'global');
    assert.equal(containerOf({ $id: 'urn:x', 'meta:containerId': 'tenant' }, undefined), 'tenant');
    assert.equal(containerOf({}, undefined), 'global');
  });
});
