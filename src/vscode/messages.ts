import * as vscode from 'vscode';
import { messageText, rowText } from './texts/shownText';

/** Says something at the bottom right. @returns the button that was pressed */
export function tell(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(messageText(message), ...buttons);
}

/** Says there that something failed. @returns the button that was pressed */
export function tellFailure(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(messageText(message), ...buttons);
}

/** Says something for a moment in the status bar, where nobody needs to act. */
export function tellBriefly(message: string): void {
  vscode.window.setStatusBarMessage(rowText(message), 5_000);
}
