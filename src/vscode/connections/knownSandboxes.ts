import type { Connection } from '../../core/credentials/connection';
import type { Sandbox, Sandboxes } from '../../core/platform/sandboxes';
import type { ActiveConnection } from './activeConnection';

/** Lists sandboxes and remembers what Adobe calls each: whoever asks for the list, production is marked from then on. */
export class KnownSandboxes {
  constructor(
    private readonly sandboxes: Pick<Sandboxes, 'list'>,
    private readonly active: Pick<ActiveConnection, 'rememberSandboxes'>,
  ) {}

  /** @throws {AepError} what {@link Sandboxes.list} throws; an `AbortError` */
  async list(connection: Connection, signal?: AbortSignal): Promise<readonly Sandbox[]> {
    const listed = await this.sandboxes.list(connection, signal);
    await this.active.rememberSandboxes(connection, listed);
    return listed;
  }
}
