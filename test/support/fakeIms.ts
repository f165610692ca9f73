import { type Connection, type Credential } from '../../src/core/credentials/connection';
import { AepError, type AepErrorCode } from '../../src/core/errors';
import { type ServerTime } from '../../src/core/http/serverTime';
import { type AccessToken } from '../../src/core/ims/accessToken';
import { tokenOf } from './connections';
import { type FakeClock } from './fakeClock';

export interface MintCall {
  readonly connection: Connection;
  readonly credential: Credential;
  readonly signal: AbortSignal | undefined;
  /** Answers with a token made now. */
  answer(): AccessToken;
  refuse(refusal: AepErrorCode | Error): void;
}

/** Mints at once, or when the test says so; counts. */
export class FakeIms {
  readonly calls: MintCall[] = [];
  /** Answers wait for {@link MintCall.answer}. */
  held = false;
  /** What every mint is refused with, while there is something. */
  refusal: AepErrorCode | Error | undefined;
  lifetimeMs = 24 * 3_600_000;
  /** Adobe's clock less that of this machine. */
  skewMs = 0;

  constructor(private readonly clock: FakeClock) {}

  get mints(): number {
    return this.calls.length;
  }

  /** The part that a window has, with that window's idea of the time at Adobe. */
  forWindow(time: ServerTime): { mint: (...args: [Connection, Credential, AbortSignal?]) => Promise<AccessToken> } {
    return { mint: (...args) => this.#mint(time, ...args) };
  }

  #mint(time: ServerTime, connection: Connection, credential: Credential, signal?: AbortSignal): Promise<AccessToken> {
    return new Promise((resolve, reject) => {
      const observe = (): void => {
        const atMs = this.clock.nowMs();
        time.observe(connection.environment.imsOrigin, { dateMs: atMs + this.skewMs, atMs });
      };
      const call: MintCall = {
        connection,
        credential,
        signal,
        answer: () => {
          observe();
          const token = this.#token(this.calls.indexOf(call) + 1);
          resolve(token);
          return token;
        },
        refuse: (refusal) => {
          observe();
          reject(refusal instanceof Error ? refusal : new AepError(refusal, 'IMS refused'));
        },
      };
      this.calls.push(call);
      if (this.refusal !== undefined) call.refuse(this.refusal);
      else if (!this.held) call.answer();
    });
  }

  #token(number: number): AccessToken {
    const createdAtMs = this.clock.nowMs() + this.skewMs;
    const value = tokenOf({ id: number, created_at: String(createdAtMs), expires_in: String(this.lifetimeMs) });
    return { value, createdAtMs, expiresAtMs: createdAtMs + this.lifetimeMs };
  }
}
