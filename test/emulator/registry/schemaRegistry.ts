import { createHash } from 'node:crypto';
import { type AnyCredential, type Service } from '../gateway/gateway';
import { type SandboxDirectory } from '../gateway/sandboxes';
import { type Answer, type Incoming } from '../http/message';
import { isChoice, listForm, lookupForm } from './accept';
import { basicDocument, documentIn, identity } from './documents';
import { filterOf } from './filter';
import { Pager } from './page';
import { notAcceptable, RegistryError } from './registryError';
import { kinds, type Collection, type Container, type Kind, type Resource } from './resource';

export interface SchemaRegistryContext {
  readonly sandboxes: SandboxDirectory;
  readonly maxPageSize: number;
  platformOrigin(): string;
  nowMs(): number;
}

interface Target {
  container: Container;
  /** As the client wrote it; `mixins` is an older name of `fieldgroups`. */
  name: string;
  kind: Kind;
  id?: string;
}

const notFoundCodes = {
  classes: 'XDM-1010-404',
  fieldgroups: 'XDM-1011-404',
  schemas: 'XDM-1012-404',
  datatypes: 'XDM-1013-404',
  behaviors: 'XDM-1014-404',
} as const;

const noSuchPath = (path: string) =>
  new RegistryError('XDM-1017-404', 'Resource not found', `There is no resource at ${path}.`);

function parsePath(path: string): Target {
  const [, container = '', name = '', id, ...rest] = path.split('/');
  const kind = kinds.find((known) => known === (name === 'mixins' ? 'fieldgroups' : name));
  const isContainer = container === 'global' || (container === 'tenant' && kind !== 'behaviors');
  // An $id that was not encoded brings slashes of its own and ends here.
  if (!isContainer || !kind || rest.length > 0 || id === '') throw noSuchPath(path);
  try {
    return { container, name, kind, ...(id === undefined ? {} : { id: decodeURIComponent(id) }) };
  } catch {
    throw noSuchPath(path);
  }
}

/** The tenant namespace of an org. */
export const tenantIdOf = (imsOrg: string): string =>
  `local${createHash('sha256').update(imsOrg).digest('hex').slice(0, 6)}`;

export class SchemaRegistry implements Service {
  readonly prefix = '/data/foundation/schemaregistry';
  private readonly pager: Pager;

  constructor(
    private readonly collection: Collection,
    private readonly context: SchemaRegistryContext,
  ) {
    this.pager = new Pager(context.maxPageSize);
  }

  handle(incoming: Incoming, caller: AnyCredential): Answer {
    try {
      return this.answer(incoming, caller);
    } catch (error) {
      if (error instanceof RegistryError) return error.toAnswer(this.context.nowMs());
      throw error;
    }
  }

  private answer({ record }: Incoming, caller: AnyCredential): Answer {
    const sandboxName = record.headers['x-sandbox-name'];
    if (!this.context.sandboxes.enter(caller, sandboxName)) {
      const where = sandboxName ? `sandbox '${sandboxName}'` : 'the default sandbox';
      throw new RegistryError(
        'XDM-1030-403',
        'Access denied',
        `The caller has no access to ${where}, or it does not exist.`,
      );
    }
    if (caller.canViewSchemas === false) {
      throw new RegistryError('XDM-1032-403', 'Access denied', 'The permission View Schemas is required.');
    }
    const path = record.path.slice(this.prefix.length);
    const isGet = record.method === 'GET';
    if (!isGet)
      throw new RegistryError('XDM-1031-405', 'Method not allowed', `${record.method} is not supported here.`);
    if (path === '/stats') return this.stats(caller);
    const target = parsePath(path);
    const { accept } = record.headers;
    if (!isChoice(accept)) return notAcceptable;
    return target.id === undefined ? this.list(target, accept, record.query) : this.lookup(target, target.id, accept);
  }

  private resources({ container, kind }: Target): readonly Resource[] {
    return container === 'global' ? this.collection.list(kind) : [];
  }

  private list(target: Target, accept: string, query: URLSearchParams): Answer {
    const form = listForm(accept);
    const { orderby, resources, next } = this.pager.cut(this.resources(target), query, filterOf(query));
    const href = `${this.context.platformOrigin()}${this.prefix}/${target.container}/${target.name}`;
    const nextQuery = new URLSearchParams(query);
    if (next !== null) nextQuery.set('start', next);
    const body = {
      results: resources.map(form === 'xed-id' ? identity : basicDocument),
      _page: { orderby, next, count: resources.length },
      _links: {
        next: next === null ? null : { href: `${href}?${nextQuery.toString()}` },
        [`${target.container}_${target.name}`]: { href },
      },
    };
    return this.typed(accept, body);
  }

  private lookup(target: Target, id: string, accept: string): Answer {
    const form = lookupForm(accept);
    const resource = target.container === 'global' ? this.collection.find(id) : undefined;
    if (resource?.kind !== target.kind) {
      throw new RegistryError(
        notFoundCodes[target.kind],
        'Resource not found',
        `The requested ${target.kind} resource ${id} with version 1 is not found in the ${target.container} container.`,
      );
    }
    return this.typed(accept, documentIn(form, resource, this.collection));
  }

  private typed(accept: string, body: object): Answer {
    return { status: 200, headers: { 'content-type': accept }, body };
  }

  /** The tenant's own resources: none yet. */
  private stats({ imsOrg }: AnyCredential): Answer {
    const body = {
      imsOrg,
      tenantId: tenantIdOf(imsOrg),
      counts: { schemas: 0, mixins: 0, datatypes: 0, classes: 0, unions: 0 },
      recentlyCreatedResources: [],
      recentlyUpdatedResources: [],
      classUsage: [],
    };
    return { status: 200, body };
  }
}
