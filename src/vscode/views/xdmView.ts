import * as vscode from 'vscode';
import type { Clock } from '../../core/clock';
import type { Disposable } from '../../core/event';
import type { TokenService } from '../../core/ims/tokenService';
import type { CatalogChange } from '../../core/xdm/catalogTypes';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { Container, ResourceKind } from '../../core/platform/resourceTypes';
import type { ActiveConnection } from '../connections/activeConnection';
import type { UsedConnection } from '../connections/choice';
import { setContextKey } from '../contextKeys';
import { viewIds } from '../ids';
import type { SandboxLearner } from '../connections/sandboxLearner';
import type { XdmRow, XdmTarget } from '../xdm/xdmTarget';
import { XdmContent } from './xdmContent';
import type { ResourceRow, XdmTreeRow } from './xdmRows';
import { XdmTree } from './xdmTree';
import { descriptionOf, messageOf } from './xdmViewTexts';

export interface XdmViewOptions {
  readonly view: vscode.TreeView<XdmRow>;
  readonly active: ActiveConnection;
  readonly catalog: XdmCatalog;
  readonly tokens: Pick<TokenService, 'state' | 'onDidChange'>;
  readonly learner: Pick<SandboxLearner, 'learn'>;
  readonly clock: Clock;
}

/** Adobe's own test call: it proves that credential, organisation and permissions are right. */
const proof = ['global', 'classes'] as const;

/** How long after a failure that may mend itself, an unreachable network above all, the view tries again by itself. */
const firstRetryMs = 30_000;
const longestRetryMs = 15 * 60_000;

/**
 * The XDM view: loads the classes of the active connection when it is first seen, and again when another connection is chosen. Other
 * lists are loaded when they are opened, and the index behind, once the classes are there.
 */
export class XdmView implements vscode.Disposable {
  /** What VS Code draws. */
  readonly rows = new XdmTree((row) => void this.#loadList(row.container, row.resourceKind, false));
  readonly #subscriptions: vscode.Disposable;
  /** What the rows are about: connection, organisation, sandbox, and whether there is a secret. */
  #shown: string | undefined;
  /** The token's state when the last load ended: another one may mend what failed. */
  #tokenThen = '';
  #retry: Disposable | undefined;
  #retries = 0;

  constructor(private readonly options: XdmViewOptions) {
    const { view, active, catalog, tokens } = options;
    this.#subscriptions = vscode.Disposable.from(
      this.rows,
      active.onDidChange(() => {
        this.#loadIfSeen();
      }),
      view.onDidChangeVisibility(() => {
        this.#loadIfSeen();
      }),
      vscode.Disposable.from(
        catalog.onDidChange((change) => {
          this.#learn(change);
        }),
        tokens.onDidChange(() => {
          this.#reloadIfMended();
        }),
      ),
    );
    this.#loadIfSeen();
  }

  /** Loads anew all that was seen, the classes at least. @returns when the loads have ended */
  async refresh(): Promise<void> {
    await this.options.active.refresh();
    this.#follow();
    const { content } = this.rows;
    if (!content) return;
    this.rows.retry();
    if (content.index.status !== 'idle') void content.loadIndex(true);
    if (content.tenant.status !== 'idle') void content.loadTenant(true);
    const others = content.openedLists.filter((list) => !isProof(list));
    await Promise.all([proof, ...others].map(([container, kind]) => this.#loadList(container, kind, true)));
  }

  /** Loads what one row shows anew. @throws {AepError} for a resource that cannot be had */
  async refreshRow(row: XdmTreeRow): Promise<void> {
    const { content } = this.rows;
    if (!content) return;
    switch (row.kind) {
      case 'container': {
        const lists = content.openedLists.filter(([container]) => container === row.container);
        if (row.container === 'tenant') void content.loadTenant(true);
        await Promise.all(lists.map(([container, kind]) => this.#loadList(container, kind, true)));
        return;
      }
      case 'kind':
        return this.#loadList(row.container, row.resourceKind, true);
      case 'group':
        return this.#atWork(() => content.loadIndex(true));
      case 'resource':
        await this.#atWork(() => content.reloadResource(row));
        this.rows.reload(row);
        return;
      case 'field':
        return this.refreshRow(row.owner);
      case 'failure':
      case 'stopped':
        return this.#retryBelow(row.parent);
    }
  }

  /** Tries again what is not all there below one row. */
  async #retryBelow(row: XdmTreeRow | undefined): Promise<void> {
    if (!row) return this.refresh();
    // What of these came is not asked for once more, and what fails again is told by a row as before.
    if (row.kind === 'resource' || row.kind === 'field') this.rows.reload(row);
    else await this.refreshRow(row);
  }

  /** Ends all loads; the rows that came stay. */
  stop(): void {
    this.rows.content?.stop();
  }

  /** Shows only resources whose title or ids hold each word. @param text empty for all */
  setFilter(text: string): void {
    const { content } = this.rows;
    this.rows.setFilter(text);
    // What was not listed yet is found as well.
    if (content && this.rows.filter && content.index.status === 'idle')
      void this.#atWork(() => content.loadIndex(false));
    this.#render();
  }

  get filter(): string {
    return this.rows.filter?.text ?? '';
  }

  /**
   * Selects the row of a resource in its list, which is loaded first.
   * @returns whether it is there: not so in the view of another connection or sandbox
   */
  async reveal({ connection, $id, ref }: XdmTarget): Promise<boolean> {
    const { catalog, view } = this.options;
    await this.options.active.refresh();
    this.#follow();
    const { content } = this.rows;
    if (!content || catalog.subjectOf(connection) !== catalog.subjectOf(content.connection)) return false;
    await this.#loadList(ref.container, ref.kind, false);
    const resource = content.listed(ref.container, ref.kind)?.find((listed) => listed.$id === $id);
    if (!resource || content !== this.rows.content) return false;
    this.setFilter('');
    const row: ResourceRow = this.rows.rowOf(resource, content);
    await view.reveal(row, { select: true, focus: true });
    return true;
  }

  dispose(): void {
    this.#endRetries();
    this.#subscriptions.dispose();
  }

  async #loadList(container: Container, kind: ResourceKind, again: boolean): Promise<void> {
    const { content } = this.rows;
    if (!content) return;
    await this.#atWork(() => content.loadList(container, kind, again));
    this.#tokenThen = this.#tokenNow();
    const { status } = content.list(container, kind);
    // Adobe has just answered: the time to learn whether one looks at production.
    if (isProof([container, kind]) && status === 'complete' && this.options.view.visible)
      void this.options.learner.learn(content.connection.id);
  }

  #atWork(work: () => Promise<void>): Thenable<void> {
    return vscode.window.withProgress({ location: { viewId: viewIds.xdm } }, work);
  }

  /** Shows another connection or sandbox, if another was chosen. */
  #follow(): void {
    const { active, failure } = this.options.active.state;
    const subject = active && this.#subjectOf(active);
    if (subject === this.#shown && active) return;
    this.#shown = subject;
    this.rows.show(active && new XdmContent(this.options.catalog, active.connection), active ? undefined : failure);
  }

  #loadIfSeen(): void {
    this.#follow();
    const { content } = this.rows;
    if (content && this.options.view.visible) {
      if (!content.isOpened(...proof)) void this.#loadList(...proof, false);
      void content.loadTenant(false);
      if (content.index.status === 'idle') this.#loadIndexBehind(content);
    }
    this.#render();
  }

  #learn({ subject, part, container, kind }: CatalogChange): void {
    const { content } = this.rows;
    if (!content || subject !== this.options.catalog.subjectOf(content.connection)) return;
    if (part === 'list' && container && kind && isProof([container, kind])) this.#loadIndexBehind(content);
    // Other sandboxes took its place in memory.
    if (part === 'index' && content.index.status === 'idle') this.#loadIndexBehind(content);
    this.rows.redraw();
    this.#render();
  }

  /** Once there are classes, of now or of an earlier session. */
  #loadIndexBehind(content: XdmContent): void {
    const { status, rows } = content.list(...proof);
    const isOver = status === 'complete' || (status === 'failed' && rows.length > 0);
    if (isOver && this.options.view.visible) void content.loadIndex(false);
  }

  /** While the view is seen, what failed for now is tried again, less and less often. */
  #planRetry(content: XdmContent | undefined): void {
    if (content?.isLoading) return;
    if (!content?.states.some(({ failure }) => failure?.retryable)) {
      this.#endRetries();
      return;
    }
    this.#retry ??= this.options.clock.setTimer(
      () => {
        this.#retry = undefined;
        this.#retries += 1;
        if (this.options.view.visible) this.#reloadFailed();
        else this.#planRetry(this.rows.content);
      },
      Math.min(firstRetryMs * 2 ** this.#retries, longestRetryMs),
    );
  }

  #endRetries(): void {
    this.#retry?.dispose();
    this.#retry = undefined;
    this.#retries = 0;
  }

  #reloadFailed(): void {
    const { content } = this.rows;
    if (!content) return;
    for (const [container, kind] of content.failedLists) void this.#loadList(container, kind, true);
    if (content.index.status === 'failed') void content.loadIndex(true);
    if (content.tenant.status === 'failed') void content.loadTenant(true);
    this.rows.retry();
  }

  /** What failed for want of a token is loaded again when there is one: nothing stays stale. */
  #reloadIfMended(): void {
    const { content } = this.rows;
    if (!content || !this.options.view.visible) return;
    const { minting, failure } = this.options.tokens.state(content.connection.id);
    if (minting || failure || this.#tokenNow() === this.#tokenThen) return;
    if (content.failedLists.length > 0) this.#reloadFailed();
  }

  #tokenNow(): string {
    const { content } = this.rows;
    const state = content && this.options.tokens.state(content.connection.id);
    return `${state?.expiresAtMs ?? ''} ${state?.failure?.code ?? ''}`;
  }

  #subjectOf({ connection, secret }: UsedConnection): string {
    return `${secret} ${this.options.catalog.subjectOf(connection)}`;
  }

  #render(): void {
    const { content, filter } = this.rows;
    const { view, active, clock } = this.options;
    const use = active.state.active;
    setContextKey('aep.xdm.loading', content?.isLoading ?? false);
    setContextKey('aep.xdm.listed', (content?.listed(...proof)?.length ?? 0) > 0);
    setContextKey('aep.xdm.filtered', filter !== undefined);
    view.description = content && use ? descriptionOf(use, content, clock.nowMs()) : '';
    this.#planRetry(content);
    view.message = content ? messageOf(content, filter, clock.nowMs()) : '';
  }
}

function isProof([container, kind]: readonly [Container, ResourceKind]): boolean {
  return container === proof[0] && kind === proof[1];
}
