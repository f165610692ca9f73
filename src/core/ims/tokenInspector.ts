import { untilAborted } from '../abort';
import type { Clock } from '../clock';
import type { Connection } from '../credentials/connection';
import { AepError, toAepError } from '../errors';
import type { AccessToken } from './accessToken';
import type { ImsTokenClient, TokenVerdict } from './imsTokenClient';
import { contentOf, type TokenContent } from './tokenContent';
import type { OpenedConnection } from './tokenEntry';
import type { TokenService } from './tokenService';

/** A person waits for the document: the decoded part is worth more than a verdict that does not come. */
const longestQuestionMs = 10_000;

export interface InspectedToken {
  /** Milliseconds since the epoch, by Adobe's clock. */
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** Milliseconds to add to this machine's clock to get Adobe's. */
  readonly skewMs: number;
  readonly content: TokenContent | undefined;
  /** What IMS says, or why it said nothing. */
  readonly verdict: TokenVerdict | AepError;
}

/** What is to be said of a connection's token, free of the token. */
export interface TokenInspection {
  readonly connection: Connection;
  /** When it was looked at, by this machine's clock. */
  readonly atMs: number;
  readonly revoked: boolean;
  readonly token: InspectedToken | undefined;
}

export interface TokenInspectorOptions {
  readonly tokens: Pick<TokenService, 'current' | 'state'>;
  readonly ims: Pick<ImsTokenClient, 'validate'>;
  readonly clock: Clock;
}

/** Looks at a token without making one. */
export class TokenInspector {
  constructor(private readonly options: TokenInspectorOptions) {}

  /** @throws {AepError} of the group "what is stored"; `CONNECTION_NOT_FOUND`; an `AbortError` */
  async inspect(id: string, signal?: AbortSignal): Promise<TokenInspection> {
    const { tokens, clock } = this.options;
    const { opened, token } = await untilAborted(tokens.current(id), signal);
    const { revoked } = tokens.state(id);
    const inspected = token && (await this.#look(id, opened, token, signal));
    return { connection: opened.connection, atMs: clock.nowMs(), revoked, token: inspected };
  }

  async #look(
    id: string,
    opened: OpenedConnection,
    token: AccessToken,
    signal: AbortSignal | undefined,
  ): Promise<InspectedToken> {
    const verdict = await this.#ask(opened, token, signal);
    const { createdAtMs, expiresAtMs } = token;
    // Read after the answer of IMS, which told its time.
    const skewMs = expiresAtMs - (this.options.tokens.state(id).expiresAtMs ?? expiresAtMs);
    return { createdAtMs, expiresAtMs, skewMs, content: contentOf(token.value), verdict };
  }

  async #ask(
    opened: OpenedConnection,
    token: AccessToken,
    signal: AbortSignal | undefined,
  ): Promise<TokenVerdict | AepError> {
    const limit = new AbortController();
    const timer = this.options.clock.setTimer(() => {
      limit.abort();
    }, longestQuestionMs);
    try {
      const both = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
      return await this.options.ims.validate(opened, token.value, both);
    } catch (caught) {
      const error = toAepError(caught);
      if (error instanceof AepError) return error;
      if (signal?.aborted || !limit.signal.aborted) throw error;
      const { host } = new URL(opened.connection.environment.imsOrigin);
      return new AepError('TIMEOUT', 'IMS did not answer in time', { details: { host } });
    } finally {
      timer.dispose();
    }
  }
}
