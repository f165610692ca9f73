import * as vscode from 'vscode';
import { AepError, isAbort, toAepError } from '../../core/errors';
import type { Logger } from '../../core/logger';
import { asObject, asString } from '../../core/shape';
import { CommandFailure, showError } from '../errorPresenter';
import type { CommandId } from '../ids';

export interface Command {
  /**
   * `interface`: also for keybindings and other extensions, which give an argument and get failures thrown.
   * `ui`: for menus and buttons, whose failures are always shown.
   */
  readonly kind: 'interface' | 'ui';
  readonly run: (argument: unknown) => unknown;
}

export type CommandTable = Readonly<Partial<Record<CommandId, Command>>>;

/**
 * Registers commands through one wrapper. A cancellation is silent. A failure is logged, and then thrown to a caller who gave an
 * argument to an `interface` command, or else shown to the person.
 */
export function registerCommands(nouns: readonly { table(): CommandTable }[], logger: Logger): vscode.Disposable {
  const commands = nouns.flatMap((noun) => Object.entries(noun.table()));
  const registrations = commands.map(([id, command]) =>
    vscode.commands.registerCommand(id, (argument: unknown) => runCommand(id, command, argument, logger)),
  );
  return vscode.Disposable.from(...registrations);
}

async function runCommand(id: string, command: Command, argument: unknown, logger: Logger): Promise<unknown> {
  try {
    return await command.run(argument);
  } catch (caught) {
    const error = toAepError(caught);
    if (isAbort(error) || !(error instanceof AepError)) return undefined;
    logger.error(`${id}: ${error.code}: ${error.message}${causeOf(error)}`);
    if (command.kind === 'interface' && argument !== undefined) throw new CommandFailure(error);
    const retry = (): void => void vscode.commands.executeCommand(id, argument);
    void showError(error, retry, connectionIdOf(argument));
    return undefined;
  }
}

/** A defect of ours is worth its stack; what the network said is not, since it may quote the wire. */
function causeOf({ code, cause }: AepError): string {
  return code === 'UNEXPECTED' && cause instanceof Error ? `\n${cause.stack ?? cause.message}` : '';
}

/** `{ connectionId }` of a command's argument, where it has one. */
export function connectionIdOf(argument: unknown): string | undefined {
  return asString(asObject(argument)?.connectionId);
}
