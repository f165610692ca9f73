import type { Connection } from '../credentials/connection';
import { abortError } from '../errors';
import type { ResourceSummary } from '../platform/resourceTypes';
import type { ResourceList, SchemaRegistry } from '../platform/schemaRegistry';
import { sortByTitle } from './titleOrder';

export interface ListContent {
  /** Sorted by title. */
  readonly rows: readonly ResourceSummary[];
  /** The registry lists more than are kept. */
  readonly isPartial: boolean;
}

/** More than an organisation has, so that a registry that never ends cannot fill the memory. */
export const longestList = 100_000;

/**
 * Lists what there is of a kind. Shows it after the first page, then each time that the list has doubled, and where it breaks off,
 * so that the work of showing it stays in proportion to its length.
 * @throws {AepError} what {@link SchemaRegistry.list} throws; an `AbortError`
 */
export async function fetchList(
  registry: Pick<SchemaRegistry, 'list'>,
  connection: Connection,
  list: ResourceList,
  signal: AbortSignal,
  show: (soFar: ListContent) => void,
): Promise<ListContent> {
  const found: ResourceSummary[] = [];
  let shown = 0;
  const soFar = (isPartial = false): ListContent => ({ rows: sortByTitle(found), isPartial });
  try {
    for await (const page of registry.list(connection, list, signal)) {
      if (signal.aborted) throw abortError();
      for (const row of page) {
        if (found.length === longestList) return soFar(true);
        found.push(row);
      }
      if (found.length === 0 || found.length < shown * 2) continue;
      shown = found.length;
      show(soFar());
    }
  } catch (error) {
    if (found.length > shown) show(soFar());
    throw error;
  }
  return soFar();
}
