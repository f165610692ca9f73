import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { AepError } from '../../core/errors';
import type { TokenService } from '../../core/ims/tokenService';
import type { ActiveConnection } from '../connections/activeConnection';
import type { UsedConnection } from '../connections/choice';
import { commandIds, focusIds, type CommandId } from '../ids';
import { sandboxText } from '../texts/sandboxTexts';
import type { CommandTable } from './command';
import { askChoice, valueOf, type Choice } from './quickInput';

/** A command, or reading the connections again, which is none: without them there is nothing else to do. */
type Action = 'retry' | readonly [command: CommandId | typeof focusIds.xdm, argument?: unknown];

/** What a click on the status bar item opens: what one can do now, the likeliest first. */
export class MenuCommands {
  constructor(
    private readonly active: ActiveConnection,
    private readonly tokens: TokenService,
    private readonly log: Pick<vscode.LogOutputChannel, 'show'>,
  ) {}

  table(): CommandTable {
    return {
      [commandIds.showMenu]: { kind: 'ui', run: () => this.#show() },
      [commandIds.showLog]: {
        kind: 'interface',
        run: () => {
          this.log.show();
        },
      },
    };
  }

  async #show(): Promise<void> {
    const { state, connection } = this.active;
    const answer = await askChoice<Action>(
      { title: connection?.name ?? vscode.l10n.t('AEP Access'), canGoBack: false },
      { placeholder: vscode.l10n.t('What do you want to do?'), choices: this.#choices(state.failure) },
    );
    const action = valueOf(answer);
    if (action === 'retry') await this.#retry();
    else if (action) await vscode.commands.executeCommand(...action);
  }

  /** @throws {AepError} why the connections still cannot be read */
  async #retry(): Promise<void> {
    await this.active.refresh();
    const { failure } = this.active.state;
    if (failure) throw failure;
  }

  #choices(failure: AepError | undefined): readonly Choice<Action>[] {
    const { l10n } = vscode;
    const { state } = this.active;
    const log: Choice<Action> = { label: `$(output) ${l10n.t('Show Log')}`, value: [commandIds.showLog] };
    const add: Choice<Action> = { label: `$(add) ${l10n.t('Add Connection…')}`, value: [commandIds.addConnection] };
    const bring: Choice<Action> = {
      label: `$(cloud-download) ${l10n.t('Import Connection…')}`,
      value: [commandIds.importConnection],
    };
    const choose: Choice<Action> = {
      label: `$(arrow-swap) ${l10n.t('Switch Connection…')}`,
      value: [commandIds.switchConnection],
    };
    if (failure?.code === 'RECORD_UNREADABLE') {
      return [{ label: `$(trash) ${l10n.t('Delete Stored Connections…')}`, value: [commandIds.resetConnections] }, log];
    }
    const retry: Choice<Action> = { label: `$(refresh) ${l10n.t('Try Again')}`, value: 'retry' };
    if (failure) return failure.retryable ? [retry, log] : [log];
    if (state.connections.length === 0) return [add, bring, log];
    if (!state.active) return [choose, add, bring, log];
    return [...this.#ofConnection(state.active), choose, add, bring, log];
  }

  #ofConnection({ connection, secret, sandboxType }: UsedConnection): readonly Choice<Action>[] {
    const { l10n } = vscode;
    const { id } = connection;
    return [
      ...this.#ofToken(connection, secret === 'missing'),
      {
        label: `$(beaker) ${l10n.t('Switch Sandbox…')}`,
        description: sandboxText(connection.sandbox, sandboxType),
        value: [commandIds.switchSandbox],
      },
      {
        label: `$(copy) ${l10n.t('Copy Organization ID')}`,
        description: connection.imsOrg,
        value: [commandIds.copyOrg],
      },
      {
        label: `$(copy) ${l10n.t('Copy Client ID')}`,
        description: connection.clientId,
        value: [commandIds.copyClientId],
      },
      { label: `$(list-tree) ${l10n.t('Show XDM Classes')}`, value: [focusIds.xdm] },
      { label: `$(checklist) ${l10n.t('Check Access')}`, value: [commandIds.checkAccess] },
      { label: `$(edit) ${l10n.t('Edit Connection…')}`, value: [commandIds.editConnection, { connectionId: id }] },
    ];
  }

  #ofToken({ id, credential }: Connection, secretMissing: boolean): readonly Choice<Action>[] {
    const { l10n } = vscode;
    const isPasted = credential.kind === 'access-token';
    const isValid = (this.tokens.state(id).expiresAtMs ?? 0) > Date.now();
    const enter: Choice<Action> = {
      label: `$(key) ${isPasted ? l10n.t('Paste New Access Token…') : l10n.t('Enter Secret…')}`,
      value: [commandIds.enterSecret, { connectionId: id }],
    };
    const copy: readonly Choice<Action>[] = [
      { label: `$(copy) ${l10n.t('Copy Token')}`, value: [commandIds.copyToken] },
      { label: `$(copy) ${l10n.t('Copy Request Headers')}`, value: [commandIds.copyHeaders] },
    ];
    const generate: Choice<Action> = {
      label: `$(sync) ${l10n.t('Generate Token')}`,
      value: [commandIds.generateToken],
    };
    const details: Choice<Action> = {
      label: `$(info) ${l10n.t('Show Token Details')}`,
      value: [commandIds.showToken],
    };
    if (secretMissing) return [enter];
    if (isValid) return [...copy, details, isPasted ? enter : generate];
    return isPasted ? [enter] : [generate, ...copy];
  }
}
