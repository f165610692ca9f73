import { type Container, type ResourceKind } from '../../src/core/platform/resourceTypes';
import { type DocumentLookup } from '../../src/core/xdm/xdmField';
import { readResource, type JsonObject, type XdmResource } from '../../src/core/xdm/xdmResource';

/** `Name` in the namespace of the tests. */
export const idOf = (name: string): string => `https://ns.adobe.com/test/${name}`;

/** A resource as the registry lists it; ids and alternative ids are made of the name. */
export function xdmResource(
  name: string,
  document: JsonObject = {},
  kind: ResourceKind = 'datatypes',
  container: Container = 'tenant',
): XdmResource {
  const ids = { $id: idOf(name), 'meta:altId': `_test.${name}`, title: name };
  const resource = readResource(container, kind, { ...ids, ...document });
  if (!resource) throw new Error(`${name} is no resource`);
  return resource;
}

/** What is known: these, and nothing else. */
export function lookupIn(...resources: readonly XdmResource[]): DocumentLookup {
  const documents = new Map(resources.map(({ $id, document }) => [$id, document]));
  return ($id) => documents.get($id);
}

export const ref = (name: string): JsonObject => ({ $ref: idOf(name), type: 'object', 'meta:xdmType': 'object' });

/** So many definitions that all include one another: there are more ways through them than anybody can go. */
export function tangledResource(count: number): XdmResource {
  const pointerTo = (index: number): JsonObject => ({ $ref: `#/definitions/D${index % count}` });
  const indexes = Array.from({ length: count }, (_, index) => index);
  const definitions = indexes.map((index): [string, JsonObject] => [
    `D${index}`,
    {
      properties: { [`p${index}`]: pointerTo(index + 1) },
      allOf: indexes.filter((other) => other !== index).map(pointerTo),
    },
  ]);
  return xdmResource('Tangled', { definitions: Object.fromEntries(definitions), allOf: [pointerTo(0)] }, 'schemas');
}
