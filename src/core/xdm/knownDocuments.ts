import type { Clock } from '../clock';
import type { Connection } from '../credentials/connection';
import { abortError, AepError, toAepError } from '../errors';
import type { LookupForm } from '../platform/resourceTypes';
import type { SchemaRegistry } from '../platform/schemaRegistry';
import type { CatalogStore } from './catalogStore';
import type { KnownDocument, RememberedUse } from './catalogTypes';
import type { IndexContent } from './indexLoading';
import type { Remembered } from './loadable';
import { RecentlyUsed } from './recentlyUsed';
import type { ResourceRef } from './xdmResource';

/** How many documents of a subject stay in memory. */
const mostDocuments = 200;

export interface KnownDocumentsOptions {
  readonly registry: Pick<SchemaRegistry, 'lookup'>;
  readonly store: CatalogStore;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** The index as far as it is known, an earlier session's too. */
  readonly index: () => Promise<Remembered<IndexContent> | undefined>;
  /** Hears of every composed document that Adobe gave. */
  readonly learned: (ref: ResourceRef, content: unknown) => void;
}

/** Documents that were looked up one by one. */
export class KnownDocuments {
  readonly #documents = new RecentlyUsed<string, Remembered<unknown>>(mostDocuments);

  constructor(private readonly options: KnownDocumentsOptions) {}

  /**
   * @throws {AepError} what {@link SchemaRegistry.lookup} throws, where what is remembered will not do; an `AbortError`
   */
  async get(
    connection: Connection,
    ref: ResourceRef,
    form: LookupForm,
    { signal, remembered }: { readonly signal?: AbortSignal | undefined; readonly remembered: RememberedUse },
  ): Promise<KnownDocument> {
    if (signal?.aborted) throw abortError();
    const known = remembered === 'first' ? await this.#recall(ref, form) : undefined;
    if (known) return known;
    try {
      return await this.#fetch(connection, ref, form, signal);
    } catch (caught) {
      const error = toAepError(caught);
      if (remembered === 'never' || !(error instanceof AepError) || !error.retryable) throw error;
      const older = await this.#recall(ref, form);
      if (!older) throw error;
      return { ...older, failure: error };
    }
  }

  async #fetch(
    connection: Connection,
    ref: ResourceRef,
    form: LookupForm,
    signal: AbortSignal | undefined,
  ): Promise<KnownDocument> {
    const { registry, store, clock, learned } = this.options;
    const fetchedAtMs = clock.nowMs();
    const { container, kind, id } = ref;
    const content = await registry.lookup(connection, { container, kind, id, form }, signal);
    this.#documents.set(keyOf(ref, form), { value: content, fetchedAtMs });
    void store.writeDocument(ref, form, { value: content, fetchedAtMs });
    if (form === 'xed') learned(ref, content);
    return { content, fetchedAtMs, isRemembered: false };
  }

  /** The youngest there is. */
  async #recall(ref: ResourceRef, form: LookupForm): Promise<KnownDocument | undefined> {
    const single = this.#documents.get(keyOf(ref, form)) ?? (await this.options.store.readDocument(ref, form));
    const listed = form === 'xed' ? await this.#listed(ref) : undefined;
    const known = single && listed ? (single.fetchedAtMs > listed.fetchedAtMs ? single : listed) : (single ?? listed);
    return known && { content: known.value, fetchedAtMs: known.fetchedAtMs, isRemembered: true };
  }

  async #listed({ container, kind, id }: ResourceRef): Promise<Remembered<unknown> | undefined> {
    const index = await this.options.index();
    const resource = index?.value.library.find(id);
    if (!index || resource?.container !== container || resource.kind !== kind) return undefined;
    return { value: resource.document, fetchedAtMs: index.fetchedAtMs };
  }
}

function keyOf({ container, kind, id }: ResourceRef, form: LookupForm): string {
  return JSON.stringify([container, kind, id, form]);
}
