import * as vscode from 'vscode';
import { schemaScheme } from '../ids';

/**
 * Calls back, once or more, while JSON Lines are open that name a schema of ours or for which a setting may name one. VS Code's JSON
 * support does not ask for the schemas of such files, so that nothing else would wake the explorer.
 */
export function onJsonLinesWithSchema(callback: () => void): vscode.Disposable {
  const { workspace } = vscode;
  const look = (documents: readonly vscode.TextDocument[]): void => {
    if (documents.some((document) => document.languageId === 'jsonl' && mayHaveSchema(document))) callback();
  };
  look(workspace.textDocuments);
  return vscode.Disposable.from(
    workspace.onDidOpenTextDocument((document) => {
      look([document]);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('json.schemas')) look(workspace.textDocuments);
    }),
  );
}

function mayHaveSchema(document: vscode.TextDocument): boolean {
  const settings = vscode.workspace.getConfiguration('json', document).inspect<unknown>('schemas');
  const texts = [JSON.stringify(settings ?? null), document.lineAt(0).text];
  return texts.some((text) => text.includes(`${schemaScheme}:`));
}
