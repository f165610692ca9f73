import assert from 'node:assert/strict';
import { containers, kindsOf, lookupForms } from '../../../../src/core/platform/resourceTypes';
import { documentPath, parseDocumentPath, type DocumentIdentity } from '../../../../src/core/xdm/documentPath';

const identity = (changes: Partial<DocumentIdentity> = {}): DocumentIdentity => ({
  connectionId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  sandbox: 'prod',
  container: 'global',
  kind: 'classes',
  form: 'xed-full',
  id: '_xdm.context.profile',
  ...changes,
});

suite('documentPath', () => {
  test('reads as what it is', () => {
    assert.equal(
      documentPath(identity({ connectionId: 'c' })),
      '/c/prod/global/classes/xed-full/_xdm.context.profile.json',
    );
    assert.equal(documentPath(identity({ connectionId: 'c', sandbox: undefined })).split('/')[2], '-');
  });

  const ids = [
    '_xdm.context.profile',
    'https://ns.adobe.com/xdm/context/profile',
    'https://ns.adobe.com/a%2Fb',
    '%',
    '%25',
    '%252F',
    '%2F',
    '..',
    '.',
    'a.json',
    '.json',
    'Zürich 東京 🚀 ?#&=+',
    'a\\b',
    'line\nbreak',
  ];
  for (const id of ids) {
    for (const sandbox of ['prod', 'a/b%', undefined]) {
      for (const container of ['global', 'tenant'] as const) {
        test(`comes back from ${JSON.stringify(id)} in ${sandbox ?? 'no sandbox'} and ${container}`, () => {
          const whole = identity({ id, sandbox, container });
          const path = documentPath(whole);
          assert.equal(path.split('/').length, 7);
          assert.deepEqual(parseDocumentPath(path), whole);
        });
      }
    }
  }
});

suite('parseDocumentPath', () => {
  for (const container of containers) {
    for (const kind of kindsOf[container]) {
      for (const form of [...lookupForms, 'compared' as const]) {
        test(`knows ${kind} of ${container} in the form ${form}`, () => {
          const whole = identity({ container, kind, form });
          assert.deepEqual(parseDocumentPath(documentPath(whole)), whole);
        });
      }
    }
  }

  test('still reads what the first version wrote', () => {
    assert.deepEqual(
      parseDocumentPath('/c/prod/global/classes/xed-full/_xdm.context.profile.json'),
      identity({ connectionId: 'c' }),
    );
  });

  const foreign = [
    '',
    '/',
    '/c/prod/global/classes/xed-full',
    '/c/prod/global/classes/xed-full/',
    '/c/prod/global/classes/xed-full/.json',
    '/c/prod/global/classes/xed-full/a',
    '/c/prod/global/classes/xed-full/a.txt',
    '/c/prod/global/classes/xed-full/a.json/',
    '/c/prod/global/classes/xed-full/a/b.json',
    '//prod/global/classes/xed-full/a.json',
    '/c//global/classes/xed-full/a.json',
    '/c/prod/Global/classes/xed-full/a.json',
    '/c/prod/global/mixins/xed-full/a.json',
    '/c/prod/global/unions/xed-full/a.json',
    '/c/prod/tenant/behaviors/xed-full/a.json',
    '/c/prod/global/classes/xed-id/a.json',
    '/c/prod/global/classes/Compared/a.json',
    '/c/prod/__proto__/classes/xed-full/a.json',
    '/c/prod/global/constructor/xed-full/a.json',
    '/c/prod/global/classes/xed-full/a%2fb.json',
    '/c/prod/global/classes/xed-full/a%41.json',
    'c/prod/global/classes/xed-full/a.json',
    'x/c/prod/global/classes/xed-full/a.json',
  ];
  for (const path of foreign) {
    test(`makes nothing of “${path}”`, () => {
      assert.equal(parseDocumentPath(path), undefined);
    });
  }
});
