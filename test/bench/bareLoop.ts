import { Agent, request } from 'node:http';
import { containers, kindsOf } from '../../src/core/platform/resourceTypes';
import { demo } from '../emulator/demo';
import type { ServerReady } from './server';

/** A list of the registry, and the pages that it comes in. */
export interface PagedList {
  /** `global/classes` */
  readonly path: string;
  readonly accept: string;
  readonly limit: number;
  readonly orderby?: string;
}

/** What the extension asks for when it shows the list of Adobe's classes. */
export const classList: PagedList = {
  path: 'global/classes',
  accept: 'application/vnd.adobe.xed-id+json',
  limit: 300,
  orderby: 'title',
};

/** What it asks for when it reads the whole registry. */
export const indexLists: readonly PagedList[] = [
  ...containers.flatMap((container) =>
    kindsOf[container].map((kind) => ({
      path: `${container}/${kind}`,
      accept: 'application/vnd.adobe.xed+json',
      limit: 100,
      orderby: 'title',
    })),
  ),
  { path: 'tenant/descriptors', accept: 'application/vnd.adobe.xdm-v2+json', limit: 300, orderby: 'updated' },
];

interface Page {
  readonly results: readonly unknown[];
  readonly _page: { readonly next: string | null };
}

/** What one cannot do without: ask for a page, parse it, ask for the next. */
export class BareLoop {
  /** Of the bodies so far. */
  bytes = 0;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(private readonly server: ServerReady) {}

  /** @returns all rows of the lists, one list after the other */
  async read(...lists: readonly PagedList[]): Promise<readonly unknown[]> {
    const rows: unknown[] = [];
    for (const list of lists) {
      for (let next: string | null | undefined; next !== null;) {
        const { results, _page } = await this.page(list, next);
        rows.push(...results);
        next = _page.next;
      }
    }
    return rows;
  }

  async page({ path, accept, limit, orderby }: PagedList, start?: string): Promise<Page> {
    const query = new URLSearchParams({ limit: String(limit) });
    if (orderby !== undefined) query.set('orderby', orderby);
    if (start !== undefined) query.set('start', start);
    const url = `${this.server.platformOrigin}/data/foundation/schemaregistry/${path}?${query.toString()}`;
    return JSON.parse(await this.#get(url, accept)) as Page;
  }

  #get(url: string, accept: string): Promise<string> {
    const headers = {
      authorization: `Bearer ${this.server.token}`,
      'x-api-key': demo.oauth.clientId,
      'x-gw-ims-org-id': demo.imsOrg,
      accept,
    };
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(chunks);
          this.bytes += body.length;
          if (response.statusCode === 200) resolve(body.toString('utf8'));
          else reject(new Error(`${url} answered ${String(response.statusCode)}`));
        });
      });
      sent.on('error', reject).end();
    });
  }

  dispose(): void {
    this.#agent.destroy();
  }
}
