import type { Connection } from '../../core/credentials/connection';
import {
  containers,
  kindsOf,
  type Container,
  type ResourceKind,
  type ResourceSummary,
} from '../../core/platform/resourceTypes';
import { asString } from '../../core/shape';
import type { IndexState, ListState, ListStatus, TenantState } from '../../core/xdm/catalogTypes';
import { compositionOf, containerOf } from '../../core/xdm/composition';
import { missingReferences } from '../../core/xdm/fields';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { ListedResource } from '../../core/xdm/resourceFilter';
import { sortByTitle } from '../../core/xdm/titleOrder';
import type { DocumentLookup, XdmField } from '../../core/xdm/xdmField';
import { readResource, readStatus, type ResourceStatus, type XdmResource } from '../../core/xdm/xdmResource';
import type { FieldMarkers, XdmLibrary } from '../../core/xdm/xdmLibrary';
import type { ResourceRow } from './xdmRows';

/** Types that refer to types that refer to types, before anything of a row can be said. */
const mostRounds = 32;

/** What the catalog knows for one connection in its sandbox, and how more becomes known. */
export class XdmContent {
  readonly #abort = new AbortController();
  /** What was asked for here. */
  readonly #asked = new Set<string>();
  readonly #listed = new WeakMap<readonly ResourceSummary[], readonly ListedResource[]>();

  constructor(
    private readonly catalog: XdmCatalog,
    readonly connection: Connection,
  ) {}

  get lookup(): DocumentLookup {
    return this.catalog.lookup(this.connection);
  }

  get index(): IndexState {
    return this.catalog.index(this.connection);
  }

  get library(): XdmLibrary | undefined {
    return this.index.library;
  }

  get tenant(): TenantState {
    return this.catalog.tenant(this.connection);
  }

  list(container: Container, kind: ResourceKind): ListState {
    return this.catalog.list(this.connection, container, kind);
  }

  /**
   * What is known of a kind, from its list, or else from the index. `undefined` where that is nothing. The same array until it is
   * another list.
   */
  listed(container: Container, kind: ResourceKind): readonly ListedResource[] | undefined {
    const { rows, status } = this.list(container, kind);
    if (rows.length > 0) {
      const listed = this.#listed.get(rows) ?? rows.map((row) => ({ ...row, container, kind }));
      this.#listed.set(rows, listed);
      return listed;
    }
    if (status === 'complete') return [];
    const indexed = this.library?.list(container, kind);
    return indexed && indexed.length > 0 ? indexed : undefined;
  }

  statusOf({ $id }: ListedResource): ResourceStatus | undefined {
    return readStatus(this.lookup($id)?.['meta:status']);
  }

  /** Its `$id` where no title is known. */
  titleOf($id: string): string {
    const title = asString(this.lookup($id)?.title)?.trim();
    return title === undefined || title === '' ? $id : title;
  }

  /** As it was composed, if that is known. */
  resourceOf({ container, kind, $id }: ListedResource): XdmResource | undefined {
    const document = this.lookup($id);
    return document && readResource(container, kind, document);
  }

  /** One that another refers to. @param kind what it is by the way in which it is referred to */
  referredTo($id: string, kind: ResourceKind): ListedResource | undefined {
    const known = this.library?.find($id) ?? this.#findListed($id, kind);
    if (known) return known;
    const document = this.lookup($id);
    return document && readResource(containerOf(document, this.tenant.tenantId), kind, document);
  }

  /**
   * The schemas of a class: all that the index knows, or until then those of the organisation, as its registry's statistics name them.
   * `undefined` where neither is known.
   */
  schemasOfClass($id: string): readonly ListedResource[] | undefined {
    const { library, tenant } = this;
    if (library) return library.schemasOfClass($id);
    const { schemas, schemaCount } = tenant.stats?.classUsage.get($id) ?? {};
    const areAllNamed = schemas !== undefined && schemas.length === schemaCount;
    return areAllNamed
      ? sortByTitle(schemas).map((schema) => ({ ...schema, container: 'tenant', kind: 'schemas' }))
      : undefined;
  }

  markersOf({ resource }: ResourceRow, field: XdmField): FieldMarkers | undefined {
    const schema = resource.kind === 'schemas' ? this.library?.find(resource.$id) : undefined;
    return schema && this.library?.markersOf(schema, field.path);
  }

  /** Whether the list was asked for since this connection was chosen. */
  isOpened(container: Container, kind: ResourceKind): boolean {
    return this.#asked.has(`${container}/${kind}`);
  }

  loadList(container: Container, kind: ResourceKind, again: boolean): Promise<void> {
    const { status } = this.list(container, kind);
    const options = { again: this.#mustAsk(`${container}/${kind}`, status, again) };
    return this.catalog.loadList(this.connection, container, kind, options);
  }

  loadIndex(again: boolean): Promise<void> {
    return this.catalog.loadIndex(this.connection, { again: this.#mustAsk('index', this.index.status, again) });
  }

  loadTenant(again: boolean): Promise<void> {
    return this.catalog.loadTenant(this.connection, { again: this.#mustAsk('tenant', this.tenant.status, again) });
  }

  /**
   * Makes a resource known, with all that its fields and what it is built from need.
   * @throws {AepError} where it can neither be had nor is remembered
   */
  async loadResource({ resource, target }: ResourceRow): Promise<void> {
    const { signal } = this.#abort;
    await this.catalog.getResources(this.connection, [resource.$id], signal);
    if (!this.lookup(resource.$id)) {
      // The registry did not give it by its id: this says why.
      await this.catalog.getDocument(this.connection, target.ref, 'xed', { signal, remembered: 'fallback' });
    }
    const known = this.resourceOf(resource);
    if (!known) return;
    await this.loadReferences(known);
    const { classId, behaviorId, fieldGroupIds } = compositionOf(known.document, this.lookup);
    const ids = [classId, behaviorId, ...fieldGroupIds].filter((id) => id !== undefined);
    await this.catalog.getResources(this.connection, ids, signal);
  }

  /** Asks Adobe for a resource again. @throws {AepError} */
  async reloadResource({ target }: ResourceRow): Promise<void> {
    const { signal } = this.#abort;
    await this.catalog.getDocument(this.connection, target.ref, 'xed', { signal, remembered: 'never' });
  }

  /**
   * Makes known what the fields of a resource, or those right below a field, refer to.
   * @throws {AepError} where some of it can neither be had nor is remembered
   */
  async loadReferences(of: XdmResource | XdmField): Promise<void> {
    const asked = new Set<string>();
    for (let round = 0; round < mostRounds; round += 1) {
      const missing = missingReferences(of, this.lookup).filter((id) => !asked.has(id));
      if (missing.length === 0) return;
      for (const id of missing) asked.add(id);
      await this.catalog.getResources(this.connection, missing, this.#abort.signal);
    }
  }

  /** Lists that were asked for since this connection was chosen. */
  get openedLists(): readonly (readonly [Container, ResourceKind])[] {
    return containers.flatMap((container) =>
      kindsOf[container].filter((kind) => this.isOpened(container, kind)).map((kind) => [container, kind] as const),
    );
  }

  get failedLists(): readonly (readonly [Container, ResourceKind])[] {
    return this.openedLists.filter(([container, kind]) => this.list(container, kind).status === 'failed');
  }

  /** How the opened lists and the index stand. */
  get states(): readonly (ListState | IndexState)[] {
    return [...this.openedLists.map(([container, kind]) => this.list(container, kind)), this.index];
  }

  get isLoading(): boolean {
    return this.states.some(({ status }) => status === 'loading');
  }

  /** Ends what is under way. */
  stop(): void {
    this.catalog.stop(this.connection);
  }

  /** Another connection or sandbox was chosen. */
  leave(): void {
    this.#abort.abort();
    this.stop();
  }

  /** What ended before this connection was chosen, also because it was left, is asked for once more. */
  #mustAsk(key: string, status: ListStatus, again: boolean): boolean {
    const isFirst = !this.#asked.has(key);
    this.#asked.add(key);
    return again || (isFirst && (status === 'stopped' || status === 'failed'));
  }

  #findListed($id: string, kind: ResourceKind): ListedResource | undefined {
    for (const container of containers) {
      const found = this.list(container, kind).rows.find((row) => row.$id === $id);
      if (found) return { ...found, container, kind };
    }
    return undefined;
  }
}
