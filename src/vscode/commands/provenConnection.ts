import * as vscode from 'vscode';
import type { RenewalPolicy } from '../../core/ims/tokenState';
import { commandIds } from '../ids';
import { tell } from '../messages';
import { PressedButton } from '../viewRow';

/**
 * Gets a token for the connection that was added: the person has the credential at hand now, so this is the time to
 * hear that it does not work. Where renewal is off, it is only offered.
 */
export async function proveConnection(
  { id, name }: { readonly id: string; readonly name: string },
  policy: RenewalPolicy,
): Promise<void> {
  const prove = (): Thenable<unknown> =>
    vscode.commands.executeCommand(commandIds.generateToken, new PressedButton(id));
  if (policy !== 'never') {
    await prove();
    return;
  }
  const generate = vscode.l10n.t('Generate Token');
  const message = vscode.l10n.t('The connection “{0}” was added.', name);
  // Not awaited: the command has done its work, whether or not the notification is answered.
  void tell(message, generate).then((answer) => {
    if (answer === generate) void prove();
  });
}
