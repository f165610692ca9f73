import { asNumber, asObject, asString, asTimeMs, parseJson } from '../shape';

/** What an Adobe access token says of itself. Nothing of it is verified: that is Adobe's business. */
export interface TokenClaims {
  /** Milliseconds since the epoch, by Adobe's clock. */
  readonly createdAtMs: number | undefined;
  /** Milliseconds since the epoch, by Adobe's clock. */
  readonly expiresAtMs: number | undefined;
  readonly clientId: string | undefined;
  /** `access_token`, `refresh_token`, … */
  readonly type: string | undefined;
  readonly scopes: readonly string[];
}

/**
 * Reads the payload of an access token. `created_at` and `expires_in` are milliseconds, usually as strings, and there is no `exp`
 * (sample in experience-platform-docs@939e535; `_calculateExpiry` in adobe/aio-lib-ims). A standard `exp` in seconds is taken too.
 * @returns `undefined` when the text is no three-part token with a JSON payload
 */
export function readTokenClaims(token: string): TokenClaims | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  const claims = payload === undefined ? undefined : asObject(parseJson(decodeBase64Url(payload)));
  if (!claims) return undefined;
  const createdAtMs = asTimeMs(claims.created_at);
  const expiresInMs = asNumber(claims.expires_in);
  const expSeconds = asNumber(claims.exp);
  return {
    createdAtMs,
    expiresAtMs: asTimeMs(
      createdAtMs !== undefined && expiresInMs !== undefined
        ? createdAtMs + expiresInMs
        : expSeconds !== undefined
          ? expSeconds * 1000
          : undefined,
    ),
    clientId: asString(claims.client_id),
    type: asString(claims.type),
    scopes: (asString(claims.scope) ?? '').split(/[\s,]+/).filter((scope) => scope !== ''),
  };
}

/** Takes off what people copy along with a token: the scheme of the header, quotes, white space. */
export function bareToken(text: string): string {
  return text
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^(authorization:\s*)?bearer\s+/i, '')
    .replace(/\s+/g, '');
}

function decodeBase64Url(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}
