import type { Connection } from '../credentials/connection';
import { abortError, AepError } from '../errors';
import type { LookupForm } from '../platform/resourceTypes';
import type { DocumentAge, KnownDocument, RememberedUse } from './catalogTypes';
import { referencesIn } from './references';
import { TimeSlices } from './timeSlices';
import type { DocumentLookup } from './xdmField';
import { readResource, type ResourceRef, type XdmResource } from './xdmResource';

/** A resource with all that it consists of, and how old the resource itself is. */
export interface WholeResource extends DocumentAge {
  /** In its composed form. */
  readonly resource: XdmResource;
  /** Knows every document that the resource refers to, directly or through others, as far as there are such. */
  readonly lookup: DocumentLookup;
  /** It refers to more than was loaded. */
  readonly isPartial: boolean;
}

/** Where it is loaded from: `XdmCatalog` fits. */
export interface ResourceSource {
  getDocument(
    connection: Connection,
    ref: ResourceRef,
    form: LookupForm,
    options: { readonly signal?: AbortSignal | undefined; readonly remembered: RememberedUse },
  ): Promise<KnownDocument>;
  getResources(connection: Connection, ids: readonly string[], signal?: AbortSignal): Promise<void>;
  lookup(connection: Connection): DocumentLookup;
}

/**
 * Look-ups for what is not known yet: as many as the catalog keeps beside its index. A schema of every field group that Adobe publishes
 * takes 330.
 */
const mostLookups = 1_000;

/**
 * Loads a resource and then what it refers to, level by level, until nothing is missing that can be had. References that go on and on
 * come to an end as well.
 * @throws {AepError} why the resource or what it refers to cannot be had; `BAD_RESPONSE` for what is no resource; an `AbortError`
 */
export async function loadWholeResource(
  source: ResourceSource,
  { connection, ref }: { readonly connection: Connection; readonly ref: ResourceRef },
  { signal, remembered }: { readonly signal?: AbortSignal; readonly remembered: RememberedUse },
): Promise<WholeResource> {
  const { content, ...age } = await source.getDocument(connection, ref, 'xed', { signal, remembered });
  const resource = readResource(ref.container, ref.kind, content);
  if (!resource) throw new AepError('BAD_RESPONSE', 'A document of the registry has no $id');
  const known = source.lookup(connection);
  const lookup: DocumentLookup = ($id) => ($id === resource.$id ? resource.document : known($id));
  const isPartial = await loadReferences(source, { connection, resource, lookup }, signal);
  return { resource, lookup, ...age, isPartial };
}

/** @returns whether something was left out */
async function loadReferences(
  source: ResourceSource,
  { connection, resource, lookup }: Pick<WholeResource, 'resource' | 'lookup'> & { readonly connection: Connection },
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const slices = new TimeSlices();
  const reached = new Set<string>([resource.$id]);
  let [lookupsLeft, isPartial] = [mostLookups, false];
  for (let level: readonly string[] = [resource.$id]; level.length > 0;) {
    const next = new Set<string>();
    for (const $id of level) {
      for (const found of referencesIn(lookup($id) ?? {})) if (!reached.has(found)) next.add(found);
      await slices.next();
      if (signal?.aborted) throw abortError();
    }
    const unknown = [...next].filter(($id) => !lookup($id));
    const asked = unknown.slice(0, lookupsLeft);
    if (asked.length > 0) await source.getResources(connection, asked, signal);
    lookupsLeft -= asked.length;
    isPartial ||= asked.length < unknown.length;
    for (const $id of next) reached.add($id);
    level = [...next];
  }
  return isPartial;
}
