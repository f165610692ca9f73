import * as path from 'node:path';
import * as vscode from 'vscode';
import { tell, tellFailure } from '../messages';
import type { ImportSource } from './importSource';

/** Offers to take away what the secrets were imported from. Nothing is deleted unless the person says so. */
export async function offerToTidy(source: ImportSource): Promise<void> {
  if (source.kind === 'file') await offerToDelete(source.uri);
  else if (source.kind === 'clipboard') await offerToClear(source.text);
}

async function offerToDelete(uri: vscode.Uri): Promise<void> {
  const { l10n } = vscode;
  const name = path.posix.basename(uri.path);
  const [toTrash, open] = [l10n.t('Move to Trash'), l10n.t('Open File')];
  const message = l10n.t('“{0}” still holds the credential in plain text. VS Code keeps it encrypted now.', name);
  const answer = await tell(message, toTrash, open);
  if (answer === open) await vscode.commands.executeCommand('vscode.open', uri);
  if (answer !== toTrash) return;
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch {
    await deleteForGood(uri, name);
  }
}

/** Remote file systems have no trash. */
async function deleteForGood(uri: vscode.Uri, name: string): Promise<void> {
  const { l10n } = vscode;
  const remove = l10n.t('Delete');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('“{0}” cannot be moved to the trash. Delete it for good?', name),
    { modal: true, detail: l10n.t('There is no trash here: this cannot be undone.') },
    remove,
  );
  if (answer !== remove) return;
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: false });
  } catch {
    void tellFailure(l10n.t('“{0}” could not be deleted.', name));
  }
}

async function offerToClear(text: string): Promise<void> {
  const clear = vscode.l10n.t('Clear Clipboard');
  const message = vscode.l10n.t('The clipboard still holds the credential. VS Code keeps it encrypted now.');
  if ((await tell(message, clear)) !== clear) return;
  if ((await vscode.env.clipboard.readText()) === text) await vscode.env.clipboard.writeText('');
}
