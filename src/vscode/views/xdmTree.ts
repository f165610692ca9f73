import * as vscode from 'vscode';
import type { AepError, AepErrorCode } from '../../core/errors';
import type { ResourceSummary } from '../../core/platform/schemaRegistry';
import { presentError } from '../errorPresenter';
import type { ErrorAction } from '../errorText';
import { commandIds, contextValues } from '../ids';
import { plainText } from '../markdown';
import { ViewRow } from '../viewRow';

class ClassRow extends ViewRow {
  readonly kind = 'class';

  constructor(readonly summary: ResourceSummary) {
    super();
  }
}

class FailureRow extends ViewRow {
  readonly kind = 'failure';

  constructor(readonly failure: AepError) {
    super();
  }
}

/** A row of the XDM view. */
export type XdmNode = ClassRow | FailureRow;

/** Shows the rows that it is given. */
export class XdmTree implements vscode.TreeDataProvider<XdmNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  #nodes: readonly XdmNode[] = [];
  /** What the rows were made of: VS Code gives a tree that is drawn anew the focus again, which may be elsewhere by then. */
  #shown: { readonly classes: readonly ResourceSummary[]; readonly failure: AepError | undefined } | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param failure shown as a row of its own, above the classes that came before it */
  show(classes: readonly ResourceSummary[], failure: AepError | undefined): void {
    if (classes === this.#shown?.classes && failure === this.#shown.failure) return;
    this.#shown = { classes, failure };
    this.#nodes = [...(failure ? [new FailureRow(failure)] : []), ...classes.map((summary) => new ClassRow(summary))];
    this.#changed.fire(undefined);
  }

  getChildren(parent?: XdmNode): XdmNode[] {
    return parent ? [] : [...this.#nodes];
  }

  getTreeItem(node: XdmNode): vscode.TreeItem {
    return node.kind === 'class' ? classItem(node) : failureItem(node.failure);
  }

  /** Tooltips are made for the row under the pointer, not for ten thousand. */
  resolveTreeItem(item: vscode.TreeItem, node: XdmNode): vscode.TreeItem {
    item.tooltip = node.kind === 'class' ? classTooltip(node.summary) : presentError(node.failure).message;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function classItem(node: ClassRow): vscode.TreeItem {
  const { $id, altId, title, version } = node.summary;
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
  item.id = $id;
  item.iconPath = new vscode.ThemeIcon('symbol-class');
  item.contextValue = altId === undefined ? contextValues.xdmClassWithoutAltId : contextValues.xdmClass;
  item.command = { command: commandIds.openXdm, title: vscode.l10n.t('Open XDM Class'), arguments: [node] };
  const spoken = vscode.l10n.t('XDM class {0}', title);
  item.accessibilityInformation = {
    label: version === undefined ? spoken : vscode.l10n.t('{0}, version {1}', spoken, version),
  };
  if (version !== undefined) item.description = version;
  return item;
}

function classTooltip({ $id, altId, title, version }: ResourceSummary): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown(`**${plainText(title)}**`);
  const lines = [
    ['$id', $id],
    ['meta:altId', altId],
    ['version', version],
  ] as const;
  for (const [label, value] of lines) {
    if (value !== undefined) tooltip.appendMarkdown(`\n\n${label}: ${plainText(value)}`);
  }
  return tooltip;
}

function failureItem(failure: AepError): vscode.TreeItem {
  const { cause, remedy, message, action } = presentError(failure);
  const item = new vscode.TreeItem(cause, vscode.TreeItemCollapsibleState.None);
  item.id = 'failure';
  item.description = remedy;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.contextValue = contextValueOf(failure.code, action);
  item.accessibilityInformation = { label: message };
  return item;
}

/** Which button the row of a failure has: the one that helps. */
function contextValueOf(code: AepErrorCode, action: ErrorAction): string {
  const ofToken: readonly AepErrorCode[] = ['TOKEN_REVOKED', 'RENEWAL_OFF'];
  const ofSecret: readonly AepErrorCode[] = ['SECRET_MISSING', 'TOKEN_EXPIRED', 'TOKEN_REVOKED'];
  if (action === 'generate' && ofToken.includes(code)) return contextValues.failureOfToken;
  if (action === 'enterSecret' && ofSecret.includes(code)) return contextValues.failureOfSecret;
  return contextValues.failure;
}
