import { randomUUID } from 'node:crypto';
import { AepError } from '../errors';
import { Emitter, type Disposable, type Event } from '../event';
import type { Connection, Credential } from './connection';
import type { NewConnection } from './connectionInput';
import {
  readConnection,
  readConnections,
  summaryOf,
  writeConnections,
  type StoredConnection,
} from './connectionRecord';
import type { SecretStore, ShadowStore } from './secretStore';

/** A connection as it is listed: never with its secrets, only with whether they are there. */
export interface ListedConnection {
  readonly connection: Connection;
  /** `missing`: lost with the keyring, or entered for another client id or IMS origin. */
  readonly secret: 'present' | 'missing';
}

/** What may change in a connection. A credential that is not given is kept, where it may still be used. */
export type ConnectionPatch = Partial<Omit<NewConnection, 'sandbox'>> & { readonly sandbox?: string | undefined };

const recordKey = 'aep.connections';

/**
 * All connections, in one record of the secret store, so that metadata and secrets cannot disagree and one change event drives
 * every window. `shadow` holds the non-secret part once more: when the record is gone (a lost keyring), the connections are still
 * listed, with their secrets missing.
 *
 * Every method may throw {@link AepError} `STORE_UNAVAILABLE`, `RECORD_UNREADABLE` or `RECORD_NEWER`.
 */
export class ConnectionStore implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  /** Changes of this window go one after the other: each reads the record, changes it and writes it back. */
  #lastChange: Promise<unknown> = Promise.resolve();

  /** Fires after any window changed a connection. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(
    private readonly secrets: SecretStore,
    private readonly shadow: ShadowStore,
  ) {
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key === recordKey) this.#changed.fire();
    });
  }

  /** Sorted by name. */
  async list(): Promise<readonly ListedConnection[]> {
    const stored = await this.#read();
    return stored
      .map((item) => ({ connection: item.connection, secret: usableCredential(item) ? 'present' : 'missing' }) as const)
      .sort((a, b) => a.connection.name.localeCompare(b.connection.name));
  }

  /** @throws {AepError} `CONNECTION_NOT_FOUND` */
  async get(id: string): Promise<ListedConnection> {
    return (await this.list()).find(({ connection }) => connection.id === id) ?? notFound();
  }

  /**
   * A connection with its secrets, for whoever talks to Adobe.
   * @throws {AepError} `CONNECTION_NOT_FOUND`, `SECRET_MISSING`
   */
  async open(id: string): Promise<{ readonly connection: Connection; readonly credential: Credential }> {
    const item = (await this.#read()).find(({ connection }) => connection.id === id) ?? notFound();
    const credential = usableCredential(item);
    if (credential) return { connection: item.connection, credential };
    throw new AepError('SECRET_MISSING', 'The secret of this connection is not on this machine', {
      details: { connection: item.connection.name },
    });
  }

  /** @throws {AepError} `NAME_TAKEN` */
  async add(input: NewConnection): Promise<Connection> {
    const [connection] = await this.addAll([input]);
    return connection ?? notFound();
  }

  /**
   * Adds all of them or none.
   * @throws {AepError} `NAME_TAKEN`
   */
  async addAll(inputs: readonly NewConnection[]): Promise<readonly Connection[]> {
    const added = inputs.map(({ credential, ...rest }): StoredConnection => {
      const connection: Connection = { ...rest, id: randomUUID(), credential: summaryOf(credential) };
      return { connection, credential: enter(credential, connection) };
    });
    await this.#change((stored) => [...stored, ...added]);
    return added.map(({ connection }) => connection);
  }

  /** @throws {AepError} `CONNECTION_NOT_FOUND`, `NAME_TAKEN` */
  async update(id: string, patch: ConnectionPatch): Promise<Connection> {
    let updated: Connection | undefined;
    await this.#change((stored) => {
      const before = stored.find((item) => item.connection.id === id) ?? notFound();
      const after = applyPatch(before, patch);
      updated = after.connection;
      return stored.map((item) => (item === before ? after : item));
    });
    return updated ?? notFound();
  }

  /** Deletes the connection with its secrets. A connection that is gone already is no error. */
  async remove(id: string): Promise<void> {
    await this.#change((stored) => stored.filter(({ connection }) => connection.id !== id));
  }

  /**
   * Deletes all connections, also those of a record that cannot be read.
   * @returns the ids of those that are known, whose tokens have records of their own
   */
  async reset(): Promise<readonly string[]> {
    const ids = this.#readShadow().map(({ connection }) => connection.id);
    // An empty record rather than none, which would mean that the keyring was lost, and the shadow come back in another window.
    await this.#write(() => Promise.resolve([]));
    // Names and IDs are to go, too: here it is a failure when they do not.
    await storeCall(() => this.shadow.update(recordKey, undefined));
    return ids;
  }

  /** Whether a name is free, compared without case. */
  async isNameFree(name: string, exceptId?: string): Promise<boolean> {
    return !(await this.#read()).some(
      (item) => sameName(item.connection.name, name) && item.connection.id !== exceptId,
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<readonly StoredConnection[]> {
    const text = await storeCall(() => this.secrets.get(recordKey));
    return text === undefined ? this.#readShadow() : readConnections(text);
  }

  #readShadow(): readonly StoredConnection[] {
    const shadow = this.shadow.get(recordKey);
    if (!Array.isArray(shadow)) return [];
    return shadow.flatMap((item: unknown) => {
      const connection = readConnection(item);
      return connection ? [{ connection, credential: undefined }] : [];
    });
  }

  #change(edit: (stored: readonly StoredConnection[]) => readonly StoredConnection[]): Promise<void> {
    return this.#write(async () => {
      const after = edit(await this.#read());
      refuseDoubleNames(after);
      return after;
    });
  }

  /** One change after the other: each is made to what the one before it left. */
  #write(make: () => Promise<readonly StoredConnection[]>): Promise<void> {
    const change = this.#lastChange.then(async () => {
      const after = await make();
      await storeCall(() => this.secrets.store(recordKey, writeConnections(after)));
      await this.#castShadow(after.map(({ connection }) => connection));
      // Not every host tells the window that made the change, and none at once.
      this.#changed.fire();
    });
    this.#lastChange = change.catch(() => undefined);
    return change;
  }

  /** What the shadow is for may never happen, and the change itself is stored: failing here is no failure of it. */
  async #castShadow(connections: readonly Connection[]): Promise<void> {
    try {
      await this.shadow.update(recordKey, connections);
    } catch {
      // The next change casts it again.
    }
  }
}

function usableCredential({ connection, credential }: StoredConnection): Credential | undefined {
  if (!credential) return undefined;
  const { clientId, imsOrigin, platformOrigin } = credential.enteredFor;
  const { environment } = connection;
  const fits =
    clientId === connection.clientId &&
    imsOrigin === environment.imsOrigin &&
    (credential.credential.kind !== 'access-token' || platformOrigin === environment.platformOrigin);
  return fits ? credential.credential : undefined;
}

function enter(credential: Credential, { clientId, environment }: Connection): StoredConnection['credential'] {
  const { imsOrigin, platformOrigin } = environment;
  return { credential, enteredFor: { clientId, imsOrigin, platformOrigin } };
}

function applyPatch(before: StoredConnection, patch: ConnectionPatch): StoredConnection {
  const { credential, sandbox, ...rest } = patch;
  const { sandbox: oldSandbox, ...kept } = before.connection;
  const newSandbox = 'sandbox' in patch ? sandbox : oldSandbox;
  const connection: Connection = {
    ...kept,
    ...rest,
    credential: credential ? summaryOf(credential) : kept.credential,
    ...(newSandbox === undefined ? {} : { sandbox: newSandbox }),
  };
  return { connection, credential: credential ? enter(credential, connection) : before.credential };
}

function refuseDoubleNames(stored: readonly StoredConnection[]): void {
  const names = stored.map(({ connection }) => connection.name);
  const double = names.find((name, index) => names.findIndex((other) => sameName(other, name)) !== index);
  if (double === undefined) return;
  throw new AepError('NAME_TAKEN', 'The name is taken', { details: { field: 'name', connection: double } });
}

/** Names differ by more than case and the space around them. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function notFound(): never {
  throw new AepError('CONNECTION_NOT_FOUND', 'There is no such connection', { details: { field: 'connectionId' } });
}

/** The keyring may be locked, gone or broken; what it says of that could quote the secret, so it is not kept. */
export async function storeCall<T>(call: () => PromiseLike<T>): Promise<T> {
  try {
    return await call();
  } catch {
    throw new AepError('STORE_UNAVAILABLE', 'The secret storage of VS Code failed');
  }
}
