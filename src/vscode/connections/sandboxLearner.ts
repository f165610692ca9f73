import type { Connection } from '../../core/credentials/connection';
import { AepError, toAepError } from '../../core/errors';
import type { Disposable } from '../../core/event';
import type { TokenService } from '../../core/ims/tokenService';
import type { Logger } from '../../core/logger';
import type { ActiveConnection } from './activeConnection';

export interface SandboxLearnerOptions {
  readonly active: Pick<ActiveConnection, 'state' | 'connection' | 'onDidChange'>;
  readonly tokens: Pick<TokenService, 'current'>;
  /** Lists and remembers, and has no token made for it. */
  readonly sandboxes: { list(connection: Connection, signal?: AbortSignal): Promise<unknown> };
  readonly logger: Logger;
}

/**
 * Learns what Adobe calls the sandbox of a connection where nobody looked at the list of sandboxes: production is to be unmistakable
 * from the start. It is told when a person had this window talk to Adobe and never asks by itself; silently, and once for each token.
 */
export class SandboxLearner implements Disposable {
  /** By connection: when the token was made with which it was tried. */
  readonly #tried = new Map<string, number>();
  readonly #underWay = new Map<string, AbortController>();
  /** Connections that were left before Adobe answered. */
  readonly #left = new Set<string>();
  readonly #subscription: Disposable;
  #activeId: string | undefined;

  constructor(private readonly options: SandboxLearnerOptions) {
    this.#activeId = options.active.connection?.id;
    this.#subscription = options.active.onDidChange(() => {
      this.#follow();
    });
  }

  /** To be called when something of the connection came from Adobe. Never throws. */
  async learn(id: string): Promise<void> {
    try {
      const connection = this.#unknown(id);
      const { token } = connection ? await this.options.tokens.current(id) : {};
      if (!connection || !token || this.#underWay.has(id) || this.#tried.get(id) === token.createdAtMs) return;
      this.#tried.set(id, token.createdAtMs);
      await this.#list(connection);
    } catch (caught) {
      const error = toAepError(caught);
      if (error instanceof AepError) this.options.logger.debug(`The type of a sandbox stays unknown: ${error.code}`);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#endAll();
  }

  async #list(connection: Connection): Promise<void> {
    const { id } = connection;
    const abort = new AbortController();
    this.#underWay.set(id, abort);
    try {
      await this.options.sandboxes.list(connection, abort.signal);
    } finally {
      this.#underWay.delete(id);
      if (abort.signal.aborted) {
        this.#tried.delete(id);
        this.#left.add(id);
      }
    }
  }

  /** The connection, if the type of its sandbox in this window is not known. */
  #unknown(id: string): Connection | undefined {
    const use = this.options.active.state.connections.find(({ connection }) => connection.id === id);
    return use?.sandboxType === undefined ? use?.connection : undefined;
  }

  /** What is learnt of a connection that was left is given up until one comes back to it. */
  #follow(): void {
    const id = this.options.active.connection?.id;
    if (id === this.#activeId) return;
    this.#activeId = id;
    this.#endAll();
    if (id !== undefined && this.#left.delete(id)) void this.learn(id);
  }

  #endAll(): void {
    for (const abort of this.#underWay.values()) abort.abort();
  }
}
