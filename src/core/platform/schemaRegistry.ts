import type { Connection } from '../credentials/connection';
import { AepError } from '../errors';
import { asNumber, asObject, asString } from '../shape';
import type { PlatformClient } from './platformClient';

/** One row of a list in the form `xed-id`: what identifies a resource. */
export interface ResourceSummary {
  /** URI of the resource. */
  readonly $id: string;
  /** `meta:altId`, the id that needs no encoding in a path. Registries leave it out only of what has none. */
  readonly altId: string | undefined;
  readonly title: string;
  readonly version: string | undefined;
}

/** What an organisation's registry says of itself. */
export interface RegistryStats {
  /** Part of every id that the organisation makes: `https://ns.adobe.com/{tenantId}/…`. */
  readonly tenantId: string;
  readonly imsOrg?: string;
  /** How many of each kind the organisation made, by the registry's names (`schemas`, `classes`, …). */
  readonly counts: Readonly<Record<string, number>>;
}

export type Container = 'global' | 'tenant';

const base = '/data/foundation/schemaregistry';
/** "The Schema Registry limits result sets to 300 items" (Schema Registry API, list classes). */
const pageSize = '300';

/** Reads Adobe's Schema Registry. */
export class SchemaRegistry {
  constructor(private readonly platform: Pick<PlatformClient, 'get'>) {}

  /**
   * The classes of a container, page by page, in the order of their titles as the registry sorts them. No class comes twice.
   * @throws {AepError} what {@link PlatformClient.get} throws; an `AbortError`
   */
  async *listClasses(
    connection: Connection,
    container: Container,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly ResourceSummary[], void, undefined> {
    const seenIds = new Set<string>();
    const seenCursors = new Set<string>();
    for (let start: string | undefined; ;) {
      const body = await this.platform.get(connection, {
        path: `${base}/${container}/classes`,
        // No version here: a list refuses one (XDM-1006-400).
        accept: 'application/vnd.adobe.xed-id+json',
        query: { orderby: 'title', limit: pageSize, ...(start === undefined ? {} : { start }) },
        signal,
      });
      const { rows, next } = readPage(body);
      yield rows.filter(({ $id }) => !seenIds.has($id) && seenIds.add($id));
      // The cursor goes back as it came. A page without rows or a cursor that comes again would go on for ever.
      if (next === undefined || rows.length === 0 || seenCursors.has(next)) return;
      seenCursors.add(next);
      start = next;
    }
  }

  /**
   * One class with everything resolved (`xed-full`), as the registry gave it.
   * @param id its `meta:altId`, or its `$id`
   * @throws {AepError} what {@link PlatformClient.get} throws, `NOT_FOUND` among them; an `AbortError`
   */
  async getClass(connection: Connection, container: Container, id: string, signal?: AbortSignal): Promise<unknown> {
    return this.platform.get(connection, {
      path: `${base}/${container}/classes/${encodeURIComponent(id)}`,
      // A lookup needs a version (XDM-1007-400), and only version 1 exists.
      accept: 'application/vnd.adobe.xed-full+json;version=1',
      signal,
    });
  }

  /**
   * The tenant ID, and how much the organisation made (`GET /stats`; Adobe names no `Accept` for it).
   * @throws {AepError} what {@link PlatformClient.get} throws; `BAD_RESPONSE` without a tenant ID; an `AbortError`
   */
  async stats(connection: Connection, signal?: AbortSignal): Promise<RegistryStats> {
    return readStats(
      await this.platform.get(connection, { path: `${base}/stats`, accept: 'application/json', signal }),
    );
  }
}

function readStats(body: unknown): RegistryStats {
  const given = asObject(body);
  const tenantId = asString(given?.tenantId)?.trim() ?? '';
  if (tenantId === '') throw new AepError('BAD_RESPONSE', 'The registry answered without a tenant ID');
  const imsOrg = asString(given?.imsOrg);
  const counts = Object.entries(asObject(given?.counts) ?? {}).flatMap(([kind, value]) => {
    const count = asNumber(value);
    return count === undefined ? [] : [[kind, count] as const];
  });
  return { tenantId, ...(imsOrg === undefined ? {} : { imsOrg }), counts: Object.fromEntries(counts) };
}

/** Old answers have no `_page`, and some rows lack a title: both are read as they are meant. */
function readPage(body: unknown): { readonly rows: readonly ResourceSummary[]; readonly next: string | undefined } {
  const page = asObject(body);
  const results: unknown = page?.results;
  if (!Array.isArray(results)) throw new AepError('BAD_RESPONSE', 'The registry answered without a list of results');
  const given = asObject(page?._page)?.next;
  const next = asString(given) ?? asNumber(given)?.toString();
  return {
    rows: results.flatMap((row: unknown) => readRow(row) ?? []),
    // An empty `start` would begin again.
    next: next === '' ? undefined : next,
  };
}

function readRow(row: unknown): ResourceSummary | undefined {
  const given = asObject(row);
  const $id = asString(given?.$id);
  if (!given || $id === undefined) return undefined;
  const title = asString(given.title) ?? '';
  const version = given.version;
  return {
    $id,
    altId: asString(given['meta:altId']),
    title: title.trim() === '' ? $id : title,
    version: asString(version) ?? asNumber(version)?.toString(),
  };
}
