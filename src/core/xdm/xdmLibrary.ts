import type { Container, Descriptor, ResourceKind } from '../platform/resourceTypes';
import { asString, asStrings } from '../shape';
import { namesOf } from './fieldPath';
import { takeApart } from './references';
import { sortByTitle } from './titleOrder';
import type { DocumentLookup, FieldPath } from './xdmField';
import type { XdmResource } from './xdmResource';

/** What descriptors say of one field of a schema. */
export interface FieldMarkers {
  /** Values tell who somebody is, in this namespace. */
  readonly identity: { readonly namespace: string | undefined; readonly isPrimary: boolean } | undefined;
  /** Values point to records of another schema, by its `$id`. */
  readonly relationship: { readonly destinationSchema: string } | undefined;
  readonly isDeprecated: boolean;
}

const unmarked: FieldMarkers = { identity: undefined, relationship: undefined, isDeprecated: false };

/** The resources of a registry as they were listed, and how they hang together. Does not change. */
export class XdmLibrary {
  readonly #byId = new Map<string, XdmResource>();
  readonly #byAltId = new Map<string, XdmResource>();
  readonly #byKind = new Map<string, XdmResource[]>();
  readonly #schemasByClass = new Map<string, XdmResource[]>();
  readonly #fieldGroupsByTarget = new Map<string, XdmResource[]>();
  readonly #descriptors = new Map<string, Descriptor[]>();
  readonly #sorted = new Map<readonly XdmResource[], readonly XdmResource[]>();

  /** Of two resources with one `$id` the first counts. */
  constructor(resources: Iterable<XdmResource>, descriptors: readonly Descriptor[] = []) {
    for (const resource of resources) {
      if (this.#byId.has(resource.$id)) continue;
      this.#byId.set(resource.$id, resource);
      if (resource.altId !== undefined) this.#byAltId.set(resource.altId, resource);
      append(this.#byKind, `${resource.container}/${resource.kind}`, resource);
    }
    for (const resource of this.#byId.values()) this.#relate(resource);
    for (const descriptor of descriptors) {
      append(this.#descriptors, fieldKey(descriptor.sourceSchema, descriptor.sourceProperty), descriptor);
    }
  }

  #relate(resource: XdmResource): void {
    if (resource.kind === 'schemas') {
      const $class = this.classOf(resource);
      if ($class !== undefined) append(this.#schemasByClass, $class, resource);
    }
    if (resource.kind !== 'fieldgroups') return;
    const targets = new Set(asStrings(resource.document['meta:intendedToExtend']));
    for (const $id of targets) append(this.#fieldGroupsByTarget, $id, resource);
  }

  /** Resources, each once. */
  get size(): number {
    return this.#byId.size;
  }

  /** As they were given. */
  get resources(): Iterable<XdmResource> {
    return this.#byId.values();
  }

  readonly lookup: DocumentLookup = ($id) => this.#byId.get($id)?.document;

  /** @param id `$id` or `meta:altId` */
  find(id: string): XdmResource | undefined {
    return this.#byId.get(id) ?? this.#byAltId.get(id);
  }

  /** By title. */
  list(container: Container, kind: ResourceKind): readonly XdmResource[] {
    return this.#byTitle(this.#byKind.get(`${container}/${kind}`));
  }

  /** @returns schemas of that class, by title */
  schemasOfClass($id: string): readonly XdmResource[] {
    return this.#byTitle(this.#schemasByClass.get($id));
  }

  /** @returns field groups that are meant for that class (`meta:intendedToExtend`), by title */
  fieldGroupsExtending($id: string): readonly XdmResource[] {
    return this.#byTitle(this.#fieldGroupsByTarget.get($id));
  }

  /** @returns `$id` of the class of a schema, also of one that is not known here */
  classOf(schema: XdmResource): string | undefined {
    return (
      asString(schema.document['meta:class']) ?? takeApart(schema.document).included.find((id) => this.#isClass(id))
    );
  }

  #isClass($id: string): boolean {
    return this.#byId.get($id)?.kind === 'classes';
  }

  /** @param path of a field of the schema; arrays and maps on the way do not matter */
  markersOf(schema: XdmResource, path: FieldPath): FieldMarkers {
    const descriptors = this.#descriptors.get(fieldKey(schema.$id, namesOf(path)));
    if (!descriptors || path.at(-1) === 'values') return unmarked;
    const identities = descriptors.filter(({ type }) => type === 'xdm:descriptorIdentity');
    const identity = identities.find(({ isPrimary }) => isPrimary) ?? identities[0];
    const destinationSchema = descriptors.find((one) => one.destinationSchema !== undefined)?.destinationSchema;
    return {
      identity: identity && { namespace: identity.namespace, isPrimary: identity.isPrimary },
      relationship: destinationSchema === undefined ? undefined : { destinationSchema },
      isDeprecated: descriptors.some(({ type }) => type === 'xdm:descriptorDeprecated'),
    };
  }

  #byTitle(resources: readonly XdmResource[] | undefined): readonly XdmResource[] {
    if (!resources) return [];
    const known = this.#sorted.get(resources) ?? sortByTitle(resources);
    this.#sorted.set(resources, known);
    return known;
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** Some descriptors mark arrays, `/orders[*]/id`; a path of names does not. */
function fieldKey(schema: string, names: readonly string[]): string {
  return JSON.stringify([schema, ...names.map((name) => name.replace(/\[\*?\]$/, ''))]);
}
