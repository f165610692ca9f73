import { createHash } from 'node:crypto';
import { textOf, type JsonObject, type Owner, type Resource } from '../registry/resource';

const firstDayMs = Date.UTC(2024, 5, 1);
const hourMs = 3_600_000;

/** Makes a resource of a descriptor; its `@id` follows from its type, schema and field. */
export function descriptorResource(owner: Owner, descriptor: JsonObject, index: number): Resource {
  const { '@type': type, 'xdm:sourceSchema': schema, 'xdm:sourceProperty': property } = descriptor;
  const name = [type, schema, property].map(textOf).join(' ');
  const id = createHash('sha1').update(name).digest('hex');
  const atMs = firstDayMs + index * hourMs;
  const document = (): JsonObject => ({
    ...descriptor,
    createdUser: 'LOCAL@AdobeID',
    imsOrg: owner.imsOrg,
    createdClient: 'local',
    updatedUser: 'LOCAL@AdobeID',
    created: atMs,
    updated: atMs,
    'meta:containerId': 'tenant',
    '@id': id,
  });
  // Lists can be ordered by title, and a descriptor has none.
  return {
    kind: 'descriptors',
    owner,
    id,
    altId: id,
    title: name,
    version: '1',
    createdMs: atMs,
    updatedMs: atMs,
    document,
  };
}

const source = (type: string, schema: string, property: string): JsonObject => ({
  '@type': `xdm:${type}`,
  'xdm:sourceSchema': schema,
  'xdm:sourceVersion': 1,
  'xdm:sourceProperty': property,
});

export const identityDescriptor = (
  schema: string,
  property: string,
  namespace: string,
  isPrimary: boolean,
): JsonObject => ({
  ...source('descriptorIdentity', schema, property),
  'xdm:namespace': namespace,
  'xdm:property': 'xdm:code',
  'xdm:isPrimary': isPrimary,
});

interface Destination {
  schema: string;
  property: string;
}

export const oneToOneDescriptor = (schema: string, property: string, destination: Destination): JsonObject => ({
  ...source('descriptorOneToOne', schema, property),
  'xdm:destinationSchema': destination.schema,
  'xdm:destinationVersion': 1,
  'xdm:destinationProperty': destination.property,
});

/** The newer relationship, with a cardinality and names. */
export const relationshipDescriptor = (schema: string, property: string, destination: Destination): JsonObject => ({
  ...oneToOneDescriptor(schema, property, destination),
  '@type': 'xdm:descriptorRelationship',
  'xdm:sourceToDestinationTitle': 'Ridden bicycle',
  'xdm:destinationToSourceTitle': 'Rides',
  'xdm:cardinality': 'M:1',
});

export const referenceIdentityDescriptor = (schema: string, property: string, namespace: string): JsonObject => ({
  ...source('descriptorReferenceIdentity', schema, property),
  'xdm:identityNamespace': namespace,
});

export const displayInfoDescriptor = (
  schema: string,
  property: string,
  title: string,
  description: string,
): JsonObject => ({
  ...source('alternateDisplayInfo', schema, property),
  'xdm:title': { en_us: title },
  'xdm:description': { en_us: description },
});
