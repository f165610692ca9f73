import { createHash } from 'node:crypto';
import type { CredentialKind } from '../credentials/connection';
import type { ConnectionStore } from '../credentials/connectionStore';
import { AepError } from '../errors';
import type { ToldTime } from '../http/serverTime';
import { SharedWork } from '../sharedWork';
import { pastedToken, type AccessToken } from './accessToken';
import { renewalDueMs } from './freshness';
import type { TokenState } from './tokenState';

/** While a token still works, a failed renewal is not tried again for every request; nor is one made for every refusal. */
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
  /** A look at the store under way, by the edition of the connections that it began with. */
  readonly reading = new SharedWork<OpenedConnection>();
  known = false;
  used = false;
  /** Whether the token could not be stored, so that its absence there says nothing. */
  unsaved = false;
  /** The last token that Adobe refused. */
  rejected: string | undefined;
  /** When that was, by Adobe's clock in milliseconds. */
  rejectedAtMs = Number.NEGATIVE_INFINITY;
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

  /**
   * Adobe refused the token that there is. Where the one before it was refused just now, a third would fare no better, and Adobe
   * throttles who makes too many (Developer Console, "Implementation guide"): this one is kept and tried again, since Adobe may
   * come round to it, and a person can ask for another.
   * @param nowMs Adobe's time
   * @returns whether the token was dropped, so that another one takes its place
   */
  reject(value: string, nowMs: number): boolean {
    if (nowMs - this.rejectedAtMs < pauseAfterFailureMs) return false;
    this.rejected = value;
    this.rejectedAtMs = nowMs;
    this.token = undefined;
    return true;
  }

  /** Takes over what the store has. @returns what a new token says of the time */
  adopt({ credential }: OpenedConnection, stored: StoredToken | undefined): ToldTime | undefined {
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
      return { skewMs: stored.skewMs, pastMs: stored.token.createdAtMs };
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
  revokedError(credentialKind: CredentialKind): AepError {
    const details = { credentialKind };
    return new AepError('TOKEN_REVOKED', 'The token was revoked and none was asked for since', { details });
  }

  /**
   * The token of a connection that has no other. It asks nobody who would say what time it is, so that only one which has expired
   * by this machine's clock too is not tried: a clock that was set right leaves a wrong idea of Adobe's time behind.
   * @param nowMs Adobe's time
   * @param skewMs Adobe's time less this machine's
   * @throws {AepError} `TOKEN_REJECTED`, `TOKEN_EXPIRED`
   */
  pasted(nowMs: number, skewMs: number): AccessToken {
    if (this.token && this.token.expiresAtMs > Math.min(nowMs, nowMs - skewMs)) return this.token;
    const details = { credentialKind: 'access-token' } as const;
    if (this.rejected !== undefined) {
      throw new AepError('TOKEN_REJECTED', 'The pasted token was refused', { details });
    }
    throw new AepError('TOKEN_EXPIRED', 'The pasted token has expired', { details });
  }

  /**
   * What was read last stands in while the keyring is locked: it takes no token away that still works.
   * @param edition of the connections now
   * @throws what reading failed with, where that is something else or the connections were edited since
   */
  lastRead(error: unknown, edition: number): OpenedConnection {
    const isLocked = error instanceof AepError && error.code === 'STORE_UNAVAILABLE';
    if (isLocked && this.opened && this.edition === edition) return this.opened;
    throw error;
  }

  /** Whether the token may be sent there. */
  isFor(platformOrigin: string): boolean {
    return this.opened?.connection.environment.platformOrigin === platformOrigin;
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
    this.rejectedAtMs = Number.NEGATIVE_INFINITY;
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
function isNewer(stored: AccessToken, inMemory: AccessToken | undefined): boolean {
  return !inMemory || (stored.value !== inMemory.value && stored.createdAtMs >= inMemory.createdAtMs);
}
