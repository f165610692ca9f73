import { untilAborted } from '../../src/core/abort';
import { abortError, AepError } from '../../src/core/errors';
import { type RegistryStats } from '../../src/core/platform/registryReading';
import { type Descriptor, type ResourceSummary } from '../../src/core/platform/resourceTypes';
import { type LookupTarget, type ResourceList } from '../../src/core/platform/schemaRegistry';
import { type CatalogRegistry } from '../../src/core/xdm/catalogSubject';
import { type CacheSubject, type GoneConnections, type XdmCache } from '../../src/core/xdm/catalogTypes';
import { type XdmResource } from '../../src/core/xdm/xdmResource';

export const offline = new AepError('HOST_UNKNOWN', 'There is no such host');
export const forbidden = new AepError('PERMISSION_DENIED', 'The platform answered 403');
export const notFound = new AepError('NOT_FOUND', 'The platform answered 404');

/** A registry in memory that a test can hold up and make fail. */
export class FakeRegistry implements CatalogRegistry {
  resources: XdmResource[];
  given: Descriptor[] = [];
  tenantId = 'test';
  classUsage: RegistryStats['classUsage'] = new Map();
  pageSize = 2;
  /** Every request as it was sent, such as `list global/classes`. */
  readonly asked: string[] = [];
  /** Called with every request; what it throws, or what its promise is rejected with, is the answer. */
  before: (request: string) => unknown = () => undefined;

  constructor(...resources: readonly XdmResource[]) {
    this.resources = [...resources];
  }

  async *list(
    _connection: unknown,
    list: ResourceList,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly ResourceSummary[], void, undefined> {
    for await (const page of this.#pages('list', list, signal)) {
      yield page.map(({ $id, altId, title, version }) => ({ $id, altId, title, version }));
    }
  }

  async *listDocuments(
    _connection: unknown,
    list: ResourceList,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly XdmResource['document'][], void, undefined> {
    for await (const page of this.#pages('documents', list, signal)) yield page.map(({ document }) => document);
  }

  async descriptors(_connection: unknown, signal?: AbortSignal): Promise<readonly Descriptor[]> {
    await this.#ask('descriptors', signal);
    return this.given;
  }

  async stats(_connection: unknown, signal?: AbortSignal): Promise<RegistryStats> {
    await this.#ask('stats', signal);
    return { tenantId: this.tenantId, counts: { schemas: 1 }, classUsage: this.classUsage };
  }

  async lookup(
    _connection: unknown,
    { container, kind, id, form }: LookupTarget,
    signal?: AbortSignal,
  ): Promise<unknown> {
    await this.#ask(`${form} ${container}/${kind}/${id}`, signal);
    const found = this.#of({ container, kind }).find(({ $id, altId }) => id === $id || id === altId);
    if (!found) throw notFound;
    return form === 'xed' ? found.document : { ...found.document, form };
  }

  async *#pages(
    what: string,
    list: ResourceList,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<readonly XdmResource[], void, undefined> {
    const rows = this.#of(list);
    for (let start = 0; start === 0 || start < rows.length; start += this.pageSize) {
      await this.#ask(`${what} ${list.container}/${list.kind}`, signal);
      yield rows.slice(start, start + this.pageSize);
    }
  }

  #of(list: ResourceList): readonly XdmResource[] {
    return this.resources.filter(({ container, kind }) => container === list.container && kind === list.kind);
  }

  async #ask(request: string, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw abortError();
    this.asked.push(request);
    await untilAborted(Promise.resolve(this.before(request)), signal);
  }
}

/** What {@link XdmDiskCache} is in the extension: outlives the catalogs of a test. */
export class MemoryCache implements XdmCache {
  readonly texts = new Map<string, string>();

  read({ key }: CacheSubject, name: string): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(`${key} ${name}`));
  }

  write({ key }: CacheSubject, name: string, text: string): Promise<void> {
    this.texts.set(`${key} ${name}`, text);
    return Promise.resolve();
  }

  forget(gone: GoneConnections): Promise<void> {
    for (const key of this.texts.keys()) {
      const isOf = (id: string): boolean => key.startsWith(`["${id}"`);
      if ('id' in gone ? isOf(gone.id) : !gone.allBut.some(isOf)) this.texts.delete(key);
    }
    return Promise.resolve();
  }

  /** The names of what is there. */
  get names(): readonly string[] {
    return [...this.texts.keys()].map((key) => key.slice(key.lastIndexOf(' ') + 1)).sort();
  }
}

/** A promise that a test keeps. */
export class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}
