import * as vscode from 'vscode';
import type { Connection } from '../core/credentials/connection';
import type { ConnectionStore, ListedConnection } from '../core/credentials/connectionStore';
import { AepError } from '../core/errors';
import { setContextKey } from './contextKeys';
import { stateKeys } from './ids';

export interface ActiveState {
  /** Every connection, sorted by name. */
  readonly connections: readonly ListedConnection[];
  /** The one that this window works with. */
  readonly active: ListedConnection | undefined;
  /** Why the connections cannot be read. */
  readonly failure: AepError | undefined;
}

/**
 * Which connection this window works with. Windows share connections and tokens, never the choice: it is kept with the workspace,
 * and a window that never chose takes the last choice once, at its start, and stays there.
 */
export class ActiveConnection implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #chosenId: string | undefined;
  #state: ActiveState = { connections: [], active: undefined, failure: undefined };
  #reading: Promise<void> | undefined;

  /** Fires when the active connection, or what is known of any, changed. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly store: ConnectionStore,
    private readonly workspaceState: vscode.Memento,
    private readonly globalState: vscode.Memento,
  ) {
    this.#chosenId =
      workspaceState.get<string>(stateKeys.chosenConnection) ?? globalState.get<string>(stateKeys.chosenConnection);
    this.#subscription = vscode.Disposable.from(store.onDidChange(() => void this.refresh()));
  }

  get state(): ActiveState {
    return this.#state;
  }

  get connection(): Connection | undefined {
    return this.#state.active?.connection;
  }

  /** Reads the connections again. Never throws: a failure becomes the state. */
  async refresh(): Promise<void> {
    // Calls that come while one is reading share a second reading, which sees what they came for.
    const next = (this.#reading ?? Promise.resolve()).then(() => this.#read());
    this.#reading = next;
    await next;
  }

  /** Makes a connection this workspace's choice, and that of windows that will not have one. */
  async choose(id: string): Promise<void> {
    this.#chosenId = id;
    await this.workspaceState.update(stateKeys.chosenConnection, id);
    await this.globalState.update(stateKeys.chosenConnection, id);
    await this.refresh();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<void> {
    try {
      const connections = await this.store.list();
      const chosen = connections.find(({ connection }) => connection.id === this.#chosenId);
      // With one connection there is nothing to choose.
      const active = chosen ?? (connections.length === 1 ? connections[0] : undefined);
      if (active) this.#chosenId = active.connection.id;
      this.#state = { connections, active, failure: undefined };
    } catch (error) {
      if (!(error instanceof AepError)) throw error;
      this.#state = { connections: [], active: undefined, failure: error };
    }
    const { connections, active } = this.#state;
    setContextKey('aep.connections', active ? 'chosen' : connections.length > 0 ? 'unchosen' : 'none');
    this.#changed.fire();
  }
}
