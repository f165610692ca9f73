import { storeCall } from '../credentials/connectionStore';
import type { SecretStore } from '../credentials/secretStore';
import { Emitter, type Disposable, type Event } from '../event';
import { asNumber, asObject, asString, asTimeMs, parseJson } from '../shape';
import { fingerprint, type OpenedConnection, type SharedToken, type StoredToken } from './tokenEntry';

const version = 1;
const keyPrefix = 'aep.token.';

/**
 * One record per token in the secret store, through which windows share tokens. A token is given out only for the client id,
 * organisation, origins and credential that it was minted for. A record that cannot be read counts as none: a token is replaceable.
 */
export class TokenRecords implements Disposable {
  readonly #changed = new Emitter<string>();
  readonly #subscription: Disposable;

  /** Fires with the connection's id after any window changed its token. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(private readonly secrets: SecretStore) {
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(keyPrefix)) this.#changed.fire(key.slice(keyPrefix.length));
    });
  }

  /** @throws {AepError} `STORE_UNAVAILABLE` */
  async read(opened: OpenedConnection): Promise<StoredToken | undefined> {
    const text = await storeCall(() => this.secrets.get(keyPrefix + opened.connection.id));
    const record = text === undefined ? undefined : asObject(parseJson(text));
    if (record?.version !== version || record.boundTo !== fingerprint(opened)) return undefined;
    if (record.revoked === true) return 'revoked';
    const value = asString(record.value);
    const createdAtMs = asTimeMs(record.createdAtMs);
    const expiresAtMs = asTimeMs(record.expiresAtMs);
    const skewMs = asNumber(record.skewMs) ?? 0;
    if (value === undefined || createdAtMs === undefined || expiresAtMs === undefined) return undefined;
    if (asTimeMs(expiresAtMs - skewMs) === undefined) return undefined;
    return { token: { value, createdAtMs, expiresAtMs }, skewMs };
  }

  /** @throws {AepError} `STORE_UNAVAILABLE` */
  async write(opened: OpenedConnection, { token, skewMs }: SharedToken): Promise<void> {
    const record = JSON.stringify({ version, boundTo: fingerprint(opened), ...token, skewMs });
    await storeCall(() => this.secrets.store(keyPrefix + opened.connection.id, record));
  }

  /** Deletes the token and leaves the mark that it was revoked. @throws {AepError} `STORE_UNAVAILABLE` */
  async writeRevoked(opened: OpenedConnection): Promise<void> {
    const record = JSON.stringify({ version, boundTo: fingerprint(opened), revoked: true });
    await storeCall(() => this.secrets.store(keyPrefix + opened.connection.id, record));
  }

  /** @throws {AepError} `STORE_UNAVAILABLE` */
  async delete(connectionId: string): Promise<void> {
    await storeCall(() => this.secrets.delete(keyPrefix + connectionId));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
