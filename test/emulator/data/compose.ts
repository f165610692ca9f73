import { createHash } from 'node:crypto';
import { type Json, type JsonObject, type Owner } from '../registry/resource';
import { reference } from './fields';

const folders = { schemas: 'schemas', classes: 'classes', fieldgroups: 'mixins', datatypes: 'datatypes' } as const;

/** The hash of a name, as long as the registry's ids are. */
const hash = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);

/** The `$id` of a tenant resource. The same name has the same hash in every sandbox, so that sandboxes can be compared. */
export const tenantResourceId = ({ tenantId }: Owner, kind: keyof typeof folders, name: string): string =>
  `https://ns.adobe.com/${tenantId}/${folders[kind]}/${hash(`${kind} ${name}`)}`;

const draft = 'http://json-schema.org/draft-06/schema#';

export interface Part {
  id: string;
  title: string;
  description: string;
  version?: string;
  status?: 'stable' | 'experimental' | 'deprecated';
}

const head = ({ id, title, description, version }: Part): JsonObject => ({
  $id: id,
  ...(version === undefined ? {} : { version }),
  title,
  type: 'object',
  description,
});

const tail = ({ status = 'stable' }: Part): JsonObject => ({
  'meta:xdmType': 'object',
  'meta:status': status,
  $schema: draft,
});

export const dataTypeDocument = (part: Part, properties: JsonObject, required: string[] = []): JsonObject => ({
  ...head(part),
  properties,
  ...(required.length > 0 ? { required } : {}),
  'meta:extensible': true,
  'meta:abstract': true,
  ...tail(part),
});

export const fieldGroupDocument = (
  part: Part,
  extendedClasses: readonly string[],
  properties: JsonObject,
): JsonObject => ({
  ...head(part),
  definitions: { customFields: { type: 'object', 'meta:xdmType': 'object', properties } },
  allOf: [reference('#/definitions/customFields')],
  'meta:intendedToExtend': [...extendedClasses],
  'meta:extensible': true,
  'meta:abstract': true,
  ...tail(part),
});

/** The organisation's own fields lie below its namespace. */
export const inNamespace = ({ tenantId }: Owner, properties: JsonObject): JsonObject => ({
  [`_${tenantId}`]: { type: 'object', 'meta:xdmType': 'object', properties },
});

export const classDocument = (part: Part, behavior: string, properties: JsonObject): JsonObject => ({
  ...head(part),
  definitions: { customFields: { type: 'object', 'meta:xdmType': 'object', properties } },
  allOf: [reference(behavior), reference('#/definitions/customFields')],
  'meta:extensible': true,
  'meta:abstract': true,
  'meta:extends': [behavior],
  ...tail(part),
});

export interface Composition extends Part {
  /** The document of the class, for its `$id` and what it extends. */
  class: JsonObject;
  fieldGroups: readonly string[];
  isInProfile?: boolean;
}

export function schemaDocument(composition: Composition): JsonObject {
  const { class: base, fieldGroups, isInProfile = false } = composition;
  const classId = base.$id as string;
  const inherited = (base['meta:extends'] ?? []) as Json[];
  return {
    ...head(composition),
    allOf: [classId, ...fieldGroups].map((id) => reference(id)),
    'meta:class': classId,
    'meta:extends': [classId, ...inherited, ...fieldGroups],
    'meta:extensible': false,
    'meta:abstract': false,
    ...(isInProfile ? { 'meta:immutableTags': ['union'] } : {}),
    ...tail(composition),
  };
}
