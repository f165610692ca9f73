import type { Connection } from '../../core/credentials/connection';
import type { CatalogChange, ListStatus } from '../../core/xdm/catalogTypes';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';

export type AnsweringCatalog = Pick<XdmCatalog, 'subjectOf' | 'list' | 'index' | 'tenant'>;

/** Whether a change is that Adobe answered something about the registry that the connection sees: it can be reached again. */
export function isAnswered(
  catalog: AnsweringCatalog,
  connection: Connection,
  { subject, part, container, kind }: CatalogChange,
): boolean {
  if (catalog.subjectOf(connection) !== subject) return false;
  const isList = part === 'list' && container !== undefined && kind !== undefined;
  if (isList) return isFresh(catalog.list(connection, container, kind));
  return isFresh(part === 'index' ? catalog.index(connection) : catalog.tenant(connection));
}

function isFresh({ status, isRemembered }: { readonly status: ListStatus; readonly isRemembered: boolean }): boolean {
  return status === 'complete' && !isRemembered;
}
