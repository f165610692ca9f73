import type { Locator, Page } from 'playwright-core';

import { fits, readable, until } from './until';

export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  /** 1 for the roots. */
  readonly level: number;
  readonly expanded?: boolean;
  /** Name of the icon, e.g. `symbol-class`. */
  readonly icon?: string;
}

interface RawRow {
  readonly label: string;
  readonly description: string;
  readonly ariaLabel: string;
  readonly level: number;
  readonly expanded: string | null;
  readonly icon: string | null;
}

/** One view of the side bar, found by its title; the first view if none is given. */
export class TreeView {
  readonly #page: Page;
  readonly #title: string | undefined;

  constructor(page: Page, title?: string) {
    this.#page = page;
    this.#title = title;
  }

  /** The view with its header. */
  get pane(): Locator {
    const panes = this.#page.locator('.part.sidebar .pane');
    if (this.#title === undefined) return panes.first();
    const titled = panes.filter({ has: this.#page.locator('h3.title').getByText(this.#title, { exact: true }) });
    // A container that shows one view puts its title into its own.
    return titled.or(this.#page.locator('.part.sidebar .split-view-view:only-child > .pane')).first();
  }

  /** The rows in sight. */
  async rows(): Promise<readonly TreeRow[]> {
    if ((await this.pane.count()) === 0) return [];
    const raw: RawRow[] = await this.pane.locator('.monaco-list-row').evaluateAll(readRows);
    return raw.map(({ expanded, icon, ...row }) => ({
      ...row,
      label: readable(row.label),
      description: readable(row.description),
      ...(expanded === null ? {} : { expanded: expanded === 'true' }),
      ...(icon === null ? {} : { icon }),
    }));
  }

  /** Waits until the rows are what `accepts` wants. */
  waitForRows(what: string, accepts: (rows: readonly TreeRow[]) => boolean): Promise<readonly TreeRow[]> {
    const read = async (): Promise<readonly TreeRow[] | false> => {
      const rows = await this.rows();
      return accepts(rows) && rows;
    };
    return until(what, read, { describe: () => this.rows() });
  }

  async waitForRow(label: string | RegExp): Promise<TreeRow> {
    const find = (rows: readonly TreeRow[]): TreeRow | undefined => rows.find((row) => fits(row.label, label));
    return find(await this.waitForRows(`the row ${String(label)}`, (rows) => find(rows) !== undefined))!;
  }

  /** Waits for a row; the answer is what to click, hover or photograph. */
  async row(label: string | RegExp): Promise<Locator> {
    await this.waitForRow(label);
    const index = (await this.rows()).findIndex((row) => fits(row.label, label));
    return this.pane.locator('.monaco-list-row').nth(index);
  }

  /** Opens a row, and waits until it is open. */
  async expand(label: string | RegExp): Promise<void> {
    const { expanded } = await this.waitForRow(label);
    if (expanded !== true) await (await this.row(label)).locator('.monaco-tl-twistie').click();
    await this.waitForRows(`the row ${String(label)} to open`, (rows) =>
      rows.some((row) => fits(row.label, label) && row.expanded === true),
    );
  }

  /** The row with these labels above it, from a root on; they have to be in sight. */
  async at(...path: readonly (string | RegExp)[]): Promise<TreeRow> {
    const found = await until(`the row ${path.join(' > ')}`, async () => indexOf(await this.rows(), path)?.row, {
      describe: () => this.rows(),
    });
    return found;
  }

  /** As {@link at}; the answer is what to click, hover or photograph. */
  async locatorAt(...path: readonly (string | RegExp)[]): Promise<Locator> {
    await this.at(...path);
    const { index } = indexOf(await this.rows(), path)!;
    return this.pane.locator('.monaco-list-row').nth(index);
  }

  /** Opens every row of a path, and waits until the last one is open. @returns the rows right below it */
  async open(...path: readonly (string | RegExp)[]): Promise<readonly TreeRow[]> {
    for (let depth = 1; depth <= path.length; depth++) {
      const upTo = path.slice(0, depth);
      const { expanded } = await this.at(...upTo);
      if (expanded !== true) await (await this.locatorAt(...upTo)).locator('.monaco-tl-twistie').click();
      await until(`the row ${upTo.join(' > ')} to open`, async () => (await this.at(...upTo)).expanded);
    }
    return until(`rows below ${path.join(' > ')}`, async () => {
      const below = rowsBelow(await this.rows(), path);
      return below.length > 0 && below;
    });
  }

  /** Rests the mouse on a row. */
  async hover(row: Locator): Promise<void> {
    await this.#leaveTooltip();
    await row.hover();
  }

  /** Presses an inline action of a row. */
  async rowAction(label: string | RegExp, action: string | RegExp): Promise<void> {
    const row = await this.row(label);
    await this.hover(row);
    await row.locator('.actions').getByRole('button', { name: action }).click();
  }

  /** Presses a button in the view's title. */
  async titleAction(action: string | RegExp): Promise<void> {
    await this.#leaveTooltip();
    await this.pane.hover();
    await this.pane.locator('.pane-header .actions').getByRole('button', { name: action }).click();
  }

  /** Labels of the buttons in the view's title. */
  async titleActions(): Promise<readonly string[]> {
    await this.pane.hover();
    const labels = await this.pane.locator('.pane-header .actions .action-label').evaluateAll(readAriaLabels);
    return labels.filter((label) => label !== '');
  }

  /** Opens the context menu of a row. The answer holds the labels of its entries. */
  async contextMenu(label: string | RegExp): Promise<readonly string[]> {
    return this.menuOf(await this.row(label));
  }

  /** As {@link contextMenu}, of a row that was found. */
  async menuOf(row: Locator): Promise<readonly string[]> {
    await this.hover(row);
    await row.click({ button: 'right' });
    const entries = this.#page.locator('.monaco-menu .action-label[aria-label]');
    await entries.first().waitFor();
    return (await entries.evaluateAll(readAriaLabels)).filter((entry) => entry !== '');
  }

  /** Chooses an entry of the context menu of a row. */
  async chooseFromContextMenu(label: string | RegExp, entry: string): Promise<void> {
    await this.chooseFromMenuOf(await this.row(label), entry);
  }

  /** As {@link chooseFromContextMenu}, of a row that was found. */
  async chooseFromMenuOf(row: Locator, entry: string): Promise<void> {
    await this.menuOf(row);
    const menu = this.#page.locator('.monaco-menu');
    // VS Code is deaf to the mouse for the first moments of a menu.
    await until(`the menu to take “${entry}”`, async () => {
      if ((await menu.count()) === 0) return true;
      await menu.getByRole('menuitem', { name: entry, exact: true }).click();
      return (await menu.count()) === 0;
    });
  }

  /** The welcome of an empty view: its text, and its buttons. */
  async welcome(): Promise<{ readonly text: string; readonly buttons: readonly string[] }> {
    const content = this.pane.locator('.welcome-view-content');
    await content.waitFor();
    return {
      text: readable(await content.innerText()),
      buttons: (await content.locator('.monaco-button').allTextContents()).map(readable),
    };
  }

  async pressWelcomeButton(label: string): Promise<void> {
    await this.pane.locator('.welcome-view-content .monaco-button').getByText(label, { exact: true }).click();
  }

  /** `TreeView.message`: the line above the rows. */
  async message(): Promise<string> {
    const message = this.pane.locator('.tree-explorer-viewlet-tree-view > .message:not(.hide)');
    return (await message.count()) === 0 ? '' : readable(await message.innerText());
  }

  /** The tooltip of a row may lie over others, and goes when the mouse is elsewhere. */
  async #leaveTooltip(): Promise<void> {
    await this.#page.mouse.move(900, 300);
    if (await this.#page.locator('.monaco-hover.workbench-hover').isVisible())
      await this.#page.keyboard.press('Escape');
  }

  /** Whether the bar of a view at work runs. */
  async isBusy(): Promise<boolean> {
    return (await this.pane.locator('.monaco-progress-container.active').count()) > 0;
  }
}

/** Rows in sight are in the order of the tree. */
function indexOf(
  rows: readonly TreeRow[],
  path: readonly (string | RegExp)[],
): { readonly row: TreeRow; readonly index: number } | undefined {
  let index = -1;
  for (const [depth, label] of path.entries()) {
    const start = index + 1;
    const length = rows.slice(start).findIndex((row) => row.level <= depth);
    const end = length < 0 ? rows.length : start + length;
    index = rows.findIndex((row, at) => at >= start && at < end && row.level === depth + 1 && fits(row.label, label));
    if (index < 0) return undefined;
  }
  return { row: rows[index]!, index };
}

function rowsBelow(rows: readonly TreeRow[], path: readonly (string | RegExp)[]): readonly TreeRow[] {
  const found = indexOf(rows, path);
  if (!found) return [];
  const after = rows.slice(found.index + 1);
  const end = after.findIndex(({ level }) => level <= path.length);
  return (end < 0 ? after : after.slice(0, end)).filter(({ level }) => level === path.length + 1);
}

// These two run in the page; the project has no types of its elements.
interface PageElement {
  readonly textContent: string | null;
  readonly className: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
}

function readRows(elements: unknown[]): RawRow[] {
  return (elements as PageElement[]).map((row) => ({
    label: row.querySelector('.label-name')?.textContent ?? '',
    description: row.querySelector('.label-description')?.textContent ?? '',
    ariaLabel: row.getAttribute('aria-label') ?? '',
    level: Number(row.getAttribute('aria-level')),
    expanded: row.getAttribute('aria-expanded'),
    icon: /codicon-([\w-]+)/.exec(row.querySelector('.custom-view-tree-node-item-icon')?.className ?? '')?.[1] ?? null,
  }));
}

function readAriaLabels(elements: unknown[]): string[] {
  return (elements as PageElement[]).map((element) => element.getAttribute('aria-label') ?? '');
}
