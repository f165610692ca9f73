import * as vscode from 'vscode';
import { commandIds } from '../ids';
import { messageText } from '../texts/shownText';

/** Work that is done by then shows nothing but what the status bar shows. */
const patienceMs = 1_500;

/**
 * Runs work that can be cancelled. When it takes long, a notification says so, links to the log and offers Cancel. It needs no
 * limit of its own: each request under it has one.
 */
export async function withPatience<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const running = work(abort.signal);
  const settled = running.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: `${messageText(title)} ([${vscode.l10n.t('Show Log')}](command:${commandIds.showLog}))`,
      cancellable: true,
    };
    void vscode.window.withProgress(options, async (_, cancellation) => {
      cancellation.onCancellationRequested(() => {
        abort.abort();
      });
      await settled;
    });
  }, patienceMs);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
  }
}
