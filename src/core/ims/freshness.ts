import type { AccessToken } from './accessToken';

const minuteMs = 60_000;

/**
 * `fresh`: use it. `should-renew`: use it and renew behind. `must-renew`: too little left for a piece of work, renew first.
 * `expired`: of no use.
 */
export type Freshness = 'fresh' | 'should-renew' | 'must-renew' | 'expired';

/** How long before its expiry a token should and must be renewed: 30 and 5 minutes of a day, less of a token that lives shorter. */
function marginsMs({ createdAtMs, expiresAtMs }: AccessToken): { readonly should: number; readonly must: number } {
  const lifeMs = expiresAtMs - createdAtMs;
  return { should: Math.min(30 * minuteMs, lifeMs / 4), must: Math.min(5 * minuteMs, lifeMs / 10) };
}

/** @param nowMs Adobe's time */
export function freshnessOf(token: AccessToken, nowMs: number): Freshness {
  const leftMs = token.expiresAtMs - nowMs;
  const { should, must } = marginsMs(token);
  if (leftMs <= 0) return 'expired';
  if (leftMs <= must) return 'must-renew';
  return leftMs <= should ? 'should-renew' : 'fresh';
}

/** When renewal is due, in milliseconds since the epoch by Adobe's clock. */
export function renewalDueMs(token: AccessToken): number {
  return token.expiresAtMs - marginsMs(token).should;
}
