import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AepError, aepErrorCodes } from '../../../src/core/errors';

/** Runs of one property, and where chance begins: fixed, so that a failure is one for everybody. More of both find more. */
const runs = numberFrom('AEP_PROPERTY_RUNS', 100);
const seed = numberFrom('AEP_PROPERTY_SEED', 5);

/** Nobody waits longer for a text to be read. Far above what anything takes on a busy machine: it is for what never ends. */
const longestMs = 10_000;

function numberFrom(variable: string, preset: number): number {
  const given = Number(process.env[variable] ?? preset);
  if (!Number.isSafeInteger(given) || given < 1) throw new Error(`${variable} has to be a whole number above 0`);
  return given;
}

const tally = { properties: 0, runs: 0 };

/** How many properties were tried on how much. */
export function tallyText(): string {
  return `${tally.properties} properties, ${tally.runs} runs, seed ${seed}`;
}

/**
 * A test that something holds whatever comes. A failure is told with the seed and the smallest value that shows it.
 * @param share of the runs, for what takes long
 */
export function property<T>(
  title: string,
  given: fc.Arbitrary<T>,
  holds: (value: T) => unknown,
  { share = 1 } = {},
): void {
  test(title, async function () {
    this.timeout(600_000);
    tally.properties += 1;
    const timed = fc.asyncProperty(given, async (value) => {
      tally.runs += 1;
      const startMs = performance.now();
      await holds(value);
      assert.ok(performance.now() - startMs < longestMs, 'It takes too long');
    });
    await fc.assert(timed, { seed, numRuns: Math.max(1, Math.round(runs * share)) });
  });
}

/**
 * What a reader of outside data makes of it: a value, or an {@link AepError} that tells none of the secrets. Whatever else it throws
 * fails the test.
 */
export async function outcomeOf<T>(read: () => T | Promise<T>, secrets: readonly string[] = []): Promise<T | AepError> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AepError)) throw error;
    assert.ok(aepErrorCodes.includes(error.code) && error.code !== 'UNEXPECTED', error.code);
    tellsNone([error.message, error.details, error.stack, String(error.cause)], secrets);
    return error;
  }
}

/** Asserts that none of the secrets, and no large part of one, is to be seen in what is shown or logged. */
export function tellsNone(shown: unknown, secrets: readonly string[]): void {
  const text = JSON.stringify(shown);
  for (const secret of secrets) assert.ok(!text.includes(secret.slice(0, 24)), 'A secret is told');
}

/** Names that mean something to JavaScript and nothing to Adobe. */
export const trickyName = fc.constantFrom(
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'toJSON', 'then', 'length'],
  ...['', '0', '-1', ' ', '.', '..', '%2F', '%', '/', '~1', '#', '$ref', '*', '[]'],
);

/** Pieces of text that break those who trust: halves of characters, ends of quotations, signs of every syntax read here. */
const trickyPiece = fc.constantFrom(
  ...['\ud800', '\udfff', '\0', '\u2028', '\ufeff', '\u202e', '\r\n', '\t', ' ', '\\', '"', "'", '`', '${x}', '%', '&'],
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '=',
    '#',
    '-',
    '- ',
    '? ',
    '*',
    '&a',
    '<<',
    '|',
    '>',
    '//',
    '/*',
    '*/',
    '</script>',
  ],
  ...['<img src=x onerror=x>', '__proto__', '../', '%2F', '%25', '-----BEGIN ', 'eyJ', 'é', '😀', '0', 'a', '1e999'],
);

/** Any text at all. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: trickyPiece, maxLength: 30 }),
  trickyName,
  fc.string({ unit: trickyPiece, minLength: 500, maxLength: 2_000, size: 'max' }),
);

/** A text that can be written as UTF-8 and read again. */
export const wholeText = anyText.map((text) => text.replace(/\p{Cs}/gu, '?'));

export const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200, size: 'max' }),
  anyText.map((text) => new Uint8Array(Buffer.from(text, 'utf8'))),
  anyText.map((text) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))),
);

/** Every number that JSON can say, the infinite ones of `1e999` too. */
export const anyNumber = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, -1, 0.5, 1e15, 8.64e15, 8.640000000000001e15, 1e300, Infinity, -Infinity, 2 ** 53, 5e-324),
);

const anyLeaf = fc.oneof(fc.constantFrom(null, true, false), anyNumber, anyText);

/** Nested more deeply than a stack is high; fast-check has no stack to write it either. */
const deep = fc
  .tuple(fc.boolean(), fc.integer({ min: 50, max: 12_000 }), trickyName, anyLeaf)
  .map(([isArray, depth, name, leaf]) => {
    let value: unknown = leaf;
    for (let level = 1; level <= depth; level += 1) {
      const around: object = isArray ? [value] : Object.fromEntries([[name, value]]);
      value = Object.defineProperty(around, fc.toStringMethod, { value: () => `${level} levels` });
    }
    return value;
  });

/**
 * Any JSON value as a parser gives it, `__proto__` being a key like any other.
 * @param names keys that the reader looks for: with chance alone it would hardly ever find one
 */
export function anyJson(...names: readonly string[]): fc.Arbitrary<unknown> {
  const key = names.length === 0 ? fc.oneof(trickyName, anyText) : fc.oneof(fc.constantFrom(...names), trickyName);
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 4, arbitrary: anyLeaf },
      { weight: 3, arbitrary: fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map(Object.fromEntries) },
      { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    ),
  }));
  return fc.oneof({ weight: 15, arbitrary: value }, { weight: 1, arbitrary: deep });
}

/** A good document with up to four places changed: replaced, left out, renamed or joined by another. */
export function damaged(good: unknown, ...names: readonly string[]): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'drop', 'rename', 'add'),
    name: fc.oneof(trickyName, anyText),
    value: anyJson(...names),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<unknown>((document, { at, how, name, value }) => {
      const places = countOf(document);
      return changed(document, at % places, (entry) => {
        if (how === 'drop') return [];
        if (how === 'rename') return [[name, entry[1]]];
        return how === 'add' ? [entry, [name, value]] : [[entry[0], value]];
      });
    }, good),
  );
}

type Entry = readonly [string, unknown];

/** Members of all levels; those of what is nested beyond reason are not looked at. */
function countOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > 30) return 1;
  return Object.values(value).reduce<number>((count, child) => count + countOf(child, depth + 1), 1);
}

/** The value with one of its members, counted from the top, changed. */
function changed(value: unknown, place: number, change: (entry: Entry) => readonly Entry[], depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > 30) return value;
  let left = place;
  const entries = Object.entries(value).flatMap((entry): readonly Entry[] => {
    const [key, child] = entry as Entry;
    const size = countOf(child, depth + 1);
    const here = left;
    left -= size;
    if (here < 0 || here >= size) return [[key, child]];
    return here === 0 ? change([key, child]) : [[key, changed(child, here, change, depth + 1)]];
  });
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

/** A good text with up to four pieces cut out, doubled or replaced. */
export function damagedText(good: string): fc.Arbitrary<string> {
  const cut = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.nat(4), fc.nat(good.length)),
    by: fc.oneof(anyText, fc.constantFrom('', '"', '\n', '{', ']')),
    isDoubled: fc.boolean(),
  });
  return fc.array(cut, { minLength: 1, maxLength: 4 }).map((cuts) =>
    cuts.reduce((text, { at, length, by, isDoubled }) => {
      const start = Math.floor(at * text.length);
      const piece = text.slice(start, start + length);
      return text.slice(0, start) + (isDoubled ? piece + piece : by) + text.slice(start + length);
    }, good),
  );
}

/** JSON as it is written: a document's text, whole or damaged. */
export function anyJsonText(good: unknown): fc.Arbitrary<string> {
  return fc.oneof(
    damagedText(JSON.stringify(good)),
    anyText,
    shallow(damaged(good)).map((value) => JSON.stringify(value)),
  );
}

/** Without what `JSON.stringify` has no stack for. */
export function shallow(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return values.filter((value) => {
    try {
      JSON.stringify(value);
      return true;
    } catch {
      return false;
    }
  });
}

/** Secrets of the shapes that Adobe gives out: made up, and never the same twice. */
export const adobeSecret = fc
  .tuple(
    fc.constantFrom('p8e-'),
    fc.string({ unit: fc.constantFrom('a', 'b', 'C', 'D', '1', '2', '3', '_', '-'), minLength: 28, maxLength: 32 }),
  )
  .map(([prefix, rest]) => prefix + rest);
