import * as vscode from 'vscode';

/** Work that is done by then shows nothing but what the status bar shows. */
const patienceMs = 1_500;

/** Runs work that can be cancelled. When it takes long, a notification says so and offers Cancel. */
export async function withPatience<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const running = work(abort.signal);
  const settled = running.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
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
