import * as vscode from 'vscode';

const changed = new Set<string>();

/** Sets a user setting for the test that is running. */
export async function setSetting(id: string, value: unknown): Promise<void> {
  changed.add(id);
  await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
}

/** Gives the suite that calls it back the settings as they were, after each test. */
export function restoreSettings(): void {
  teardown(async () => {
    for (const id of changed) {
      await vscode.workspace.getConfiguration().update(id, undefined, vscode.ConfigurationTarget.Global);
    }
    changed.clear();
  });
}
