import { asObject, asString } from '../shape';
import type { JsonObject } from './xdmResource';

/** What the registry notes about a resource and not about records: who changed it and when, where it lies, how often it was saved. */
const bookkeeping: ReadonlySet<string> = new Set([
  'version',
  'imsOrg',
  'meta:registryMetadata',
  'meta:sandboxId',
  'meta:sandboxType',
  'meta:tenantNamespace',
  'meta:createdDate',
  'meta:lastModifiedDate',
]);

/** Keywords whose arrays are sets: an order says nothing (JSON Schema, "enum", "required", "allOf"; XDM's lists of ids and tags). */
const sets: ReadonlySet<string> = new Set([
  'allOf',
  'enum',
  'required',
  'type',
  'meta:extends',
  'meta:immutableTags',
  'meta:intendedToExtend',
  'meta:referencedFrom',
]);

/** Keywords whose keys are names that somebody chose, and no keywords. */
const nameMaps: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'definitions', 'meta:enum']);

/** Keywords whose values are data: arrays in them keep their order. */
const data: ReadonlySet<string> = new Set(['const', 'default', 'examples', 'enum']);

/** Nobody nests schemas so deep; what is below is not compared. */
const maxDepth = 200;

const tenantPart = /^https:\/\/ns\.adobe\.com\/([^/]+)\//;

/** Written where the tenant id stood, as Adobe's documentation writes it. */
const tenantPlaceholder = '{TENANT_ID}';

/**
 * A document as text in which only what differs in meaning differs: keys in order, sets in order, without the registry's bookkeeping
 * (dates, people, `eTag`, sandbox, `version`), and with a placeholder for the tenant id, so that two organisations can be compared.
 * @param aliases ids that stand for others: a resource that another organisation has under an id of its own
 * @returns JSON with two spaces and a newline at the end
 */
export function comparableText(document: unknown, aliases: ReadonlyMap<string, string> = new Map()): string {
  const root = asObject(document);
  const tenantId = root && tenantIdOf(root);
  const text = (value: string): string => aliases.get(value) ?? withoutTenant(value, tenantId);
  const kept = root
    ? Object.fromEntries(Object.entries(root).filter(([keyword]) => !bookkeeping.has(keyword)))
    : (document ?? null);
  return `${JSON.stringify(inOrder(kept, text, 'schema', 0), undefined, 2)}\n`;
}

type Position = 'schema' | 'names' | 'data';

function inOrder(value: unknown, text: (value: string) => string, position: Position, depth: number): unknown {
  if (depth > maxDepth) return '…';
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item) => inOrder(item, text, position, depth + 1));
  const object = asObject(value);
  if (!object) return value;
  const entries = Object.entries(object).map(([key, child]): [string, unknown] => {
    const below = inOrder(child, text, positionBelow(position, key), depth + 1);
    return [text(key), position === 'schema' && sets.has(key) ? sorted(below) : below];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function positionBelow(position: Position, key: string): Position {
  if (position === 'data') return 'data';
  if (position === 'names') return 'schema';
  if (data.has(key)) return 'data';
  return nameMaps.has(key) ? 'names' : 'schema';
}

function sorted(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const items = value.map((item: unknown) => ({ item, key: JSON.stringify(item) }));
  return items.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}

/** The tenant id in a document of an organisation's own, which carries its `imsOrg`. */
export function tenantIdOf(document: JsonObject): string | undefined {
  const namespace = asString(document['meta:tenantNamespace'])?.replace(/^_/, '');
  if (namespace) return namespace;
  return Object.hasOwn(document, 'imsOrg') ? tenantPart.exec(asString(document.$id) ?? '')?.[1] : undefined;
}

/** An id, or the namespace that all fields of an organisation are in, with a placeholder for the tenant id. Any other text stays. */
export function withoutTenant(value: string, tenantId: string | undefined): string {
  if (tenantId === undefined) return value;
  const namespace = `_${tenantId}`;
  if (value === namespace || value.startsWith(`${namespace}.`)) {
    return `_${tenantPlaceholder}${value.slice(namespace.length)}`;
  }
  const origin = 'https://ns.adobe.com/';
  return value.startsWith(`${origin}${tenantId}/`)
    ? `${origin}${tenantPlaceholder}${value.slice(origin.length + tenantId.length)}`
    : value;
}
