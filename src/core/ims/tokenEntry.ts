import { createHash } from 'node:crypto';
import type { ConnectionStore } from '../credentials/connectionStore';
import { AepError } from '../errors';
import { pastedToken, type AccessToken } from './accessToken';
import { renewalDueMs } from './freshness';
import type { TokenState } from './tokenState';

/** While a token still works, a failed renewal is not tried again for every request. */
const pauseAfterFailureMs = 60_000;

/** A connection with its secrets. */
export type OpenedConnection = Awaited<ReturnType<ConnectionStore['open']>>;

/** A mint under way, which every caller of this window shares. */
export interface Flight {
  /** Mint even if the store turns out to have a fresh token. */
  force: boolean;
  /** Whether Adobe was asked: before that, nothing depends on what the connection was. */
  minting: boolean;
  readonly abort: AbortController;
  readonly promise: Promise<AccessToken>;
}

/** A token as the windows share it, with the error of this machine's clock at the time it was minted. */
export interface SharedToken {
  readonly token: AccessToken;
  /** Milliseconds to add to this machine's clock to get Adobe's. */
  readonly skewMs: number;
}

/** What stands in for a token that was revoked, so that no window makes another one unasked. */
export type StoredToken = SharedToken | 'revoked';

/** What one window knows of one connection's token. */
export class TokenEntry {
  token: AccessToken | undefined;
  opened: OpenedConnection | undefined;
  /** Of connection and credential: another one means that the token is of something else. */
  print: string | undefined;
  /** Which edition of the connections it was read from; that of another one may be edited by now. */
  edition = 0;
  failure: AepError | undefined;
  /** When the last mint failed, by Adobe's clock in milliseconds. */
  failedAtMs = Number.NEGATIVE_INFINITY;
  /** Whether the failure came from reading the store: it is over when the store can be read again. */
  failedToLoad = false;
  flight: Flight | undefined;
  known = false;
  used = false;
  /** Whether the token could not be stored, so that its absence there says nothing. */
  unsaved = false;
  /** The last token that Adobe refused. */
  rejected: string | undefined;
  /** Whether the token was revoked: none is made until a person asks for one. */
  revoked = false;

  /** @param skewMs what to add to this machine's clock to get Adobe's, in milliseconds */
  state(skewMs: number): TokenState {
    const { known, token, revoked, failure } = this;
    const renewable = this.opened?.credential.kind !== 'access-token';
    return {
      known,
      minting: this.flight !== undefined,
      expiresAtMs: token && token.expiresAtMs - skewMs,
      renewalDueMs: token && renewable ? renewalDueMs(token) - skewMs : undefined,
      revoked,
      failure,
    };
  }

  /** @param nowMs Adobe's time */
  failedRecently(nowMs: number): boolean {
    return this.failure !== undefined && nowMs - this.failedAtMs < pauseAfterFailureMs;
  }

  /** Takes over what the store has. @returns the error of the clock that a new token came with, in milliseconds */
  adopt({ credential }: OpenedConnection, stored: StoredToken | undefined): number | undefined {
    if (stored === 'revoked') {
      this.revoke();
      return undefined;
    }
    // Where the mark could not be stored, the token that was revoked is still there.
    this.revoked &&= stored !== undefined && stored.token.value === this.rejected;
    if (credential.kind === 'access-token') {
      this.token = credential.accessToken === this.rejected ? undefined : pastedToken(credential.accessToken);
    } else if (!stored) {
      if (!this.unsaved && !this.flight) this.token = undefined;
    } else if (stored.token.value !== this.rejected && isNewer(stored.token, this.token)) {
      this.token = stored.token;
      this.failure = undefined;
      return stored.skewMs;
    }
    return undefined;
  }

  /** The token was revoked, here or in another window. A mint that a person asked for goes on, any other is given up. */
  revoke(): void {
    if (this.flight?.minting && !this.flight.force) this.land();
    if (!this.revoked) this.failure = undefined;
    this.revoked = true;
    this.token = undefined;
    this.unsaved = false;
  }

  /** What a caller hears who did not ask for a token itself. */
  revokedError(): AepError {
    const kind = this.opened?.credential.kind;
    const details = kind === undefined ? {} : { credentialKind: kind };
    return new AepError('TOKEN_REVOKED', 'The token was revoked and none was asked for since', { details });
  }

  /**
   * The token of a connection that has no other.
   * @throws {AepError} `TOKEN_REJECTED`, `TOKEN_EXPIRED`
   */
  pasted(isExpired: boolean): AccessToken {
    if (this.token && !isExpired) return this.token;
    const details = { credentialKind: 'access-token' } as const;
    if (this.rejected !== undefined && !this.token) {
      throw new AepError('TOKEN_REJECTED', 'The pasted token was refused', { details });
    }
    throw new AepError('TOKEN_EXPIRED', 'The pasted token has expired', { details });
  }

  /** Gives up the mint under way; its result will be dropped. */
  land(): void {
    const { flight } = this;
    this.flight = undefined;
    flight?.abort.abort();
  }

  /** The connection was edited into one that this token is not for, or one that its secret is not for. */
  becomeAnother(print: string | undefined): void {
    if (this.flight?.minting) this.land();
    this.print = print;
    this.token = undefined;
    this.failure = undefined;
    this.unsaved = false;
    this.rejected = undefined;
    this.revoked = false;
  }
}

/** Tells two states of a connection apart as far as its token goes: name and sandbox play no part. */
export function fingerprint({ connection, credential }: OpenedConnection): string {
  const { clientId, imsOrg, environment } = connection;
  const parts = [clientId, imsOrg, environment.imsOrigin, environment.platformOrigin, credential];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

/** Whether the stored token takes the place of the one in memory. */
export function isNewer(stored: AccessToken, inMemory: AccessToken | undefined): boolean {
  return !inMemory || (stored.value !== inMemory.value && stored.createdAtMs >= inMemory.createdAtMs);
}
