import { randomUUID } from 'node:crypto';
import { type Answer, type Incoming } from '../http/message';
import { type AnyCredential, type Service } from './gateway';

export interface Sandbox {
  name: string;
  title: string;
  type: 'production' | 'development';
  state?: string;
  region?: string;
  isDefault?: boolean;
}

const productionOnly: readonly Sandbox[] = [{ name: 'prod', title: 'Prod', type: 'production', isDefault: true }];

/** The sandboxes of each org, and who may enter which. */
export class SandboxDirectory {
  private readonly byOrg = new Map<string, readonly Sandbox[]>();

  set(imsOrg: string, sandboxes: readonly Sandbox[]): void {
    this.byOrg.set(imsOrg, sandboxes);
  }

  find(imsOrg: string, name: string): Sandbox | undefined {
    return (this.byOrg.get(imsOrg) ?? productionOnly).find((sandbox) => sandbox.name === name);
  }

  /** Those that the role of this credential includes; none without a role. */
  visibleTo({ imsOrg, hasRole, sandboxes }: AnyCredential): readonly Sandbox[] {
    if (hasRole === false) return [];
    const all = this.byOrg.get(imsOrg) ?? productionOnly;
    return sandboxes ? all.filter(({ name }) => sandboxes.includes(name)) : all;
  }

  /** The sandbox a request works in: the named one or, when no name is sent, the default one. */
  enter(caller: AnyCredential, name: string | undefined): Sandbox | undefined {
    const usable = this.visibleTo(caller).filter(({ state = 'active' }) => state === 'active');
    return usable.find((sandbox) => (name ? sandbox.name === name : sandbox.isDefault));
  }
}

const wire = ({ name, title, type, state = 'active', region = 'VA7', isDefault = false }: Sandbox) => ({
  name,
  title,
  state,
  type,
  region,
  isDefault,
  etag: 2,
  createdDate: '2024-02-07 10:16:02',
  lastModifiedDate: '2025-05-20 08:01:44',
  createdBy: 'LOCAL@AdobeID',
  modifiedBy: 'LOCAL@AdobeID',
});

const failure = (status: number, code: string, title: string, detail: string): Answer => ({
  status,
  body: {
    type: `http://ns.adobe.com/aep/errors/SMS-${code}-${status}`,
    title,
    status,
    report: { id: randomUUID() },
    detail,
  },
});

const isCount = (text: string | null): text is string => text !== null && /^\d+$/.test(text);

const adminPath = /^\/(sandboxes|sandboxTypes)(\/|$)/;

/** The non-admin listing of Sandbox Management: `GET /`, with the trailing slash. */
export class SandboxManagement implements Service {
  readonly prefix = '/data/foundation/sandbox-management';

  constructor(
    private readonly directory: SandboxDirectory,
    private readonly platformOrigin: () => string,
  ) {}

  handle({ record }: Incoming, caller: AnyCredential): Answer {
    const path = record.path.slice(this.prefix.length);
    if (adminPath.test(path)) {
      return failure(403, '2030', 'Access denied', 'Sandbox administration permission is required.');
    }
    if (path !== '/') return failure(404, '2000', 'Not found', 'There is no such resource.');
    if (record.method !== 'GET') return failure(405, '2001', 'Method not allowed', 'Only GET is supported here.');
    return this.list(record.query, caller);
  }

  private list(query: URLSearchParams, caller: AnyCredential): Answer {
    const [limitText, offsetText] = [query.get('limit'), query.get('offset')];
    const hasBoth = isCount(limitText) && isCount(offsetText);
    if (!hasBoth && (limitText !== null || offsetText !== null)) {
      return failure(400, '1001', 'Invalid request', 'limit and offset must be given together, as whole numbers.');
    }
    const [limit, offset] = hasBoth ? [Number(limitText), Number(offsetText)] : [50, 0];
    const all = this.directory.visibleTo(caller);
    const sandboxes = all.slice(offset, offset + limit).map(wire);
    const base = `${this.platformOrigin()}${this.prefix}`;
    const next = offset + limit < all.length ? `${base}/?limit=${limit}&offset=${offset + limit}` : undefined;
    const links = {
      ...(next === undefined ? {} : { next: { href: next, templated: false } }),
      page: { href: `${base}/{?limit,offset}`, templated: true },
    };
    return { status: 200, body: { sandboxes, _page: { limit, count: sandboxes.length }, _links: links } };
  }
}
