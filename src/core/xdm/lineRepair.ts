import { parseJson } from '../shape';
import { jsonTokens } from './jsonTokens';

/**
 * What a parser of JSON waits for. `anything` is said of a place at which it has given up: it passes over all that comes, up to a comma or
 * the end of what it is in.
 */
type Awaited = 'key' | 'colon' | 'value' | 'comma' | 'anything';

/** An object, a list, or the line itself, whose values are a list as well. */
interface Level {
  readonly closer: '}' | ']' | '';
  awaits: Awaited;
}

/**
 * Leaves a line of JSON as it is. In any other, what is open at the end is closed behind it, and a comment and whatever would begin or
 * end something where a parser does not expect it become blanks: what is wrong in one line says nothing about the next, and what can be
 * told of it still is.
 */
export function repairLine(line: string): string {
  // Most lines are whole, and this is the fastest way to know.
  if (parseJson(line) !== undefined) return line;
  const repair = new LineRepair(line);
  let end = 0;
  for (const { text, start, isUnfinished } of jsonTokens(line)) {
    for (const [word] of line.slice(end, start).matchAll(/[^ \t]+/g)) repair.takeWord(word);
    end = start + text.length;
    if (!text.startsWith('"')) repair.takeSign(text, start);
    else repair.takeString(isUnfinished ? text : undefined);
  }
  return repair.text;
}

/** Walks along a line as VS Code's own parser of JSON does, and takes away what would lead it out of that line. */
class LineRepair {
  readonly #characters: string[];
  #level: Level = { closer: '', awaits: 'value' };
  readonly #outer: Level[] = [];
  /** What ends the brackets in what is passed over. */
  readonly #passedOver: string[] = [];
  #quote = '';

  constructor(line: string) {
    this.#characters = line.split('');
  }

  get text(): string {
    const closers = [...this.#outer, this.#level].map(({ closer }) => closer).reverse();
    return [...this.#characters, this.#quote, ...closers].join('');
  }

  /** A number, a literal, or what is neither. */
  takeWord(word: string): void {
    const level = this.#level;
    if (level.awaits === 'anything') return;
    // Of a name without quotes a parser makes a key, but not of a number.
    if (awaitsKey(level)) level.awaits = parseJson(word) === undefined && !/^[-\d]/.test(word) ? 'colon' : 'anything';
    else level.awaits = parseJson(word) === undefined ? 'anything' : 'comma';
  }

  /** @param unfinished the string, where the line ends before it does */
  takeString(unfinished: string | undefined): void {
    if (unfinished !== undefined) this.#quote = missingQuote(unfinished);
    const level = this.#level;
    if (level.awaits === 'anything') return;
    level.awaits = awaitsKey(level) ? 'colon' : 'comma';
  }

  /** One of `{}[],:/`. */
  takeSign(sign: string, start: number): void {
    if (!this.#isExpected(sign)) this.#characters[start] = ' ';
  }

  #isExpected(sign: string): boolean {
    switch (sign) {
      case '{':
        return this.#opens('}');
      case '[':
        return this.#opens(']');
      case '}':
      case ']':
        return this.#closes(sign);
      case ',':
        return this.#separates();
      case ':':
        return this.#tells();
      default:
        return false;
    }
  }

  #opens(closer: '}' | ']'): boolean {
    const level = this.#level;
    const { awaits } = level;
    if (awaits === 'value' || awaits === 'colon' || (awaits === 'comma' && level.closer !== '}')) {
      level.awaits = 'comma';
      this.#outer.push(level);
      this.#level = { closer, awaits: closer === '}' ? 'key' : 'value' };
      return true;
    }
    level.awaits = 'anything';
    this.#passedOver.push(closer);
    return false;
  }

  #closes(sign: string): boolean {
    if (this.#passedOver.length > 0) {
      if (this.#passedOver.at(-1) === sign) this.#passedOver.pop();
      return false;
    }
    const outer = this.#level.closer === sign ? this.#outer.pop() : undefined;
    this.#level = outer ?? this.#level;
    return outer !== undefined;
  }

  #separates(): boolean {
    if (this.#passedOver.length > 0) return false;
    const level = this.#level;
    level.awaits = level.closer === '}' ? 'key' : 'value';
    return true;
  }

  #tells(): boolean {
    const level = this.#level;
    const isExpected = level.awaits === 'colon';
    level.awaits = isExpected ? 'value' : 'anything';
    return isExpected;
  }
}

/** Where a comma is missing, a parser takes what comes for the next key. */
function awaitsKey({ awaits, closer }: Level): boolean {
  return awaits === 'key' || (awaits === 'comma' && closer === '}');
}

/** What ends a string that its line does not: a lone backslash at the end would make the quote a part of it. */
function missingQuote(text: string): string {
  const backslashes = /\\*$/.exec(text)?.[0].length ?? 0;
  return backslashes % 2 === 1 ? '\\"' : '"';
}
