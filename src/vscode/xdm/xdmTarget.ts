import type { Connection } from '../../core/credentials/connection';
import { refOf, type ResourceRef, type XdmResource } from '../../core/xdm/xdmResource';
import type { XdmField } from '../../core/xdm/xdmField';
import { ViewRow } from '../viewRow';

/** What a command on a row, a document or a search result is about. */
export interface XdmTarget {
  /** In the sandbox that the resource was seen in, whatever the window's is by now. */
  readonly connection: Connection;
  readonly ref: ResourceRef;
  readonly title: string;
  readonly $id: string;
  /** Where one field of the resource is meant. */
  readonly field?: XdmField;
}

/** A row of the XDM view. */
export abstract class XdmRow extends ViewRow {
  /** Absent for rows that are about no resource: containers, kinds, failures. */
  readonly target?: XdmTarget;
}

export function targetOf(connection: Connection, resource: Omit<XdmResource, 'document'>, field?: XdmField): XdmTarget {
  const { $id, title } = resource;
  return { connection, ref: refOf(resource), title, $id, ...(field ? { field } : {}) };
}
