import type { JsonObject, ResourceStatus } from './xdmResource';

/**
 * One step from a record to a field: a name, the items of an array, or the values of a map.
 * `person.phones[].number` is `[{ name: 'person' }, { name: 'phones' }, 'items', { name: 'number' }]`.
 */
export type PathStep = { readonly name: string } | 'items' | 'values';
export type FieldPath = readonly PathStep[];

/** What values of a field are, after arrays were taken off. `unknown`: the registry does not say. */
export type FieldType =
  'string' | 'number' | 'integer' | 'boolean' | 'object' | 'map' | 'date' | 'date-time' | 'unknown';

export interface EnumValue {
  readonly value: string | number | boolean | null;
  /** Of `meta:enum`. */
  readonly label: string | undefined;
}

/** A field of a resource, and all that can be said of it without looking below it. */
export interface XdmField {
  /** As the record has it: the name of a property. `*` for all values of a map, whose path ends in `values`. */
  readonly name: string;
  readonly path: FieldPath;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly type: FieldType;
  /** How many arrays are around it: 1 for `string[]`. */
  readonly arrayDepth: number;
  /** `meta:xdmType` of the value, where given: `int`, `long`, `date-time`… */
  readonly xdmType: string | undefined;
  readonly format: string | undefined;
  readonly required: boolean;
  /** Of `enum`: nothing else is allowed. */
  readonly enumValues: readonly EnumValue[];
  /** Of `meta:enum` alone: suggestions. */
  readonly suggestedValues: readonly EnumValue[];
  /** Of `examples` or `default`, as JSON. */
  readonly example: string | undefined;
  readonly pattern: string | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly status: ResourceStatus | undefined;
  /** `$id` of the type that the field refers to, where it refers to one. */
  readonly typeId: string | undefined;
  /** JSON pointer of the definition in the document of `typeId`; empty where the whole resource is meant. */
  readonly typePointer: string | undefined;
  /** The type contains itself: it is not opened again, `typeId` says which it is. */
  readonly isRecursive: boolean;
  /** `typeId` is not known here, so that what is below it is not either. */
  readonly isUnresolved: boolean;
  /** Whether there are fields below it. */
  readonly hasFields: boolean;
  /** Where it is defined: the `$id` of a resource and the JSON pointer in its composed document. */
  readonly definedIn: { readonly resourceId: string; readonly pointer: string };
  /** What {@link fields} goes on from. Nobody else looks inside. */
  readonly parts: readonly FieldPart[];
}

/** A piece of JSON Schema that says something of a field: several field groups may say something of one. */
export interface FieldPart {
  readonly value: JsonObject;
  /** The document that local references (`#/definitions/…`) are about. */
  readonly root: JsonObject;
  /** JSON pointer of `value` in `root`. */
  readonly pointer: string;
  /** References that led here, to see one that comes again. */
  readonly chain: readonly string[];
}

/** The composed document of a resource by its `$id`, if it is known. */
export type DocumentLookup = ($id: string) => JsonObject | undefined;
