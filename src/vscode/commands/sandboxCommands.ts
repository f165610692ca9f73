import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import { inputError, readText, refuseUnknown } from '../../core/credentials/inputFields';
import { checkSandbox } from '../../core/credentials/validation';
import { asObject } from '../../core/shape';
import type { ActiveConnection } from '../connections/activeConnection';
import { commandIds } from '../ids';
import type { KnownSandboxes } from '../connections/knownSandboxes';
import type { CommandTable } from './command';
import type { ConnectionPicker } from './connectionPicker';
import { pickSandbox } from './sandboxPicker';

export interface SandboxCommandsOptions {
  readonly active: ActiveConnection;
  readonly picker: ConnectionPicker;
  readonly sandboxes: Pick<KnownSandboxes, 'list'>;
}

/** What `aep.sandbox.switch` returns. `null`: no sandbox header is sent. */
export interface SwitchedSandbox {
  readonly connectionId: string;
  readonly sandbox: string | null;
}

/** The command that chooses the sandbox of this workspace. */
export class SandboxCommands {
  constructor(private readonly options: SandboxCommandsOptions) {}

  table(): CommandTable {
    return {
      [commandIds.switchSandbox]: { kind: 'interface', takesRow: true, run: (input) => this.#switch(input) },
    };
  }

  async #switch(input: unknown): Promise<SwitchedSandbox | undefined> {
    const { active, picker } = this.options;
    const given = readInput(input);
    const connection = await picker.find(given.connectionId, vscode.l10n.t('Switch AEP Sandbox'));
    if (!connection) return undefined;
    const sandbox = given.sandbox === undefined ? await this.#pick(connection) : given.sandbox;
    if (sandbox === undefined) return undefined;
    await active.chooseSandbox(connection.id, sandbox);
    return { connectionId: connection.id, sandbox };
  }

  #pick(connection: Connection): Promise<string | null | undefined> {
    const { active, sandboxes } = this.options;
    return pickSandbox({
      connection,
      list: (signal) => sandboxes.list(connection, signal),
      defaultType: () => active.defaultTypeOf(connection),
    });
  }
}

const fields: ReadonlySet<string> = new Set(['connectionId', 'sandbox']);

/** @throws {AepError} `INPUT_INVALID` */
function readInput(input: unknown): {
  readonly connectionId: string | undefined;
  readonly sandbox: string | null | undefined;
} {
  if (input === undefined) return { connectionId: undefined, sandbox: undefined };
  const given = asObject(input);
  if (!given) throw inputError('input', 'not-an-object');
  refuseUnknown(given, fields, '');
  const connectionId = readText(given, 'connectionId', '', () => undefined);
  const sandbox = given.sandbox === null ? null : readText(given, 'sandbox', '', checkSandbox);
  return { connectionId, sandbox };
}
