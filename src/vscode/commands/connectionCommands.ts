import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import { completeDraft, readConnectionInput, type NewConnection } from '../../core/credentials/connectionInput';
import type { ConnectionStore } from '../../core/credentials/connectionStore';
import { AepError } from '../../core/errors';
import type { TokenService } from '../../core/ims/tokenService';
import type { RenewalPolicy } from '../../core/ims/tokenState';
import type { ActiveConnection } from '../connections/activeConnection';
import { commandIds } from '../ids';
import { connectionIdOf, readTarget, type Asker, type CommandTable } from './command';
import { formOf, inputOf } from './connectionForm';
import { allSteps } from './connectionSteps';
import { ConnectionEditor } from './connectionEditor';
import { type ConnectionPicker } from './connectionPicker';
import { proveConnection } from './provenConnection';
import { runWizard } from './wizard';

export interface ConnectionCommandsOptions {
  readonly store: ConnectionStore;
  readonly tokens: TokenService;
  readonly active: ActiveConnection;
  readonly picker: ConnectionPicker;
  readonly policy: () => RenewalPolicy;
  /** Deletes what is kept of a connection's data model, or of that of all. */
  readonly forgetXdm: (connectionId: string | undefined) => Promise<void>;
}

/** Commands about connections: add, edit, switch, remove, and the repair of what is stored. */
export class ConnectionCommands {
  readonly #editor: ConnectionEditor;

  constructor(private readonly options: ConnectionCommandsOptions) {
    this.#editor = new ConnectionEditor(options.store, options.picker);
  }

  table(): CommandTable {
    return {
      [commandIds.addConnection]: { kind: 'interface', run: (input, by) => this.#add(input, by) },
      [commandIds.switchConnection]: { kind: 'interface', run: (input) => this.#switch(input) },
      [commandIds.removeConnection]: { kind: 'interface', takesRow: true, run: (input, by) => this.#remove(input, by) },
      [commandIds.editConnection]: { kind: 'ui', run: (input) => this.#editor.edit(connectionIdOf(input)) },
      [commandIds.enterSecret]: { kind: 'ui', run: (input) => this.#editor.enterSecret(connectionIdOf(input)) },
      [commandIds.addSecret]: { kind: 'ui', run: (input) => this.#editor.addSecret(connectionIdOf(input)) },
      [commandIds.moveToOAuth]: { kind: 'ui', run: (input) => this.#editor.moveToOAuth(connectionIdOf(input)) },
      [commandIds.useConnection]: { kind: 'ui', run: (input) => this.#use(connectionIdOf(input)) },
      [commandIds.resetConnections]: { kind: 'ui', run: () => this.#reset() },
    };
  }

  async #add(input: unknown, by: Asker): Promise<{ connectionId: string } | undefined> {
    const draft = readConnectionInput(input, Date.now());
    if (draft.name !== undefined) await this.#refuseTakenName(draft.name);
    const complete = completeDraft(draft) ?? (await this.#ask(draft));
    if (!complete) return undefined;
    const added = await this.options.store.add(complete);
    await this.options.active.choose(added.id);
    if (by === 'person') await proveConnection(added, this.options.policy());
    return { connectionId: added.id };
  }

  async #ask(draft: ReturnType<typeof readConnectionInput>): Promise<NewConnection | undefined> {
    const given = formOf(draft);
    const steps = allSteps((name) => this.options.store.isNameFree(name))
      .filter(([field]) => given[field] === undefined)
      .map(([, step]) => step);
    // With a kind to begin with, the number of steps is right from the first one.
    const form = await runWizard(vscode.l10n.t('Add AEP Connection'), steps, {
      kind: 'oauth-server-to-server',
      ...given,
    });
    return form && completeDraft(readConnectionInput(inputOf(form), Date.now()));
  }

  async #refuseTakenName(name: string): Promise<void> {
    if (await this.options.store.isNameFree(name)) return;
    throw new AepError('NAME_TAKEN', 'The name is taken', { details: { field: 'name', connection: name } });
  }

  async #switch(input: unknown): Promise<{ connectionId: string } | undefined> {
    const { picker, active, store } = this.options;
    const id = readTarget(input) ?? (await picker.pick(vscode.l10n.t('Switch AEP Connection')))?.id;
    if (id === undefined) return undefined;
    const { connection } = await store.get(id);
    await active.choose(connection.id);
    return { connectionId: connection.id };
  }

  /** What the row's button does: a click on the row itself moves nobody to another organisation. */
  async #use(id: string | undefined): Promise<void> {
    await this.#switch(id === undefined ? undefined : { connectionId: id });
  }

  async #remove(input: unknown, by: Asker): Promise<void> {
    const { picker, store, tokens } = this.options;
    const given = readTarget(input);
    const connection =
      given === undefined
        ? await picker.pick(vscode.l10n.t('Remove AEP Connection'))
        : (await store.get(given)).connection;
    if (!connection || (by === 'person' && !(await this.#confirmRemoval(connection)))) return;
    await store.remove(connection.id);
    await tokens.forget(connection.id);
    await this.options.forgetXdm(connection.id);
  }

  async #confirmRemoval(connection: Connection): Promise<boolean> {
    const remove = vscode.l10n.t('Remove');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Remove the connection “{0}”?', connection.name),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Its secrets, its token and what is kept of its data model are deleted from this machine. Nothing changes at Adobe.',
        ),
      },
      remove,
    );
    return answer === remove;
  }

  async #reset(): Promise<void> {
    const remove = vscode.l10n.t('Delete');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Delete all stored AEP connections?'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Their secrets, their tokens and what is kept of their data models are deleted from this machine. Nothing changes at Adobe.',
        ),
      },
      remove,
    );
    if (answer !== remove) return;
    for (const id of await this.options.store.reset()) await this.options.tokens.forget(id);
    await this.options.forgetXdm(undefined);
  }
}
