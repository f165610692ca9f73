import { type AnyCredential, type Service } from '../gateway/gateway';
import { type Sandbox, type SandboxDirectory } from '../gateway/sandboxes';
import { type Answer, type Incoming } from '../http/message';
import { checkDescriptorAccept, descriptorListForm, isChoice, listForm, lookupForm } from './accept';
import { byType, descriptorIn } from './descriptors';
import { basicDocument, documentIn, identity } from './documents';
import { filterOf } from './filter';
import { Pager, type Page } from './page';
import { notAcceptable, RegistryError } from './registryError';
import { resolve } from './resolve';
import { type Collection, type Resource } from './resource';
import { sampleOf } from './sampleData';
import { statsOf, type ClassUsageForm } from './stats';
import { decoded, notFound, parsePath, type Target } from './target';
import { type Tenant, type Tenants } from './tenants';

export interface SchemaRegistryContext {
  readonly sandboxes: SandboxDirectory;
  readonly maxPageSize: number;
  raggedPages(): boolean;
  platformOrigin(): string;
  nowMs(): number;
  classUsageForm(): ClassUsageForm;
}

const samplePath = '/rpc/sampledata/';

export class SchemaRegistry implements Service {
  readonly prefix = '/data/foundation/schemaregistry';
  private readonly pager: Pager;

  constructor(
    private readonly global: Collection,
    private readonly tenants: Tenants,
    private readonly context: SchemaRegistryContext,
  ) {
    this.pager = new Pager(context.maxPageSize, () => context.raggedPages());
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
    const sandbox = this.enter(caller, record.headers['x-sandbox-name']);
    if (record.method !== 'GET') {
      throw new RegistryError('XDM-1031-405', 'Method not allowed', `${record.method} is not supported here.`);
    }
    const tenant = this.tenants.of(caller.imsOrg, sandbox);
    const path = record.path.slice(this.prefix.length);
    if (path === '/stats') return { status: 200, body: statsOf(tenant, this.context.classUsageForm()) };
    const { accept } = record.headers;
    if (path.startsWith(samplePath)) {
      // Documented without an Accept; clients that are known to work send that of a lookup.
      if (isChoice(accept)) lookupForm(accept, 'schemas');
      return this.sample(decoded(path.slice(samplePath.length), path), tenant);
    }
    const target = parsePath(path);
    if (target.kind === 'descriptors' && target.id !== undefined)
      return this.descriptor(target, target.id, accept, tenant);
    if (!isChoice(accept)) return notAcceptable;
    if (target.kind === 'descriptors') return this.descriptors(target, accept, record.query, tenant);
    return target.id === undefined
      ? this.list(target, accept, record.query, tenant)
      : this.lookup(target, target.id, accept, tenant);
  }

  /** The sandbox that the caller works in. @throws {RegistryError} when there is none, or no permission for schemas. */
  private enter(caller: AnyCredential, name: string | undefined): Sandbox {
    const sandbox = this.context.sandboxes.enter(caller, name);
    if (!sandbox) {
      const where = name ? `sandbox '${name}'` : 'the default sandbox';
      throw new RegistryError(
        'XDM-1030-403',
        'Access denied',
        `The caller has no access to ${where}, or it does not exist.`,
      );
    }
    if (caller.canViewSchemas === false) {
      throw new RegistryError('XDM-1032-403', 'Access denied', 'The permission View Schemas is required.');
    }
    return sandbox;
  }

  private cut({ container, kind }: Target, query: URLSearchParams, tenant: Tenant): Page {
    return this.pager.cut((container === 'global' ? this.global : tenant).list(kind), query, filterOf(query));
  }

  private paged(target: Target, { orderby, next, resources }: Page, query: URLSearchParams, results: object): object {
    const base = `${this.context.platformOrigin()}${this.prefix}`;
    const href = `${base}/${target.container}/${target.name}`;
    const nextQuery = new URLSearchParams(query);
    if (next !== null) {
      nextQuery.set('start', next);
      nextQuery.set('orderby', orderby);
    }
    // A tenant list points to what Adobe has of the same kind.
    const hasGlobal = target.kind !== 'unions';
    return {
      results,
      _page: { orderby, next, count: resources.length },
      _links: {
        next: next === null ? null : { href: `${href}?${nextQuery.toString()}` },
        ...(hasGlobal ? { [`global_${target.name}`]: { href: `${base}/global/${target.name}` } } : {}),
      },
    };
  }

  private list(target: Target, accept: string, query: URLSearchParams, tenant: Tenant): Answer {
    const form = listForm(accept);
    const page = this.cut(target, query, tenant);
    const results = page.resources.map(form === 'xed-id' ? identity : basicDocument);
    return this.typed(accept, this.paged(target, page, query, results));
  }

  private descriptors(target: Target, accept: string, query: URLSearchParams, tenant: Tenant): Answer {
    const form = descriptorListForm(accept);
    if (form.startsWith('xdm-v2')) {
      const page = this.cut(target, query, tenant);
      const results = page.resources.map((resource) => descriptorIn(form, resource, target.container));
      return this.typed(accept, this.paged(target, page, query, results));
    }
    const all = (target.container === 'global' ? this.global : tenant).list('descriptors');
    return this.typed(accept, byType(form, all.filter(filterOf(query)), target.container));
  }

  private descriptor(target: Target, id: string, accept: string | undefined, tenant: Tenant): Answer {
    if (isChoice(accept)) checkDescriptorAccept(accept);
    return { status: 200, body: this.found(target, id, tenant).document() };
  }

  private lookup(target: Target, id: string, accept: string, tenant: Tenant): Answer {
    const form = lookupForm(accept, target.kind);
    return this.typed(accept, documentIn(form, this.found(target, id, tenant), tenant));
  }

  private found({ container, kind }: Target, id: string, tenant: Tenant): Resource {
    const resource = container === 'global' ? this.global.find(id) : tenant.own(id);
    // Unions are found among the schemas too: data sets are made of them.
    if (resource?.kind === kind || (resource?.kind === 'unions' && kind === 'schemas')) return resource;
    throw notFound(kind, id, `the ${container} container`);
  }

  private sample(id: string, tenant: Tenant): Answer {
    const resource = tenant.find(id);
    if (resource?.kind !== 'schemas') throw notFound('schemas', id, 'any container');
    const record = sampleOf(resolve(basicDocument(resource), tenant));
    return { status: 200, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(record) };
  }

  private typed(accept: string, body: object): Answer {
    return { status: 200, headers: { 'content-type': accept }, body };
  }
}
