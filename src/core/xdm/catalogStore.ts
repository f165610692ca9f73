import { createHash } from 'node:crypto';
import { readDescriptors } from '../platform/descriptors';
import { objectsIn, readStats, readSummary, type RegistryStats } from '../platform/registryReading';
import type { Descriptor, LookupForm } from '../platform/resourceTypes';
import type { ResourceList } from '../platform/schemaRegistry';
import { asObject } from '../shape';
import { decodeRecord, encodeRecord, type CatalogRecord } from './catalogRecord';
import { wireDescriptor, wireStats, wireSummary } from './catalogRows';
import type { CacheSubject, OmittedPart, XdmCache } from './catalogTypes';
import { indexParts, type IndexContent, type IndexPart } from './indexLoading';
import type { ListContent } from './listLoading';
import type { Remembered } from './loadable';
import { XdmLibrary } from './xdmLibrary';
import { readResource, type ResourceRef, type XdmResource } from './xdmResource';

/**
 * What is known of one subject, as texts in a cache. Rows are kept in the registry's own form and read as its answers are: a file
 * that somebody changed is no safer than those. What cannot be read is not there, and writing never throws. Times are milliseconds since
 * the epoch.
 */
export class CatalogStore {
  #isClosed = false;

  constructor(
    private readonly cache: XdmCache,
    private readonly subject: CacheSubject,
  ) {}

  /** From now on nothing is written any more. */
  close(): void {
    this.#isClosed = true;
  }

  async readList(list: ResourceList): Promise<Remembered<ListContent> | undefined> {
    const record = await this.#read(nameOfList(list));
    if (!record) return undefined;
    const { rows, fetchedAtMs, isPartial } = record;
    return { value: { rows: rows.flatMap((row) => readSummary(row) ?? []), isPartial }, fetchedAtMs };
  }

  async writeList(list: ResourceList, { value, fetchedAtMs }: Remembered<ListContent>): Promise<void> {
    const { rows, isPartial } = value;
    await this.#write(nameOfList(list), { fetchedAtMs, isPartial, rows: rows.map(wireSummary) });
  }

  async readTenant(): Promise<Remembered<RegistryStats> | undefined> {
    const record = await this.#read('tenant');
    if (!record) return undefined;
    try {
      return { value: readStats(record.rows[0]), fetchedAtMs: record.fetchedAtMs };
    } catch {
      return undefined;
    }
  }

  async writeTenant({ value, fetchedAtMs }: Remembered<RegistryStats>): Promise<void> {
    await this.#write('tenant', { fetchedAtMs, isPartial: false, rows: [wireStats(value)] });
  }

  async readIndex(): Promise<Remembered<IndexContent> | undefined> {
    const head = await this.#read('index');
    if (!head) return undefined;
    const omitted = indexParts.filter((part) => head.rows.includes(nameOfPart(part)));
    const resources: (readonly XdmResource[])[] = [];
    let descriptors: readonly Descriptor[] = [];
    let { isPartial } = head;
    for (const part of indexParts) {
      if (omitted.includes(part)) continue;
      const record = await this.#read(nameOfPart(part));
      if (!record) isPartial = true;
      const [{ container, kind }, rows] = [part, record?.rows ?? []];
      if (kind === 'descriptors') descriptors = objectsIn(rows).flatMap(readDescriptors);
      else resources.push(rows.flatMap((row) => readResource(container, kind, row) ?? []));
    }
    const library = new XdmLibrary(resources.flat(), descriptors);
    const refused: readonly OmittedPart[] = omitted.map((part) => ({ ...part, failure: undefined }));
    return { value: { library, descriptors, isPartial, omitted: refused }, fetchedAtMs: head.fetchedAtMs };
  }

  async writeIndex({ value, fetchedAtMs }: Remembered<IndexContent>): Promise<void> {
    for (const part of indexParts) {
      const rows =
        part.kind === 'descriptors'
          ? value.descriptors.map(wireDescriptor)
          : [...value.library.resources].filter((one) => isOf(part, one)).map(({ document }) => document);
      await this.#write(nameOfPart(part), { fetchedAtMs, isPartial: false, rows });
    }
    const rows = value.omitted.map(nameOfPart);
    // The last one, so that a head stands for parts that are all there.
    await this.#write('index', { fetchedAtMs, isPartial: value.isPartial, rows });
  }

  async readDocument(ref: ResourceRef, form: LookupForm): Promise<Remembered<unknown> | undefined> {
    const record = await this.#read(nameOfDocument(ref, form));
    return record && { value: record.rows[0], fetchedAtMs: record.fetchedAtMs };
  }

  async writeDocument(ref: ResourceRef, form: LookupForm, document: Remembered<unknown>): Promise<void> {
    const { fetchedAtMs, value } = document;
    await this.#write(nameOfDocument(ref, form), { fetchedAtMs, isPartial: false, rows: [value] });
  }

  /** The composed document of a resource of which only the `$id` is known. */
  async readResource($id: string): Promise<XdmResource | undefined> {
    const [row] = (await this.#read(nameOfResource($id)))?.rows ?? [];
    const { container, kind, document } = asObject(row) ?? {};
    const part = indexParts.find((one) => one.container === container && one.kind === kind);
    const resource =
      part && part.kind !== 'descriptors' ? readResource(part.container, part.kind, document) : undefined;
    return resource?.$id === $id ? resource : undefined;
  }

  async writeResource({ $id, container, kind, document }: XdmResource, fetchedAtMs: number): Promise<void> {
    await this.#write(nameOfResource($id), { fetchedAtMs, isPartial: false, rows: [{ container, kind, document }] });
  }

  async #read(name: string): Promise<CatalogRecord | undefined> {
    return decodeRecord(await this.cache.read(this.subject, name));
  }

  /** Never throws: what is too long for a text is fetched again. */
  async #write(name: string, record: CatalogRecord): Promise<void> {
    const text = await encodeRecord(record).catch(() => undefined);
    if (text !== undefined && !this.#isClosed) await this.cache.write(this.subject, name, text);
  }
}

const nameOfList = ({ container, kind }: ResourceList): string => `list-${container}-${kind}`;

const nameOfPart = ({ container, kind }: IndexPart): string => `index-${container}-${kind}`;

function nameOfDocument({ container, kind, id }: ResourceRef, form: LookupForm): string {
  return `document-${hash([container, kind, id, form])}`;
}

function isOf({ container, kind }: IndexPart, resource: XdmResource): boolean {
  return resource.container === container && resource.kind === kind;
}

const nameOfResource = ($id: string): string => `resource-${hash($id)}`;

/** Ids may hold anything, names of files may not. */
function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
