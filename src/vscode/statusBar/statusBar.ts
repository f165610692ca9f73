import * as vscode from 'vscode';
import type { Alarms } from '../../core/alarms';
import type { Clock } from '../../core/clock';
import type { Disposable } from '../../core/event';
import type { TokenService } from '../../core/ims/tokenService';
import type { ActiveConnection } from '../activeConnection';
import type { UsedConnection } from '../choice';
import { commandIds, statusBarItemId } from '../ids';
import type { Settings } from '../settings';
import { statusBarModel, type StatusBarModel } from './statusBarModel';
import { statusTooltip } from './statusTooltip';

export interface StatusBarOptions {
  readonly active: ActiveConnection;
  readonly tokens: TokenService;
  readonly settings: Pick<Settings, 'renewalPolicy' | 'onDidChangeRenewalPolicy'>;
  readonly alarms: Alarms;
  readonly clock: Clock;
}

const backgrounds = {
  none: undefined,
  warning: new vscode.ThemeColor('statusBarItem.warningBackground'),
  error: new vscode.ThemeColor('statusBarItem.errorBackground'),
} as const;

/** One item that says whether the token is valid and how long. It is written when its text changes, not every second. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(statusBarItemId, vscode.StatusBarAlignment.Left);
  readonly #subscriptions: readonly Disposable[];
  #alarm: Disposable | undefined;

  constructor(private readonly options: StatusBarOptions) {
    const { active, tokens, settings } = options;
    this.#item.name = vscode.l10n.t('AEP Access Token');
    this.#item.command = commandIds.showMenu;
    const update = (): void => {
      this.#update();
    };
    this.#subscriptions = [
      active.onDidChange(() => {
        this.#load();
      }),
      tokens.onDidChange(update),
      settings.onDidChangeRenewalPolicy(update),
      // Rings what slept over its time, this item's own alarm among it.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) options.alarms.check();
      }),
    ];
  }

  dispose(): void {
    this.#alarm?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#item.dispose();
  }

  /** The active connection changed: its token may not have been looked at yet. */
  #load(): void {
    const { active, tokens } = this.options;
    const { connection } = active;
    if (connection && !tokens.state(connection.id).known) void tokens.load(connection.id);
    this.#update();
  }

  #update(): void {
    const { active, tokens, settings, alarms, clock } = this.options;
    const { connection } = active;
    const token = connection && tokens.state(connection.id);
    const nowMs = clock.nowMs();
    const model = statusBarModel({ active: active.state, token, policy: settings.renewalPolicy(), nowMs });
    this.#show(model, active.state.active, token?.expiresAtMs);
    this.#alarm?.dispose();
    this.#alarm =
      model.changesInMs === undefined
        ? undefined
        : alarms.set(nowMs + model.changesInMs, () => {
            this.#update();
          });
  }

  #show(model: StatusBarModel, use: UsedConnection | undefined, expiresAtMs: number | undefined): void {
    this.#item.text = model.text;
    this.#item.accessibilityInformation = { label: model.spoken, role: 'button' };
    this.#item.backgroundColor = backgrounds[model.background];
    this.#item.tooltip = statusTooltip(model, use, expiresAtMs);
    this.#item.show();
  }
}
