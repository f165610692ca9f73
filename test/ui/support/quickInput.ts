import type { Page } from 'playwright-core';

import { fits, readable, until } from './until';

export interface QuickInputItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

export interface QuickInputState {
  /** Without the step. */
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly value: string;
  readonly placeholder: string;
  readonly isPassword: boolean;
  /** What stands below the input: the prompt, or why the value is refused. */
  readonly message: string;
  readonly severity: 'none' | 'info' | 'warning' | 'error';
  readonly hasBack: boolean;
  /** The items in sight; a long list has more. */
  readonly items: readonly QuickInputItem[];
  /** The index of the item that Enter takes, or -1. */
  readonly focused: number;
}

/** The state of the widget, read at one moment. */
const readState = `(() => {
  const widget = [...document.querySelectorAll('.quick-input-widget')].find((one) => one.style.display !== 'none');
  if (!widget) return undefined;
  const shown = (selector) => [...widget.querySelectorAll(selector)].find((one) => one.offsetParent !== null);
  const text = (node) => node ? node.textContent : '';
  const input = shown('.quick-input-box input, .quick-input-box textarea');
  const box = shown('.quick-input-box .monaco-inputbox');
  const rows = [...widget.querySelectorAll('.quick-input-list .monaco-list-row')];
  return {
    title: text(shown('.quick-input-title')),
    value: input ? input.value : '',
    placeholder: input ? input.placeholder : '',
    isPassword: input ? input.type === 'password' : false,
    message: text(shown('.quick-input-message')) || text(shown('.quick-input-description')),
    severity: ['info', 'warning', 'error'].find((one) => box && box.classList.contains(one)) || 'none',
    hasBack: Boolean(shown('.quick-input-left-action-bar .codicon-quick-input-back')),
    focused: rows.findIndex((row) => row.classList.contains('focused')),
    items: rows.map((row) => ({
      label: text(row.querySelector('.label-name')),
      description: text(row.querySelector('.quick-input-list-row .label-description')),
      detail: text(row.querySelector('.quick-input-list-label-meta .label-name')),
    })),
  };
})()`;

/** The input box or the list at the top of the window. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What it shows now, or `undefined` if it is closed. */
  async peek(): Promise<QuickInputState | undefined> {
    const raw = await this.#page.evaluate<QuickInputState | undefined>(readState);
    if (raw === undefined) return undefined;
    const [, title = raw.title, step, totalSteps] = /^(.*?)\s*\((\d+)\/(\d+)\)$/.exec(raw.title) ?? [];
    const items = raw.items.map(({ label, description, detail }) => ({
      label: readable(label),
      description: readable(description),
      detail: readable(detail),
    }));
    const steps = step === undefined ? {} : { step: Number(step), totalSteps: Number(totalSteps) };
    return { ...raw, ...steps, title: readable(title), message: readable(raw.message), items };
  }

  /** Waits until it is open, and shows what `accepts` wants. */
  state(what = 'a quick input', accepts: (state: QuickInputState) => boolean = () => true): Promise<QuickInputState> {
    const read = async (): Promise<QuickInputState | false> => {
      const state = await this.peek();
      return state !== undefined && accepts(state) && state;
    };
    return until(what, read, { describe: () => this.peek() });
  }

  waitForTitle(title: string | RegExp): Promise<QuickInputState> {
    return this.state(`the quick input “${String(title)}”`, (state) => fits(state.title, title));
  }

  /** Waits until the message below the input fits, and no matter what, is not the prompt of an accepted value. */
  waitForValidation(message: string | RegExp): Promise<QuickInputState> {
    const refuses = (state: QuickInputState): boolean => state.severity !== 'none' && fits(state.message, message);
    return this.state(`the validation message ${String(message)}`, refuses);
  }

  waitForItem(label: string | RegExp): Promise<QuickInputState> {
    return this.state(`the item ${String(label)}`, ({ items }) => items.some((item) => fits(item.label, label)));
  }

  async waitUntilClosed(): Promise<void> {
    await until('the quick input to close', async () => (await this.peek()) === undefined, {
      describe: () => this.peek(),
    });
  }

  /** Replaces the text by typing. */
  async type(text: string): Promise<void> {
    const hasIt = async (): Promise<boolean> => (await this.peek())?.value === text;
    const attempt = async (): Promise<boolean> => {
      await this.state();
      await this.#page.keyboard.press('ControlOrMeta+A');
      if (text === '') await this.#page.keyboard.press('Delete');
      await this.#page.keyboard.type(text);
      // VS Code's file dialog completes what one types, and now and then in the middle of it.
      return until('the text', hasIt, { timeoutMs: 4_000 }).catch(() => false);
    };
    await until(`the value “${text}”`, attempt, { describe: () => this.peek() });
  }

  /** Types a text into a list, and waits until Enter would take what it leads to. */
  async find(text: string, label: string | RegExp = text): Promise<void> {
    const leads = async (): Promise<boolean> => {
      const { items = [], focused = -1 } = (await this.peek()) ?? {};
      return fits(items[focused]?.label ?? '', label);
    };
    const attempt = async (): Promise<boolean> => {
      await this.type(text);
      // A list that arrives while one types may get no focus: VS Code gives it with the next key.
      return until('the focus', leads, { timeoutMs: 4_000 }).catch(() => false);
    };
    await until(`Enter to take ${String(label)}`, attempt, { describe: () => this.peek() });
  }

  /** Types a text into a list and takes by Enter what it leads to, by which the list gives way to another. */
  async choose(text: string, label: string | RegExp = text): Promise<void> {
    await this.find(text, label);
    await this.acceptAndLeave();
  }

  accept(): Promise<void> {
    return this.#page.keyboard.press('Enter');
  }

  /** Presses Enter until this input gives way to another: VS Code ignores it while a list is being drawn. */
  async acceptAndLeave(): Promise<void> {
    const titleNow = async (): Promise<string | undefined> => (await this.peek())?.title;
    const before = await titleNow();
    await until(`“${before ?? ''}” to take Enter`, async () => {
      await this.accept();
      const left = async (): Promise<boolean> => (await titleNow()) !== before;
      return until('another title', left, { timeoutMs: 4_000 }).catch(() => false);
    });
  }

  cancel(): Promise<void> {
    return this.#page.keyboard.press('Escape');
  }

  back(): Promise<void> {
    return this.#page.locator('.quick-input-left-action-bar .codicon-quick-input-back').click();
  }

  /** Presses a button of the title or of the input by its label. */
  press(label: string | RegExp): Promise<void> {
    const name = typeof label === 'string' ? startOf(label) : label;
    return this.#page.locator('.quick-input-widget').getByRole('button', { name }).first().click();
  }

  /** Waits for an item and chooses it with the mouse. */
  async pick(label: string | RegExp): Promise<void> {
    const { items } = await this.waitForItem(label);
    const index = items.findIndex((item) => fits(item.label, label));
    await this.#page.locator('.quick-input-list .monaco-list-row').nth(index).click();
  }
}

/** The label's start: VS Code adds the keybinding to it. */
function startOf(label: string): RegExp {
  return new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
