import type { Locator, Page } from 'playwright-core';

import { readable, until } from './until';

export interface StatusBarState {
  readonly text: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  readonly background: 'none' | 'warning' | 'error';
  /** Names of its icons: `key`, `sync`, `loading`. */
  readonly icons: readonly string[];
  /** Whether an icon spins. */
  readonly spins: boolean;
}

interface RawState {
  readonly text: string;
  readonly ariaLabel: string;
  readonly classes: string;
  readonly icons: readonly string[];
}

const readItems = `[...document.querySelectorAll('.statusbar-item')]
  .filter((item) => item.offsetParent !== null)
  .map((item) => ({
    text: item.textContent,
    ariaLabel: item.getAttribute('aria-label') ?? '',
    classes: item.className,
    icons: [...item.querySelectorAll('.codicon')].map((icon) => icon.className),
  }))`;

/** One item of the status bar, found by its text or by what a screen reader says of it. */
export class StatusBarItem {
  readonly #page: Page;
  readonly #label: RegExp;

  constructor(page: Page, label: RegExp) {
    this.#page = page;
    this.#label = label;
  }

  /** What it shows now, or `undefined` if there is no such item. */
  async peek(): Promise<StatusBarState | undefined> {
    const items = await this.#page.evaluate<readonly RawState[]>(readItems);
    const raw = items.find(({ text, ariaLabel }) => this.#label.test(readable(text)) || this.#label.test(ariaLabel));
    if (raw === undefined) return undefined;
    return {
      text: readable(raw.text),
      ariaLabel: readable(raw.ariaLabel),
      background: backgroundOf(raw.classes),
      icons: raw.icons.flatMap((classes) => /codicon-(?!modifier)([\w-]+)/.exec(classes)?.[1] ?? []),
      spins: raw.icons.some((classes) => classes.includes('codicon-modifier-spin')),
    };
  }

  /** Waits until the item is there, and shows what `accepts` wants. */
  state(accepts: (state: StatusBarState) => boolean = () => true): Promise<StatusBarState> {
    const read = async (): Promise<StatusBarState | false> => {
      const state = await this.peek();
      return state !== undefined && accepts(state) && state;
    };
    return until(`the status bar item ${String(this.#label)}`, read, { describe: () => this.peek() });
  }

  /** Rests the mouse on it and reads the tooltip. */
  async tooltip(): Promise<string> {
    await (await this.#locator()).hover();
    const hover = this.hover();
    await hover.waitFor();
    const text = await hover.innerText();
    await this.#page.mouse.move(600, 300);
    await hover.waitFor({ state: 'detached' });
    return text.replaceAll('\u00a0', ' ').trim();
  }

  /** The open tooltip, e.g. for a picture of it or a click on a link in it, after `showTooltip`. */
  hover(): Locator {
    return this.#page.locator('.monaco-hover.workbench-hover .hover-contents').last();
  }

  async showTooltip(): Promise<Locator> {
    await (await this.#locator()).hover();
    await this.hover().waitFor();
    return this.hover();
  }

  async click(): Promise<void> {
    await (await this.#locator()).click();
  }

  async #locator(): Promise<Locator> {
    await this.state();
    const items = this.#page.locator('.statusbar-item');
    for (const item of await items.all()) {
      const label = (await item.getAttribute('aria-label')) ?? '';
      if (this.#label.test(label) || this.#label.test(readable(await item.textContent()))) return item;
    }
    throw new Error(`No status bar item fits ${String(this.#label)}`);
  }
}

function backgroundOf(classes: string): StatusBarState['background'] {
  if (classes.includes('error-kind')) return 'error';
  return classes.includes('warning-kind') ? 'warning' : 'none';
}
