import type { Clock } from '../clock';
import type { Connection } from '../credentials/connection';
import type { Disposable } from '../event';
import type { RegistryStats } from '../platform/registryReading';
import { containers, kindsOf, type Container, type ResourceKind } from '../platform/resourceTypes';
import type { ResourceList, SchemaRegistry } from '../platform/schemaRegistry';
import { CatalogStore } from './catalogStore';
import type { CacheSubject, CatalogChange, XdmCache } from './catalogTypes';
import { IndexLoading, type IndexContent } from './indexLoading';
import { KnownDocuments } from './knownDocuments';
import { fetchList, type ListContent } from './listLoading';
import { Loadable, type Remembered } from './loadable';
import { ReferencedResources } from './referencedResources';
import { readResource } from './xdmResource';

const resourceLists: readonly ResourceList[] = containers.flatMap((container) =>
  kindsOf[container].map((kind) => ({ container, kind })),
);

/** What the catalog asks of Adobe: reading, all of it. */
export type CatalogRegistry = Pick<SchemaRegistry, 'list' | 'listDocuments' | 'descriptors' | 'stats' | 'lookup'>;

export interface CatalogSubjectOptions {
  readonly registry: CatalogRegistry;
  readonly cache: XdmCache;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Requests of one kind at the same time. */
  readonly concurrency: number;
  readonly changed: (change: CatalogChange) => void;
}

/** All that is known of one connection in its sandbox. */
export class CatalogSubject implements Disposable {
  readonly index: Loadable<IndexContent>;
  readonly tenant: Loadable<RegistryStats>;
  readonly documents: KnownDocuments;
  readonly resources: ReferencedResources;
  readonly #store: CatalogStore;
  readonly #lists: readonly (readonly [ResourceList, Loadable<ListContent>])[];

  /** @param connection as it was given last: its name may change, what Adobe is asked does not */
  constructor(
    readonly id: CacheSubject,
    public connection: Connection,
    private readonly options: CatalogSubjectOptions,
  ) {
    const { registry, clock, concurrency, cache } = options;
    const store = new CatalogStore(cache, id);
    this.#store = store;
    this.index = this.#createIndex();
    this.tenant = this.#createTenant();
    this.#lists = resourceLists.map((list) => [list, this.#createList(list)]);
    const index = (): Promise<Remembered<IndexContent> | undefined> => this.#knownIndex();
    this.resources = new ReferencedResources({
      ...{ registry, store, clock, index, atOnce: concurrency },
      lookup: ($id) => this.index.state.value?.library.lookup($id),
      listed: ($id) => this.#listed($id),
      tenantId: async () => {
        await this.tenant.load();
        return this.tenant.state.value?.tenantId;
      },
    });
    this.documents = new KnownDocuments({
      ...{ registry, store, clock, index },
      learned: ({ container, kind }, content) => {
        const resource = readResource(container, kind, content);
        if (resource) this.resources.adopt(resource);
      },
    });
  }

  /** One that a container does not have is empty in it. */
  list(container: Container, kind: ResourceKind): Loadable<ListContent> | undefined {
    return this.#lists.find(([list]) => list.container === container && list.kind === kind)?.[1];
  }

  /** Ends all that is under way; what came so far stays. */
  stop(): void {
    for (const loadable of this.#loadables()) loadable.stop();
    this.resources.stop();
  }

  /** Nothing is known any more, and nothing is written from now on. */
  forget(): void {
    this.#store.close();
    for (const loadable of this.#loadables()) loadable.clear();
    this.dispose();
  }

  dispose(): void {
    for (const loadable of this.#loadables()) loadable.dispose();
    this.resources.dispose();
  }

  async #knownIndex(): Promise<Remembered<IndexContent> | undefined> {
    await this.index.recall();
    const { value, fetchedAtMs } = this.index.state;
    return value && fetchedAtMs !== undefined ? { value, fetchedAtMs } : undefined;
  }

  #createIndex(): Loadable<IndexContent> {
    const { registry, clock, concurrency, changed } = this.options;
    return new Loadable({
      clock,
      recall: () => this.#store.readIndex(),
      fetch: async (signal) => {
        const content = await new IndexLoading(registry, this.connection, signal).run(concurrency);
        this.resources.clear();
        return content;
      },
      keep: (remembered) => this.#store.writeIndex(remembered),
      changed: () => {
        changed({ subject: this.id.key, part: 'index' });
      },
    });
  }

  #createTenant(): Loadable<RegistryStats> {
    const { registry, clock, changed } = this.options;
    return new Loadable({
      clock,
      recall: () => this.#store.readTenant(),
      fetch: (signal) => registry.stats(this.connection, signal),
      keep: (remembered) => this.#store.writeTenant(remembered),
      changed: () => {
        changed({ subject: this.id.key, part: 'tenant' });
      },
    });
  }

  #createList(list: ResourceList): Loadable<ListContent> {
    const { registry, clock, changed } = this.options;
    return new Loadable({
      clock,
      recall: () => this.#store.readList(list),
      fetch: (signal, show) => fetchList(registry, this.connection, list, signal, show),
      keep: (remembered) => this.#store.writeList(list, remembered),
      changed: () => {
        changed({ subject: this.id.key, part: 'list', ...list });
      },
    });
  }

  #listed($id: string): ResourceList | undefined {
    for (const [list, { state }] of this.#lists) if (state.value?.rows.some((row) => row.$id === $id)) return list;
    return undefined;
  }

  #loadables(): readonly Pick<Loadable<unknown>, 'stop' | 'clear' | 'dispose'>[] {
    return [this.index, this.tenant, ...this.#lists.map(([, list]) => list)];
  }
}
