import type { Connection } from '../credentials/connection';
import { isServiceRefusal } from '../platform/platformErrors';
import { containers, kindsOf, type Container, type Descriptor, type ResourceKind } from '../platform/resourceTypes';
import type { ResourceList, SchemaRegistry } from '../platform/schemaRegistry';
import type { OmittedPart } from './catalogTypes';
import { TimeSlices } from './timeSlices';
import { forEachOf } from './workers';
import { XdmLibrary } from './xdmLibrary';
import { readResource, type JsonObject, type XdmResource } from './xdmResource';

/** Everything that the registry shows, as one library. */
export interface IndexContent {
  readonly library: XdmLibrary;
  /** Those that the library was made with. */
  readonly descriptors: readonly Descriptor[];
  readonly isPartial: boolean;
  readonly omitted: readonly OmittedPart[];
}

export type IndexRegistry = Pick<SchemaRegistry, 'listDocuments' | 'descriptors'>;

/** A list of resources, or that of descriptors. */
export interface IndexPart {
  readonly container: Container;
  readonly kind: ResourceKind | 'descriptors';
}

/** More than an organisation has: the memory is bounded whatever the registry answers. */
export const largestIndex = 50_000;

/** Characters of all its documents as JSON. What Adobe publishes has one million. */
export const longestIndex = 100_000_000;

export const indexParts: readonly IndexPart[] = [
  ...containers.flatMap((container) => kindsOf[container].map((kind) => ({ container, kind }))),
  { container: 'tenant', kind: 'descriptors' },
];

/** Lists all of both containers. */
export class IndexLoading {
  readonly #resources: XdmResource[] = [];
  readonly #omitted: OmittedPart[] = [];
  readonly #slices = new TimeSlices();
  /** Also ends what is under way beside a part that failed. */
  readonly #signal: AbortSignal;
  readonly #failed = new AbortController();
  #descriptors: readonly Descriptor[] = [];
  #length = 0;
  #isPartial = false;

  constructor(
    private readonly registry: IndexRegistry,
    private readonly connection: Connection,
    signal: AbortSignal,
  ) {
    this.#signal = AbortSignal.any([signal, this.#failed.signal]);
  }

  /**
   * @param atOnce lists that are asked for at the same time
   * @throws {AepError} what the registry throws, unless it refuses only some of the lists: those are left out; an `AbortError`
   */
  async run(atOnce: number): Promise<IndexContent> {
    try {
      await forEachOf(indexParts, atOnce, (part) => this.#load(part));
    } finally {
      this.#failed.abort();
    }
    const [first] = this.#omitted;
    if (first?.failure && this.#omitted.length === indexParts.length) throw first.failure;
    return {
      library: new XdmLibrary(this.#resources, this.#descriptors),
      descriptors: this.#descriptors,
      isPartial: this.#isPartial,
      omitted: this.#omitted,
    };
  }

  async #load({ container, kind }: IndexPart): Promise<void> {
    try {
      if (kind === 'descriptors') this.#descriptors = await this.registry.descriptors(this.connection, this.#signal);
      else await this.#list({ container, kind });
    } catch (error) {
      if (!isServiceRefusal(error)) throw error;
      this.#omitted.push({ container, kind, failure: error });
    }
  }

  async #list({ container, kind }: ResourceList): Promise<void> {
    if (this.#isPartial) return;
    for await (const page of this.registry.listDocuments(this.connection, { container, kind }, this.#signal)) {
      for (const document of page) {
        const resource = readResource(container, kind, document);
        if (resource && !this.#add(resource)) return;
        await this.#slices.next();
      }
    }
  }

  /** @returns whether there is room for more */
  #add(resource: XdmResource): boolean {
    this.#length += lengthOf(resource.document);
    this.#isPartial ||= this.#resources.length === largestIndex || this.#length > longestIndex;
    if (!this.#isPartial) this.#resources.push(resource);
    return !this.#isPartial;
  }
}

/** One that is nested too deep to be written is longer than anything. */
function lengthOf(document: JsonObject): number {
  try {
    return JSON.stringify(document).length;
  } catch {
    return Infinity;
  }
}
