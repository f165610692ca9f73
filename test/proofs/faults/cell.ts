import { type AepErrorCode } from '../../../src/core/errors';

/**
 * How a call ends: with what was asked for (`ok`), with what was known before (`known`), with all but what was refused (`without`),
 * silently because its caller or its owner gave it up (`cancelled`), with an HTTP status for the caller to read, or with an error.
 */
export type End = AepErrorCode | 'ok' | 'known' | 'without' | 'cancelled' | `HTTP ${number}`;

/** Why there is nothing to prove. The texts stand below the tables. */
export const footnotes = {
  a: 'IMS has no such refusal: it is the gateway before the platform, and the registry behind it, that look at these things.',
  b: 'IMS answers a revocation with an empty body, of which there is no half.',
  c: 'Nobody waits for a renewal, so that nobody can give it up.',
  d: 'A pasted token is the credential itself: there is no record of a token to be damaged.',
} as const;

export type Footnote = keyof typeof footnotes;

/** What is expected of a cell: how the call ends and how many requests it sends, `≤` where requests run side by side. */
export type Cell = `${End} ${number}` | `${End} ≤${number}` | `– ${Footnote}`;

export interface Expected {
  readonly end: string;
  readonly requests: number;
  readonly isBound: boolean;
}

/** @returns the footnote of a cell that makes no sense */
export function readCell(cell: Cell): Expected | Footnote {
  const space = cell.lastIndexOf(' ');
  const [end, count] = [cell.slice(0, space), cell.slice(space + 1)];
  if (end === '–') return count as Footnote;
  return { end, requests: Number(count.replace('≤', '')), isBound: count.startsWith('≤') };
}

/** How a call ended, and how many requests it took. */
export interface Proved {
  readonly end: End;
  readonly requests: number;
}
