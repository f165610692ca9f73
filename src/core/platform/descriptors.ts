import { AepError } from '../errors';
import { asObject, asString } from '../shape';
import { objectsIn, readPage, type RawObject, type RegistryPage } from './registryReading';
import type { Descriptor } from './resourceTypes';

/**
 * A page of descriptors. Registries that do not know the form `xdm-v2` answer with everything at once, in an object that has a list
 * for each `@type` (Schema Registry API, "Descriptors").
 * @throws {AepError} `BAD_RESPONSE` for what is neither
 */
export function readDescriptorPage(body: unknown): RegistryPage {
  const given = asObject(body);
  if (!given || Object.hasOwn(given, 'results')) return readPage(body);
  const lists = Object.values(given).filter((value): value is unknown[] => Array.isArray(value));
  if (lists.length === 0 && Object.keys(given).length > 0) {
    throw new AepError('BAD_RESPONSE', 'The registry answered without a list of descriptors');
  }
  return { rows: objectsIn(lists.flat()), next: undefined, orderby: undefined };
}

/** What tells one descriptor from another. */
export function idOfDescriptor(row: RawObject): string {
  return asString(row['@id']) ?? JSON.stringify(row);
}

/** @returns one for each field that it describes; none for what is no descriptor of a field */
export function readDescriptors(row: RawObject): readonly Descriptor[] {
  const [type, sourceSchema] = [asString(row['@type']), asString(row['xdm:sourceSchema'])];
  if (type === undefined || sourceSchema === undefined) return [];
  const described = row['xdm:sourceProperty'];
  // The key of a relational schema may have several fields.
  const properties: readonly unknown[] = Array.isArray(described) ? described : [described];
  return properties.flatMap((property) => {
    const sourceProperty = readPath(property);
    if (sourceProperty.length === 0) return [];
    return {
      type,
      sourceSchema,
      sourceProperty,
      // An identity by reference names its namespace differently.
      namespace: asString(row['xdm:namespace']) ?? asString(row['xdm:identityNamespace']),
      isPrimary: row['xdm:isPrimary'] === true,
      destinationSchema: asString(row['xdm:destinationSchema']),
    };
  });
}

/** `/a/b/c`. Older descriptors have the prefix that the form `xed` leaves out of names: `/xdm:eventType`. */
function readPath(given: unknown): readonly string[] {
  const steps = (asString(given) ?? '').split('/').map((step) => step.replace(/^xdm:/, ''));
  return steps.filter((step) => step !== '');
}
