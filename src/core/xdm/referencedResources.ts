import { untilAborted } from '../abort';
import type { Clock } from '../clock';
import type { Connection } from '../credentials/connection';
import type { Disposable } from '../event';
import { AepError, toAepError } from '../errors';
import { isServiceRefusal } from '../platform/platformErrors';
import type { ResourceList, SchemaRegistry } from '../platform/schemaRegistry';
import type { CatalogStore } from './catalogStore';
import type { IndexContent } from './indexLoading';
import type { Remembered } from './loadable';
import { RecentlyUsed } from './recentlyUsed';
import { likelyPlaces } from './resourcePlaces';
import { forEachOf } from './workers';
import type { DocumentLookup } from './xdmField';
import { readResource, type JsonObject, type XdmResource } from './xdmResource';

/** Composed documents of a subject that stay in memory beside its index. More than one schema can be made of. */
const mostResources = 1_000;

export interface ReferencedResourcesOptions {
  readonly registry: Pick<SchemaRegistry, 'lookup'>;
  readonly store: CatalogStore;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Look-ups at the same time. */
  readonly atOnce: number;
  readonly index: () => Promise<Remembered<IndexContent> | undefined>;
  /** What is known at this moment. */
  readonly lookup: DocumentLookup;
  /** Where a list says that a resource is. */
  readonly listed: ($id: string) => ResourceList | undefined;
  readonly tenantId: () => Promise<string | undefined>;
}

/** Composed documents that others refer to, before the index is there. */
export class ReferencedResources implements Disposable {
  readonly #known = new RecentlyUsed<string, JsonObject>(mostResources);
  /** What the registry does not have, so that it is not asked again and again. */
  readonly #unknown = new RecentlyUsed<string, true>(mostResources);
  readonly #fetching = new Map<string, Promise<void>>();
  #run = new AbortController();

  constructor(private readonly options: ReferencedResourcesOptions) {}

  readonly lookup: DocumentLookup = ($id) => this.#known.get($id) ?? this.options.lookup($id);

  /**
   * Makes documents known to {@link lookup}. What the registry does not have stays unknown.
   * @throws {AepError} what {@link SchemaRegistry.lookup} throws, where nothing is remembered either; an `AbortError`
   */
  async load(connection: Connection, ids: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    const missing = (): string[] => ids.filter(($id) => !this.lookup($id) && !this.#unknown.get($id));
    if (missing().length === 0) return;
    await untilAborted(this.options.index(), signal);
    const wanted = [...new Set(missing())].slice(0, mostResources);
    const work = forEachOf(wanted, this.options.atOnce, ($id) => this.#shared(connection, $id));
    await untilAborted(work, signal);
  }

  /** Makes a resource known that came by another way. */
  adopt(resource: XdmResource): void {
    this.#known.set(resource.$id, resource.document);
  }

  /** Ends what is under way. Whoever asks from now on has Adobe asked anew, also before that has ended. */
  stop(): void {
    this.#run.abort();
    this.#run = new AbortController();
    this.#fetching.clear();
  }

  /** Forgets what an index knows better by now. */
  clear(): void {
    this.#known.clear();
    this.#unknown.clear();
  }

  dispose(): void {
    this.#run.abort();
  }

  /** Two rows that open at the same time need the same types. One's cancellation is not the other's. */
  #shared(connection: Connection, $id: string): Promise<void> {
    const fetching = this.#fetching.get($id) ?? this.#find(connection, $id, this.#run.signal);
    this.#fetching.set($id, fetching);
    const done = (): void => {
      if (this.#fetching.get($id) === fetching) this.#fetching.delete($id);
    };
    return fetching.finally(done);
  }

  async #find(connection: Connection, $id: string, signal: AbortSignal): Promise<void> {
    const { store, clock } = this.options;
    try {
      const fetchedAtMs = clock.nowMs();
      const resource = await this.#ask(connection, $id, signal);
      if (!resource) {
        this.#unknown.set($id, true);
        return;
      }
      this.adopt(resource);
      void store.writeResource(resource, fetchedAtMs);
    } catch (caught) {
      const error = toAepError(caught);
      const remembered = error instanceof AepError && error.retryable ? await store.readResource($id) : undefined;
      if (!remembered) throw error;
      this.adopt(remembered);
    }
  }

  async #ask(connection: Connection, $id: string, signal: AbortSignal): Promise<XdmResource | undefined> {
    const listed = this.options.listed($id);
    const places = listed ? [listed] : likelyPlaces($id, await this.options.tenantId());
    for (const { container, kind } of places) {
      try {
        const target = { container, kind, id: $id, form: 'xed' } as const;
        const resource = readResource(container, kind, await this.options.registry.lookup(connection, target, signal));
        if (resource?.$id === $id) return resource;
      } catch (error) {
        if (!isServiceRefusal(error)) throw error;
      }
    }
    return undefined;
  }
}
