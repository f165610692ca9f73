/** A string, or one of `{}[],:/`. Numbers, literals and blanks say nothing about the structure of a text. */
export interface JsonToken {
  /** As written: a string with its quotes. */
  readonly text: string;
  /** In UTF-16 units. */
  readonly start: number;
  /** Whether it is a string without a closing quote: the text ends first. */
  readonly isUnfinished: boolean;
}

/** The tokens of a JSON text. What is no JSON has tokens as well. */
export function* jsonTokens(text: string): Generator<JsonToken, void, undefined> {
  const beginning = /["{}[\],:/]/g;
  for (let found = beginning.exec(text); found; found = beginning.exec(text)) {
    const start = found.index;
    const end = found[0] === '"' ? endOfString(text, start) : start + 1;
    yield { text: text.slice(start, end), start, isUnfinished: end === undefined };
    beginning.lastIndex = end ?? text.length;
  }
}

// A loop and no pattern: that needs stack for each character of a long string.
function endOfString(text: string, start: number): number | undefined {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return undefined;
}
