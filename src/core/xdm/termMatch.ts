/** How well a term fits a text: less is better. */
export const termRank = { whole: 0, start: 1, wordStart: 2, inside: 3 } as const;
export type TermRank = (typeof termRank)[keyof typeof termRank];

/** What is searched for, in lower case. More terms than a person types are left out. */
export function termsOf(query: string, separator: RegExp): readonly string[] {
  const terms = query.toLowerCase().split(separator);
  return [...new Set(terms.filter((term) => term !== ''))].slice(0, 8);
}

/** Letter by letter in the same places, for {@link rankOf}. A text that gets longer in lower case stays as it is. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/**
 * @param lower the text by {@link lowerCase}
 * @returns `undefined` where the term does not occur
 */
export function rankOf(text: string, lower: string, term: string): TermRank | undefined {
  let at = lower.indexOf(term);
  if (at < 0) return undefined;
  if (at === 0) return term.length === text.length ? termRank.whole : termRank.start;
  for (; at >= 0; at = lower.indexOf(term, at + 1)) {
    if (startsWord(text, lower, at)) return termRank.wordStart;
  }
  return termRank.inside;
}

/** After anything but a letter or a digit, and at the humps of `camelCase`. */
function startsWord(text: string, lower: string, at: number): boolean {
  const before = text.charAt(at - 1);
  return !isWordPart(before.charCodeAt(0)) || (text.charAt(at) !== lower.charAt(at) && before === lower.charAt(at - 1));
}

/** Whether the letters of a term come in their order within one word: `prfl` in `profile`. */
export function isWithinWord(lower: string, term: string): boolean {
  let matched = 0;
  for (let at = 0; at < lower.length && matched < term.length; at += 1) {
    const letter = lower.charCodeAt(at);
    if (!isWordPart(letter)) matched = 0;
    else if (letter === term.charCodeAt(matched)) matched += 1;
  }
  return matched === term.length;
}

/** Digits, letters of English, and everything beyond ASCII, where nearly all is letters. */
function isWordPart(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code > 0x7f
  );
}
