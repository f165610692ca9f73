import * as vscode from 'vscode';
import type { Alarms } from '../../core/alarms';
import type { Clock } from '../../core/clock';
import type { AepError } from '../../core/errors';
import type { Disposable } from '../../core/event';
import type { TokenService } from '../../core/ims/tokenService';
import type { ActiveConnection, ActiveState } from '../connections/activeConnection';
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
  #shown: StatusBarModel | undefined;

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
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#lookAgain();
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

  /** What a person turns to must be true: the machine may have slept, and news of other windows may have been lost. */
  #lookAgain(): void {
    const { active, tokens, alarms } = this.options;
    alarms.check();
    void active.refresh();
    if (active.connection) void tokens.load(active.connection.id);
  }

  #update(): void {
    const { active, tokens, settings, alarms, clock } = this.options;
    const { connection } = active;
    const token = connection && tokens.state(connection.id);
    const nowMs = clock.nowMs();
    const model = statusBarModel({ active: active.state, token, policy: settings.renewalPolicy(), nowMs });
    this.#show(model, active.state, token?.expiresAtMs);
    this.#alarm?.dispose();
    this.#alarm =
      model.changesInMs === undefined
        ? undefined
        : alarms.set(nowMs + model.changesInMs, () => {
            this.#update();
          });
  }

  #show(model: StatusBarModel, state: ActiveState, expiresAtMs: number | undefined): void {
    this.#shown = model;
    this.#item.text = model.text;
    this.#item.backgroundColor = backgrounds[model.background];
    this.#describe(model.spoken, statusTooltip(model, undefined, state, expiresAtMs));
    this.#item.show();
    if (model.failure) void this.#explain(model, model.failure, state, expiresAtMs);
  }

  /** The sentences for failures are loaded with the first failure: most windows never see one. */
  async #explain(model: StatusBarModel, failure: AepError, ...of: readonly [ActiveState, number?]): Promise<void> {
    const { presentError } = await import('../errorPresenter');
    if (this.#shown !== model) return;
    const { cause, message } = presentError(failure);
    const status = model.status === '' ? cause : model.status;
    const spoken = model.status === '' ? `${model.spoken} ${cause}` : model.spoken;
    this.#describe(spoken, statusTooltip({ status }, message, ...of));
  }

  #describe(label: string, tooltip: vscode.MarkdownString): void {
    this.#item.accessibilityInformation = { label, role: 'button' };
    this.#item.tooltip = tooltip;
  }
}
