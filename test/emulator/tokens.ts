import {
  createHash,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { secretsInPlay } from '../support/secretsInPlay';
import { type JwtCredential, type OAuthCredential } from './credentials';

export interface IssuedToken {
  token: string;
  clientId: string;
  createdAtMs: number;
  lifetimeMs: number;
  claims: Record<string, string>;
}

export interface TokenOptions {
  createdAtMs: number;
  lifetimeMs: number;
  scope: string;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const hexOf = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

export const technicalAccountOf = (credential: OAuthCredential | JwtCredential): string =>
  credential.technicalAccountId ?? `${hexOf(credential.clientId, 24).toUpperCase()}@techacct.adobe.com`;

/** The claims that Adobe documents: `created_at` and `expires_in` are strings in milliseconds; there is no `exp`. */
function claimsOf(credential: OAuthCredential | JwtCredential, options: TokenOptions): Record<string, string> {
  return {
    id: `${options.createdAtMs}_${randomUUID()}_local`,
    client_id: credential.clientId,
    user_id: technicalAccountOf(credential),
    state: JSON.stringify({ session: `https://ims.invalid/ims/session/v1/${randomBytes(150).toString('base64url')}` }),
    type: 'access_token',
    as: 'ims-na1',
    fg: randomBytes(16).toString('hex').toUpperCase(),
    moi: randomBytes(4).toString('hex'),
    c: randomBytes(16).toString('base64'),
    expires_in: String(options.lifetimeMs),
    scope: options.scope,
    created_at: String(options.createdAtMs),
  };
}

const keyId = 'ims_na1-key-at-1';

/** Every token this server issued, and the key that signs them. */
export class TokenStore {
  private readonly issued = new Map<string, IssuedToken>();
  private readonly revoked = new Set<string>();
  /** Made when it is first needed, and once for all servers of a process: making one is slow. */
  private static signingKey: KeyObject | undefined;

  issue(credential: OAuthCredential | JwtCredential, options: TokenOptions): IssuedToken {
    const claims = claimsOf(credential, options);
    const header = { alg: 'RS256', x5u: 'ims_na1-key-at-1.cer', kid: keyId, itt: 'at' };
    const signed = `${base64url(header)}.${base64url(claims)}`;
    const token = `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.key(), 'base64url')}`;
    const issued = { token, clientId: credential.clientId, claims, ...options };
    this.issued.set(token, issued);
    secretsInPlay.add('token', token);
    return issued;
  }

  /** Why a token is not accepted, or the token. A token that another server issued is unknown here. */
  check(token: string, nowMs: number): IssuedToken | 'unknown' | 'revoked' | 'expired' {
    const issued = this.issued.get(token);
    if (!issued) return 'unknown';
    if (this.revoked.has(token)) return 'revoked';
    return nowMs >= issued.createdAtMs + issued.lifetimeMs ? 'expired' : issued;
  }

  /** The public half of the key that signs, as a JSON Web Key. */
  publicKey(): object {
    return { ...createPublicKey(this.key()).export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' };
  }

  revoke(token: string): void {
    this.revoked.add(token);
  }

  revokeAll(): void {
    for (const token of this.issued.keys()) this.revoked.add(token);
  }

  private key(): KeyObject {
    TokenStore.signingKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    return TokenStore.signingKey;
  }
}
