import * as vscode from 'vscode';
import { readKeyMaterial } from '../../core/credentials/keyMaterial';

/** Larger than any key by far; a file above it is not read. */
const maxBytes = 64 * 1024;

/** Lets one choose a private-key file. @returns its content as text, or `undefined` when nothing was chosen */
export async function readKeyFile(): Promise<string | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose Private Key'),
      openLabel: vscode.l10n.t('Use This Key'),
    })) ?? [];
  if (!file) return undefined;
  const { size } = await vscode.workspace.fs.stat(file);
  const bytes = size > maxBytes ? new Uint8Array() : await vscode.workspace.fs.readFile(file);
  try {
    return readKeyMaterial(bytes).pem;
  } catch {
    // Whoever checks the text says what is wrong with it.
    return Buffer.from(bytes).toString('utf8');
  }
}
