import { lowerCase, rankOf } from './termMatch';
import type { FieldPath, FieldType, PathStep, XdmField } from './xdmField';

/** What the table keeps of a field. */
export interface FieldRow {
  readonly path: FieldPath;
  readonly title: string | undefined;
  readonly type: FieldType;
  readonly arrayDepth: number;
  readonly isLeaf: boolean;
}

/** How the names of a table answer to the terms of a query, by {@link FieldTable.nameOf}. */
export interface NameMatches {
  /** A bit for each term that occurs in the name. */
  readonly terms: Uint8Array;
  /** Of the term that fits best; only where one occurs. */
  readonly ranks: Uint8Array;
}

/** The number of no field, and of no text. */
export const none = -1;

const types: readonly FieldType[] = [
  ...(['unknown', 'string', 'number', 'integer', 'boolean'] as const),
  ...(['object', 'map', 'date', 'date-time'] as const),
];
const typeBits = 0b1111;
const depthShift = 4;
const depthBits = 0b11111;
const leafBit = 1 << 9;
const valuesBit = 1 << 10;

/** Fields as rows of numbers, 16 bytes each, and each text once: as objects they would take a hundred times that. */
export class FieldTable {
  readonly #names = new Texts();
  readonly #titles = new Texts();
  #parents = new Int32Array(1024);
  #nameNumbers = new Int32Array(1024);
  #titleNumbers = new Int32Array(1024);
  #lengths = new Uint16Array(1024);
  #facts = new Uint16Array(1024);
  #size = 0;

  /** Rows; the first is 0. */
  get size(): number {
    return this.#size;
  }

  /** @param parent the row of the field above, or {@link none} at the root @returns the new row */
  add(field: XdmField, parent: number): number {
    if (this.#size === this.#parents.length) this.#grow();
    const row = this.#size;
    this.#parents[row] = parent;
    this.#nameNumbers[row] = this.#names.add(field.name);
    this.#titleNumbers[row] = field.title === undefined ? none : this.#titles.add(field.title);
    this.#lengths[row] = Math.min(this.lengthOf(parent) + field.name.length, 0xffff);
    this.#facts[row] =
      types.indexOf(field.type) |
      (field.arrayDepth << depthShift) |
      (field.hasFields ? 0 : leafBit) |
      (field.path.at(-1) === 'values' ? valuesBit : 0);
    this.#size += 1;
    return row;
  }

  #grow(): void {
    const grown = <T extends Int32Array | Uint16Array>(column: T, larger: T): T => {
      larger.set(column);
      return larger;
    };
    const capacity = this.#size * 2;
    this.#parents = grown(this.#parents, new Int32Array(capacity));
    this.#nameNumbers = grown(this.#nameNumbers, new Int32Array(capacity));
    this.#titleNumbers = grown(this.#titleNumbers, new Int32Array(capacity));
    this.#lengths = grown(this.#lengths, new Uint16Array(capacity));
    this.#facts = grown(this.#facts, new Uint16Array(capacity));
  }

  /** The row of the field above, or {@link none} at the root. */
  parentOf(row: number): number {
    return this.#parents[row] ?? none;
  }

  /** The number of its name, which many fields may have. */
  nameOf(row: number): number {
    return this.#nameNumbers[row] ?? none;
  }

  /** Letters of all names from the root. */
  lengthOf(row: number): number {
    return this.#lengths[row] ?? 0;
  }

  /** @param terms at most eight */
  matchNames(terms: readonly string[]): NameMatches {
    return this.#names.match(terms);
  }

  /** A row as it was added; its path is put together for this. */
  read(row: number): FieldRow {
    const facts = this.#facts[row] ?? 0;
    return {
      path: this.#pathOf(row),
      title: this.#titles.at(this.#titleNumbers[row]),
      type: types[facts & typeBits] ?? 'unknown',
      arrayDepth: this.#arrayDepthOf(row),
      isLeaf: (facts & leafBit) !== 0,
    };
  }

  #arrayDepthOf(row: number): number {
    return ((this.#facts[row] ?? 0) >> depthShift) & depthBits;
  }

  #pathOf(row: number): FieldPath {
    const reversed: PathStep[] = [];
    for (let at = row; at !== none; at = this.parentOf(at)) {
      if (at !== row) for (let depth = this.#arrayDepthOf(at); depth > 0; depth -= 1) reversed.push('items');
      const isValues = ((this.#facts[at] ?? 0) & valuesBit) !== 0;
      reversed.push(isValues ? 'values' : { name: this.#names.at(this.nameOf(at)) ?? '' });
    }
    return reversed.reverse();
  }
}

/** Each text once, by its number. */
class Texts {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  #haystack: Haystack | undefined;

  add(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#haystack = undefined;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  at(number: number | undefined): string | undefined {
    return number === undefined ? undefined : this.#texts[number];
  }

  match(terms: readonly string[]): NameMatches {
    this.#haystack ??= haystackOf(this.#texts);
    const { lower, starts } = this.#haystack;
    const matches = { terms: new Uint8Array(this.#texts.length), ranks: new Uint8Array(this.#texts.length).fill(0xff) };
    terms.forEach((term, index) => {
      let number = 0;
      for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, starts[number + 1])) {
        while ((starts[number + 1] ?? Infinity) <= at) number += 1;
        const rank = rankOf(this.#texts[number] ?? '', lower.slice(starts[number], starts[number + 1]), term);
        matches.terms[number] = (matches.terms[number] ?? 0) | (1 << index);
        matches.ranks[number] = Math.min(matches.ranks[number] ?? 0xff, rank ?? 0xff);
      }
    });
    return matches;
  }
}

/** Texts in lower case, one after the other: one search of a long text is many times faster than many of short ones. */
interface Haystack {
  readonly lower: string;
  /** Where each begins, and the end of the last. */
  readonly starts: Uint32Array;
}

function haystackOf(texts: readonly string[]): Haystack {
  const starts = new Uint32Array(texts.length + 1);
  texts.forEach((text, number) => {
    starts[number + 1] = (starts[number] ?? 0) + text.length + 1;
  });
  // A term has no line break, so that it is never found across two texts.
  return { lower: texts.map((text) => `${lowerCase(text)}\n`).join(''), starts };
}
