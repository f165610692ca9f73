import type { AepError } from '../errors';

/** `automatic`: before expiry, in the background. `onUse`: when a token is needed. `never`: only when a person asks for it. */
export type RenewalPolicy = 'automatic' | 'onUse' | 'never';

/** What can be shown of a connection's token. Times are milliseconds since the epoch by this machine's clock. */
export interface TokenState {
  /** Whether the store has been asked yet. */
  readonly known: boolean;
  readonly minting: boolean;
  /** Expiry of the last token, also when it has passed; `undefined` when there is none. */
  readonly expiresAtMs: number | undefined;
  /** When renewal is due; `undefined` for a token that cannot be renewed. */
  readonly renewalDueMs: number | undefined;
  /** Whether the token was revoked: none is made until a person asks for one. */
  readonly revoked: boolean;
  /** Why the last mint failed; gone with the next token. */
  readonly failure: AepError | undefined;
}

export interface GetOptions {
  /** Ends this caller's wait, never the shared mint. */
  readonly signal?: AbortSignal | undefined;
  /** Where the caller will send the token. It gets an `AbortError` when the connection has another platform by then. */
  readonly platformOrigin?: string;
  /** A person asked for the token itself: it is minted even where renewal is off. */
  readonly explicit?: boolean;
}
