import type { Connection } from '../credentials/connection';
import { AepError } from '../errors';
import { asString } from '../shape';
import { idOfDescriptor, readDescriptorPage, readDescriptors } from './descriptors';
import type { PlatformClient } from './platformClient';
import {
  readPage,
  readStats,
  readSummary,
  type RawObject,
  type RegistryPage,
  type RegistryStats,
} from './registryReading';
import type { Container, Descriptor, LookupForm, ResourceKind, ResourceSummary } from './resourceTypes';

/** Which list of the registry is meant. */
export interface ResourceList {
  readonly container: Container;
  readonly kind: ResourceKind;
}

/** Which resource is meant, and in which form. */
export interface LookupTarget extends ResourceList {
  /** `meta:altId`, or `$id`. */
  readonly id: string;
  readonly form: LookupForm;
}

/** The query of one page. */
interface Asked {
  readonly orderby?: string | undefined;
  readonly limit?: number | undefined;
  readonly start?: string | undefined;
}

/** A list as it is asked for. */
interface PagedRequest {
  readonly path: string;
  readonly accept: string;
  /** What is asked for first: all parameters or none, since "This parameter cannot be used without an orderby parameter present". */
  readonly first: Asked;
  readonly read: (body: unknown) => RegistryPage;
  /** Rows without one are left out, and of rows with the same one all but the first. */
  readonly idOf: (row: RawObject) => string | undefined;
}

/** A page, and what it was asked for with. */
type AnsweredPage = RegistryPage & { readonly asked: Asked };

const base = '/data/foundation/schemaregistry';
/** "The Schema Registry limits result sets to 300 items" (Schema Registry API, list classes). */
const pageSize = 300;
/** Whole documents are a hundred times as long as rows that only name them. */
const documentPageSize = 100;
/** Pages without anything new: one row to a page, a resource that was renamed meanwhile comes again. */
const mostInVain = 3;
/** More than any organisation has: whoever goes on after that is no registry. */
const mostDescriptors = 200_000;

/** Reads Adobe's Schema Registry. Nothing here changes anything there. */
export class SchemaRegistry {
  constructor(private readonly platform: Pick<PlatformClient, 'get'>) {}

  /**
   * What there is of a kind in a container, page by page, in the order of their titles as the registry sorts them. No resource
   * comes twice.
   * @throws {AepError} what {@link PlatformClient.get} throws; an `AbortError`
   */
  async *list(
    connection: Connection,
    list: ResourceList,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly ResourceSummary[], void, undefined> {
    const request = { ...titled(list), accept: 'application/vnd.adobe.xed-id+json', first: byTitle(pageSize) };
    for await (const rows of this.#pages(connection, request, signal)) {
      yield rows.flatMap((row) => readSummary(row) ?? []);
    }
  }

  /**
   * As {@link list}, with whole documents in the form `xed`: references kept. Each has an `$id`; nothing else is checked.
   * @throws {AepError} what {@link PlatformClient.get} throws; an `AbortError`
   */
  listDocuments(
    connection: Connection,
    list: ResourceList,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly RawObject[], void, undefined> {
    const request = { ...titled(list), accept: 'application/vnd.adobe.xed+json', first: byTitle(documentPageSize) };
    return this.#pages(connection, request, signal);
  }

  /**
   * One resource, as the registry gave it. Unions have texts in every form: the registry knows them as `xed` and `xed-full` only.
   * @throws {AepError} what {@link PlatformClient.get} throws, `NOT_FOUND` among them; an `AbortError`
   */
  async lookup(
    connection: Connection,
    { container, kind, id, form }: LookupTarget,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const known = kind === 'unions' && form === 'xed-full-notext' ? 'xed-full' : form;
    return this.platform.get(connection, {
      path: `${base}/${container}/${kind}/${segmentOf(id)}`,
      // A lookup needs a version (XDM-1007-400), and only version 1 exists.
      accept: `application/vnd.adobe.${known}+json;version=1`,
      signal,
    });
  }

  /**
   * The descriptors that the organisation attached to fields. What is no descriptor of a field is left out.
   * @throws {AepError} what {@link PlatformClient.get} throws; an `AbortError`
   */
  async descriptors(connection: Connection, signal?: AbortSignal): Promise<readonly Descriptor[]> {
    const request: PagedRequest = {
      path: `${base}/tenant/descriptors`,
      // "This Accept header must be used in order to utilize paging capabilities" (Schema Registry API, list resources).
      accept: 'application/vnd.adobe.xdm-v2+json',
      // They have no title, and Adobe names nothing that they can be ordered by. A `limit` is refused with 400 where no order comes
      // with it (seen by users), and needless: a page has 300 rows. So the first page is asked for as in Adobe's example.
      first: {},
      read: readDescriptorPage,
      idOf: idOfDescriptor,
    };
    const found: Descriptor[] = [];
    for await (const rows of this.#pages(connection, request, signal)) {
      for (const row of rows) found.push(...readDescriptors(row));
      if (found.length > mostDescriptors) throw new AepError('RESPONSE_TOO_LARGE', 'There is no end of descriptors');
    }
    return found;
  }

  /**
   * A record that the registry makes up for a schema (`GET /rpc/sampledata`). "RPC endpoints" need no `Accept` of their own, but
   * a request has one; this one is what aepp and aepctl send, so that it is known to work.
   * @param schemaId `meta:altId`, or `$id`
   * @throws {AepError} what {@link PlatformClient.get} throws; an `AbortError`
   */
  async sampleData(connection: Connection, schemaId: string, signal?: AbortSignal): Promise<unknown> {
    const path = `${base}/rpc/sampledata/${segmentOf(schemaId)}`;
    return this.platform.get(connection, { path, accept: 'application/vnd.adobe.xed+json; version=1', signal });
  }

  /**
   * The tenant ID, and what the organisation made (`GET /stats`; Adobe names no `Accept` for it).
   * @throws {AepError} what {@link PlatformClient.get} throws; `BAD_RESPONSE` without a tenant ID; an `AbortError`
   */
  async stats(connection: Connection, signal?: AbortSignal): Promise<RegistryStats> {
    return readStats(
      await this.platform.get(connection, { path: `${base}/stats`, accept: 'application/json', signal }),
    );
  }

  /** The next page is on its way while the rows of one are looked at: what is done with them costs no time of its own. */
  async *#pages(
    connection: Connection,
    request: PagedRequest,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<readonly RawObject[], void, undefined> {
    const { first, idOf } = request;
    const seenIds = new Set<string>();
    const seenCursors = new Set<string>();
    let inVain = 0;
    let coming: Promise<AnsweredPage> | undefined = this.#page(connection, request, first, signal);
    while (coming) {
      const page: AnsweredPage = await coming;
      const known = page.rows.filter((row) => idOf(row) !== undefined);
      const rows = known.filter((row) => isNew(seenIds, idOf(row)));
      inVain = rows.length === 0 ? inVain + 1 : 0;
      // An empty page, a cursor that comes again, or nothing new time and again would go on for ever.
      const goesOn: boolean =
        page.next !== undefined && known.length > 0 && inVain < mostInVain && isNew(seenCursors, page.next);
      coming = goesOn ? this.#page(connection, request, askedNext(page), signal) : undefined;
      // Whoever stops here hears of no failure.
      coming?.catch(() => undefined);
      yield rows;
    }
  }

  /** One page, or a shorter one where that is too large. */
  async #page(
    connection: Connection,
    { path, accept, first, read }: PagedRequest,
    wanted: Asked,
    signal: AbortSignal | undefined,
  ): Promise<AnsweredPage> {
    for (let asked = wanted; ;) {
      let body: unknown;
      try {
        body = await this.platform.get(connection, { path, accept, query: queryOf(asked), signal });
      } catch (error) {
        const easier = easierAfter(error, asked, first);
        if (easier === undefined) throw error;
        asked = easier;
        continue;
      }
      return { ...read(body), asked };
    }
  }
}

/** The cursor goes back as it came. Where no order was asked for, the next page needs the one that the first was cut in. */
function askedNext({ asked, next, orderby }: AnsweredPage): Asked {
  return { ...asked, start: next, orderby: asked.start === undefined ? (asked.orderby ?? orderby) : asked.orderby };
}

function titled({ container, kind }: ResourceList): Pick<PagedRequest, 'path' | 'read' | 'idOf'> {
  return {
    path: `${base}/${container}/${kind}`,
    read: readPage,
    idOf: ({ $id }) => ($id === '' ? undefined : asString($id)),
  };
}

function byTitle(limit: number): Asked {
  return { orderby: 'title', limit };
}

function queryOf({ orderby, limit, start }: Asked): Readonly<Record<string, string>> {
  return {
    ...(orderby === undefined ? {} : { orderby }),
    ...(limit === undefined ? {} : { limit: String(limit) }),
    ...(start === undefined ? {} : { start }),
  };
}

/** How to ask again for what was refused or too large. @returns `undefined` where that would not help */
function easierAfter(error: unknown, asked: Asked, first: Asked): Asked | undefined {
  if (!(error instanceof AepError)) return undefined;
  const { limit = 1, orderby } = asked;
  if (error.code === 'RESPONSE_TOO_LARGE' && limit > 1) return { ...asked, limit: Math.ceil(limit / 4) };
  // The registry told the order, but may not take it. Without one, `start` works in practice (aepp), whatever the documentation says.
  const isOrderRefused = error.code === 'REQUEST_REFUSED' && orderby !== undefined && first.orderby === undefined;
  return isOrderRefused ? { ...asked, orderby: undefined } : undefined;
}

function isNew(seen: Set<string | undefined>, value: string | undefined): boolean {
  return !seen.has(value) && Boolean(seen.add(value));
}

/** An id as one segment of a path. @throws {AepError} `NOT_FOUND` for one that would lead to another path: no resource is called so */
function segmentOf(id: string): string {
  if (id === '.' || id === '..') throw new AepError('NOT_FOUND', 'No resource has this id');
  return encodeURIComponent(id);
}
