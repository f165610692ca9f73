import { exampleIn, fieldType, fieldValues, firstOf, hasFields, isArray, numberIn, textIn } from './fieldFacts';
import { expand, partBelow, propertiesOf, wholeDocument, type Expansion, type PieceBudget } from './references';
import { asString, asStrings } from '../shape';
import type { DocumentLookup, FieldPart, FieldPath, XdmField } from './xdmField';
import { readStatus, type XdmResource } from './xdmResource';

/** Arrays in arrays; nobody nests more, and a document that does would be peeled for ever. */
const maxArrayDepth = 16;

/**
 * Pieces of documents that a level is read from. The root of a schema of every field group that Adobe publishes takes 2,000; what takes
 * more keeps everything else waiting.
 */
const mostPieces = 30_000;

/** The name of the one field that stands for all values of a map. */
const anyKey = '*';

/**
 * The fields at the root of a resource, in the order of its document: its own first, then those of its `allOf` parts. What several
 * parts say of one name is one field. Fields of documents that are not known are left out; see {@link missingReferences}.
 * Properties count; `patternProperties`, `oneOf` and `anyOf`, which XDM does not build fields with, do not.
 */
export function fieldsOf(resource: XdmResource, lookup: DocumentLookup): readonly XdmField[] {
  return readLevel(resource, lookup).fields;
}

/**
 * The fields right below a field: those of an object, also inside arrays, and {@link anyKey} for the values of a map, whose path
 * ends in `values`. An object that allows other keys by a schema has that one behind its own. None below a type that contains itself.
 * @param budget what a caller with much to read has left for it
 */
export function childrenOf(
  field: XdmField,
  lookup: DocumentLookup,
  budget: PieceBudget = { left: mostPieces },
): readonly XdmField[] {
  return readLevel(field, lookup, budget).fields;
}

/**
 * What a field would be that only refers to a type, with the type's own title and description. Its path is empty.
 * @param id `$id` of a resource
 * @param pointer JSON pointer of a definition in its document; empty for the whole
 */
export function fieldOfType(id: string, pointer: string, lookup: DocumentLookup, budget: PieceBudget): XdmField {
  const parts = [wholeDocument({ $ref: `${id}#${pointer.replaceAll('%', '%25')}` })];
  return toField({ name: '', path: [], parts, required: false }, peel(parts, lookup, budget));
}

/**
 * `$id`s of the documents without which {@link fieldsOf} or {@link childrenOf} of this do not say all. Once they are known there may
 * be more: ask again until there are none. One that nobody can load stays in the list.
 */
export function missingReferences(of: XdmResource | XdmField, lookup: DocumentLookup): readonly string[] {
  return [...readLevel(of, lookup).missing];
}

export interface WalkLimits {
  /** Steps of a path below which nothing is opened. */
  readonly maxDepth?: number;
  readonly maxFields?: number;
  /** Pieces of documents that are read for it. All field groups that Adobe publishes, in one schema, take 20,000. */
  readonly maxPieces?: number;
}

/**
 * Every field of a resource, each before what is below it, in the order of the documents. Types that refer to one another a lot make
 * more paths than anybody can hold: hence the limits, which Adobe's own resources keep far away from.
 * @returns whether there is more
 */
export function* walkFields(
  resource: XdmResource,
  lookup: DocumentLookup,
  { maxDepth = 64, maxFields = 100_000, maxPieces = 300_000 }: WalkLimits = {},
): Generator<XdmField, boolean, undefined> {
  const open: XdmField[] = [];
  let [piecesLeft, isCut] = [maxPieces, false];
  const read = (of: XdmResource | XdmField): void => {
    const given = Math.min(mostPieces, piecesLeft);
    const budget: PieceBudget = { left: given };
    for (const field of readLevel(of, lookup, budget).fields.toReversed()) open.push(field);
    piecesLeft -= given - budget.left;
    isCut ||= budget.left < 0;
  };
  read(resource);
  for (let count = 0; count < maxFields; count += 1) {
    const field = open.pop();
    if (!field) return isCut;
    yield field;
    if (!field.hasFields) continue;
    if (field.path.length < maxDepth && piecesLeft > 0) read(field);
    else isCut = true;
  }
  return isCut || open.length > 0;
}

interface Level {
  readonly fields: readonly XdmField[];
  readonly missing: ReadonlySet<string>;
}

function readLevel(
  of: XdmResource | XdmField,
  lookup: DocumentLookup,
  budget: PieceBudget = { left: mostPieces },
): Level {
  const isField = 'parts' in of;
  const { value, arrayDepth, missing } = peel(isField ? of.parts : [wholeDocument(of.document)], lookup, budget);
  const path: FieldPath = isField ? [...of.path, ...Array.from({ length: arrayDepth }, () => 'items' as const)] : [];
  const required = new Set(value.parts.flatMap((part) => asStrings(part.value.required) ?? []));
  const everMissing = new Set(missing);
  const read = (name: string, step: FieldPath[number], parts: readonly FieldPart[]): XdmField => {
    const peeled = peel(parts, lookup, budget);
    for (const id of peeled.missing) everMissing.add(id);
    return toField({ name, path: [...path, step], parts, required: step !== 'values' && required.has(name) }, peeled);
  };
  const fields = [...groupProperties(value.parts)].map(([name, parts]) => read(name, { name }, parts));
  const values = mapValues(value.parts);
  if (values.length > 0) fields.push(read(anyKey, 'values', values));
  return { fields, missing: everMissing };
}

function groupProperties(parts: readonly FieldPart[]): ReadonlyMap<string, readonly FieldPart[]> {
  const groups = new Map<string, FieldPart[]>();
  for (const [name, property] of parts.flatMap(propertiesOf)) {
    const known = groups.get(name);
    if (known) known.push(property);
    else groups.set(name, [property]);
  }
  return groups;
}

const mapValues = (parts: readonly FieldPart[]): readonly FieldPart[] =>
  parts.flatMap((part) => partBelow(part, 'additionalProperties') ?? []);

/** Pieces with the arrays around their value taken off. */
interface Peeled {
  /** All that was met on the way, from the outside to the value. */
  readonly said: readonly FieldPart[];
  /** The value inside the arrays. */
  readonly value: Expansion;
  readonly arrayDepth: number;
  readonly missing: readonly string[];
}

function peel(parts: readonly FieldPart[], lookup: DocumentLookup, budget: PieceBudget): Peeled {
  let value = expand(parts, lookup, budget);
  const said = [...value.parts];
  const missing = [...value.missing];
  let arrayDepth = 0;
  while (arrayDepth < maxArrayDepth && isArray(value.parts)) {
    arrayDepth += 1;
    value = expand(
      value.parts.flatMap((part) => partBelow(part, 'items') ?? []),
      lookup,
      budget,
    );
    for (const part of value.parts) said.push(part);
    missing.push(...value.missing);
  }
  return { said, value, arrayDepth, missing };
}

type Declared = Pick<XdmField, 'name' | 'path' | 'parts' | 'required'>;

/** Without spreads: this is what reading many fields takes its time for. */
function toField({ name, path, parts, required }: Declared, { said, value, arrayDepth }: Peeled): XdmField {
  const type = fieldType(value.parts);
  const { enumValues, suggestedValues } = fieldValues(value.parts, type);
  const place = parts[0];
  return {
    name,
    path,
    title: firstOf(said, textIn('title')),
    description: firstOf(said, textIn('description')),
    type,
    arrayDepth,
    xdmType: firstOf(value.parts, textIn('meta:xdmType')),
    format: firstOf(value.parts, textIn('format')),
    required,
    enumValues,
    suggestedValues,
    example: firstOf(said, exampleIn),
    pattern: firstOf(value.parts, textIn('pattern')),
    minimum: firstOf(value.parts, numberIn('minimum')),
    maximum: firstOf(value.parts, numberIn('maximum')),
    minLength: firstOf(value.parts, numberIn('minLength')),
    maxLength: firstOf(value.parts, numberIn('maxLength')),
    // Of the place alone: that a type is deprecated does not say that the field is.
    status: firstOf(parts, (given) => readStatus(given['meta:status'])),
    typeId: value.type?.id,
    typePointer: value.type?.pointer,
    isRecursive: value.isRecursive,
    isUnresolved: value.isUnresolved,
    hasFields: value.parts.some(hasFields),
    definedIn: { resourceId: asString(place?.root.$id) ?? '', pointer: place?.pointer ?? '' },
    parts,
  };
}
