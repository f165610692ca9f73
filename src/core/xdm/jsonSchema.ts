import { definitionsOf, typeSchema, type SchemaStyle } from './recordSchema';
import { TypeTable } from './typeTable';
import type { DocumentLookup } from './xdmField';
import type { JsonObject, XdmResource } from './xdmResource';

/**
 * The JSON Schema (2020-12) of a record of a schema, or of a value of a class, field group or data type. It stands alone: every data
 * type is in `$defs` once, and field groups are merged, not joined by `allOf`. It is for any validator, also a strict one, and so has
 * no `meta:*` keywords. Further fields are allowed as in the registry's own schemas: a schema grows by field groups, and data that is
 * older than a schema stays valid. A field or a type that is not known here accepts everything.
 * @param lookup should know all that the resource refers to
 */
export function toJsonSchema(resource: XdmResource, lookup: DocumentLookup): JsonObject {
  const types = new TypeTable(resource, lookup);
  const style: SchemaStyle = {
    refTo: (type) => (type === types.root ? '#' : `#/$defs/${type.name}`),
    isClosed: false,
  };
  const record = typeSchema(types.root, types, style);
  const $defs = definitionsOf(types, style);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...idOf(resource),
    ...(types.isPartial ? { $comment: 'There are more fields than are told here.' } : {}),
    ...record,
    ...(Object.keys($defs).length > 0 ? { $defs } : {}),
  };
}

/** The resource's `$id`, if it is one that a JSON Schema can have: an absolute URI without a fragment (2020-12 Core, section 8.2.1). */
function idOf({ $id }: XdmResource): JsonObject {
  const isUri = URL.canParse($id) && new URL($id).href === $id && !$id.includes('#');
  return isUri ? { $id } : {};
}
