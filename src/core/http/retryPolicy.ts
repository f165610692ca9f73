import { AepError } from '../errors';

/** What an attempt ended with: an answer, or a failure below HTTP. */
export type Outcome = { readonly status: number; readonly retryAfterMs: number | undefined } | AepError;

const attempts = 3;
const firstDelayMs = 300;
/** A service that asks for a longer pause than a person waits for is reported instead, with the time it asked for. */
const longestPauseMs = 10_000;
/** Longer than any service means it: a slip in its header must not put renewal off for ever. */
const longestWaitMs = 24 * 60 * 60 * 1000;

/**
 * How long to wait before trying again, or `undefined` when trying again is not for us to do.
 * Adobe publishes no limits for the registry; 429 and 500-504 are what its own Python client retries (adobe/aepp, connector.py).
 * @param attempt 1 for the first
 * @param random 0 to 1, spreads callers that were refused together
 */
export function retryDelayMs(attempt: number, outcome: Outcome, random: () => number): number | undefined {
  if (attempt >= attempts) return undefined;
  const backOffMs = firstDelayMs * 2 ** (attempt - 1) * (0.5 + random());
  if (outcome instanceof AepError) return outcome.code === 'CONNECTION_LOST' ? backOffMs : undefined;
  if (outcome.status !== 429 && (outcome.status < 500 || outcome.status > 504 || outcome.status === 501))
    return undefined;
  // "500: may be reaching the API limit" (Adobe's troubleshooting page): one more try, not a storm of them.
  if (outcome.status === 500 && attempt > 1) return undefined;
  const pauseMs = outcome.retryAfterMs ?? backOffMs;
  return pauseMs <= longestPauseMs ? pauseMs : undefined;
}

/**
 * Reads `Retry-After`: seconds, or an HTTP date (RFC 9110 §10.2.3).
 * @returns milliseconds from now, from 0 to a day; `undefined` for anything else
 */
export function parseRetryAfter(header: string | null, serverNowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Math.min(Number(header) * 1000, longestWaitMs);
  // `Date.parse` makes a date of nearly anything, of `-5` too.
  const dateMs = /^\s*[A-Z][a-z]+, .*GMT\s*$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.min(Math.max(0, dateMs - serverNowMs), longestWaitMs);
}
