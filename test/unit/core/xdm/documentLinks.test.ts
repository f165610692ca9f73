import assert from 'node:assert/strict';
import { idAt, linksIn, offsetOfField } from '../../../../src/core/xdm/documentLinks';

const document = {
  $id: 'https://ns.adobe.com/acme/schemas/1',
  title: 'Braces {[ and "quotes" \\',
  'meta:class': 'https://ns.adobe.com/xdm/context/profile',
  'meta:extends': ['https://ns.adobe.com/xdm/context/profile', 'https://ns.adobe.com/acme/mixins/2'],
  'meta:intendedToExtend': [],
  version: 1.5,
  allOf: [
    { $ref: 'https://ns.adobe.com/xdm/context/profile', 'meta:referencedFrom': 'https://ns.adobe.com/acme/mixins/2' },
    { $ref: '#/definitions/own' },
    { $ref: 'https://ns.adobe.com/xdm/common/extensible#/definitions/@context' },
  ],
  properties: { 'a/b~c': { type: 'string' }, title: { type: 'array', items: [true, 'x'] }, $ref: { $ref: 'urn:type' } },
};
const text = JSON.stringify(document, null, 2);
const found = (): readonly (readonly [string, string])[] =>
  linksIn(text).map(({ start, end, id }) => [text.slice(start, end), id] as const);

suite('linksIn', () => {
  test('finds every id that names a resource, in the order of the text, and nothing in other strings', () => {
    assert.deepEqual(
      found().map(([, id]) => id),
      [
        'https://ns.adobe.com/acme/schemas/1',
        'https://ns.adobe.com/xdm/context/profile',
        'https://ns.adobe.com/xdm/context/profile',
        'https://ns.adobe.com/acme/mixins/2',
        'https://ns.adobe.com/xdm/context/profile',
        'https://ns.adobe.com/acme/mixins/2',
        'https://ns.adobe.com/xdm/common/extensible',
        'urn:type',
      ],
    );
  });

  test('gives the place of the whole string, and the id without what it says of a place in the resource', () => {
    assert.deepEqual(found().at(-2), [
      'https://ns.adobe.com/xdm/common/extensible#/definitions/@context',
      'https://ns.adobe.com/xdm/common/extensible',
    ]);
  });

  test('reads an id with escapes as it is meant', () => {
    assert.deepEqual(linksIn('{"$ref":"a\\u002fb\\"c"}'), [{ start: 9, end: 20, id: 'a/b"c' }]);
  });

  const odd = [
    '',
    '{',
    '"',
    '{"$ref":',
    '{"$ref":"a',
    '{"$ref":"\\',
    ']]}}',
    '{"$ref":"\\q"}',
    '{"$ref":5}',
    '"$ref":',
  ];
  for (const given of odd) {
    test(`finds none in ${JSON.stringify(given)}`, () => {
      assert.deepEqual(linksIn(given), []);
    });
  }

  test('reads a text as deep as it is long, and a string of a million characters', () => {
    assert.equal(linksIn(`${'['.repeat(200_000)}{"$ref":"a"}`).length, 1);
    assert.equal(linksIn(`{"$id":"${'\\n'.repeat(1_000_000)}"}`).length, 1);
  });
});

suite('idAt', () => {
  const start = text.indexOf('https://ns.adobe.com/acme/mixins/2');

  test('is the id in whose quotes the offset is', () => {
    for (const offset of [start - 1, start, start + 5, text.indexOf('"', start) + 1]) {
      assert.equal(idAt(text, offset)?.id, 'https://ns.adobe.com/acme/mixins/2');
    }
  });

  test('is none elsewhere', () => {
    for (const offset of [-1, 0, start - 2, text.indexOf('Braces'), text.length, Infinity]) {
      assert.equal(idAt(text, offset), undefined);
    }
  });
});

suite('offsetOfField', () => {
  test('is the key that a pointer names', () => {
    for (const [pointer, key] of [
      ['/properties/a~1b~0c', '"a/b~c": {'],
      ['/properties/a~1b~0c/type', '"type": "string"'],
      ['/properties/title', '"title": {'],
      ['/properties/$ref/$ref', '"$ref": "urn:type"'],
      ['/version', '"version": 1.5'],
    ] as const) {
      assert.equal(offsetOfField(text, pointer), text.indexOf(key), pointer);
    }
  });

  test('is the beginning of an item of an array', () => {
    assert.equal(offsetOfField(text, '/allOf/1'), text.indexOf('{', text.indexOf('mixins/2"\n    }')));
    assert.equal(offsetOfField(text, '/meta:extends/1'), text.indexOf('"https://ns.adobe.com/acme/mixins/2"'));
  });

  for (const pointer of [
    '',
    '/',
    '/nothing',
    '/properties/title/0',
    '/allOf/9',
    '/allOf/01',
    'properties',
    '/title/x',
  ]) {
    test(`is none for “${pointer}”`, () => {
      assert.equal(offsetOfField(text, pointer), undefined);
    });
  }
});
