import type { Clock } from '../clock';
import type { Connection } from '../credentials/connection';
import { Emitter, type Disposable, type Event } from '../event';
import type { Logger } from '../logger';
import type { Container, LookupForm, ResourceKind, ResourceSummary } from '../platform/resourceTypes';
import {
  cacheSubjectOf,
  type CatalogChange,
  type GoneConnections,
  type IndexState,
  type KnownDocument,
  type ListState,
  type RememberedUse,
  type TenantState,
  type XdmCache,
} from './catalogTypes';
import { CatalogSubject, type CatalogRegistry } from './catalogSubject';
import type { Loadable, LoadableState } from './loadable';
import { RecentlyUsed } from './recentlyUsed';
import type { DocumentLookup } from './xdmField';
import type { ResourceRef } from './xdmResource';

export interface XdmCatalogOptions {
  readonly registry: CatalogRegistry;
  readonly cache: XdmCache;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
  /** How many lists or resources are asked for at the same time. Default: 2. */
  readonly concurrency?: number;
}

interface LoadOptions {
  /** Asks Adobe although it was asked in this session. Without it, what failed or was stopped is left as it is. */
  readonly again?: boolean;
}

/** Of this many connections in their sandboxes the catalog knows something; of fewer it keeps the whole index in memory. */
const mostSubjects = 4;
const mostIndexes = 2;

const noRows: readonly ResourceSummary[] = [];

/**
 * What is known of the registry, by *subject*: a connection in its sandbox. It is asked of Adobe when a view first asks for it in a
 * session; until then, and where Adobe does not answer, there is what an earlier session knew, with its date. Loads never throw:
 * their failures are part of the state.
 *
 * In memory are the four subjects used last, each with 200 documents, 1,000 composed resources and lists of 100,000 rows at most, and
 * the indexes of the two used last, of 50,000 resources and 100 million characters at most. One that is loading stays: somebody
 * waits for it.
 */
export class XdmCatalog implements Disposable {
  readonly #changed = new Emitter<CatalogChange>();
  readonly #subjects = new RecentlyUsed<string, CatalogSubject>(mostSubjects, (subject) => {
    subject.dispose();
  });

  readonly onDidChange: Event<CatalogChange> = this.#changed.event;

  constructor(private readonly options: XdmCatalogOptions) {}

  /** What {@link CatalogChange} names a connection in its sandbox by. */
  subjectOf(connection: Connection): string {
    return cacheSubjectOf(connection).key;
  }

  /** How a list stands now; one that the container does not have is complete and empty. */
  list(connection: Connection, container: Container, kind: ResourceKind): ListState {
    const { value, ...state } = stateOf(this.#subject(connection).list(container, kind));
    return { ...state, rows: value?.rows ?? noRows, isPartial: value?.isPartial ?? false };
  }

  /**
   * What was remembered is there at once. Without that, the first page is, then more each time that the list has doubled. What was
   * there stays where the load fails. Whoever asks while one is under way waits for that one.
   */
  async loadList(
    connection: Connection,
    container: Container,
    kind: ResourceKind,
    { again }: LoadOptions = {},
  ): Promise<void> {
    await this.#subject(connection).list(container, kind)?.load(again);
  }

  /** What is known now of the organisation's registry. */
  tenant(connection: Connection): TenantState {
    const { value, ...state } = this.#subject(connection).tenant.state;
    return { ...state, tenantId: value?.tenantId, stats: value };
  }

  /** Asks for the statistics of the organisation's registry (`GET /stats`). */
  async loadTenant(connection: Connection, { again }: LoadOptions = {}): Promise<void> {
    await this.#subject(connection).tenant.load(again);
  }

  /** How the index stands now. */
  index(connection: Connection): IndexState {
    const { value, ...state } = this.#subject(connection).index.state;
    const { library, isPartial = false, omitted = [] } = value ?? {};
    return { ...state, library, isPartial, omitted };
  }

  /** Lists both containers with all documents and descriptors: some hundred requests for an organisation with much in it. */
  async loadIndex(connection: Connection, { again }: LoadOptions = {}): Promise<void> {
    await this.#subject(connection).index.load(again);
    this.#logIndex(connection);
  }

  /** Ends all that is under way for a connection in its sandbox; what came so far stays. */
  stop(connection: Connection): void {
    this.#subjects.get(this.subjectOf(connection))?.stop();
  }

  /**
   * One resource.
   * @throws {AepError} Adobe's refusal; where Adobe does not answer and nothing is remembered, why not; an `AbortError`
   */
  async getDocument(
    connection: Connection,
    ref: ResourceRef,
    form: LookupForm,
    options: { readonly signal?: AbortSignal | undefined; readonly remembered: RememberedUse },
  ): Promise<KnownDocument> {
    return this.#subject(connection).documents.get(connection, ref, form, options);
  }

  /**
   * Makes composed documents known to {@link lookup} of which only the `$id`s are known, a thousand at most. One that the registry
   * does not have stays unknown.
   * @throws {AepError} where Adobe does not answer and nothing is remembered; an `AbortError`
   */
  async getResources(connection: Connection, ids: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.#subject(connection).resources.load(connection, ids, signal);
  }

  /** The composed documents that are known at the time when it is asked. */
  lookup(connection: Connection): DocumentLookup {
    return this.#subject(connection).resources.lookup;
  }

  /** Forgets a connection in all its sandboxes, on disk too. @param connectionId without one, all connections */
  async forget(connectionId?: string): Promise<void> {
    await this.#forget(connectionId === undefined ? { allBut: [] } : { id: connectionId });
  }

  /** Forgets the connections that are gone, on disk too. @param connectionIds of those that there are */
  async keepOnly(connectionIds: readonly string[]): Promise<void> {
    await this.#forget({ allBut: connectionIds });
  }

  dispose(): void {
    this.#changed.dispose();
    for (const [, subject] of this.#subjects.entries()) subject.dispose();
  }

  async #forget(gone: GoneConnections): Promise<void> {
    const isGone = (id: string): boolean => ('id' in gone ? gone.id === id : !gone.allBut.includes(id));
    for (const [key, subject] of this.#subjects.entries()) {
      if (!isGone(subject.id.connectionId)) continue;
      this.#subjects.delete(key);
      subject.forget();
    }
    await this.options.cache.forget(gone);
  }

  #subject(connection: Connection): CatalogSubject {
    const id = cacheSubjectOf(connection);
    const subject = this.#subjects.get(id.key) ?? this.#create(id, connection);
    subject.connection = connection;
    this.#subjects.set(id.key, subject);
    return subject;
  }

  #create(id: CatalogSubject['id'], connection: Connection): CatalogSubject {
    const { registry, cache, clock, concurrency = 2 } = this.options;
    const changed = (change: CatalogChange): void => {
      this.#changed.fire(change);
      if (change.part === 'index' && isHeld(subject)) this.#makeRoomFor(subject);
    };
    const subject = new CatalogSubject(id, connection, { registry, cache, clock, concurrency, changed });
    return subject;
  }

  /** Of indexes that are too many, those that were used longest ago go. Whoever still shows one sees it become idle. */
  #makeRoomFor({ id }: CatalogSubject): void {
    // Getting it makes it the one that was used last.
    this.#subjects.get(id.key);
    const held = this.#subjects.entries().flatMap(([, subject]) => (isHeld(subject) ? subject.index : []));
    for (const index of held.slice(0, -mostIndexes)) if (index.state.status !== 'loading') index.clear();
  }

  #logIndex(connection: Connection): void {
    const { status, library, omitted, failure } = this.index(connection);
    const left = omitted.map(({ container, kind }) => `${container} ${kind}`).join(', ');
    const without = left === '' ? '' : `, without ${left}`;
    const why = failure ? `: ${failure.code}` : '';
    this.options.logger.info(`XDM index ${status}, ${library?.size ?? 0} resources${without}${why}`);
  }
}

function isHeld({ index: { state } }: CatalogSubject): boolean {
  return state.value !== undefined || state.status === 'loading';
}

function stateOf<T>(loadable: Loadable<T> | undefined): LoadableState<T> {
  const nothing = { value: undefined, failure: undefined, fetchedAtMs: undefined, isRemembered: false };
  return loadable?.state ?? { ...nothing, status: 'complete' };
}
