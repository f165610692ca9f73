import type { Alarms } from '../alarms';
import type { Clock } from '../clock';
import { AepError, logText, toAepError } from '../errors';
import type { Disposable } from '../event';
import type { Logger } from '../logger';
import type { TokenService } from './tokenService';
import type { RenewalPolicy } from './tokenState';

const firstRetryMs = 60_000;
const longestRetryMs = 15 * 60_000;
/** A window without the focus leaves the focused one time to renew, and the others time to see that it did. */
const spreadMs = { least: 10_000, most: 60_000 } as const;

export interface TokenRenewalOptions {
  readonly tokens: Pick<TokenService, 'onDidChange' | 'state' | 'isUsed' | 'renew'>;
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly policy: () => RenewalPolicy;
  readonly isFocused: () => boolean;
  readonly random?: () => number;
}

/** Renews tokens of used connections before they expire. A failure is tried again later, unless trying again cannot mend it. */
export class TokenRenewal implements Disposable {
  readonly #alarms = new Map<string, Disposable>();
  readonly #failures = new Map<string, number>();
  /** When the last attempts began, by this machine's clock. */
  readonly #attemptsMs = new Map<string, number>();
  readonly #subscription: Disposable;

  constructor(private readonly options: TokenRenewalOptions) {
    this.#subscription = options.tokens.onDidChange((id) => {
      this.#plan(id);
    });
  }

  /** To be called when the policy changed. */
  replan(): void {
    for (const id of [...this.#alarms.keys()]) this.#plan(id);
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const alarm of this.#alarms.values()) alarm.dispose();
    this.#alarms.clear();
  }

  #plan(id: string): void {
    const { tokens, clock } = this.options;
    this.#alarms.get(id)?.dispose();
    const { minting, renewalDueMs, failure } = tokens.state(id);
    if (renewalDueMs === undefined || minting || !tokens.isUsed(id) || (failure && !failure.retryable)) return;
    if (!failure) this.#failures.delete(id);
    const retryMs = failure ? Math.max(this.#retryDelayMs(id), failure.details.retryAfterMs ?? 0) : 0;
    // Where the clocks are so far apart that a new token is due at once, it is not asked for without end.
    const attemptMs = Math.min(this.#attemptsMs.get(id) ?? Number.NEGATIVE_INFINITY, clock.nowMs());
    const earliestMs = attemptMs + firstRetryMs;
    this.#setAlarm(id, Math.max(renewalDueMs, clock.nowMs() + retryMs, earliestMs), () => {
      if (this.options.isFocused()) {
        this.#renew(id);
        return;
      }
      const random = this.options.random ?? Math.random;
      const delayMs = spreadMs.least + random() * (spreadMs.most - spreadMs.least);
      this.#setAlarm(id, clock.nowMs() + delayMs, () => {
        this.#renew(id);
      });
    });
  }

  #setAlarm(id: string, atMs: number, ring: () => void): void {
    this.#alarms.set(id, this.options.alarms.set(atMs, ring));
  }

  #renew(id: string): void {
    if (this.options.policy() !== 'automatic') return;
    // Counted before the state changes, since the change plans the next attempt.
    this.#failures.set(id, (this.#failures.get(id) ?? 0) + 1);
    this.#attemptsMs.set(id, this.options.clock.nowMs());
    this.options.tokens.renew(id).catch((caught: unknown) => {
      const error = toAepError(caught);
      if (error instanceof AepError) this.options.logger.warn(`Renewal failed: ${logText(error)}`);
    });
  }

  #retryDelayMs(id: string): number {
    const failures = this.#failures.get(id) ?? 1;
    return Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs);
  }
}
