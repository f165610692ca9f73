import * as vscode from 'vscode';

/** Waits for a command that asks something, and dismisses each question. */
export async function dismissing<T>(command: Promise<T>): Promise<T> {
  const over = new AbortController();
  const result = command.finally(() => {
    over.abort();
  });
  // The loop below may take a while to see the end of it.
  result.catch(() => undefined);
  // The question may not be there yet: closing nothing is no error.
  while (!over.signal.aborted) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  return result;
}
