import * as vscode from 'vscode';
import { AepError, toAepError } from '../../core/errors';
import { containers } from '../../core/platform/resourceTypes';
import type { IndexState, ListState } from '../../core/xdm/catalogTypes';
import { groupMembers, rootRows, rowsBelow } from './xdmBranches';
import type { XdmContent } from './xdmContent';
import { type ListedResource, ResourceFilter } from '../../core/xdm/resourceFilter';
import { lookOf, toItem, type LookContext } from './xdmLooks';
import { ContainerRow, FailureRow, KindRow, ResourceRow, StoppedRow, type XdmTreeRow } from './xdmRows';
import { tooltipOf } from './xdmTooltips';

/** What VS Code was given: which rows, and how each looked. */
interface Drawn {
  readonly rows: readonly XdmTreeRow[];
  readonly looks: string[];
  /** What they were made of. */
  basis: readonly unknown[];
}

/** Why loading ended early: it failed, or somebody stopped it. */
type Interruption = AepError | 'stopped';

/**
 * The rows of the XDM view. What is below a row is made of what is known when VS Code asks; when more is known, just those rows are
 * told that look different by then: VS Code gives a tree that is drawn anew the focus again, which may be elsewhere.
 */
export class XdmTree implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<XdmTreeRow | undefined>();
  /** The row that stands for an id, always the same, so that VS Code knows it again. */
  readonly #rows = new Map<string, XdmTreeRow>();
  /** By the id of the row above; empty for the roots. */
  readonly #drawn = new Map<string, Drawn>();
  /** Why what is below a row is not all there, by its id. */
  readonly #interruptions = new Map<string, Interruption>();
  #content: XdmContent | undefined;
  #rootFailure: AepError | undefined;
  #filter: ResourceFilter | undefined;
  /** How often one began to filter. */
  #filterCount = 0;

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param openList loads a list that is looked at for the first time */
  constructor(private readonly openList: (row: KindRow) => void) {}

  get content(): XdmContent | undefined {
    return this.#content;
  }

  get filter(): ResourceFilter | undefined {
    return this.#filter;
  }

  /** Another connection or sandbox: nothing of the old one stays. @param failure shown where there is no connection */
  show(content: XdmContent | undefined, failure: AepError | undefined): void {
    if (content === this.#content && failure === this.#rootFailure) return;
    if (content !== this.#content) this.#content?.leave();
    this.#content = content;
    this.#rootFailure = failure;
    this.#filter = undefined;
    for (const known of [this.#rows, this.#drawn, this.#interruptions]) known.clear();
    this.#changed.fire(undefined);
  }

  /** Shows only what fits. @param text empty for everything */
  setFilter(text: string): void {
    const content = this.#content;
    const wanted = text.trim();
    if (wanted === (this.#filter?.text ?? '') || !content) return;
    if (!this.#filter) this.#beginFilter();
    this.#filter = wanted === '' ? undefined : this.#createFilter(wanted, content);
    this.#redrawBelow(undefined);
  }

  /** Draws what looks different by now. */
  redraw(): void {
    if (this.#filter && this.#content) this.#filter = this.#createFilter(this.#filter.text, this.#content);
    this.#redrawBelow(undefined);
  }

  /** Asks again for what is below a row. */
  reload(row: XdmTreeRow): void {
    this.#interruptions.delete(row.id);
    this.#changed.fire(row);
  }

  /** Tries again what is not all there below rows. */
  retry(): void {
    for (const id of [...this.#interruptions.keys()]) {
      const row = this.#rows.get(id);
      if (row) this.reload(row);
    }
  }

  /** The row of a resource in the list of its kind. */
  rowOf(resource: ListedResource, { connection }: XdmContent): ResourceRow {
    const container = this.#known(new ContainerRow(resource.container, undefined));
    const kind = this.#known(new KindRow(container, resource.kind));
    return this.#known(new ResourceRow(kind, resource, connection));
  }

  async getChildren(parent?: XdmTreeRow): Promise<XdmTreeRow[]> {
    const content = this.#content;
    if (parent && content) await this.#load(parent, content);
    if (content !== this.#content) return [];
    const rows = this.#below(parent);
    const looks = rows.map((row) => this.#lookKey(row));
    this.#drawn.set(parent?.id ?? '', { rows, looks, basis: this.#basisOf(parent) });
    return [...rows];
  }

  getTreeItem(row: XdmTreeRow): vscode.TreeItem {
    return toItem(row, lookOf(row, this.#context));
  }

  getParent(row: XdmTreeRow): XdmTreeRow | undefined {
    return row.parent;
  }

  /** Tooltips are made for the row under the pointer, not for ten thousand. */
  resolveTreeItem(item: vscode.TreeItem, row: XdmTreeRow): vscode.TreeItem {
    item.tooltip = tooltipOf(row, this.#context);
    return item;
  }

  dispose(): void {
    this.#content?.leave();
    this.#changed.dispose();
  }

  get #context(): LookContext {
    return { content: this.#content, filter: this.#filter };
  }

  async #load(row: XdmTreeRow, content: XdmContent): Promise<void> {
    try {
      if (row.kind === 'kind' && !content.isOpened(row.container, row.resourceKind)) this.openList(row);
      if (row.kind === 'resource') await content.loadResource(row);
      if (row.kind === 'field') await content.loadReferences(row.field);
      if (row.kind === 'group' && !groupMembers(row, content)) await content.loadIndex(false);
      this.#interruptions.delete(row.id);
    } catch (caught) {
      const error = toAepError(caught);
      if (content === this.#content) this.#interruptions.set(row.id, error instanceof AepError ? error : 'stopped');
    }
  }

  #below(parent: XdmTreeRow | undefined): readonly XdmTreeRow[] {
    const content = this.#content;
    const rows = [
      ...this.#interruptionRows(parent),
      ...(content
        ? parent
          ? rowsBelow(parent, content, this.#filter)
          : rootRows(this.#filter, this.#filterCount)
        : []),
    ];
    return rows.map((row) => this.#known(row));
  }

  #interruptionRows(parent: XdmTreeRow | undefined): readonly XdmTreeRow[] {
    if (!parent) return this.#rootFailure ? [new FailureRow(undefined, this.#rootFailure)] : [];
    const interruption = this.#interruptionOf(parent);
    if (!interruption) return [];
    return [interruption === 'stopped' ? new StoppedRow(parent) : new FailureRow(parent, interruption)];
  }

  #interruptionOf(row: XdmTreeRow): Interruption | undefined {
    const content = this.#content;
    if (!content) return undefined;
    const endOf = ({ status, failure }: ListState | IndexState): Interruption | undefined =>
      status === 'stopped' ? 'stopped' : failure;
    if (row.kind === 'kind') return this.#filter ? undefined : endOf(content.list(row.container, row.resourceKind));
    if (row.kind === 'group' && !groupMembers(row, content)) return endOf(content.index);
    return this.#interruptions.get(row.id);
  }

  /** VS Code tells rows apart by identity: the one that it has takes over what is new. */
  #known<T extends XdmTreeRow>(row: T): T {
    const known = this.#rows.get(row.id);
    if (known?.kind === row.kind) return Object.assign(known as T, row);
    this.#rows.set(row.id, row);
    return row;
  }

  #redrawBelow(parent: XdmTreeRow | undefined): void {
    const drawn = this.#drawn.get(parent?.id ?? '');
    if (!drawn) return;
    const basis = this.#basisOf(parent);
    if (basis.length > 0 && basis.every((part, index) => part === drawn.basis[index])) {
      for (const row of drawn.rows) this.#redrawBelow(row);
      return;
    }
    drawn.basis = basis;
    const rows = this.#below(parent);
    const isSame = rows.length === drawn.rows.length && rows.every((row, index) => row === drawn.rows[index]);
    if (!isSame) {
      // VS Code asks for them.
      this.#changed.fire(parent);
      return;
    }
    for (const [index, row] of rows.entries()) {
      const look = this.#lookKey(row);
      if (look !== drawn.looks[index]) this.#changed.fire(row);
      drawn.looks[index] = look;
      this.#redrawBelow(row);
    }
  }

  /** All that the rows of a list are made of: as long as it is the same, thousands of them need no look. Empty for other rows. */
  #basisOf(parent: XdmTreeRow | undefined): readonly unknown[] {
    const content = this.#content;
    if (!content || parent?.kind !== 'kind') return [];
    const { container, resourceKind } = parent;
    const { failure, status } = content.list(container, resourceKind);
    const isStopped = status === 'stopped';
    return [content.listed(container, resourceKind), failure, isStopped, content.library, this.#filter?.text];
  }

  #lookKey(row: XdmTreeRow): string {
    return JSON.stringify(lookOf(row, this.#context));
  }

  /** Each has rows of its own; those of the one before are of no more use. */
  #beginFilter(): void {
    const before = containers.map((container) => new ContainerRow(container, this.#filterCount).id);
    for (const known of [this.#rows, this.#drawn, this.#interruptions]) {
      for (const id of known.keys()) {
        if (before.some((root) => id === root || id.startsWith(`${root}/`))) known.delete(id);
      }
    }
    this.#filterCount += 1;
  }

  #createFilter(text: string, content: XdmContent): ResourceFilter {
    return new ResourceFilter(text, (container, kind) => content.listed(container, kind) ?? []);
  }
}
