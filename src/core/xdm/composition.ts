import type { Container } from '../platform/resourceTypes';
import { asString, asStrings } from '../shape';
import { takeApart } from './references';
import { isOwnId } from './resourcePlaces';
import type { DocumentLookup } from './xdmField';
import type { JsonObject } from './xdmResource';

/** What a resource is built from, by `$id`; also of what is not known here. */
export interface Composition {
  /** Of a schema or union. */
  readonly classId: string | undefined;
  /** The nearest one, through the class and what it extends. */
  readonly behaviorId: string | undefined;
  /** What a schema includes besides its class: its field groups, as a rule. */
  readonly fieldGroupIds: readonly string[];
}

/** They may be referred to where the registry does not list them (Schema Registry API, "Behaviors"). */
const behaviorNamespace = 'https://ns.adobe.com/xdm/data/';

/**
 * Reads it from a composed document: the class from `meta:class`, field groups from the references in `allOf`, the behavior from where those
 * and `meta:extends` lead.
 * @param lookup of what the document refers to; what it does not know leads no further
 */
export function compositionOf(document: JsonObject, lookup: DocumentLookup): Composition {
  const classId = asString(document['meta:class']);
  const behaviorId = findBehavior(document, lookup);
  const included = [...new Set(takeApart(document).included)];
  const fieldGroupIds = included.filter((id) => id !== classId && id !== behaviorId);
  return { classId, behaviorId, fieldGroupIds: classId === undefined ? [] : fieldGroupIds };
}

function findBehavior(document: JsonObject, lookup: DocumentLookup): string | undefined {
  const seen = new Set(builtOn(document));
  // A set goes on with what is added while one walks it.
  for (const id of seen) {
    if (id.startsWith(behaviorNamespace)) return id;
    const known = lookup(id);
    if (known?.['meta:resourceType'] === 'behaviors') return id;
    for (const next of known ? builtOn(known) : []) seen.add(next);
  }
  return undefined;
}

function builtOn(document: JsonObject): readonly string[] {
  const classId = asString(document['meta:class']);
  const extended = asStrings(document['meta:extends']) ?? [];
  return [...(classId === undefined ? [] : [classId]), ...takeApart(document).included, ...extended];
}

/**
 * In which container something is that was referred to, and not listed.
 * @param tenantId of the organisation, where it is known
 */
export function containerOf(document: JsonObject, tenantId: string | undefined): Container {
  const $id = asString(document.$id) ?? '';
  const isOwn = tenantId !== undefined && isOwnId($id, tenantId);
  return isOwn || document['meta:containerId'] === 'tenant' ? 'tenant' : 'global';
}
