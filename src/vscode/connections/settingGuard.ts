import * as vscode from 'vscode';
import { AepError, toAepError } from '../../core/errors';
import type { Disposable } from '../../core/event';
import type { Logger } from '../../core/logger';
import type { ActiveConnection } from './activeConnection';
import { questionKey, type SettingQuestion } from './choice';
import type { KnownSandboxes } from './knownSandboxes';

export interface SettingGuardOptions {
  readonly active: ActiveConnection;
  readonly sandboxes: Pick<KnownSandboxes, 'list'>;
  readonly logger: Logger;
}

/** Asks once in a workspace before a setting moves it to a production sandbox, or to one that may be. */
export class SettingGuard implements vscode.Disposable {
  readonly #subscription: Disposable;
  readonly #abort = new AbortController();
  /** Whose type was asked for: once is enough in a window. */
  readonly #lookedUp = new Set<string>();
  #isBusy = false;

  constructor(private readonly options: SettingGuardOptions) {
    this.#subscription = options.active.onDidChange(() => void this.#look());
  }

  dispose(): void {
    this.#abort.abort();
    this.#subscription.dispose();
  }

  /** Goes on until there is no question left: the answer to one can bring up another. */
  async #look(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (;;) {
        const { question } = this.options.active.state;
        if (!question || this.#abort.signal.aborted) return;
        await this.#settle(question);
      }
    } catch (caught) {
      // The question could not be asked: until it is, the setting moves nothing.
      this.options.logger.warn(
        `A setting waits for an answer: ${caught instanceof Error ? caught.message : 'unknown'}`,
      );
    } finally {
      this.#isBusy = false;
    }
  }

  async #settle(question: SettingQuestion): Promise<void> {
    const { active, sandboxes, logger } = this.options;
    const { connection, sandboxType } = question;
    const key = questionKey(connection);
    if (sandboxType !== undefined || this.#lookedUp.has(key)) {
      await active.answerQuestion(connection, await ask(question));
      return;
    }
    this.#lookedUp.add(key);
    try {
      await sandboxes.list(connection, this.#abort.signal);
    } catch (caught) {
      const error = toAepError(caught);
      if (error instanceof AepError)
        logger.warn(`The type of a sandbox stays unknown: ${error.code}: ${error.message}`);
    }
  }
}

async function ask({ connection: { name, sandbox }, sandboxType }: SettingQuestion): Promise<boolean> {
  const { l10n } = vscode;
  const use = l10n.t('Use It');
  const isKnown = sandboxType !== undefined;
  const message = sandbox === undefined ? askDefault(name, isKnown) : askNamed(sandbox, name, isKnown);
  const detail = l10n.t(
    'The settings aep.connection and aep.sandbox choose it for this workspace. You are asked only once; Switch AEP Sandbox changes it at any time.',
  );
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, use)) === use;
}

function askDefault(connection: string, isKnown: boolean): string {
  return isKnown
    ? vscode.l10n.t('Use “{0}” with its default sandbox, which is PRODUCTION?', connection)
    : vscode.l10n.t('Use “{0}” with its default sandbox? It may be PRODUCTION: its type is not known.', connection);
}

function askNamed(sandbox: string, connection: string, isKnown: boolean): string {
  return isKnown
    ? vscode.l10n.t('Use the PRODUCTION sandbox “{0}” of “{1}”?', sandbox, connection)
    : vscode.l10n.t(
        'Use the sandbox “{0}” of “{1}”? It may be PRODUCTION: its type is not known.',
        sandbox,
        connection,
      );
}
