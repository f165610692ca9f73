import * as vscode from 'vscode';
import { projectJsonLines, toProjectedLine } from '../../core/xdm/jsonLines';
import { linesScheme } from '../ids';

/** Where what is asked about stands in the one-line document, and how answers come back. */
export interface LineRequest {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
  readonly toSource: (range: vscode.Range) => vscode.Range;
}

/** A longer line is data of a machine, which nobody reads or writes by hand. */
const longestLine = 200_000;

/**
 * One line of JSON Lines as a JSON document, for as long as VS Code's JSON support is asked about it. Each request has a document of
 * its own: none can be answered for a text that was meanwhile typed over.
 */
export class LineDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;
  #count = 0;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(linesScheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  /** @param schemaUrl of the schema of the projection */
  async ask<T>(
    document: vscode.TextDocument,
    position: vscode.Position,
    schemaUrl: string,
    question: (request: LineRequest) => Thenable<T>,
  ): Promise<T | undefined> {
    const { text } = document.lineAt(position.line);
    if (text.length > longestLine) return undefined;
    this.#count += 1;
    const path = `/${this.#count}.json`;
    const projectedLine = toProjectedLine(0);
    this.#texts.set(path, projectJsonLines(text, schemaUrl).text);
    const moved = ({ line, character }: vscode.Position): vscode.Position =>
      new vscode.Position(position.line, line === projectedLine ? character : position.character);
    try {
      return await question({
        uri: vscode.Uri.from({ scheme: linesScheme, path }),
        position: position.with(projectedLine),
        toSource: ({ start, end }) => document.validateRange(new vscode.Range(moved(start), moved(end))),
      });
    } finally {
      this.#texts.delete(path);
    }
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
