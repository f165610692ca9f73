import { kindsOf, type Container, type ResourceKind } from '../platform/resourceTypes';
import type { ResourceList } from '../platform/schemaRegistry';

/** Where references lead to most often comes first. */
const likelyKinds: readonly ResourceKind[] = ['datatypes', 'fieldgroups', 'classes', 'behaviors', 'schemas'];

/** Parts of ids by which the registry's own ids tell of which kind they are; `mixins` is the older name of field groups. */
const kindsInIds: ReadonlyMap<string, ResourceKind> = new Map<string, ResourceKind>([
  ...likelyKinds.map((kind) => [kind, kind] as const),
  ['mixins', 'fieldgroups'],
  // `https://ns.adobe.com/xdm/data/record`
  ['data', 'behaviors'],
]);

/** Whether an id is one of an organisation's own (Schema Registry API, "Tenant ID"). */
export function isOwnId($id: string, tenantId: string): boolean {
  return $id.startsWith(`https://ns.adobe.com/${tenantId}/`);
}

/**
 * In which lists a resource may be of which only the `$id` is known, the likeliest first: nine look-ups at most. A union
 * has the id of its class with `__union` behind it.
 * @param tenantId without it, Adobe's own resources are thought of first
 */
export function likelyPlaces($id: string, tenantId: string | undefined): readonly ResourceList[] {
  if ($id.endsWith('__union')) return [{ container: 'tenant', kind: 'unions' }];
  const named = $id.split('/').map((part) => kindsInIds.get(part));
  const kind = named.find((one) => one !== undefined);
  const kinds = new Set([...(kind === undefined ? [] : [kind]), ...likelyKinds]);
  return containersOf($id, tenantId).flatMap((container) =>
    [...kinds].filter((one) => kindsOf[container].includes(one)).map((one) => ({ container, kind: one })),
  );
}

function containersOf($id: string, tenantId: string | undefined): readonly Container[] {
  if (tenantId === undefined) return ['global', 'tenant'];
  return [isOwnId($id, tenantId) ? 'tenant' : 'global'];
}
