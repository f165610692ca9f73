import * as vscode from 'vscode';
import type { Alarms } from '../../core/alarms';
import type { Clock } from '../../core/clock';
import type { Disposable } from '../../core/event';
import type { TokenService } from '../../core/ims/tokenService';
import type { ActiveConnection } from '../connections/activeConnection';
import type { UsedConnection } from '../connections/choice';
import { viewIds } from '../ids';
import { ViewRow } from '../viewRow';
import { connectionItem, tokenText, type TokenText } from './connectionItem';

class ConnectionRow extends ViewRow {
  readonly kind = 'connection';
  override readonly connectionId: string;

  constructor(readonly use: UsedConnection) {
    super();
    this.connectionId = use.connection.id;
  }
}

export interface ConnectionsViewOptions {
  readonly active: ActiveConnection;
  readonly tokens: Pick<TokenService, 'state' | 'load' | 'onDidChange'>;
  readonly alarms: Alarms;
  readonly clock: Clock;
}

/** The Connections view: what there is, which one this window uses, and how each one's token does. A click selects, no more. */
export class ConnectionsView implements vscode.TreeDataProvider<ConnectionRow>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<ConnectionRow>;
  readonly #subscriptions: readonly Disposable[];
  #alarm: Disposable | undefined;
  /** What is shown, so that nothing is drawn again for nothing. */
  #shown = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly options: ConnectionsViewOptions) {
    const { active, tokens } = options;
    this.#view = vscode.window.createTreeView(viewIds.connections, { treeDataProvider: this });
    const update = (): void => {
      this.#update();
    };
    this.#subscriptions = [
      this.#view,
      this.#changed,
      active.onDidChange(update),
      tokens.onDidChange(update),
      this.#view.onDidChangeVisibility(update),
    ];
    update();
  }

  getChildren(parent?: ConnectionRow): ConnectionRow[] {
    return parent ? [] : this.options.active.state.connections.map((use) => new ConnectionRow(use));
  }

  getTreeItem({ use }: ConnectionRow): vscode.TreeItem {
    return connectionItem(use, this.#isActive(use), this.#tokenText(use));
  }

  async resolveTreeItem(item: vscode.TreeItem, { use }: ConnectionRow): Promise<vscode.TreeItem> {
    const { connectionTooltip } = await import('./connectionTooltip');
    const token = this.options.tokens.state(use.connection.id);
    item.tooltip = connectionTooltip(use, this.#isActive(use), this.#tokenText(use), token);
    return item;
  }

  dispose(): void {
    this.#alarm?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #isActive({ connection }: UsedConnection): boolean {
    return connection.id === this.options.active.connection?.id;
  }

  #tokenText(use: UsedConnection): TokenText {
    const { tokens, clock } = this.options;
    return tokenText(use, tokens.state(use.connection.id), clock.nowMs());
  }

  /** Draws what changed, looks up tokens that were not looked at yet, and plans the next look. Nothing of it while out of sight. */
  #update(): void {
    this.#alarm?.dispose();
    this.#alarm = undefined;
    if (!this.#view.visible) return;
    const { active, tokens, alarms, clock } = this.options;
    const { connections, unknownName } = active.state;
    for (const { connection } of connections) {
      if (!tokens.state(connection.id).known) void tokens.load(connection.id);
    }
    const texts = connections.map((use) => this.#tokenText(use));
    const shown = JSON.stringify([connections, active.connection?.id, texts.map(({ text }) => text)]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#changed.fire(undefined);
    }
    this.#view.message =
      unknownName === undefined || connections.length === 0
        ? ''
        : vscode.l10n.t('The setting aep.connection names “{0}”, but there is no such connection.', unknownName);
    const changes = texts.flatMap(({ changesInMs }) => changesInMs ?? []);
    if (changes.length === 0) return;
    this.#alarm = alarms.set(clock.nowMs() + Math.min(...changes), () => {
      this.#update();
    });
  }
}
