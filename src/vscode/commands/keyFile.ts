import * as vscode from 'vscode';
import { readKeyMaterial } from '../../core/credentials/keyMaterial';
import { inputTexts } from '../texts/inputTexts';
import { tellFailure } from '../messages';

/** Larger than any key by far; a file above it is not read. */
export const maxKeyBytes = 64 * 1024;

/** Lets one choose a private-key file. @returns its content as text, or `undefined` when nothing was chosen that can be read */
export async function readKeyFile(): Promise<string | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose Private Key'),
      openLabel: vscode.l10n.t('Use This Key'),
    })) ?? [];
  if (!file) return undefined;
  const bytes = await readBytes(file);
  if (!bytes) return undefined;
  try {
    return readKeyMaterial(bytes).pem;
  } catch {
    // Whoever checks the text says what is wrong with it.
    return Buffer.from(bytes).toString('utf8');
  }
}

/** Nothing, too, of a file that is too large. Keys often belong to another user: that such a one cannot be read is said. */
async function readBytes(file: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    return size > maxKeyBytes ? new Uint8Array() : await vscode.workspace.fs.readFile(file);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
    void tellFailure(inputTexts['file-unreadable']());
    return undefined;
  }
}
