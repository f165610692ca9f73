import { abortError } from '../errors';
import { comparableText, tenantIdOf, withoutTenant } from './comparable';
import { TimeSlices } from './timeSlices';
import { sortByTitle } from './titleOrder';
import type { XdmResource } from './xdmResource';

/** One resource on both sides. */
export interface ResourcePair {
  readonly left: XdmResource;
  readonly right: XdmResource;
}

/** By title, each. */
export interface LibraryComparison {
  /** On the right only. */
  readonly added: readonly XdmResource[];
  /** On the left only. */
  readonly removed: readonly XdmResource[];
  /** Those whose {@link comparableText} differs. */
  readonly changed: readonly ResourcePair[];
  readonly unchangedCount: number;
}

/**
 * What differs between two lists of resources: of two sandboxes, or of two organisations. Resources of one kind are the same one if
 * they have, in this order of preference,
 * 1. the same `$id`;
 * 2. the same `$id` but for the tenant id;
 * 3. a title that no other one of the kind has that is left over on its side, since what was made by hand on both sides has two ids.
 *
 * The last two are for an organisation's own; Adobe's have one `$id` everywhere. Ids of resources that are the same count as the same
 * wherever they are referred to, as far as both are in these lists: so give whole libraries, and choose among what differs.
 * Gives way now and then, since two whole libraries are tens of megabytes of text. @throws an `AbortError`
 */
export async function compareLibraries(
  left: readonly XdmResource[],
  right: readonly XdmResource[],
  signal?: AbortSignal,
): Promise<LibraryComparison> {
  const { pairs, removed, added } = match(left, right);
  const aliases = aliasesOf(pairs);
  const changed: ResourcePair[] = [];
  const slices = new TimeSlices();
  for (const pair of pairs) {
    await slices.next();
    if (signal?.aborted) throw abortError();
    if (isChanged(pair, aliases)) changed.push(pair);
  }
  const titled = changed.map((pair) => ({ title: pair.left.title, $id: pair.left.$id, pair }));
  return {
    added: sortByTitle(added),
    removed: sortByTitle(removed),
    changed: sortByTitle(titled).map(({ pair }) => pair),
    unchangedCount: pairs.length - changed.length,
  };
}

/** The same resource among others, by the rule of {@link compareLibraries}. */
export function counterpartOf(resource: XdmResource, others: readonly XdmResource[]): XdmResource | undefined {
  return match([resource], others).pairs[0]?.right;
}

/**
 * What the right side calls otherwise than the left one: what {@link comparableText} of one on the right takes, so that it shows just the
 * differences that {@link compareLibraries} goes by.
 */
export function aliasesBetween(
  left: readonly XdmResource[],
  right: readonly XdmResource[],
): ReadonlyMap<string, string> {
  return aliasesOf(match(left, right).pairs);
}

function isChanged({ left, right }: ResourcePair, aliases: ReadonlyMap<string, string>): boolean {
  return left.document !== right.document && comparableText(left.document) !== comparableText(right.document, aliases);
}

/** As the left one's text has it. */
function aliasesOf(pairs: readonly ResourcePair[]): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const { left, right } of pairs) {
    if (left.$id === right.$id) continue;
    const tenantId = tenantIdOf(left.document);
    aliases.set(right.$id, withoutTenant(left.$id, tenantId));
    if (left.altId !== undefined && right.altId !== undefined) {
      aliases.set(right.altId, withoutTenant(left.altId, tenantId));
    }
  }
  return aliases;
}

interface Matching {
  readonly pairs: readonly ResourcePair[];
  readonly removed: readonly XdmResource[];
  readonly added: readonly XdmResource[];
}

/** What a resource is known by; nothing, where that is no way to know it. */
type Key = (resource: XdmResource) => string | undefined;

const ways: readonly Key[] = [
  ({ $id }) => $id,
  ({ container, $id, document }) => (container === 'tenant' ? withoutTenant($id, tenantIdOf(document)) : undefined),
  ({ container, title }) => (container === 'tenant' ? title : undefined),
];

function match(left: readonly XdmResource[], right: readonly XdmResource[]): Matching {
  const pairs: ResourcePair[] = [];
  let removed = left;
  let added = right;
  for (const key of ways) {
    const lefts = uniqueBy(removed, key);
    const rights = uniqueBy(added, key);
    const found = new Set<XdmResource>();
    for (const [name, one] of lefts) {
      const other = rights.get(name);
      if (!other) continue;
      pairs.push({ left: one, right: other });
      found.add(one).add(other);
    }
    removed = removed.filter((resource) => !found.has(resource));
    added = added.filter((resource) => !found.has(resource));
  }
  return { pairs, removed, added };
}

/** Resources by kind and key; those that share one are left out. */
function uniqueBy(resources: readonly XdmResource[], key: Key): ReadonlyMap<string, XdmResource> {
  const unique = new Map<string, XdmResource | undefined>();
  for (const resource of resources) {
    const name = key(resource);
    if (name === undefined) continue;
    const whole = `${resource.kind} ${name}`;
    unique.set(whole, unique.has(whole) ? undefined : resource);
  }
  return new Map([...unique].flatMap(([name, resource]) => (resource ? [[name, resource] as const] : [])));
}
