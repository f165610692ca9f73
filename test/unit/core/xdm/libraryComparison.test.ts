import assert from 'node:assert/strict';
import type { Container, ResourceKind } from '../../../../src/core/platform/resourceTypes';
import { compareLibraries, type LibraryComparison } from '../../../../src/core/xdm/libraryComparison';
import { readResource, type XdmResource } from '../../../../src/core/xdm/xdmResource';

function resource(document: object, container: Container = 'tenant', kind: ResourceKind = 'schemas'): XdmResource {
  const read = readResource(container, kind, document);
  assert.ok(read);
  return read;
}

const own = (tenant: string, name: string, title: string, more: object = {}): XdmResource =>
  resource({
    $id: `https://ns.adobe.com/${tenant}/schemas/${name}`,
    'meta:altId': `_${tenant}.schemas.${name}`,
    imsOrg: `${tenant}@AdobeOrg`,
    title,
    ...more,
  });

const names = ({ added, removed, changed, unchangedCount }: LibraryComparison): unknown => ({
  added: added.map(({ $id }) => $id.split('/').at(-1)),
  removed: removed.map(({ $id }) => $id.split('/').at(-1)),
  changed: changed.map(({ left, right }) => [left.$id.split('/').at(-1), right.$id.split('/').at(-1)]),
  unchangedCount,
});

suite('compareLibraries', () => {
  test('tells what came, what went and what is not the same, by title', async () => {
    const left = [own('a', '1', 'Same'), own('a', '2', 'Zebra'), own('a', '3', 'Gone'), own('a', '5', 'Élan')];
    const right = [own('a', '4', 'New'), own('a', '2', 'Zebras'), own('a', '1', 'Same'), own('a', '5', 'Elan')];
    assert.deepEqual(names(await compareLibraries(left, right)), {
      added: ['4'],
      removed: ['3'],
      changed: [
        ['5', '5'],
        ['2', '2'],
      ],
      unchangedCount: 1,
    });
  });

  test('finds the resources of another organisation under its own tenant id', async () => {
    const left = [own('a', '1', 'One', { properties: { _a: {} } }), own('a', '2', 'Two')];
    const right = [own('b', '1', 'One', { properties: { _b: {} } }), own('b', '2', 'Too')];
    assert.deepEqual(names(await compareLibraries(left, right)), {
      added: [],
      removed: [],
      changed: [['2', '2']],
      unchangedCount: 1,
    });
  });

  test('finds what was made by hand on both sides by its title, and what refers to it is the same then', async () => {
    const left = [own('a', '1', 'Group'), own('a', '2', 'Schema', { allOf: [{ $ref: own('a', '1', '').$id }] })];
    const right = [own('b', '8', 'Group'), own('b', '9', 'Schema', { allOf: [{ $ref: own('b', '8', '').$id }] })];
    assert.deepEqual(names(await compareLibraries(left, right)), {
      added: [],
      removed: [],
      changed: [],
      unchangedCount: 2,
    });
  });

  test('finds Adobe’s resources by their ids', async () => {
    const [before, after] = ['1', '2'].map((description) =>
      resource({ $id: 'urn:x', title: 'X', description }, 'global'),
    );
    assert.deepEqual(names(await compareLibraries([before!], [after!])), {
      added: [],
      removed: [],
      changed: [['urn:x', 'urn:x']],
      unchangedCount: 0,
    });
  });

  test('does not guess between two of one title', async () => {
    const left = [own('a', '1', 'Same')];
    const right = [own('a', '2', 'Same'), own('a', '3', 'Same')];
    assert.deepEqual(names(await compareLibraries(left, right)), {
      added: ['2', '3'],
      removed: ['1'],
      changed: [],
      unchangedCount: 0,
    });
  });

  test('goes by the id before the title', async () => {
    const left = [own('a', '1', 'Swapped'), own('a', '2', 'Other')];
    const right = [own('a', '1', 'Other'), own('a', '2', 'Swapped')];
    assert.deepEqual(names(await compareLibraries(left, right)), {
      added: [],
      removed: [],
      changed: [
        ['2', '2'],
        ['1', '1'],
      ],
      unchangedCount: 0,
    });
  });

  test('takes nothing of Adobe’s and nothing of another kind for the same because of its title', async () => {
    const group = resource({ $id: 'urn:group', title: 'Same' }, 'tenant', 'fieldgroups');
    const adobes = (name: string): XdmResource => resource({ $id: `urn:${name}`, title: 'Same' }, 'global', 'classes');
    const left = [adobes('a'), group];
    const right = [adobes('b'), own('a', '1', 'Same')];
    assert.deepEqual(names(await compareLibraries(left, right)), {
      added: ['1', 'urn:b'],
      removed: ['urn:a', 'urn:group'],
      changed: [],
      unchangedCount: 0,
    });
  });
});
