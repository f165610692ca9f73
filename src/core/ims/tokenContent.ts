import { parseJson, asObject, asString } from '../shape';
import { readTokenClaims } from '../credentials/tokenClaims';
import { looksSecret } from '../redact';

/** Stands in for a claim that could be a secret of its own. */
export const leftOut = '(left out)';

/** Deeper than Adobe nests, and shallow enough for any stack. */
const deepest = 20;

/** What can be shown of a token: nothing that it could be rebuilt from, neither itself nor its signature. */
export interface TokenContent {
  /** User or technical account: `…@techacct.adobe.com`. */
  readonly account: string | undefined;
  readonly clientId: string | undefined;
  readonly scopes: readonly string[];
  /** The payload, with {@link leftOut} for what could be a secret. */
  readonly claims: unknown;
}

/** @returns `undefined` for a token whose payload cannot be read */
export function contentOf(token: string): TokenContent | undefined {
  const known = readTokenClaims(token);
  const payload = asObject(parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  if (!known || !payload) return undefined;
  return {
    account: tellable(asString(payload.user_id)),
    clientId: tellable(known.clientId),
    scopes: known.scopes.map((scope) => tellable(scope) ?? leftOut),
    claims: screened(payload, token, 0),
  };
}

function tellable(text: string | undefined): string | undefined {
  return text !== undefined && looksSecret(text) ? leftOut : text;
}

/** The value without what could be a secret, in names as in values. */
function screened(value: unknown, token: string, depth: number): unknown {
  if (depth > deepest) return leftOut;
  if (typeof value === 'string') return isSecret(value, token) ? leftOut : value;
  if (Array.isArray(value)) return value.map((item: unknown) => screened(item, token, depth + 1));
  const object = asObject(value);
  if (!object) return value;
  return Object.fromEntries(
    Object.entries(object).map(([name, inner]) => {
      if (isSecret(name, token)) return [leftOut, leftOut];
      const isNamedSecret = typeof inner === 'string' && looksSecret(`${name}: ${inner}`);
      return [name, isNamedSecret ? leftOut : screened(inner, token, depth + 1)];
    }),
  );
}

/** Short runs are no secret, but no part of the token itself is shown either, however it got among its claims. */
function isSecret(text: string, token: string): boolean {
  if (looksSecret(text)) return true;
  return text.length >= 12 && (token.includes(text) || token.split('.').some((part) => text.includes(part)));
}
