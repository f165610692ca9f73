import * as vscode from 'vscode';
import { AepError, isAbort, toAepError } from '../../core/errors';
import type { XdmResource } from '../../core/xdm/xdmResource';
import { presentError } from '../errorPresenter';
import { tellFailure } from '../messages';
import { rowText } from '../texts/shownText';

/** A resource that differs. */
export interface ComparisonRow {
  /** A codicon. */
  readonly icon: string;
  readonly resource: XdmResource;
  /** Shows the difference behind the list. @throws {AepError} */
  readonly open: (signal: AbortSignal) => Promise<void>;
}

export interface ComparisonListOptions {
  readonly title: string;
  readonly groups: readonly { readonly label: string; readonly rows: readonly ComparisonRow[] }[];
}

interface Item extends vscode.QuickPickItem {
  readonly row?: ComparisonRow;
}

/** A list of differences that stays while one after the other is looked at: each is opened behind it. */
export class ComparisonList {
  readonly #pick = vscode.window.createQuickPick<Item>();
  /** Of the difference that is being opened: the next one takes its place. */
  #opening = new AbortController();

  constructor({ title, groups }: ComparisonListOptions) {
    const pick = this.#pick;
    const filled = groups.filter(({ rows }) => rows.length > 0);
    pick.title = title;
    pick.placeholder =
      filled.length === 0
        ? vscode.l10n.t('No differences')
        : vscode.l10n.t('Press Enter to show a difference behind this list, Escape to close the list');
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.buttons = [vscode.QuickInputButtons.Back];
    pick.items = filled.flatMap(({ label, rows }) => [
      { label, kind: vscode.QuickPickItemKind.Separator },
      ...rows.map(itemOf),
    ]);
  }

  /** @returns `back` for the Back button */
  async show(): Promise<'back' | 'closed'> {
    const pick = this.#pick;
    try {
      return await new Promise((resolve) => {
        pick.onDidAccept(() => void this.#open(pick.activeItems[0]?.row));
        pick.onDidTriggerButton(() => {
          resolve('back');
        });
        pick.onDidHide(() => {
          resolve('closed');
        });
        pick.show();
      });
    } finally {
      this.#opening.abort();
      pick.dispose();
    }
  }

  async #open(row: ComparisonRow | undefined): Promise<void> {
    if (!row) return;
    this.#opening.abort();
    const opening = new AbortController();
    this.#opening = opening;
    this.#pick.busy = true;
    try {
      await row.open(opening.signal);
    } catch (caught) {
      const error = toAepError(caught);
      if (isAbort(error) || !(error instanceof AepError)) return;
      void tellFailure(presentError(error).message);
    } finally {
      if (this.#opening === opening) this.#pick.busy = false;
    }
  }
}

function itemOf(row: ComparisonRow): Item {
  const { title, version, altId, $id } = row.resource;
  const description = version === undefined ? {} : { description: rowText(version) };
  return { label: `$(${row.icon}) ${rowText(title)}`, ...description, detail: rowText(altId ?? $id), row };
}
