import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import { AepError } from '../../core/errors';
import type { ActiveConnection } from '../connections/activeConnection';
import { sandboxText } from '../texts/sandboxTexts';
import { rowText } from '../texts/shownText';
import { askChoice, valueOf } from './quickInput';

/** Finds the connection that a command is about. */
export class ConnectionPicker {
  constructor(private readonly active: ActiveConnection) {}

  /**
   * Lets one choose among all connections.
   * @returns it in the sandbox of this window; `undefined` when the choice was dismissed
   * @throws {AepError} `NO_CONNECTION`
   */
  async pick(title: string): Promise<Connection | undefined> {
    await this.active.refresh();
    const { connections, failure } = this.active.state;
    if (failure) throw failure;
    if (connections.length === 0) throw new AepError('NO_CONNECTION', 'There is no connection');
    const activeId = this.active.connection?.id;
    const answer = await askChoice(
      { title, canGoBack: false },
      {
        placeholder: vscode.l10n.t('Choose a connection'),
        choices: connections.map(({ connection, secret, sandboxType }) => ({
          label: `${connection.id === activeId ? '$(check) ' : ''}${rowText(connection.name)}`,
          description: connection.imsOrg,
          detail: [
            connection.clientId,
            sandboxText(connection.sandbox, sandboxType),
            ...(secret === 'missing' ? [vscode.l10n.t('secret missing on this machine')] : []),
          ].join(' · '),
          value: connection,
        })),
      },
    );
    return valueOf(answer);
  }

  /**
   * The connection with the id, else this window's, else one that is chosen now.
   * @returns `undefined` when the choice was dismissed
   * @throws {AepError} `CONNECTION_NOT_FOUND`, `NO_CONNECTION`
   */
  async find(id: string | undefined, title: string): Promise<Connection | undefined> {
    if (id !== undefined) return (await this.active.get(id)).connection;
    await this.active.refresh();
    const { connection } = this.active;
    if (connection) return connection;
    const picked = await this.pick(title);
    if (picked) await this.active.choose(picked.id);
    return picked;
  }
}
