/** A class is filled from these, in this order. */
const printable = [...['A', 'a', '0'], ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))];

/** Reads a pattern from left to right and writes the shortest string that it matches. */
class PatternReader {
  private position = 0;

  constructor(private readonly pattern: string) {}

  /** Up to the end or to the closing bracket: the first alternative counts, the others are passed over. */
  alternatives(): string {
    const first = this.sequence();
    while (this.skip('|')) this.sequence();
    return first;
  }

  private sequence(): string {
    let result = '';
    while (this.position < this.pattern.length && !/[|)]/.test(this.peek())) {
      const atom = this.atom();
      result += atom.repeat(this.repetitions());
    }
    return result;
  }

  private atom(): string {
    const character = this.take();
    if (character === '^' || character === '$') return '';
    if (character === '.') return 'a';
    if (character === '\\') return this.escaped();
    if (character === '[') return this.oneOf();
    if (character !== '(') return character;
    if (this.skip('?') && !this.skip(':')) throw new Error(`The local Adobe cannot read the pattern ${this.pattern}`);
    const group = this.alternatives();
    this.skip(')');
    return group;
  }

  private escaped(): string {
    const character = this.take();
    return { d: '0', w: 'a', s: ' ', S: 'a', D: 'a', W: '-', b: '' }[character] ?? character;
  }

  /** A character class: the first printable character that it admits. */
  private oneOf(): string {
    const start = this.position - 1;
    while (this.peek() !== ']' && this.position < this.pattern.length) if (this.take() === '\\') this.take();
    this.position += 1;
    const members = new RegExp(this.pattern.slice(start, this.position));
    return printable.find((character) => members.test(character)) ?? '?';
  }

  /** The least number that the quantifier allows; one without a quantifier. */
  private repetitions(): number {
    const rest = this.pattern.slice(this.position);
    const [quantifier, least] = /^(?:[*?+]|\{(\d+)(?:,\d*)?\})\??/.exec(rest) ?? [];
    if (quantifier === undefined) return 1;
    this.position += quantifier.length;
    if (least !== undefined) return Number(least);
    return quantifier.startsWith('+') ? 1 : 0;
  }

  private peek(): string {
    return this.pattern[this.position] ?? '';
  }

  private take(): string {
    const character = this.peek();
    this.position += 1;
    return character;
  }

  private skip(character: string): boolean {
    if (this.peek() !== character) return false;
    this.position += 1;
    return true;
  }
}

/** A short string that the pattern matches. @throws when this reader is too simple for the pattern. */
export function stringMatching(pattern: string): string {
  const text = new PatternReader(pattern).alternatives();
  if (!new RegExp(pattern, 'u').test(text)) throw new Error(`The local Adobe has no sample for the pattern ${pattern}`);
  return text;
}
