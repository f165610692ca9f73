import { containers, kindsOf, type ResourceKind } from '../../core/platform/resourceTypes';
import { compositionOf } from '../../core/xdm/composition';
import { childrenOf, fieldsOf } from '../../core/xdm/fields';
import type { XdmContent } from './xdmContent';
import type { ListedResource, ResourceFilter } from '../../core/xdm/resourceFilter';
import { ContainerRow, FieldRow, GroupRow, KindRow, ResourceRow, type GroupKind, type XdmTreeRow } from './xdmRows';

/**
 * The containers; with a filter those that have something that fits.
 * @param filterCount which filter it is: what somebody closed in one is open in the next
 */
export function rootRows(filter: ResourceFilter | undefined, filterCount: number): readonly XdmTreeRow[] {
  if (!filter) return containers.map((container) => new ContainerRow(container, undefined));
  return containers
    .filter((container) => kindsOf[container].some((kind) => filter.matches(container, kind).length > 0))
    .map((container) => new ContainerRow(container, filterCount));
}

/** What is below a row, as far as it is known. */
export function rowsBelow(
  row: XdmTreeRow,
  content: XdmContent,
  filter: ResourceFilter | undefined,
): readonly XdmTreeRow[] {
  switch (row.kind) {
    case 'container':
      return kindRows(row, filter);
    case 'kind':
      return resourceRows(row, content, listedFor(row, content, filter));
    case 'resource':
      return partRows(row, content);
    case 'group':
      return resourceRows(row, content, groupMembers(row, content) ?? []);
    case 'field':
      return childrenOf(row.field, content.lookup).map((field) => new FieldRow(row, row.owner, field));
    case 'failure':
    case 'stopped':
      return [];
  }
}

/** @returns `undefined` where that is not known yet */
export function groupMembers(
  { parent: { resource }, resourceKind }: GroupRow,
  content: XdmContent,
): readonly ListedResource[] | undefined {
  if (resource.kind === 'classes') {
    return resourceKind === 'schemas'
      ? content.schemasOfClass(resource.$id)
      : content.library?.fieldGroupsExtending(resource.$id);
  }
  const known = content.resourceOf(resource);
  const ids = known && compositionOf(known.document, content.lookup).fieldGroupIds;
  return ids?.flatMap((id) => content.referredTo(id, 'fieldgroups') ?? []);
}

function kindRows(row: ContainerRow, filter: ResourceFilter | undefined): readonly KindRow[] {
  const kinds = kindsOf[row.container].filter((kind) => !filter || filter.matches(row.container, kind).length > 0);
  return kinds.map((kind) => new KindRow(row, kind));
}

function listedFor(
  { container, resourceKind }: KindRow,
  content: XdmContent,
  filter: ResourceFilter | undefined,
): readonly ListedResource[] {
  return filter ? filter.matches(container, resourceKind) : (content.listed(container, resourceKind) ?? []);
}

function resourceRows(
  parent: KindRow | GroupRow,
  { connection }: XdmContent,
  resources: readonly ListedResource[],
): readonly ResourceRow[] {
  // A reference may name one by its other id.
  const unique = new Map(resources.map((resource) => [resource.$id, resource]));
  return [...unique.values()].map((resource) => new ResourceRow(parent, resource, connection));
}

/** What a resource is built from, what is built from it, and its fields. */
function partRows(row: ResourceRow, content: XdmContent): readonly XdmTreeRow[] {
  const known = content.resourceOf(row.resource);
  if (!known) return [];
  const { classId, behaviorId, fieldGroupIds } = compositionOf(known.document, content.lookup);
  const related = (id: string | undefined, kind: ResourceKind): readonly ResourceRow[] => {
    const resource = id === undefined ? undefined : content.referredTo(id, kind);
    return resource ? [new ResourceRow(row, resource, content.connection)] : [];
  };
  const group = (of: GroupKind): GroupRow => new GroupRow(row, of);
  const relations: readonly XdmTreeRow[] =
    known.kind === 'classes'
      ? [...related(behaviorId, 'behaviors'), group('schemas'), group('fieldgroups')]
      : known.kind === 'schemas'
        ? [...related(classId, 'classes'), ...(fieldGroupIds.length > 0 ? [group('fieldgroups')] : [])]
        : [];
  return [...relations, ...fieldsOf(known, content.lookup).map((field) => new FieldRow(row, row, field))];
}
