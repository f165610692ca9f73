import fc from 'fast-check';
import { readResource, type JsonObject, type XdmResource } from '../../../src/core/xdm/xdmResource';
import type { DocumentLookup } from '../../../src/core/xdm/xdmField';
import { anyJson, anyNumber, anyText, trickyName } from './hostile';

/** `$id`s of the documents that refer to one another here. */
const ids = [
  'https://ns.adobe.com/demo/a',
  'https://ns.adobe.com/demo/b',
  'https://ns.adobe.com/xdm/data/record',
  '__proto__',
];

const reference = fc.oneof(
  fc.constantFrom(
    ...ids,
    '#',
    '#/definitions/x',
    '#/properties/x',
    `${ids[0]!}#/definitions/x`,
    '#/%',
    '#/~2',
    'unknown',
  ),
  anyText,
);
const fieldName = fc.oneof(fc.constantFrom('x', 'y', 'person', 'number', 'KEY', 'Record'), trickyName, anyText);
const oneOrList = (one: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof(one, fc.array(one, { maxLength: 3 }));

/** Keywords that are read, with what belongs there. */
function keywords(piece: fc.Arbitrary<unknown>): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  const named = fc.array(fc.tuple(fieldName, piece), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
  const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
  const xdmTypes = ['object', 'map', 'array', 'string', 'date', 'date-time', 'int', 'long', 'double', 'boolean'];
  const leaf = fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null));
  return {
    properties: named,
    definitions: named,
    items: piece,
    additionalProperties: fc.oneof(piece, fc.boolean()),
    patternProperties: named,
    allOf: fc.array(piece, { maxLength: 3 }),
    oneOf: fc.array(piece, { maxLength: 2 }),
    $ref: reference,
    type: oneOrList(fc.constantFrom(...types)),
    'meta:xdmType': fc.constantFrom(...xdmTypes),
    required: fc.array(fieldName, { maxLength: 3 }),
    title: anyText,
    description: anyText,
    enum: fc.array(leaf, { maxLength: 4 }),
    const: leaf,
    'meta:enum': fc.array(fc.tuple(fieldName, anyText), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    default: anyJson(),
    examples: fc.array(anyJson(), { maxLength: 3 }),
    format: fc.oneof(fc.constantFrom('date', 'date-time', 'uri', 'url', 'regex', 'email'), anyText),
    pattern: fc.oneof(fc.constantFrom('^a+$', '[', '(?<a>', '\\p{L}', '(a+)+$'), anyText),
    minimum: anyNumber,
    maximum: anyNumber,
    exclusiveMinimum: fc.oneof(anyNumber, fc.boolean()),
    multipleOf: anyNumber,
    minLength: anyNumber,
    maxLength: anyNumber,
    minItems: anyNumber,
    uniqueItems: fc.boolean(),
    maxProperties: anyNumber,
    'meta:status': fc.constantFrom('deprecated', 'experimental', 'stable'),
    'meta:extends': fc.array(reference, { maxLength: 3 }),
    'meta:class': reference,
    'meta:intendedToExtend': fc.array(reference, { maxLength: 3 }),
    'meta:resourceType': fc.constantFrom('behaviors', 'classes'),
    'meta:tenantNamespace': fc.oneof(fc.constant('_demo'), anyText),
    imsOrg: anyText,
  };
}

const hostile = anyJson('properties', 'items', 'allOf', '$ref', 'type', 'title', 'enum', '$id');

/** A piece of XDM: mostly what Adobe would say, and here and there anything else. */
const { piece: schemaPiece } = fc.letrec<{ piece: unknown }>((tie) => {
  const entries = Object.entries(keywords(tie('piece'))).map(([keyword, value]) =>
    fc.tuple(fc.constant(keyword), fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: hostile })),
  );
  const object = fc.array(fc.oneof(...entries), { maxLength: 7, size: 'max' }).map((some) => Object.fromEntries(some));
  return {
    piece: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      { weight: 1, arbitrary: fc.constant({ type: 'string' }) },
      { weight: 1, arbitrary: reference.map(($ref) => ({ $ref })) },
      { weight: 6, arbitrary: object },
    ),
  };
});

/** A document of the registry: a piece of XDM with the `$id` that it goes by. */
export const anyDocument = fc
  .tuple(
    fc.constantFrom(...ids),
    schemaPiece,
    fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: hostile }),
  )
  .map(([$id, piece, more]): JsonObject => ({ type: 'object', ...(piece as object), ...(more as object), $id }));

export interface AnyRegistry {
  readonly resource: XdmResource;
  readonly all: readonly XdmResource[];
  readonly lookup: DocumentLookup;
}

/** A few resources, each of which may refer to itself and the others. */
export const anyRegistry = fc
  .array(
    fc.tuple(
      fc.constantFrom('schemas' as const, 'classes' as const, 'fieldgroups' as const, 'datatypes' as const),
      anyDocument,
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((documents): AnyRegistry => {
    const all = documents.flatMap(([kind, document]) => readResource('tenant', kind, document) ?? []);
    const byId = new Map(all.map(({ $id, document }) => [$id, document]));
    return { resource: all[0]!, all, lookup: ($id) => byId.get($id) };
  });

export const anyPath = fc.array(
  fc.oneof(
    fieldName.map((name) => ({ name })),
    fc.constantFrom('items' as const, 'values' as const),
  ),
  {
    minLength: 1,
    maxLength: 5,
  },
);
