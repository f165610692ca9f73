import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { TokenRevoker } from '../../core/ims/tokenRevoker';
import { commandIds } from '../ids';
import { tell } from '../messages';
import { PressedButton } from '../viewRow';
import { readTarget, type Asker, type CommandTable } from './command';
import type { ConnectionPicker } from './connectionPicker';
import { withPatience } from './progress';

export interface TokenLifeCommandsOptions {
  readonly picker: ConnectionPicker;
  readonly revoker: Pick<TokenRevoker, 'revoke'>;
  /** Makes the document of a token, so that a failure is told before an editor opens. */
  readonly documents: {
    uriOf(connection: Connection): vscode.Uri;
    prepare(uri: vscode.Uri, signal: AbortSignal): Promise<void>;
  };
}

interface Done {
  readonly connectionId: string;
}

/** Commands about a token that there is: look at it, take it back. */
export class TokenLifeCommands {
  constructor(private readonly options: TokenLifeCommandsOptions) {}

  table(): CommandTable {
    return {
      [commandIds.showToken]: { kind: 'interface', run: (input) => this.#show(input) },
      [commandIds.revokeToken]: { kind: 'interface', run: (input, by) => this.#revoke(input, by) },
    };
  }

  async #show(input: unknown): Promise<Done | undefined> {
    const { documents, picker } = this.options;
    const title = vscode.l10n.t('Show AEP Token Details');
    const connection = await picker.find(readTarget(input), title);
    if (!connection) return undefined;
    const uri = documents.uriOf(connection);
    await withPatience(title, (signal) => documents.prepare(uri, signal));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    return { connectionId: connection.id };
  }

  async #revoke(input: unknown, by: Asker): Promise<Done | undefined> {
    const title = vscode.l10n.t('Revoke AEP Token');
    const connection = await this.options.picker.find(readTarget(input), title);
    if (!connection || (by === 'person' && !(await confirm(connection)))) return undefined;
    await withPatience(title, (signal) => this.options.revoker.revoke(connection.id, signal));
    if (by === 'person') void tellRevoked(connection);
    return { connectionId: connection.id };
  }
}

async function confirm({ name, credential }: Connection): Promise<boolean> {
  const { l10n } = vscode;
  const revoke = l10n.t('Revoke');
  const everywhere = l10n.t('It stops working at once, wherever it is in use.');
  const after =
    credential.kind === 'access-token'
      ? l10n.t('You will have to paste a new one.')
      : l10n.t('No new one is generated until you ask for it.');
  const message = l10n.t('Revoke the access token of “{0}”?', name);
  const detail = `${everywhere} ${after}`;
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, revoke)) === revoke;
}

async function tellRevoked({ id, name, credential }: Connection): Promise<void> {
  const { l10n } = vscode;
  const isPasted = credential.kind === 'access-token';
  const next = isPasted ? l10n.t('Paste New Token') : l10n.t('Generate Token');
  const message = l10n.t('The token of “{0}” was revoked.', name);
  if ((await tell(message, next)) !== next) return;
  const command = isPasted ? commandIds.enterSecret : commandIds.generateToken;
  await vscode.commands.executeCommand(command, new PressedButton(id));
}
