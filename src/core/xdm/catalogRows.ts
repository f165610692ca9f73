import type { RegistryStats } from '../platform/registryReading';
import type { Descriptor, ResourceSummary } from '../platform/resourceTypes';

/** As a row of a list in the form `xed-id`. */
export function wireSummary({ $id, altId, title, version }: ResourceSummary): object {
  return { $id, 'meta:altId': altId, title, version };
}

/** As a row of a list of descriptors. */
export function wireDescriptor(descriptor: Descriptor): object {
  return {
    '@type': descriptor.type,
    'xdm:sourceSchema': descriptor.sourceSchema,
    'xdm:sourceProperty': `/${descriptor.sourceProperty.join('/')}`,
    'xdm:namespace': descriptor.namespace,
    'xdm:isPrimary': descriptor.isPrimary,
    'xdm:destinationSchema': descriptor.destinationSchema,
  };
}

/** As the answer to `GET /stats`. */
export function wireStats({ tenantId, counts, classUsage }: RegistryStats): object {
  const usage = [...classUsage].map(([$id, { schemaCount, schemas }]) => ({
    $id,
    numberOfSchemas: schemaCount,
    schemas: schemas.map(wireSummary),
  }));
  return { tenantId, counts, classUsage: usage };
}
