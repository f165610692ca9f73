import './fakeVscode';
import * as fs from 'node:fs';
import type { AccessState } from '../../src/core/diagnosis/steps';
import { AccessTree } from '../../src/vscode/views/accessTree';

/** What a row that failed gives to the person. */
export interface ToldFailure {
  readonly cause: string;
  /** What to do, a line each. */
  readonly remedies: readonly string[];
  /** Adobe's page that the tooltip links to. */
  readonly page: string | undefined;
  /** The command of the row's first button. */
  readonly command: string | undefined;
}

interface MenuEntry {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

/** The Access view as it is in VS Code, over values of ours. */
export class AccessRows {
  private readonly tree = new AccessTree();

  /** What the first row that failed says, with the hosts and ports of this run as `<host>`. */
  failed(state: AccessState): ToldFailure {
    this.tree.show(state);
    const row = this.tree.failed;
    if (!row) throw new Error('No row failed');
    const item = this.tree.getTreeItem(row);
    const page = /\]\((https:[^)]+)\)/.exec(markdownOf(this.tree.resolveTreeItem(item, row).tooltip))?.[1];
    const details = this.tree.getChildren(row).flatMap((node) => (node.kind === 'detail' ? [node] : []));
    const [button, online] = buttonsOf(item.contextValue ?? '');
    if ((online === 'aep.access.openConsole') !== (page !== undefined)) throw new Error('A button for no page');
    return {
      cause: anywhere(typeof item.description === 'string' ? item.description : ''),
      remedies: details.filter(({ icon }) => icon === 'lightbulb').map(({ text }) => anywhere(text)),
      page,
      command: button,
    };
  }
}

const anywhere = (text: string): string => text.replace(/127\.0\.0\.1:\d+|ims\.invalid/g, '<host>');

function markdownOf(tooltip: unknown): string {
  return (tooltip as { readonly value?: string } | undefined)?.value ?? '';
}

/** The commands of a row's own buttons, as the manifest has them for its context value. */
function buttonsOf(contextValue: string): readonly string[] {
  const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
    readonly contributes: { readonly menus: Readonly<Record<'view/item/context', readonly MenuEntry[]>> };
  };
  return manifest.contributes.menus['view/item/context']
    .filter(({ when, group }) => when.includes('view == aep.access ') && group.startsWith('inline'))
    .filter(({ when }) => fits(/viewItem (?:== (\S+)|=~ \/(.+)\/)/.exec(when), contextValue))
    .sort((left, right) => left.group.localeCompare(right.group))
    .map(({ command }) => command);
}

function fits(condition: RegExpExecArray | null, contextValue: string): boolean {
  const [, exact, pattern] = condition ?? [];
  return exact === undefined ? new RegExp(pattern ?? '$^').test(contextValue) : exact === contextValue;
}
