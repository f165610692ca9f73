import { untilAborted } from '../abort';
import { inBackground } from '../background';
import { AepError, abortError, toAepError } from '../errors';
import { Emitter, type Disposable, type Event } from '../event';
import type { AccessToken } from './accessToken';
import { freshnessOf, type Freshness } from './freshness';
import { fingerprint, TokenEntry, type Flight, type OpenedConnection } from './tokenEntry';
import type { TokenServiceOptions } from './tokenServiceOptions';
import type { GetOptions, TokenState } from './tokenState';

/**
 * Always a valid token, and no more mints than needed: from memory while it is fresh, renewed behind when it should be, waited for
 * when it must be, minted once at a time whoever asks. Expiry is arithmetic at the moment of use. Windows share tokens through
 * {@link TokenRecords}; there is no lock between them, since a double mint is harmless and a lock whose owner died is not.
 */
export class TokenService implements Disposable {
  readonly #entries = new Map<string, TokenEntry>();
  readonly #changed = new Emitter<string>();
  readonly #subscriptions: readonly Disposable[];
  /** Counts the changes of connections: what was read before one is read again. */
  #edition = 0;

  /** Fires with the connection's id when its {@link TokenState} changed other than by the passing of time. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(private readonly options: TokenServiceOptions) {
    this.#subscriptions = [
      options.records.onDidChange((id) => {
        if (this.#entries.has(id)) inBackground(this.load(id), options.logger);
      }),
      options.connections.onDidChange(() => {
        this.#edition += 1;
        for (const id of this.#entries.keys()) inBackground(this.load(id), options.logger);
      }),
    ];
  }

  /** Looks up what the store has, so that {@link state} is known. A failure becomes the state's. */
  async load(id: string): Promise<void> {
    const entry = this.#entry(id);
    try {
      await this.#readStore(id, entry);
      if (entry.failedToLoad) entry.failure = undefined;
      entry.failedToLoad = false;
    } catch (error) {
      if (!(error instanceof AepError)) throw error;
      if (error.code === 'CONNECTION_NOT_FOUND') {
        this.#drop(id, entry);
        // A mint may have ended after its connection was removed elsewhere: no token outlives its connection.
        inBackground(this.options.records.delete(id), this.options.logger);
        return;
      }
      entry.failure = error;
      entry.failedToLoad = true;
    }
    entry.known = true;
    this.#changed.fire(id);
  }

  /**
   * A token with enough life left to work with.
   * @throws {AepError} what {@link mint} throws, and `RENEWAL_OFF`, `TOKEN_EXPIRED`, `TOKEN_REJECTED`, `TOKEN_REVOKED`; an `AbortError`
   */
  get(id: string, options: GetOptions = {}): Promise<AccessToken> {
    const token = this.#obtain(id, options);
    return options.platformOrigin === undefined ? token : this.#forPlatform(id, token, options.platformOrigin);
  }

  async #forPlatform(id: string, obtained: Promise<AccessToken>, platformOrigin: string): Promise<AccessToken> {
    const token = await obtained;
    // Edited while the token was on its way: where the caller would send it is not what it is for.
    if (!this.#entries.get(id)?.isFor(platformOrigin)) throw abortError();
    return token;
  }

  async #obtain(id: string, { signal, explicit = false }: GetOptions): Promise<AccessToken> {
    if (signal?.aborted) throw abortError();
    const entry = this.#entry(id);
    this.#markUsed(id, entry);
    const known = entry.token;
    if (known && entry.edition === this.#edition && this.#freshness(entry, known) === 'fresh') return known;
    const reading = this.#readStore(id, entry).catch((e: unknown) => entry.lastRead(e, this.#edition));
    const { credential } = await untilAborted(reading, signal);
    const token = entry.token;
    const freshness = token ? this.#freshness(entry, token) : 'expired';
    if (token && freshness === 'fresh') return token;
    if (entry.revoked && (!explicit || credential.kind === 'access-token')) throw entry.revokedError(credential.kind);
    if (credential.kind === 'access-token') return entry.pasted(this.#nowMs(entry), this.#skewMs(entry));
    const policy = explicit ? 'automatic' : this.options.policy();
    if (token && freshness !== 'expired' && policy === 'never') return token;
    if (policy === 'never') throw new AepError('RENEWAL_OFF', 'The token has expired and renewal is switched off');
    if (token && freshness !== 'expired' && entry.failedRecently(this.#nowMs(entry))) return token;
    const renewal = this.#fly(id, entry, entry.revoked);
    if (token && freshness === 'should-renew') {
      inBackground(renewal, this.options.logger);
      return token;
    }
    try {
      return await untilAborted(renewal, signal);
    } catch (error) {
      if (token && freshness !== 'expired' && error instanceof AepError) return token;
      throw error;
    }
  }

  /**
   * A new token, whatever there was.
   * @throws {AepError} of the groups IMS, private keys, "what is stored" and "the way there"; an `AbortError`
   */
  async mint(id: string, signal?: AbortSignal): Promise<AccessToken> {
    if (signal?.aborted) throw abortError();
    const entry = this.#entry(id);
    this.#markUsed(id, entry);
    return untilAborted(this.#fly(id, entry, true), signal);
  }

  /** Renews ahead of time unless another window has. @throws what {@link mint} throws */
  async renew(id: string): Promise<void> {
    await this.#fly(id, this.#entry(id), false);
  }

  /** Adobe refused this token. @returns whether {@link get} gives another one; `false` where {@link TokenEntry.reject} keeps it */
  async reject(id: string, { value }: AccessToken): Promise<boolean> {
    const entry = this.#entry(id);
    if (entry.token?.value !== value) return true;
    if (!entry.reject(value, this.#nowMs(entry))) return false;
    this.#changed.fire(id);
    const stored = entry.opened && (await this.options.records.read(entry.opened));
    if (stored !== 'revoked' && stored?.token.value === value) await this.options.records.delete(id);
    return true;
  }

  /**
   * The token that there is, fresh or not, without making one.
   * @throws {AepError} of the group "what is stored"; `CONNECTION_NOT_FOUND`
   */
  async current(id: string): Promise<{ readonly opened: OpenedConnection; readonly token: AccessToken | undefined }> {
    const entry = this.#entry(id);
    const opened = await this.#readStore(id, entry);
    return { opened, token: entry.token };
  }

  /** Adobe revoked the token: it is deleted for all windows, and none is made until a person asks. */
  async pause(id: string, { opened, token }: { opened: OpenedConnection; token: AccessToken }): Promise<void> {
    const entry = this.#entry(id);
    entry.rejected = token.value;
    try {
      await this.options.records.writeRevoked(opened);
    } finally {
      entry.revoke();
      this.#changed.fire(id);
    }
  }

  /** Deletes what is kept of a connection's token. To be called when the connection is removed. */
  async forget(id: string): Promise<void> {
    this.#drop(id, this.#entry(id));
    await this.options.records.delete(id);
  }

  state(id: string): TokenState {
    const entry = this.#entries.get(id) ?? new TokenEntry();
    return entry.state(this.#skewMs(entry));
  }

  /** Whether a token of this connection was asked for since the start: only those are renewed. */
  isUsed(id: string): boolean {
    return this.#entries.get(id)?.used ?? false;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const entry of this.#entries.values()) entry.land();
    this.#entries.clear();
    this.#changed.dispose();
  }

  #entry(id: string): TokenEntry {
    let entry = this.#entries.get(id);
    if (!entry) this.#entries.set(id, (entry = new TokenEntry()));
    return entry;
  }

  /** One mint at a time. A second caller joins, and may turn a renewal into a mint for certain. */
  #fly(id: string, entry: TokenEntry, force: boolean): Promise<AccessToken> {
    if (entry.flight) {
      entry.flight.force ||= force;
      return entry.flight.promise;
    }
    const abort = new AbortController();
    const flight: Flight = {
      force,
      minting: false,
      abort,
      promise: Promise.resolve().then(() => this.#mintOnce(id, entry, flight)),
    };
    entry.flight = flight;
    this.#changed.fire(id);
    return flight.promise;
  }

  async #mintOnce(id: string, entry: TokenEntry, flight: Flight): Promise<AccessToken> {
    try {
      const opened = await this.#readStore(id, entry);
      if (!flight.force && entry.token && this.#freshness(entry, entry.token) === 'fresh') return entry.token;
      if (!flight.force && entry.revoked) throw entry.revokedError(opened.credential.kind);
      flight.minting = true;
      const token = await this.options.ims.mint(opened.connection, opened.credential, flight.abort.signal);
      // Removed, edited or disposed meanwhile: the token belongs to something that is no more.
      if (entry.flight !== flight) throw abortError();
      entry.token = token;
      entry.failure = undefined;
      entry.revoked = false;
      await this.#save(entry, opened, token);
      return token;
    } catch (caught) {
      const error = toAepError(caught);
      if (entry.flight === flight && error instanceof AepError && error.code !== 'TOKEN_REVOKED') {
        entry.failure = error;
        entry.failedToLoad = !flight.minting;
        entry.failedAtMs = this.#nowMs(entry);
      }
      throw error;
    } finally {
      if (entry.flight === flight) {
        entry.flight = undefined;
        entry.known = true;
        this.#changed.fire(id);
      }
    }
  }

  /** A token that cannot be stored still works in this window. */
  async #save(entry: TokenEntry, opened: OpenedConnection, token: AccessToken): Promise<void> {
    try {
      await this.options.records.write(opened, { token, skewMs: this.#skewMs(entry) });
      entry.unsaved = false;
    } catch (error) {
      if (!(error instanceof AepError)) throw error;
      entry.unsaved = true;
      this.options.logger.warn(`The token is kept in this window only: ${error.message}`);
    }
  }

  /** Brings the entry up to what is stored now. A thousand callers at once share one look. */
  #readStore(id: string, entry: TokenEntry): Promise<OpenedConnection> {
    return entry.reading.share(this.#edition, () => this.#look(id, entry, this.#edition));
  }

  async #look(id: string, entry: TokenEntry, edition: number): Promise<OpenedConnection> {
    const opened = await this.#open(id, entry);
    const print = fingerprint(opened);
    if (entry.print !== undefined && entry.print !== print) entry.becomeAnother(print);
    entry.print = print;
    entry.opened = opened;
    entry.edition = edition;
    const stored = await this.options.records.read(opened);
    // A later look found another credential: neither this one nor its token is to be used any more.
    if (entry.print !== print) return this.#readStore(id, entry);
    const before = entry.token?.value;
    const told = entry.adopt(opened, stored);
    if (entry.token?.value !== before) this.#changed.fire(id);
    if (told) this.options.serverTime.adopt(opened.connection.environment.imsOrigin, told);
    return opened;
  }

  async #open(id: string, entry: TokenEntry): Promise<OpenedConnection> {
    try {
      return await this.options.connections.open(id);
    } catch (error) {
      // Without its secret nobody can tell whether it is still the connection that the token was minted for.
      if (error instanceof AepError && error.code === 'SECRET_MISSING') entry.becomeAnother(undefined);
      throw error;
    }
  }

  #drop(id: string, entry: TokenEntry): void {
    entry.land();
    this.#entries.delete(id);
    this.#changed.fire(id);
  }

  #markUsed(id: string, entry: TokenEntry): void {
    if (entry.used) return;
    entry.used = true;
    this.#changed.fire(id);
  }

  #freshness(entry: TokenEntry, token: AccessToken): Freshness {
    return freshnessOf(token, this.#nowMs(entry));
  }

  #nowMs(entry: Pick<TokenEntry, 'opened'>): number {
    return this.options.serverTime.nowMs(entry.opened?.connection.environment.imsOrigin ?? '');
  }

  #skewMs(entry: TokenEntry): number {
    return this.options.serverTime.skewMs(entry.opened?.connection.environment.imsOrigin ?? '');
  }
}
