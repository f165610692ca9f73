import * as assert from 'node:assert/strict';

import type { Container, ResourceKind } from '../../../../src/core/platform/resourceTypes';
import { ResourceFilter, type ListedResource } from '../../../../src/core/xdm/resourceFilter';

suite('The filter of the tree', () => {
  const listed = (container: Container, kind: ResourceKind, title: string): ListedResource => ({
    container,
    kind,
    title,
    $id: `https://ns.adobe.com/${kind}/${title.length}`,
    altId: title === 'Orders' ? '_acme.purchases' : undefined,
    version: undefined,
  });
  const all = [
    listed('tenant', 'schemas', 'Orders'),
    listed('tenant', 'schemas', 'Order Lines (old)'),
    listed('tenant', 'classes', 'Customer'),
    listed('global', 'datatypes', 'Größe'),
  ];

  const filter = (text: string): ResourceFilter =>
    new ResourceFilter(text, (container, kind) =>
      all.filter((resource) => resource.container === container && resource.kind === kind),
    );
  const titles = (text: string, container: Container = 'tenant', kind: ResourceKind = 'schemas'): readonly string[] =>
    filter(text)
      .matches(container, kind)
      .map(({ title }) => title);

  test('finds each word anywhere, in any order and case', () => {
    assert.deepEqual(titles('order'), ['Orders', 'Order Lines (old)']);
    assert.deepEqual(titles('  OLD   line '), ['Order Lines (old)']);
    assert.deepEqual(titles('order customer'), []);
    assert.deepEqual(titles('GRÖSSE', 'global', 'datatypes'), []);
    assert.deepEqual(titles('größ', 'global', 'datatypes'), ['Größe']);
  });

  test('looks at $id and meta:altId too', () => {
    assert.deepEqual(titles('_acme'), ['Orders']);
    assert.deepEqual(titles('ns.adobe.com/schemas'), ['Orders', 'Order Lines (old)']);
  });

  test('takes signs as they are', () => {
    assert.deepEqual(titles('(old)'), ['Order Lines (old)']);
    assert.deepEqual(titles('.*'), []);
  });

  test('counts what fits among all there is', () => {
    assert.deepEqual(filter('order').count(), { matching: 2, all: 4 });
    assert.deepEqual(filter('nothing').count(), { matching: 0, all: 4 });
  });
});
