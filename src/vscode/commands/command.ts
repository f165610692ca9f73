import * as vscode from 'vscode';
import { inputError, readText, refuseUnknown } from '../../core/credentials/inputFields';
import { AepError, isAbort, logText, toAepError } from '../../core/errors';
import type { Logger } from '../../core/logger';
import { asObject, asString } from '../../core/shape';
import { CommandFailure, showError } from '../errorPresenter';
import type { CommandId } from '../ids';
import { ViewRow } from '../viewRow';

/** `caller`: a keybinding or an extension, which gave an argument. `person`: everybody else, a row's buttons included. */
export type Asker = 'person' | 'caller';

export interface Command {
  /**
   * `interface`: also for keybindings and other extensions, which give an argument and get failures thrown.
   * `ui`: for menus and buttons, whose failures are always shown.
   */
  readonly kind: 'interface' | 'ui';
  /** Whether a row about a connection is an argument: `{ connectionId }`. Not so where the command is in a view's title. */
  readonly takesRow?: true;
  readonly run: (argument: unknown, by: Asker) => unknown;
}

export type CommandTable = Readonly<Partial<Record<CommandId, Command>>>;

/** Null, rows and the Explorer's files are what VS Code gives a command of its own accord. */
function readCall({ kind, takesRow }: Command, given: unknown): { readonly argument: unknown; readonly by: Asker } {
  if (kind === 'ui') return { argument: given, by: 'person' };
  if (given === null || given === undefined) return { argument: undefined, by: 'person' };
  if (given instanceof vscode.Uri) return { argument: given, by: 'person' };
  if (!(given instanceof ViewRow)) return { argument: given, by: 'caller' };
  const { connectionId } = given;
  return { argument: takesRow && connectionId !== undefined ? { connectionId } : undefined, by: 'person' };
}

/**
 * Runs a command for whoever asked. A cancellation is silent. A failure is logged, and then thrown to a caller who gave an argument
 * to an `interface` command, or else shown to the person.
 */
export async function runCommand(id: CommandId, command: Command, given: unknown, logger: Logger): Promise<unknown> {
  const { argument, by } = readCall(command, given);
  try {
    return await command.run(argument, by);
  } catch (caught) {
    const error = toAepError(caught);
    if (isAbort(error) || !(error instanceof AepError)) return undefined;
    logger.error(`${id}: ${error.code}: ${logText(error)}`);
    if (by === 'caller') throw new CommandFailure(error);
    const retry = (): void => void vscode.commands.executeCommand(id, given);
    void showError(error, retry, connectionIdOf(argument));
    return undefined;
  }
}

/** `{ connectionId }` of a command's argument, where it has one. */
export function connectionIdOf(argument: unknown): string | undefined {
  return asString(asObject(argument)?.connectionId);
}

const targetFields: ReadonlySet<string> = new Set(['connectionId']);

/**
 * Reads the argument of an `interface` command that is about one connection.
 * @returns `undefined` where none is named
 * @throws {AepError} `INPUT_INVALID` for any other argument: a slip must not make the command take another connection
 */
export function readTarget(argument: unknown): string | undefined {
  if (argument === undefined) return undefined;
  const given = asObject(argument);
  if (!given) throw inputError('input', 'not-an-object');
  refuseUnknown(given, targetFields, '');
  return readText(given, 'connectionId', '', () => undefined);
}
