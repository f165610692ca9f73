import * as vscode from 'vscode';
import type { Alarms } from '../core/alarms';
import type { Clock } from '../core/clock';
import type { Disposable } from '../core/event';
import { tellBriefly } from './messages';

/** Copies what is no secret, and says what. */
export async function copyText(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  tellBriefly(vscode.l10n.t('Copied {0}', text));
}

/**
 * Puts secrets on the clipboard and takes them off again, if they are still there. Best effort: clipboard histories keep copies, and
 * a window that is closed clears nothing.
 */
export class SecretClipboard implements vscode.Disposable {
  #alarm: Disposable | undefined;
  /** Whether it is time to clear, but the window has no focus: the clipboard can then not be read everywhere. */
  #isDue = false;
  #text: string | undefined;
  readonly #focus: vscode.Disposable;

  constructor(
    private readonly alarms: Alarms,
    private readonly clock: Clock,
    private readonly clearAfterMs: () => number | undefined,
  ) {
    this.#focus = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused && this.#isDue) void this.#clear();
    });
  }

  /** @returns how long the text will stay, in milliseconds; `undefined` for until it is replaced */
  async write(text: string): Promise<number | undefined> {
    await vscode.env.clipboard.writeText(text);
    this.#alarm?.dispose();
    this.#isDue = false;
    const delayMs = this.clearAfterMs();
    this.#text = delayMs === undefined ? undefined : text;
    if (delayMs === undefined) return undefined;
    this.#alarm = this.alarms.set(this.clock.nowMs() + delayMs, () => {
      this.#isDue = true;
      if (vscode.window.state.focused) void this.#clear();
    });
    return delayMs;
  }

  dispose(): void {
    this.#alarm?.dispose();
    this.#focus.dispose();
    this.#text = undefined;
  }

  async #clear(): Promise<void> {
    const text = this.#text;
    this.#isDue = false;
    this.#text = undefined;
    if (text !== undefined && (await vscode.env.clipboard.readText()) === text)
      await vscode.env.clipboard.writeText('');
  }
}
