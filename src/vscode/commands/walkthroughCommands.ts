import * as vscode from 'vscode';
import { commandIds, walkthroughId } from '../ids';
import type { CommandTable } from './command';

/** Opens the walkthrough. */
export class WalkthroughCommands {
  /** @param extensionId `publisher.name`, as VS Code knows this extension */
  constructor(private readonly extensionId: string) {}

  table(): CommandTable {
    const category = `${this.extensionId}#${walkthroughId}`;
    return {
      [commandIds.openWalkthrough]: {
        kind: 'interface',
        run: () => vscode.commands.executeCommand('workbench.action.openWalkthrough', category, false),
      },
    };
  }
}
