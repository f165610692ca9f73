import * as vscode from 'vscode';
import { type AepError, type AepErrorDetails } from '../core/errors';
import type { ErrorAction, ErrorText } from './texts/errorText';
import { errorTexts } from './texts/errorTexts';
import { commandIds, type CommandId } from './ids';
import { inputTexts } from './texts/inputTexts';
import { tellFailure } from './messages';
import { PressedButton } from './viewRow';

/** How a failure is told to a person. */
export interface PresentedError extends ErrorText {
  /** Cause, remedy, and the codes that Adobe's support asks for: one paragraph. */
  readonly message: string;
}

/** What a command throws to whoever called it with an argument: the person's sentence, and the code to branch on. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly code: string;
  readonly field: string | undefined;

  constructor(error: AepError) {
    super(presentError(error).message);
    this.code = error.code;
    this.field = error.details.field;
  }
}

export function presentError(error: AepError): PresentedError {
  const text = error.code === 'INPUT_INVALID' ? inputText(error.details) : errorTexts[error.code](error.details);
  const codes = adobeCodes(error.details);
  return {
    ...text,
    message: [text.cause, text.remedy, ...(codes === '' ? [] : [`(${codes})`])].filter(Boolean).join(' '),
  };
}

const actionTitles: Readonly<Record<Exclude<ErrorAction, 'none' | 'retry'>, () => readonly [string, CommandId]>> = {
  edit: () => [vscode.l10n.t('Edit Connection'), commandIds.editConnection],
  enterSecret: () => [vscode.l10n.t('Enter Secret'), commandIds.enterSecret],
  add: () => [vscode.l10n.t('Add Connection'), commandIds.addConnection],
  import: () => [vscode.l10n.t('Import Another…'), commandIds.importConnection],
  choose: () => [vscode.l10n.t('Switch Connection'), commandIds.switchConnection],
  reset: () => [vscode.l10n.t('Delete Stored Connections…'), commandIds.resetConnections],
  generate: () => [vscode.l10n.t('Generate Token'), commandIds.generateToken],
};

/**
 * Tells a failure in a notification with the one button that helps, and Show Log always.
 * @param connectionId what Edit, Enter Secret and Generate are about
 */
export async function showError(error: AepError, retry: () => void, connectionId?: string): Promise<void> {
  const { message, action } = presentError(error);
  const showLog = vscode.l10n.t('Show Log');
  const tryAgain = vscode.l10n.t('Try Again');
  const [title, command] = action === 'none' || action === 'retry' ? [tryAgain, undefined] : actionTitles[action]();
  const buttons = action === 'none' ? [showLog] : [title, showLog];
  const chosen = await tellFailure(message, ...buttons);
  if (chosen === showLog) await vscode.commands.executeCommand(commandIds.showLog);
  else if (chosen === title && command === undefined) retry();
  else if (chosen === title && command !== undefined)
    await vscode.commands.executeCommand(command, ...subject(action, connectionId));
}

/** The other buttons lead to a connection that is yet to be chosen or made. */
function subject(action: ErrorAction, connectionId: string | undefined): readonly unknown[] {
  const isAboutIt = action === 'edit' || action === 'enterSecret' || action === 'generate';
  return isAboutIt && connectionId !== undefined ? [new PressedButton(connectionId)] : [];
}

function inputText(details: AepErrorDetails): ErrorText {
  const { field = '', problem = 'missing' } = details;
  const said = inputTexts[problem](details);
  // Of a file the sentence says enough.
  const isOfFile = problem === 'file-unreadable' || problem === 'file-unwritable';
  return { cause: isOfFile ? said : `${field}: ${said}`, remedy: '', action: 'none' };
}

function adobeCodes({ status, adobeCode, requestId }: AepErrorDetails): string {
  return [
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(adobeCode === undefined ? [] : [adobeCode]),
    ...(requestId === undefined ? [] : [vscode.l10n.t('request ID {0}', requestId)]),
  ].join(', ');
}
