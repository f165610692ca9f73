import type { Page } from 'playwright-core';

import { fits, readable, until } from './until';

export interface Notification {
  readonly message: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly buttons: readonly string[];
}

const readNotifications = `[...document.querySelectorAll('.notification-list-item')]
  .filter((item) => item.offsetParent !== null)
  .map((item) => ({
    message: item.querySelector('.notification-list-item-message')?.textContent ?? '',
    severity: ['info', 'warning', 'error'].find((one) => item.querySelector('.codicon-' + one)) ?? 'info',
    buttons: [...item.querySelectorAll('.notification-list-item-buttons-container .monaco-button')]
      .map((button) => button.textContent),
  }))`;

/** The toasts at the bottom right. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Those in sight now. */
  async all(): Promise<readonly Notification[]> {
    const raw = await this.#page.evaluate<readonly Notification[]>(readNotifications);
    return raw.map(({ message, severity, buttons }) => ({
      message: readable(message),
      severity,
      buttons: buttons.map(readable),
    }));
  }

  waitFor(message: string | RegExp): Promise<Notification> {
    const read = async (): Promise<Notification | undefined> =>
      (await this.all()).find((one) => fits(one.message, message));
    return until(`the notification ${String(message)}`, read, { describe: () => this.all() });
  }

  /** Presses a button of the notification with this message. */
  async press(message: string | RegExp, button: string): Promise<void> {
    await this.waitFor(message);
    const toast = this.#page.locator('.notification-list-item').filter({ hasText: message });
    await toast.locator('.monaco-button').getByText(button, { exact: true }).click();
  }

  /** Closes all of them. */
  async clear(): Promise<void> {
    const close = this.#page.locator('.notification-list-item .codicon-notifications-clear');
    const toast = this.#page.locator('.notification-list-item').first();
    await until('the notifications to close', async () => {
      if ((await close.count()) === 0) return true;
      // One that goes by itself meanwhile is no failure.
      await toast.hover({ timeout: 1_000 }).catch(() => undefined);
      await close
        .first()
        .click({ timeout: 1_000 })
        .catch(() => undefined);
      return false;
    });
  }
}

export interface Dialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** The modal dialog in the middle of the window. */
export class Dialogs {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits for one. */
  async current(): Promise<Dialog> {
    const box = this.#page.locator('.monaco-dialog-box');
    await box.waitFor();
    const detail = box.locator('#monaco-dialog-message-detail');
    return {
      message: readable(await box.locator('#monaco-dialog-message-text').textContent()),
      detail: (await detail.count()) > 0 ? readable(await detail.textContent()) : '',
      buttons: (await box.locator('.dialog-buttons .monaco-button').allTextContents()).map(readable),
    };
  }

  async press(button: string): Promise<void> {
    const box = this.#page.locator('.monaco-dialog-box');
    await box.locator('.dialog-buttons .monaco-button').getByText(button, { exact: true }).click();
    await box.waitFor({ state: 'detached' });
  }

  /** Whether one is open now. */
  async isOpen(): Promise<boolean> {
    return (await this.#page.locator('.monaco-dialog-box').count()) > 0;
  }
}
