import { AepError } from '../../errors';
import { parseJson } from '../../shape';
import { bareToken, readTokenClaims } from '../tokenClaims';
import type * as Parsers from './parserLibraries';
import { isObject, toTree, unreadable, type TreeObject } from './tree';

/** A source as data. */
export interface Source {
  /** Whether it is an access token and nothing else. */
  readonly isToken: boolean;
  readonly root: TreeObject;
}

/**
 * Reads text in whatever syntax it is: JSON, HJSON (which is JSON with comments, too), YAML, `.env`, or an access token alone.
 * @throws {AepError} `IMPORT_EMPTY`, `IMPORT_UNREADABLE` (truncated or hostile), `IMPORT_UNRECOGNISED`. What the parsers say is
 *   dropped, since it quotes the text.
 */
export async function parseSource(text: string): Promise<Source> {
  const trimmed = text.trim();
  if (trimmed === '') throw new AepError('IMPORT_EMPTY', 'There is nothing in it');
  const token = trimmed.length < 16_384 ? bareToken(trimmed) : '';
  if (readTokenClaims(token)) return { isToken: true, root: object({ access_token: token }) };
  if (/^[[{]/.test(trimmed) || withoutLeadingComments(trimmed).startsWith('{'))
    return { isToken: false, root: await parseBraces(trimmed) };
  const parsers = await import('./parserLibraries');
  if (startsLikeVariables(trimmed)) {
    return { isToken: false, root: object(parsers.parseDotEnv(compact(trimmed))) };
  }
  if (nestsTooDeep(trimmed)) throw unreadable();
  const found = readYaml(parsers, trimmed) ?? readHjsonLines(parsers, trimmed) ?? readYaml(parsers, trimmed, 'silent');
  if (!found) throw new AepError('IMPORT_UNRECOGNISED', 'No known syntax');
  return { isToken: false, root: found };
}

async function parseBraces(text: string): Promise<TreeObject> {
  const json = parseJson(text);
  if (json !== undefined) return object(json);
  if (nestsTooDeep(text)) throw unreadable();
  const parsers = await import('./parserLibraries');
  const found = readHjson(parsers, text) ?? readYaml(parsers, text);
  if (!found) throw unreadable();
  return found;
}

function readHjson({ parseHjson: parse }: typeof Parsers, text: string): TreeObject | undefined {
  return attempt(() => parse(text) as unknown);
}

/** HJSON without the braces around it. Only braces nest there: of what YAML nests by indentation it would make one level. */
function readHjsonLines(parsers: typeof Parsers, text: string): TreeObject | undefined {
  const isIndented = /^[ \t]+\S/m.test(text) && !/[{[][ \t]*$/m.test(text);
  return isIndented ? undefined : readHjson(parsers, text);
}

/**
 * `failsafe`: every scalar stays the text that it is, also a client ID of digits alone.
 * @param slips `silent` reads over them, and takes the first of several documents
 */
function readYaml(
  { parseYaml: parse }: typeof Parsers,
  text: string,
  slips: 'error' | 'silent' = 'error',
): TreeObject | undefined {
  return attempt(
    () =>
      parse(text, {
        schema: 'failsafe',
        maxAliasCount: 20,
        // Looking for double keys takes a time that grows with the square of their number.
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: slips,
      }) as unknown,
  );
}

function attempt(parse: () => unknown): TreeObject | undefined {
  let value: unknown;
  try {
    value = parse();
  } catch {
    return undefined;
  }
  const tree = toTree(value);
  return isObject(tree) ? tree : undefined;
}

function object(value: unknown): TreeObject {
  const tree = toTree(value);
  if (!isObject(tree)) throw new AepError('IMPORT_UNRECOGNISED', 'No credential file has this shape');
  return tree;
}

/** As HJSON, and JSON with comments, may begin. */
function withoutLeadingComments(text: string): string {
  const comment = /\s*(?:\/\/.*|#.*|\/\*[^]*?\*\/)\s*/y;
  let end = 0;
  while (comment.test(text)) end = comment.lastIndex;
  return text.slice(end);
}

function startsLikeVariables(text: string): boolean {
  const first = text.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return first !== undefined && /^\s*(?:export\s+)?[A-Za-z_][\w.-]{0,200}\s*=/.test(first.slice(0, 300));
}

/** dotenv takes a time that grows with the square of a run of white space. None of it means anything here. */
function compact(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join('\n');
}

const maxNesting = 24;
const maxIndent = 200;
const maxLines = 5_000;

/** The YAML library ends the whole process on deep nesting: it must never see any. Quotes are not looked at. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '{' || character === '[') depth += 1;
    // What is closed and was never open, in a comment say, makes no room for more.
    else if (character === '}' || character === ']') depth = Math.max(0, depth - 1);
    if (depth > maxNesting) return true;
  }
  const lines = text.split('\n');
  return (
    lines.length > maxLines ||
    lines.some((line) => {
      const indicators = line
        .slice(0, 10_000)
        .split(/\s+/)
        .filter((word) => /^[-?:]$/.test(word));
      return indicators.length > maxNesting || line.search(/\S/) > maxIndent || line.length > 10_000;
    })
  );
}
