import { asObject, asString } from '../shape';
import type { DocumentLookup, FieldPart } from './xdmField';
import type { JsonObject } from './xdmResource';

/** A type that something refers to: a resource, or a definition in it. */
export interface TypeReference {
  /** `$id` of the resource. */
  readonly id: string;
  /** JSON pointer of the definition in its document; empty for the whole. */
  readonly pointer: string;
}

/** What pieces of JSON Schema say after `$ref` and `allOf` were followed. */
export interface Expansion {
  /** Each piece, and behind it what it refers to. Who comes first wins: a place knows better than the type it refers to. */
  readonly parts: readonly FieldPart[];
  /** What is referred to first, or what contains itself. */
  readonly type: TypeReference | undefined;
  readonly isRecursive: boolean;
  /** A reference leads nowhere, or was not followed. */
  readonly isUnresolved: boolean;
  /** `$id`s of documents that are not known. */
  readonly missing: readonly string[];
}

/**
 * How many pieces may still be read. Types that include one another in many ways come to more than anybody can wait for: what is beyond
 * is not followed, and counts as unresolved.
 */
export interface PieceBudget {
  left: number;
}

/** A name as a JSON pointer has it (RFC 6901, section 3). */
export const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The names in a JSON pointer, from the root on. */
export function namesInPointer(pointer: string): readonly string[] {
  const [, ...names] = pointer.split('/');
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const nameOf = ({ id, pointer }: TypeReference): string => `${id}#${pointer}`;

/** The whole of a document as a piece. */
export function wholeDocument(document: JsonObject): FieldPart {
  const id = asString(document.$id) ?? '';
  return { value: document, root: document, pointer: '', chain: [nameOf({ id, pointer: '' })] };
}

/** What a keyword of a piece holds, if that is an object. */
export function partBelow(part: FieldPart, keyword: 'items' | 'additionalProperties'): FieldPart | undefined {
  const value = asObject(part.value[keyword]);
  return value && inside(part, value, keyword);
}

function inside({ root, pointer, chain }: FieldPart, value: JsonObject, below: string): FieldPart {
  return { value, root, pointer: `${pointer}/${below}`, chain };
}

/** The properties of a piece, in the document's order. */
export function propertiesOf(part: FieldPart): readonly (readonly [string, FieldPart])[] {
  return Object.entries(asObject(part.value.properties) ?? {}).flatMap(([name, given]) => {
    const value = asObject(given);
    return value ? [[name, inside(part, value, `properties/${escapePointer(name)}`)] as const] : [];
  });
}

/**
 * Follows references and `allOf`. A type is followed once: it says nothing new the second time, and types that include one another
 * come to an end. One that is in the chain above contains itself, and is left closed.
 */
export function expand(given: readonly FieldPart[], lookup: DocumentLookup, budget: PieceBudget): Expansion {
  const parts: FieldPart[] = [];
  const missing = new Set<string>();
  const followed = new Set<string>();
  let type: TypeReference | undefined;
  let recursive: TypeReference | undefined;
  let isUnresolved = false;
  const open = given.toReversed();
  for (let part = open.pop(); part; part = open.pop()) {
    parts.push(part);
    const [included, reference] = [allOf(part), referenceOf(part)];
    budget.left -= 1;
    if (budget.left < 0) {
      isUnresolved ||= included.length > 0 || reference !== undefined;
      continue;
    }
    for (const piece of included.reverse()) open.push(piece);
    const name = reference && nameOf(reference);
    if (!reference || name === undefined || followed.has(name)) continue;
    type ??= reference;
    if (part.chain.includes(name)) {
      recursive ??= reference;
      continue;
    }
    followed.add(name);
    const root = reference.id === asString(part.root.$id) ? part.root : lookup(reference.id);
    if (!root) missing.add(reference.id);
    const value = root && valueAt(root, reference.pointer);
    if (!value) isUnresolved = true;
    else open.push({ value, root, pointer: reference.pointer, chain: [...part.chain, name] });
  }
  return { parts, type: recursive ?? type, isRecursive: recursive !== undefined, isUnresolved, missing: [...missing] };
}

/** A document without the other documents that its root takes in whole by `allOf`, and the `$id`s of those, in its order. */
export function takeApart(document: JsonObject): { readonly own: JsonObject; readonly included: readonly string[] } {
  const kept: JsonObject[] = [];
  const included: string[] = [];
  for (const part of allOf(wholeDocument(document))) {
    const reference = referenceOf(part);
    const isIncluded = reference?.pointer === '' && reference.id !== document.$id;
    if (isIncluded) included.push(reference.id);
    kept.push(isIncluded ? { ...part.value, $ref: undefined } : part.value);
  }
  return included.length === 0 ? { own: document, included } : { own: { ...document, allOf: kept }, included };
}

/** `$id`s of other documents that a document refers to anywhere. One may come several times. */
export function referencesIn(document: JsonObject): readonly string[] {
  const found: string[] = [];
  const open: unknown[] = [document];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    const $ref = asString(asObject(value)?.$ref);
    if ($ref !== undefined && !$ref.startsWith('#')) found.push($ref.replace(/#.*$/s, ''));
    for (const child of Object.values(value as object)) {
      if (typeof child === 'object' && child !== null) open.push(child);
    }
  }
  return found;
}

function allOf(part: FieldPart): FieldPart[] {
  const given: unknown = part.value.allOf;
  return (Array.isArray(given) ? given : []).flatMap((item: unknown, index) => {
    const value = asObject(item);
    return value ? [inside(part, value, `allOf/${index}`)] : [];
  });
}

function referenceOf({ value, root }: FieldPart): TypeReference | undefined {
  const $ref = asString(value.$ref);
  if ($ref === undefined || $ref === '') return undefined;
  const end = $ref.indexOf('#');
  const id = end < 0 ? $ref : $ref.slice(0, end);
  return { id: id === '' ? (asString(root.$id) ?? '') : id, pointer: end < 0 ? '' : unescape($ref.slice(end + 1)) };
}

/** A fragment is percent-encoded (RFC 6901, section 6); one that is so wrongly stands as it is. */
function unescape(fragment: string): string {
  if (!fragment.includes('%')) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function valueAt(root: JsonObject, pointer: string): JsonObject | undefined {
  let value: unknown = root;
  for (const name of namesInPointer(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as JsonObject)[name];
  }
  return asObject(value);
}
