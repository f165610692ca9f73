import type { Connection } from '../../core/credentials/connection';
import type { DocumentAge, RememberedUse } from '../../core/xdm/catalogTypes';
import { listFields, type FieldList } from '../../core/xdm/fieldList';
import { loadWholeResource } from '../../core/xdm/wholeResource';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { DocumentLookup } from '../../core/xdm/xdmField';
import type { XdmLibrary } from '../../core/xdm/xdmLibrary';
import type { ResourceRef, XdmResource } from '../../core/xdm/xdmResource';

/** What a page shows, and how old the resource is; where there are more fields than a page shows, it is cut. */
export interface PageContent extends FieldList, DocumentAge {
  readonly connection: Connection;
  readonly resource: XdmResource;
  /** Knows what descriptors say of the fields; absent until the whole registry was listed. */
  readonly library: XdmLibrary | undefined;
  /** Knows the types of the fields. */
  readonly lookup: DocumentLookup;
}

/** More than any schema of Adobe's has; a browser still shows them. */
const mostFields = 10_000;

/** @throws {AepError} why the resource or what it refers to cannot be had; an `AbortError` */
export async function loadPageContent(
  catalog: Pick<XdmCatalog, 'getDocument' | 'getResources' | 'lookup' | 'index'>,
  connection: Connection,
  ref: ResourceRef,
  options: { readonly remembered: RememberedUse; readonly signal?: AbortSignal },
): Promise<PageContent> {
  const { isPartial, ...whole } = await loadWholeResource(catalog, { connection, ref }, options);
  const { fields, isCut } = await listFields(whole.resource, whole.lookup, {
    maxFields: mostFields,
    signal: options.signal,
  });
  return {
    ...whole,
    connection,
    fields,
    isCut: isCut || isPartial,
    library: catalog.index(connection).library,
  };
}
