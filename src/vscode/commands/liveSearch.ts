import * as vscode from 'vscode';

/** A row of a list that is searched anew as one types. */
export interface SearchRow<T> extends vscode.QuickPickItem {
  /** What choosing it means. Absent of rows that only say something. */
  readonly value?: T;
  /** What choosing it does instead, the list staying open. */
  readonly run?: () => void;
}

/** A button on a row. It closes nothing. */
export interface RowButton<T> extends vscode.QuickInputButton {
  readonly run: (value: T) => unknown;
}

/** What is searched, and how it stands. */
export interface SearchSource<T> {
  readonly placeholder: string;
  /** May say how old it is. */
  title(): string;
  /** Whether there will be more. */
  isBusy(): boolean;
  /** Best first. Called at each key, so it has to be fast. */
  rows(typed: string): readonly SearchRow<T>[];
  readonly buttons: readonly RowButton<T>[];
  /** Calls back when any of it is other than it was. */
  onDidChange(listener: () => void): vscode.Disposable;
}

/** What is shown at most: nobody reads on, and VS Code draws each anew at each key. */
export const mostRows = 200;

/**
 * Shows a list that is searched by its source and not by VS Code.
 * @param choose is run while the list is still there; it stays, with what was typed, when that gives `false`
 * @returns when it is closed
 */
export function search<T>(source: SearchSource<T>, choose: (value: T) => Promise<boolean>): Promise<void> {
  const pick = vscode.window.createQuickPick<SearchRow<T>>();
  pick.placeholder = source.placeholder;
  pick.matchOnDescription = false;
  pick.matchOnDetail = false;
  keepOrder(pick);
  const view = new SearchView(pick, source);
  return new Promise((resolve) => {
    const accept = async (): Promise<void> => {
      const row = view.chosen;
      row?.run?.();
      if (row?.value !== undefined && (await view.whileBusy(choose(row.value)))) pick.hide();
    };
    const subscriptions = vscode.Disposable.from(
      source.onDidChange(() => {
        view.update();
      }),
      pick.onDidChangeValue(() => {
        view.show();
      }),
      pick.onDidAccept(() => void accept()),
      pick.onDidTriggerItemButton(({ item, button }) => {
        if (item.value !== undefined) (button as RowButton<T>).run(item.value);
      }),
    );
    pick.onDidHide(() => {
      subscriptions.dispose();
      pick.dispose();
      resolve();
    });
    view.show();
    pick.show();
  });
}

/** A row that only says something. */
export function messageRow(icon: string, label: string, detail?: string): SearchRow<never> {
  return {
    label,
    iconPath: new vscode.ThemeIcon(icon),
    alwaysShow: true,
    ...(detail === undefined || detail === '' ? {} : { detail }),
  };
}

/** The row behind the last one that is shown, where there are more. */
export function moreRows(count: number): readonly SearchRow<never>[] {
  return count > 0 ? [messageRow('ellipsis', vscode.l10n.t('and {0} more: keep typing', count))] : [];
}

class SearchView<T> {
  #opening = 0;

  constructor(
    private readonly pick: vscode.QuickPick<SearchRow<T>>,
    private readonly source: SearchSource<T>,
  ) {}

  /** Who types fast presses Enter before VS Code has told which of the new rows is active: then it is the first. */
  get chosen(): SearchRow<T> | undefined {
    const { items, activeItems } = this.pick;
    return items.find((row) => row === activeItems[0]) ?? items[0];
  }

  /** What fits what is typed now. */
  show(): void {
    this.pick.keepScrollPosition = false;
    this.pick.items = this.#rows();
    this.#frame();
  }

  /** The same with other data: the row that was active still is, and nothing scrolls away. */
  update(): void {
    const active = this.pick.items.includes(this.pick.activeItems[0] ?? { label: '' })
      ? this.pick.activeItems[0]
      : undefined;
    const rows = this.#rows();
    this.#frame();
    if (sameRows(rows, this.pick.items)) return;
    this.pick.keepScrollPosition = true;
    this.pick.items = rows;
    const still = active && rows.find((row) => sameRow(row, active));
    if (still) this.pick.activeItems = [still];
  }

  async whileBusy(work: Promise<boolean>): Promise<boolean> {
    this.#opening += 1;
    this.#frame();
    try {
      return await work;
    } finally {
      this.#opening -= 1;
      this.#frame();
    }
  }

  #rows(): readonly SearchRow<T>[] {
    const { source } = this;
    return source
      .rows(this.pick.value)
      .map((row) => (row.value === undefined ? row : { ...row, alwaysShow: true, buttons: source.buttons }));
  }

  #frame(): void {
    this.pick.title = this.source.title();
    this.pick.busy = this.#opening > 0 || this.source.isBusy();
  }
}

function sameRow(one: vscode.QuickPickItem, other: vscode.QuickPickItem): boolean {
  return one.label === other.label && one.description === other.description && one.detail === other.detail;
}

function sameRows(some: readonly vscode.QuickPickItem[], others: readonly vscode.QuickPickItem[]): boolean {
  return some.length === others.length && some.every((row, index) => sameRow(row, others[index] ?? { label: '' }));
}

/**
 * VS Code puts rows whose label fits what is typed before those that fit otherwise. That it can be turned off is known to every
 * version that we run in, but not yet part of its API: where it were not, only the order would be VS Code's.
 */
function keepOrder(pick: vscode.QuickPick<vscode.QuickPickItem>): void {
  Object.assign(pick, { sortByLabel: false });
}
