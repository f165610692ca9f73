import * as vscode from 'vscode';
import { withoutSandbox, type Connection } from '../../core/credentials/connection';
import type { ConnectionStore, ListedConnection } from '../../core/credentials/connectionStore';
import { AepError } from '../../core/errors';
import type { Sandbox } from '../../core/platform/sandboxes';
import { questionKey, resolveChoice, type Resolution, type UsedConnection } from './choice';
import { setContextKey } from '../contextKeys';
import { stateKeys } from '../ids';
import { SandboxTypes } from './sandboxTypes';
import type { Settings } from '../settings';
import { WorkspaceChoices } from './workspaceChoices';

/** Every connection, sorted by name and each in the sandbox of this window, and the one that this window works with. */
export interface ActiveState extends Resolution {
  /** Why the connections cannot be read. */
  readonly failure: AepError | undefined;
}

export interface ActiveConnectionOptions {
  readonly store: ConnectionStore;
  readonly workspaceState: vscode.Memento;
  readonly globalState: vscode.Memento;
  readonly settings: Pick<Settings, 'choosing' | 'onDidChangeChoosing'>;
}

const nothing: Resolution = { connections: [], active: undefined, question: undefined, unknownName: undefined };

/**
 * Which connection and sandbox this window works with. Windows share connections and tokens, never the choice: it is kept with the
 * workspace, and a window that never chose takes the last choice of a connection once, at its start, and stays there.
 */
export class ActiveConnection implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly #choices: WorkspaceChoices;
  readonly #types: SandboxTypes;
  #fallbackId: string | undefined;
  #state: ActiveState = { ...nothing, failure: undefined };
  /** Ends with the reading that was begun last; a failure of it is told to those who asked for it. */
  #lastReading: Promise<void> = Promise.resolve();
  /** The reading that has not begun yet. */
  #nextReading: Promise<void> | undefined;

  /** Fires when the active connection, its sandbox, or what is known of any, changed. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly options: ActiveConnectionOptions) {
    const { store, workspaceState, globalState, settings } = options;
    this.#choices = new WorkspaceChoices(workspaceState, settings.choosing);
    this.#types = new SandboxTypes(globalState);
    this.#fallbackId = globalState.get<string>(stateKeys.chosenConnection);
    const refresh = (): void => void this.refresh();
    this.#subscriptions = vscode.Disposable.from(store.onDidChange(refresh), settings.onDidChangeChoosing(refresh));
  }

  get state(): ActiveState {
    return this.#state;
  }

  get connection(): Connection | undefined {
    return this.#state.active?.connection;
  }

  /**
   * The connection of this window, for what cannot do without.
   * @throws {AepError} `NO_CONNECTION`, `CONNECTION_UNCHOSEN`, and what is wrong with the store
   */
  required(): Connection {
    const { active, connections, failure } = this.#state;
    if (active) return active.connection;
    if (failure) throw failure;
    if (connections.length > 0) throw new AepError('CONNECTION_UNCHOSEN', 'No connection is chosen');
    throw new AepError('NO_CONNECTION', 'There is no connection');
  }

  /** Reads the connections again. Never throws: a failure becomes the state. */
  refresh(): Promise<void> {
    // Calls that come while one is reading share a second reading, which sees what they came for.
    if (this.#nextReading) return this.#nextReading;
    const next = this.#lastReading.then(() => {
      this.#nextReading = undefined;
      return this.#read();
    });
    this.#nextReading = next;
    this.#lastReading = next.catch(() => undefined);
    return next;
  }

  /**
   * A connection as this window uses it.
   * @throws {AepError} `CONNECTION_NOT_FOUND`, and what is wrong with the store
   */
  async get(id: string): Promise<UsedConnection> {
    const listed = await this.options.store.get(id);
    await this.refresh();
    return this.#state.connections.find(({ connection }) => connection.id === id) ?? this.#alone(listed);
  }

  /** Makes a connection this workspace's choice, and that of windows that will not have one. */
  async choose(id: string): Promise<void> {
    this.#fallbackId = id;
    await this.#choices.chooseConnection(id);
    await this.options.globalState.update(stateKeys.chosenConnection, id);
    await this.refresh();
  }

  /** Chooses a connection's sandbox in this workspace; `null` sends no sandbox header. */
  async chooseSandbox(id: string, sandbox: string | null): Promise<void> {
    await this.#choices.chooseSandbox(id, sandbox);
    await this.refresh();
  }

  /** The type of the sandbox that the connection's calls reach without a header, where Adobe said it. */
  defaultTypeOf(connection: Connection): string | undefined {
    return this.#types.typeOf(withoutSandbox(connection));
  }

  /** Remembers what Adobe said of a connection's sandboxes. */
  async rememberSandboxes(connection: Connection, listed: readonly Sandbox[]): Promise<void> {
    const ids = [...this.#state.connections.map((use) => use.connection.id), connection.id];
    await this.#types.remember(connection, listed, ids);
    await this.refresh();
  }

  /** Remembers whether a setting may choose this connection with its sandbox in this workspace. */
  async answerQuestion(connection: Connection, mayUse: boolean): Promise<void> {
    await this.#choices.answer(questionKey(connection), mayUse);
    await this.refresh();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<void> {
    try {
      const state = this.#resolve(await this.options.store.list());
      const isOwn = this.options.settings.choosing().connection === undefined;
      if (state.active && isOwn) this.#fallbackId = state.active.connection.id;
      this.#state = { ...state, failure: undefined };
    } catch (error) {
      if (!(error instanceof AepError)) throw error;
      this.#state = { ...nothing, failure: error };
    }
    const { connections, active } = this.#state;
    setContextKey('aep.connections', active ? 'chosen' : connections.length > 0 ? 'unchosen' : 'none');
    this.#changed.fire();
  }

  #resolve(connections: readonly ListedConnection[]): Resolution {
    return resolveChoice({
      connections,
      fallbackId: this.#fallbackId,
      choices: this.#choices.read(),
      settings: this.options.settings.choosing(),
      typeOf: (connection) => this.#types.typeOf(connection),
    });
  }

  /** One that another window added just now. */
  #alone(listed: ListedConnection): UsedConnection {
    return this.#resolve([listed]).connections[0] ?? { ...listed, sandboxSource: 'connection', sandboxType: undefined };
  }
}
