import { Orders } from './order';
import { RegistryError } from './registryError';
import { type Resource } from './resource';

export interface Page {
  orderby: string;
  resources: readonly Resource[];
  /** The cursor of the next page; null after the last one. */
  next: string | null;
}

const defaultOrder = 'updated';

/** "The actual response size may be smaller or larger": by how much, by where the page begins. */
const raggedness = [-3, 2, 4, 5] as const;

/** A cursor names the last resource of its page and the order it was cut in; clients must not look inside. */
const encodeCursor = (orderby: string, last: Resource): string =>
  Buffer.from(JSON.stringify([orderby, last.title, last.id])).toString('base64url');

function decodeCursor(text: string): { orderby: string; id: string } | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed)) return undefined;
    const [orderby, , id] = parsed as unknown[];
    return typeof orderby === 'string' && typeof id === 'string' ? { orderby, id } : undefined;
  } catch {
    return undefined;
  }
}

function pageSize(text: string | null, maxPageSize: number): number {
  if (text === null) return maxPageSize;
  if (!/^\d+$/.test(text) || Number(text) > 500) {
    throw new RegistryError('XDM-1003-400', 'Invalid query parameter', 'limit must be a number from 0 to 500.');
  }
  return Math.min(Number(text), maxPageSize);
}

/** @throws {RegistryError} for what "cannot be used without an `orderby` parameter present". */
function checkOrdered(query: URLSearchParams): void {
  const unordered = query.has('orderby') ? undefined : ['limit', 'start'].find((name) => query.has(name));
  if (unordered === undefined) return;
  throw new RegistryError('XDM-1003-400', 'Invalid query parameter', `${unordered} cannot be used without orderby.`);
}

export class Pager {
  private readonly orders = new Orders();

  constructor(
    private readonly maxPageSize: number,
    private readonly isRagged: () => boolean,
  ) {}

  /** Cuts one page; a `start` that is no cursor of this list, such as 0, finds nothing. @throws {RegistryError} */
  cut(resources: readonly Resource[], query: URLSearchParams, accepts: (resource: Resource) => boolean): Page {
    checkOrdered(query);
    const orderby = query.get('orderby') ?? defaultOrder;
    const given = pageSize(query.get('limit'), this.maxPageSize);
    const ordered = this.orders.of(resources, orderby);
    const start = query.get('start');
    const cursor = start === null ? undefined : decodeCursor(start);
    const last = cursor?.orderby === orderby ? ordered.position.get(cursor.id) : undefined;
    if (start !== null && last === undefined) return { orderby, resources: [], next: null };
    const first = (last ?? -1) + 1;
    const isRagged = given > 0 && this.isRagged();
    const size = isRagged ? Math.max(1, given + (raggedness[first % raggedness.length] ?? 0)) : given;
    const found: Resource[] = [];
    // One more than the page tells whether there is a next one.
    for (let index = first; index < ordered.resources.length && found.length <= size; index += 1) {
      const resource = ordered.resources[index];
      if (resource && accepts(resource)) found.push(resource);
    }
    const page = found.slice(0, size);
    const end = page.at(-1);
    return { orderby, resources: page, next: found.length > size && end ? encodeCursor(orderby, end) : null };
  }
}
