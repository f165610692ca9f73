import type * as vscode from 'vscode';
import type { Alarms } from '../core/alarms';
import type { Clock } from '../core/clock';
import type { Disposable } from '../core/event';
import type { TokenService } from '../core/ims/tokenService';
import type { ActiveConnection } from './connections/activeConnection';
import { setContextKey } from './contextKeys';

export interface ProgressContextOptions {
  readonly active: ActiveConnection;
  readonly tokens: Pick<TokenService, 'state' | 'onDidChange'>;
  readonly alarms: Alarms;
  readonly clock: Clock;
}

/** Sets the context keys by which the walkthrough sees how far this window has come. */
export class ProgressContext implements vscode.Disposable {
  readonly #subscriptions: readonly Disposable[];
  #alarm: Disposable | undefined;

  constructor(private readonly options: ProgressContextOptions) {
    const update = (): void => {
      this.#update();
    };
    this.#subscriptions = [options.active.onDidChange(update), options.tokens.onDidChange(update)];
    this.#update();
  }

  dispose(): void {
    this.#alarm?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #update(): void {
    const { active, tokens, alarms, clock } = this.options;
    const { connection } = active;
    const expiresAtMs = connection && tokens.state(connection.id).expiresAtMs;
    const isValid = expiresAtMs !== undefined && expiresAtMs > clock.nowMs();
    setContextKey('aep.token.valid', isValid);
    setContextKey('aep.sandbox.chosen', connection?.sandbox !== undefined);
    this.#alarm?.dispose();
    this.#alarm = isValid
      ? alarms.set(expiresAtMs, () => {
          this.#update();
        })
      : undefined;
  }
}
