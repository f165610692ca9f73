import assert from 'node:assert/strict';
import { ResourceSearch, type SearchRow } from '../../../../src/core/xdm/resourceSearch';

const row = (title: string, name = title.replaceAll(' ', '').toLowerCase()): SearchRow => ({
  title,
  $id: `https://ns.adobe.com/acme/${name}`,
  altId: `_acme.${name}`,
});
const find = (titles: readonly (string | SearchRow)[], query: string, limit?: number): string[] => {
  const rows = titles.map((title) => (typeof title === 'string' ? row(title) : title));
  return new ResourceSearch(rows).search(query, limit).map(({ title }) => title);
};

suite('ResourceSearch', () => {
  test('without a query gives the first by title', () => {
    assert.deepEqual(find(['b', 'a 10', 'a 2'], ' ', 2), ['a 2', 'a 10']);
  });

  test('puts the whole title first, then its start, the start of a word, and the inside', () => {
    const titles = ['Reprofiled', 'My Profile', 'userProfile', 'Profile Events', 'Profile', 'Other'];
    assert.deepEqual(find(titles, 'profile'), ['Profile', 'Profile Events', 'My Profile', 'userProfile', 'Reprofiled']);
  });

  test('finds letters left out within a word, after all that has the term', () => {
    assert.deepEqual(find(['Loyalty Members', 'Lty', 'Local Entity'], 'lty'), ['Lty', 'Loyalty Members']);
    assert.deepEqual(find(['Loyalty Members'], 'mlty'), []);
  });

  test('wants all terms, in any order and case', () => {
    const titles = ['Loyalty Members', 'Loyalty Events', 'Members'];
    assert.deepEqual(find(titles, 'MEMB loy'), ['Loyalty Members']);
  });

  test('finds by $id and altId, after titles', () => {
    const named = [row('First', 'abc123'), row('abc'), { ...row('None'), altId: undefined }];
    assert.deepEqual(find(named, 'https://ns.adobe.com/acme/ABC123'), ['First']);
    assert.deepEqual(find(named, '_acme.abc123'), ['First']);
    assert.deepEqual(find(named, 'abc'), ['abc', 'First']);
    assert.deepEqual(find(named, 'undefined'), []);
  });

  test('reads titles of any script, and does not take a query for a pattern', () => {
    assert.deepEqual(find(['顧客プロファイル', 'Größe', 'Élan', 'İstanbul'], 'プロ'), ['顧客プロファイル']);
    assert.deepEqual(find(['Größe'], 'GRÖ'), ['Größe']);
    assert.deepEqual(find(['a+b (old)'], '(old'), ['a+b (old)']);
    assert.deepEqual(find(['ab'], 'a.*'), []);
  });

  test('bears a query of any length', () => {
    assert.deepEqual(find(['abc'], 'x '.repeat(100_000)), []);
    assert.deepEqual(find(['abc'], 'a'.repeat(100_000)), []);
  });
});
