import { readTokenClaims } from '../credentials/tokenClaims';
import { AepError } from '../errors';
import { asNumber, asObject, asString, asTimeMs } from '../shape';

/** A token and its times, in milliseconds since the epoch by Adobe's clock. */
export interface AccessToken {
  readonly value: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/**
 * What `expires_in` of an answer counts: milliseconds of the JWT exchange (Adobe's tutorial "Authenticate and access Experience Platform
 * APIs"), seconds of `client_credentials` (the IMS API of Adobe's Developer Console guides, "Sample Response").
 */
export type ExpiryUnit = 'seconds' | 'milliseconds';

/** Adobe's tokens live 24 hours. A longer life than this is a unit read wrongly or a claim made up. */
const longestLifeMs = 366 * 24 * 60 * 60 * 1000;

/**
 * Reads the answer of either token endpoint. The token's own claims say when it expires; only a token without them is dated by the
 * answer's `expires_in`.
 * @param nowMs Adobe's time
 * @throws {AepError} `BAD_RESPONSE` when there is no token that can travel in a header, or no expiry
 */
export function readTokenResponse(body: unknown, unit: ExpiryUnit, nowMs: number, host: string): AccessToken {
  const answer = asObject(body) ?? {};
  const value = asString(answer.access_token);
  if (value === undefined || !/^[\x21-\x7e]+$/.test(value)) throw badResponse('no access token', host);
  const claims = readTokenClaims(value);
  if (claims?.createdAtMs !== undefined && claims.expiresAtMs !== undefined) {
    return checked({ value, createdAtMs: claims.createdAtMs, expiresAtMs: claims.expiresAtMs }, host);
  }
  const expiresIn = asNumber(answer.expires_in);
  if (claims?.expiresAtMs === undefined && expiresIn === undefined) throw badResponse('no expiry', host);
  const expiresAtMs = claims?.expiresAtMs ?? nowMs + (expiresIn ?? 0) * (unit === 'seconds' ? 1000 : 1);
  return checked({ value, createdAtMs: nowMs, expiresAtMs }, host);
}

/** A token that a person pasted, whose claims were checked when it was entered. `undefined` when it does not say when it expires. */
export function pastedToken(value: string): AccessToken | undefined {
  const claims = readTokenClaims(value);
  if (claims?.expiresAtMs === undefined) return undefined;
  return { value, createdAtMs: claims.createdAtMs ?? claims.expiresAtMs, expiresAtMs: claims.expiresAtMs };
}

function checked(token: AccessToken, host: string): AccessToken {
  const lifeMs = token.expiresAtMs - token.createdAtMs;
  const isPossible = lifeMs > 0 && lifeMs <= longestLifeMs && asTimeMs(token.expiresAtMs) !== undefined;
  if (!isPossible) throw badResponse('an impossible expiry', host);
  return token;
}

function badResponse(what: string, host: string): AepError {
  return new AepError('BAD_RESPONSE', `The token endpoint answered with ${what}`, { details: { host } });
}
