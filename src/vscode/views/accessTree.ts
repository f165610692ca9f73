import * as vscode from 'vscode';
import { hasFailed, type AccessState, type StepResult, type StepState } from '../../core/diagnosis/steps';
import { accessSentences, consolePages, type StepFailure } from '../texts/accessSentences';
import { factText, stateTexts, stepSummary, stepTitles } from '../texts/accessTexts';
import { contextValues } from '../ids';
import { plainText } from '../texts/markdown';
import { ViewRow } from '../viewRow';

class StepRow extends ViewRow {
  readonly kind = 'step';

  constructor(
    readonly step: StepResult,
    override readonly connectionId: string,
  ) {
    super();
  }
}

/** A line below a step: what was found, or what to do. */
class DetailRow extends ViewRow {
  readonly kind = 'detail';

  constructor(
    readonly id: string,
    readonly icon: string,
    readonly text: string,
  ) {
    super();
  }
}

export type AccessNode = StepRow | DetailRow;

/** Shows the steps of a check. */
export class AccessTree implements vscode.TreeDataProvider<AccessNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  #rows: readonly StepRow[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  show({ steps, connectionId }: AccessState): void {
    this.#rows = connectionId === undefined ? [] : steps.map((step) => new StepRow(step, connectionId));
    this.#changed.fire(undefined);
  }

  getChildren(parent?: AccessNode): AccessNode[] {
    if (!parent) return [...this.#rows];
    return parent.kind === 'step' ? detailsOf(parent.step) : [];
  }

  /** Only rows at the root are ever revealed. */
  getParent(): undefined {
    return undefined;
  }

  /** The first row that failed. */
  get failed(): AccessNode | undefined {
    return this.#rows.find(({ step }) => step.error);
  }

  getTreeItem(node: AccessNode): vscode.TreeItem {
    return node.kind === 'step' ? stepItem(node.step) : detailItem(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: AccessNode): vscode.TreeItem {
    item.tooltip = node.kind === 'step' ? stepTooltip(node.step) : node.text;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const icons: Readonly<Record<StepState, () => vscode.ThemeIcon>> = {
  pending: () => new vscode.ThemeIcon('circle-large-outline'),
  running: () => new vscode.ThemeIcon('sync~spin'),
  passed: () => new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  failed: () => new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  skipped: () => new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('descriptionForeground')),
};

function stepItem(step: StepResult): vscode.TreeItem {
  const { id, state } = step;
  const failure = hasFailed(step) ? accessSentences(step) : undefined;
  const title = stepTitles[id]();
  const item = new vscode.TreeItem(title, collapsible(step));
  // Another id, so that a row that failed opens, whatever it was before.
  item.id = failure ? `${id}.failed` : id;
  item.iconPath = icons[state]();
  const summary = stepSummary(step);
  item.description = summary;
  const spoken = vscode.l10n.t('{0}: {1}', title, stateTexts[state]());
  const told = failure ? sentenceOf(failure) : summary === stateTexts[state]() ? '' : summary;
  item.accessibilityInformation = { label: told === '' ? spoken : `${spoken}. ${told}` };
  if (failure) item.contextValue = contextOf(failure, step.error?.code === 'SANDBOX_UNUSABLE');
  return item;
}

function sentenceOf({ cause, remedies, codes }: StepFailure): string {
  return [cause, ...remedies, ...(codes === '' ? [] : [codes])].join(' ');
}

function collapsible({ state, facts }: StepResult): vscode.TreeItemCollapsibleState {
  if (state === 'failed') return vscode.TreeItemCollapsibleState.Expanded;
  const isOver = state === 'passed' || state === 'skipped';
  return isOver && facts.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
}

/** Which one action helps, and whether a page of Adobe's does too. */
function contextOf({ action, page }: StepFailure, ofSandbox: boolean): string {
  const online = page !== undefined;
  if (ofSandbox) return contextValues.stepOfSandboxOnline;
  if (action === 'edit') return online ? contextValues.stepToEditOnline : contextValues.stepToEdit;
  if (action === 'enterSecret') return online ? contextValues.stepOfSecretOnline : contextValues.stepOfSecret;
  return online ? contextValues.stepToRepeatOnline : contextValues.stepToRepeat;
}

function detailsOf(step: StepResult): DetailRow[] {
  const { id, facts } = step;
  const failure = hasFailed(step) ? accessSentences(step) : undefined;
  const lines: readonly (readonly [icon: string, text: string])[] = [
    ...(failure?.remedies ?? []).map((text) => ['lightbulb', text] as const),
    ...(failure && failure.codes !== '' ? [['tag', failure.codes.slice(1, -1)] as const] : []),
    ...facts.map((fact) => ['dash', factText(fact)] as const),
  ];
  return lines.map(([icon, text], index) => new DetailRow(`${id}.${index}`, icon, text));
}

function detailItem({ id, icon, text }: DetailRow): vscode.TreeItem {
  const item = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(icon);
  return item;
}

function stepTooltip(step: StepResult): vscode.MarkdownString {
  const { id, state, facts, tookMs } = step;
  const tooltip = new vscode.MarkdownString();
  const line = (text: string): void => void tooltip.appendMarkdown(`\n\n${text}`);
  tooltip.appendMarkdown(`**${plainText(stepTitles[id]())}** ${plainText(stateTexts[state]())}`);
  if (tookMs !== undefined) tooltip.appendMarkdown(` (${plainText((tookMs / 1000).toFixed(1))} s)`);
  if (hasFailed(step)) {
    const { cause, remedies, codes, page } = accessSentences(step);
    line(plainText(cause));
    for (const remedy of remedies) line(plainText(remedy));
    if (codes !== '') line(plainText(codes.slice(1, -1)));
    if (page !== undefined) line(`[${plainText(consolePages[page].title())}](${consolePages[page].url})`);
  }
  if (facts.length > 0) line('---');
  for (const fact of facts) line(plainText(factText(fact)));
  return tooltip;
}
