import { asString, parseJson } from '../shape';
import { jsonTokens, type JsonToken } from './jsonTokens';

/** A part of a document, as an outline shows it. Offsets in UTF-16 units. */
export interface OutlinePart {
  readonly name: string;
  /** A field, and no keyword. */
  readonly isField: boolean;
  /** Of the key, with its quotes. */
  readonly start: number;
  readonly keyEnd: number;
  /** Behind the value. */
  end: number;
  /** `type`, where it is one word. */
  type: string | undefined;
  readonly children: OutlinePart[];
}

/** Keys below these are names that somebody chose, and no keywords. */
const nameMaps: ReadonlySet<string> = new Set(['properties', 'definitions', '$defs']);

/** What is below these belongs to what they are in: the outline has one level for each level of fields. */
const transparent: ReadonlySet<string> = new Set(['properties', 'items', 'additionalProperties']);

/** More than anybody scrolls through. */
const mostParts = 20_000;

/** An object or array that is being read. */
interface Level {
  readonly isArray: boolean;
  readonly holdsNames: boolean;
  /** Fields are in `properties`; `definitions` hold names, too. */
  readonly holdsFields: boolean;
  /** What parts below it are added to. */
  readonly parent: OutlinePart;
  /** What ends with it, where it is the value of a part. */
  readonly own: OutlinePart | undefined;
  key: JsonToken | undefined;
  expectsKey: boolean;
}

/** The fields of a document, level by level, and the keywords that have fields below them. */
export function outlineOf(text: string): readonly OutlinePart[] {
  const root: OutlinePart = { name: '', isField: false, start: 0, keyEnd: 0, end: 0, type: undefined, children: [] };
  const levels: Level[] = [];
  let count = 0;
  for (const token of jsonTokens(text)) {
    const here = levels.at(-1);
    if (token.text === '{' || token.text === '[') {
      levels.push(open(token, here, root));
      count += 1;
    } else if (token.text === '}' || token.text === ']') close(levels.pop(), levels.at(-1), token);
    else if (token.text === ',' && here) here.expectsKey = !here.isArray;
    else if (token.text.startsWith('"') && here) readString(here, token);
    if (count > mostParts) break;
  }
  return root.children;
}

function open(token: JsonToken, above: Level | undefined, root: OutlinePart): Level {
  const isArray = token.text === '[';
  const key = above && !above.isArray && above.key ? nameOf(above.key) : undefined;
  const isKeyword = key !== undefined && !above?.holdsNames;
  const isPart = key !== undefined && above && (above.holdsNames || !transparent.has(key));
  const own = isPart && above.key ? createPart(key, above.key, above.holdsFields) : undefined;
  if (own) above?.parent.children.push(own);
  return {
    isArray,
    holdsNames: isKeyword && nameMaps.has(key),
    holdsFields: isKeyword && key === 'properties',
    parent: own ?? above?.parent ?? root,
    own,
    key: undefined,
    expectsKey: !isArray,
  };
}

function close(level: Level | undefined, above: Level | undefined, { start }: JsonToken): void {
  const own = level?.own;
  if (!own) return;
  own.end = start + 1;
  // A keyword without fields is no part of the outline. It is the one that was added last.
  if (!own.isField && own.children.length === 0) above?.parent.children.pop();
}

function readString(level: Level, token: JsonToken): void {
  if (level.expectsKey) {
    level.key = token;
    level.expectsKey = false;
    return;
  }
  const isType = !level.isArray && !level.holdsNames && level.key?.text === '"type"';
  if (isType && level.own) level.own.type ??= nameOf(token);
}

function createPart(name: string, key: JsonToken, isField: boolean): OutlinePart {
  const keyEnd = key.start + key.text.length;
  return { name, isField, start: key.start, keyEnd, end: keyEnd, type: undefined, children: [] };
}

function nameOf({ text }: JsonToken): string {
  return asString(parseJson(text)) ?? text;
}
