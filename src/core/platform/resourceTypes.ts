/** `global`: what Adobe and its partners define; `tenant`: what the organisation does (Schema Registry API, "Containers"). */
export type Container = 'global' | 'tenant';

export const containers: readonly Container[] = ['global', 'tenant'];

/** By their names in paths of the Schema Registry API. */
export type ResourceKind = 'schemas' | 'classes' | 'fieldgroups' | 'datatypes' | 'behaviors' | 'unions';

/** What each container has; the registry knows behaviors only in `global` and unions only in `tenant`. */
export const kindsOf: Readonly<Record<Container, readonly ResourceKind[]>> = {
  global: ['classes', 'schemas', 'fieldgroups', 'datatypes', 'behaviors'],
  tenant: ['schemas', 'classes', 'fieldgroups', 'datatypes', 'unions'],
};

/** One row of a list in the form `xed-id`: what identifies a resource. */
export interface ResourceSummary {
  /** URI of the resource. */
  readonly $id: string;
  /** `meta:altId`, the id that needs no encoding in a path. Registries leave it out only of what has none. */
  readonly altId: string | undefined;
  readonly title: string;
  readonly version: string | undefined;
}

/**
 * The forms in which a resource is looked up: composed (references kept), resolved, and resolved without titles and descriptions
 * (Schema Registry API, "Accept header").
 */
export type LookupForm = 'xed' | 'xed-full' | 'xed-full-notext';

export const lookupForms: readonly LookupForm[] = ['xed', 'xed-full', 'xed-full-notext'];

/** Metadata that the organisation attached to a field of a schema (Schema Registry API, "Descriptors"). */
export interface Descriptor {
  /** `@type`, e.g. `xdm:descriptorIdentity`. */
  readonly type: string;
  /** `$id` of the schema. */
  readonly sourceSchema: string;
  /** Names of the fields from the root to the described one. */
  readonly sourceProperty: readonly string[];
  /** Of an identity. */
  readonly namespace: string | undefined;
  readonly isPrimary: boolean;
  /** `$id` of the schema at the other end of a relationship. */
  readonly destinationSchema: string | undefined;
}
