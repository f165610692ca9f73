import assert from 'node:assert/strict';
import { type Descriptor } from '../../../../src/core/platform/resourceTypes';
import { type FieldPath } from '../../../../src/core/xdm/xdmField';
import { XdmLibrary } from '../../../../src/core/xdm/xdmLibrary';
import { type XdmResource } from '../../../../src/core/xdm/xdmResource';
import { idOf, ref, xdmResource } from '../../../support/xdmDocuments';

const record = 'https://ns.adobe.com/xdm/data/record';
const profile = xdmResource('profile', { allOf: [{ $ref: record }], 'meta:extends': [record] }, 'classes', 'global');
const loyalty = xdmResource('loyalty', { 'meta:intendedToExtend': [profile.$id, profile.$id] }, 'fieldgroups');
const members = xdmResource(
  'members',
  { allOf: [ref('profile'), ref('loyalty')], 'meta:class': profile.$id, 'meta:extends': [profile.$id, loyalty.$id] },
  'schemas',
);
const titled = (title: string): XdmResource => xdmResource(title, {}, 'datatypes');
const titles = (resources: readonly XdmResource[]): string[] => resources.map(({ title }) => title);

suite('XdmLibrary', () => {
  test('finds by either id, and gives documents by $id', () => {
    const library = new XdmLibrary([profile, members]);
    assert.equal(library.find(idOf('profile')), profile);
    assert.equal(library.find('_test.profile'), profile);
    assert.equal(library.find('constructor'), undefined);
    assert.equal(library.lookup(idOf('profile')), profile.document);
    assert.equal(library.lookup('_test.profile'), undefined);
    assert.equal(library.size, 2);
  });

  test('counts a resource once, the first one', () => {
    const twin = xdmResource('profile', { title: 'Twin' }, 'classes');
    const library = new XdmLibrary([profile, twin]);
    assert.equal(library.size, 1);
    assert.deepEqual(titles(library.list('tenant', 'classes')), []);
  });

  test('lists a kind of a container as a person sorts', () => {
    const library = new XdmLibrary([...['Type 10', 'type 2', 'Élan', 'apple'].map(titled), profile]);
    assert.deepEqual(titles(library.list('tenant', 'datatypes')), ['apple', 'Élan', 'type 2', 'Type 10']);
    assert.deepEqual(titles(library.list('global', 'classes')), ['profile']);
    assert.deepEqual(library.list('global', 'schemas'), []);
  });

  test('knows which schemas use a class and which field groups extend it', () => {
    const byReference = xdmResource('by reference', { allOf: [ref('loyalty'), ref('profile')] }, 'schemas');
    const library = new XdmLibrary([byReference, profile, members, loyalty]);
    assert.deepEqual(titles(library.schemasOfClass(profile.$id)), ['by reference', 'members']);
    assert.deepEqual(titles(library.fieldGroupsExtending(profile.$id)), ['loyalty']);
    assert.deepEqual(library.schemasOfClass(record), []);
    assert.equal(library.classOf(byReference), profile.$id);
    assert.equal(library.classOf(xdmResource('none', {}, 'schemas')), undefined);
  });

  test('marks identities, relationships and deprecated fields of a schema', () => {
    const descriptor = (given: Partial<Descriptor>): Descriptor => ({
      type: 'xdm:descriptorIdentity',
      sourceSchema: members.$id,
      sourceProperty: ['_tenant', 'ids', 'email'],
      namespace: undefined,
      isPrimary: false,
      destinationSchema: undefined,
      ...given,
    });
    const library = new XdmLibrary(
      [members],
      [
        descriptor({ namespace: 'Phone' }),
        descriptor({ namespace: 'Email', isPrimary: true }),
        descriptor({
          type: 'xdm:descriptorOneToOne',
          sourceProperty: ['orders[*]', 'product'],
          destinationSchema: idOf('p'),
        }),
        descriptor({ type: 'xdm:descriptorDeprecated', sourceProperty: ['fax'] }),
      ],
    );
    const email: FieldPath = [{ name: '_tenant' }, { name: 'ids' }, 'items', { name: 'email' }];
    const none = { identity: undefined, relationship: undefined, isDeprecated: false };
    assert.deepEqual(library.markersOf(members, email), { ...none, identity: { namespace: 'Email', isPrimary: true } });
    assert.deepEqual(library.markersOf(members, [{ name: 'orders' }, 'items', { name: 'product' }]), {
      ...none,
      relationship: { destinationSchema: idOf('p') },
    });
    assert.deepEqual(library.markersOf(members, [{ name: 'fax' }]), { ...none, isDeprecated: true });
    assert.deepEqual(library.markersOf(members, [...email, 'values']), none);
    assert.deepEqual(library.markersOf(loyalty, email), none);
  });
});
