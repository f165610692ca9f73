import { asString, parseJson } from '../shape';
import { jsonTokens, type JsonToken } from './jsonTokens';
import { namesInPointer } from './references';

/** An id in the text of a document, and what it names. */
export interface DocumentLink {
  /** Offset in UTF-16 units of what is between the quotes. */
  readonly start: number;
  readonly end: number;
  /** `$id` of the resource, without what a `$ref` says of a place in it. */
  readonly id: string;
}

/** Keywords of XDM whose strings, alone or in an array, name resources. */
const linkKeywords: ReadonlySet<string> = new Set([
  '$id',
  '$ref',
  'meta:extends',
  'meta:intendedToExtend',
  'meta:class',
  'meta:referencedFrom',
]);

/** Every id of a resource in the text of a document, in its order. A reference into the document itself is none. */
export function linksIn(text: string): readonly DocumentLink[] {
  return [...linksOf(text)];
}

/** The id at an offset of a document's text, its quotes included. */
export function idAt(text: string, offset: number): DocumentLink | undefined {
  for (const link of linksOf(text)) {
    if (offset < link.start - 1) return undefined;
    if (offset <= link.end + 1) return link;
  }
  return undefined;
}

/**
 * Where a document says something: the offset of the key, with its quote, or of the item of an array that a JSON pointer (RFC 6901)
 * names. @returns `undefined` if there is no such place
 */
export function offsetOfField(text: string, pointer: string): number | undefined {
  const wanted = namesInPointer(pointer);
  const isWanted = ({ path, isKey, isItem }: JsonPlace): boolean =>
    (isKey || isItem) && path.length === wanted.length && path.every(({ name }, index) => name === wanted[index]);
  for (const place of placesIn(text)) {
    if (isWanted(place)) return place.token.start;
  }
  return undefined;
}

function* linksOf(text: string): Generator<DocumentLink, void, undefined> {
  for (const { token, path, isKey } of placesIn(text)) {
    if (isKey || !token.text.startsWith('"') || !linkKeywords.has(keyword(path))) continue;
    const written = token.text.slice(1, -1);
    const id = asString(parseJson(token.text))?.split('#')[0];
    if (id) yield { start: token.start + 1, end: token.start + 1 + written.length, id };
  }
}

/** The key whose value, or an item of whose array, this is. */
const keyword = (path: readonly Step[]): string => path.findLast(({ inArray }) => !inArray)?.name ?? '';

/** One level of a document: the key or the index at which the reading is. */
interface Step {
  readonly inArray: boolean;
  name: string;
}

interface JsonPlace {
  readonly token: JsonToken;
  /** From the root to here. Read it before the next place is asked for. */
  readonly path: readonly Step[];
  readonly isKey: boolean;
  /** Whether it begins an item of an array. */
  readonly isItem: boolean;
}

/** Keys, strings, and the beginnings of objects and arrays. Numbers and literals are not among them. */
function* placesIn(text: string): Generator<JsonPlace, void, undefined> {
  const path: Step[] = [];
  let expectsKey = false;
  for (const token of jsonTokens(text)) {
    const here = path.at(-1);
    const inArray = here?.inArray ?? false;
    if (token.text === ',') {
      expectsKey = !inArray;
      if (here && inArray) here.name = String(Number(here.name) + 1);
    } else if (token.text === '}' || token.text === ']') {
      path.pop();
      expectsKey = false;
    } else if (token.text === '{' || token.text === '[') {
      yield { token, path, isKey: false, isItem: inArray };
      path.push({ inArray: token.text === '[', name: token.text === '[' ? '0' : '' });
      expectsKey = token.text === '{';
    } else if (token.text.startsWith('"')) {
      if (expectsKey && here) here.name = asString(parseJson(token.text)) ?? '';
      yield { token, path, isKey: expectsKey, isItem: !expectsKey && inArray };
      expectsKey = false;
    }
  }
}
