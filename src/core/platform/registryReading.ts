import { AepError } from '../errors';
import { asNumber, asObject, asString } from '../shape';
import type { ResourceSummary } from './resourceTypes';

/** The schemas of an organisation that are made from a class. */
export interface ClassUsage {
  /** As the registry counts them; it may name fewer. */
  readonly schemaCount: number;
  readonly schemas: readonly ResourceSummary[];
}

/** What an organisation's registry says of itself. */
export interface RegistryStats {
  /** Part of every id that the organisation makes: `https://ns.adobe.com/{tenantId}/…`. */
  readonly tenantId: string;
  /** How many of each kind the organisation made, by the registry's names (`schemas`, `classes`, …). */
  readonly counts: Readonly<Record<string, number>>;
  /** By the `$id` of the class. */
  readonly classUsage: ReadonlyMap<string, ClassUsage>;
}

/** An object of an answer whose fields nobody has looked at yet. */
export type RawObject = Readonly<Record<string, unknown>>;

/** One page of a list. */
export interface RegistryPage {
  readonly rows: readonly RawObject[];
  /** What `start` of the next page has to be; `undefined` after the last one. */
  readonly next: string | undefined;
  /** The order that the page was cut in, where the registry says it. */
  readonly orderby: string | undefined;
}

/**
 * Reads a page. Old answers have no `_page`.
 * @throws {AepError} `BAD_RESPONSE` for what has no `results`
 */
export function readPage(body: unknown): RegistryPage {
  const page = asObject(body);
  const results: unknown = page?.results;
  if (!Array.isArray(results)) throw new AepError('BAD_RESPONSE', 'The registry answered without a list of results');
  const { next: given, orderby } = asObject(page?._page) ?? {};
  const next = asString(given) ?? asNumber(given)?.toString();
  // An empty `start` would begin again.
  return { rows: objectsIn(results), next: next === '' ? undefined : next, orderby: asString(orderby) };
}

/** The members of a list that are objects. */
export function objectsIn(list: readonly unknown[]): readonly RawObject[] {
  return list.map(asObject).filter((member) => member !== undefined);
}

/** Some rows lack a title: they are read as they are meant. @returns `undefined` for a row without `$id` */
export function readSummary(row: unknown): ResourceSummary | undefined {
  const given = asObject(row);
  const $id = asString(given?.$id);
  if (!given || $id === undefined || $id === '') return undefined;
  const title = asString(given.title) ?? '';
  const version = given.version;
  return {
    $id,
    altId: asString(given['meta:altId']),
    title: title.trim() === '' ? $id : title,
    version: asString(version) ?? asNumber(version)?.toString(),
  };
}

/** @throws {AepError} `BAD_RESPONSE` without a tenant ID */
export function readStats(body: unknown): RegistryStats {
  const given = asObject(body);
  const tenantId = asString(given?.tenantId)?.trim() ?? '';
  if (tenantId === '') throw new AepError('BAD_RESPONSE', 'The registry answered without a tenant ID');
  const counts = Object.entries(asObject(given?.counts) ?? {}).flatMap(([kind, value]) => {
    const count = asNumber(value);
    return count === undefined ? [] : [[kind, count] as const];
  });
  return {
    tenantId,
    counts: Object.fromEntries(counts),
    classUsage: readClassUsage(given?.classUsage),
  };
}

/**
 * Documented in two shapes: a list of `{ $id, numberOfSchemas, schemas }` (Schema Registry API, reference) and a map from the `$id`
 * of a class to its schemas (guide "Stats endpoint").
 */
function readClassUsage(given: unknown): ReadonlyMap<string, ClassUsage> {
  if (!Array.isArray(given)) {
    return new Map(Object.entries(asObject(given) ?? {}).map(([id, schemas]) => [id, readUsage(schemas, undefined)]));
  }
  const rows: readonly unknown[] = given;
  return new Map(
    rows.flatMap((row) => {
      const usage = asObject(row);
      const id = asString(usage?.$id);
      return id === undefined ? [] : [[id, readUsage(usage?.schemas, usage?.numberOfSchemas)]];
    }),
  );
}

function readUsage(given: unknown, count: unknown): ClassUsage {
  const schemas = Array.isArray(given) ? given.flatMap((row: unknown) => readSummary(row) ?? []) : [];
  return { schemaCount: Math.max(asNumber(count) ?? 0, schemas.length), schemas };
}
