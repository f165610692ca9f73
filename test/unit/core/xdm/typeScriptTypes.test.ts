import assert from 'node:assert/strict';
import { toTypeScript } from '../../../../src/core/xdm/typeScriptTypes';
import { type JsonObject, type XdmResource } from '../../../../src/core/xdm/xdmResource';
import { typeErrors } from '../../../support/madeTypes';
import { lookupIn, ref, xdmResource } from '../../../support/xdmDocuments';

const text: JsonObject = { type: 'string', 'meta:xdmType': 'string' };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });

/** What stands behind the colon for a field that is made of a piece of JSON Schema. */
function typeOf(piece: JsonObject, ...known: readonly XdmResource[]): string {
  const module = toTypeScript(xdmResource('One', { properties: { it: piece } }), lookupIn(...known));
  return /it\?: ([^]*?);\n\}/.exec(module)![1]!;
}

const part = xdmResource('Part', {
  ...object({
    number: text,
    parts: { type: 'array', items: ref('Part') },
    byName: { additionalProperties: ref('Part') },
  }),
  required: ['number'],
});
const tree = xdmResource('Tree', { type: 'object', additionalProperties: ref('Tree') });
const list = xdmResource('List', { type: 'array', items: object({ inner: ref('List') }) });

suite('toTypeScript', () => {
  test('declares a record, with the registry’s texts', () => {
    const address = xdmResource('Postal address', object({ city: text }));
    const members = xdmResource('Loyalty members', {
      description: 'All of them.\n\nAlso */ this.',
      ...object(
        {
          _id: text,
          since: { type: 'string', format: 'date', title: 'Since' },
          home: { ...ref('Postal address'), title: 'Home', description: 'Where they live' },
          phones: { type: 'array', items: object({ 'phone-number': { ...text, 'meta:status': 'deprecated' } }) },
        },
        { required: ['_id'] },
      ),
    });
    assert.equal(
      toTypeScript(members, lookupIn(address)),
      `/**
 * Loyalty members
 * All of them.
 * Also *\\/ this.
 * @see https://ns.adobe.com/test/Loyalty members
 */
export interface LoyaltyMembers {
  _id: string;
  /**
   * Since
   * @format date
   */
  since?: string;
  /**
   * Home
   * Where they live
   */
  home?: PostalAddress;
  phones?: {
    /** @deprecated */
    "phone-number"?: string;
  }[];
}

/** Postal address */
export interface PostalAddress {
  city?: string;
}
`,
    );
  });

  for (const [what, piece, type] of [
    ['whole numbers', { type: 'integer' }, 'number'],
    ['flags', { type: 'boolean' }, 'boolean'],
    ['allowed values', { ...text, enum: ['a', "it's", 'a'] }, `"a" | "it's"`],
    ['allowed values with null', { enum: [1, null] }, '1 | null'],
    ['arrays of allowed values', { type: 'array', items: { ...text, enum: ['a', 'b'] } }, '("a" | "b")[]'],
    ['arrays in arrays', { type: 'array', items: { type: 'array', items: text } }, 'string[][]'],
    ['maps', { type: 'object', additionalProperties: { type: 'array', items: text } }, 'Record<string, string[]>'],
    ['open objects', { type: 'object' }, 'Record<string, unknown>'],
    ['what nobody says', {}, 'unknown'],
    ['what a lost type would be', { type: 'array', items: ref('lost') }, 'Record<string, unknown>[]'],
  ] as const) {
    test(`has a type for ${what}`, () => {
      assert.equal(typeOf(piece), type);
    });
  }

  test('names recursive types, data types of one title, and types that are titled like what TypeScript has', () => {
    const lost = ['a', 'b'].map((name) => xdmResource(name, { ...object({ [name]: text }), title: 'Record' }));
    const made = toTypeScript(
      xdmResource('One', object({ a: ref('a'), b: ref('b'), part: ref('Part') })),
      lookupIn(part, ...lost),
    );
    assert.deepEqual(
      [...made.matchAll(/^export interface (\S+)/gm)].map(([, name]) => name),
      ['One', 'Record2', 'Record3', 'Part'],
    );
  });

  for (const [title, name] of [
    ['Loyalty member (v2)', 'LoyaltyMemberV2'],
    ['1st', 'Type1st'],
    ['naïve cafe\u0301', 'NaïveCafé'],
    ['東京', '東京'],
    ['x'.repeat(500), `X${'x'.repeat(79)}`],
    ['*/', 'SomeId'],
  ] as const) {
    test(`calls a type ${name} whose title is ${title.slice(0, 30)}`, () => {
      const made = toTypeScript(xdmResource('x', { $id: 'urn:/some-id', ...object({ a: text }), title }), lookupIn());
      assert.match(made, new RegExp(`^export interface ${name} \\{`, 'm'));
    });
  }

  test('has a name for what has no letters', () => {
    assert.match(toTypeScript(xdmResource('x', { $id: '🚀', title: '' }), lookupIn()), /export type Type = /);
  });

  test('leaves room for members that are named by patterns', () => {
    const ids = object({ id: text }, { patternProperties: { '^x-': text } });
    const made = toTypeScript(xdmResource('One', object({ ids: { type: 'array', items: ids } })), lookupIn());
    assert.match(made, /ids\?: \{\n {4}id\?: string;\n {4}\[key: string\]: unknown;\n {2}\}\[\]/);
  });

  const titles = [
    '',
    ' ',
    '*/',
    'class',
    '1st',
    '東京',
    'naïve cafe\u0301',
    'a-b_c',
    '🚀',
    'x'.repeat(500),
    'ǆ',
    '\u0301a',
    '\ud800',
  ];
  const names = [
    '',
    '__proto__',
    'constructor',
    'new',
    'get',
    'a b',
    'ünï',
    '"',
    '\\',
    '\n',
    '🚀',
    '*/',
    '1',
    '\u2028',
    '$',
    'xdm:a',
  ];

  test('compiles under strict, whatever things are called and however they hang together', function () {
    const properties = JSON.parse(
      `{${names.map((name) => `${JSON.stringify(name)}:{"type":"string"}`).join()}}`,
    ) as JsonObject;
    const named = titles.map((title, index) => xdmResource(`t${index}`, { ...object({ [`p${index}`]: text }), title }));
    const fields = Object.fromEntries(named.map((_, index) => [`f${index}`, ref(`t${index}`)]));
    const texts = { title: '*/ @see {', description: '/* */ \r\n\u2028 * \\' };
    const deep = Array.from({ length: 500 }).reduce<JsonObject>((inner) => object({ a: inner }), text);
    const resources = [
      xdmResource('Names', object(properties, { required: names })),
      xdmResource('Titles', object(fields)),
      xdmResource('Texts', object({ a: { ...text, ...texts } }, texts)),
      xdmResource('Mixed', object({ a: text }, { additionalProperties: { type: 'integer', ...texts } })),
      xdmResource('Maps', { type: 'object', additionalProperties: { additionalProperties: ref('Part') } }),
      xdmResource('Scalar', { type: 'string', enum: ['a'] }),
      xdmResource('Nothing', {}),
      xdmResource('Deep', deep),
      part,
      tree,
      list,
    ];
    const modules = resources.map(
      (one) => [one.title, toTypeScript(one, lookupIn(part, tree, list, ...named))] as const,
    );
    assert.deepEqual(typeErrors(Object.fromEntries(modules)), []);
  });

  test('means what the registry says: what is required, what is allowed, and what is in what', function () {
    const members = xdmResource(
      'Members',
      object(
        { _id: text, tier: { ...text, enum: ['gold'] }, root: ref('Part'), map: { additionalProperties: text } },
        { required: ['_id'] },
      ),
    );
    const use = `
      export const good: Members = { _id: '', tier: 'gold', map: { a: '' }, root: { number: '', byName: { x: { number: '', parts: [] } } } };
      // @ts-expect-error
      export const withoutId: Members = {};
      // @ts-expect-error
      export const otherTier: Members = { _id: '', tier: 'silver' };
      // @ts-expect-error
      export const otherValue: Members = { _id: '', map: { a: 1 } };
      // @ts-expect-error
      export const deepInside: Members = { _id: '', root: { number: '', parts: [{ number: 1 }] } };
      // @ts-expect-error
      export const unknownField: Members = { _id: '', other: 1 };
    `;
    assert.deepEqual(typeErrors({ use: toTypeScript(members, lookupIn(part)) + use }), []);
  });
});
