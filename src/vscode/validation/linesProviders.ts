import * as vscode from 'vscode';
import type { LineDocuments } from './lineDocuments';

/** The address of the schema of the projection of a document, where it is validated with one. */
export type LinesSchema = (document: vscode.TextDocument) => string | undefined;

/** Completions of VS Code's JSON support in a line of JSON Lines. */
export class LinesCompletions implements vscode.CompletionItemProvider {
  constructor(
    private readonly lines: LineDocuments,
    private readonly schemaOf: LinesSchema,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    _: vscode.CancellationToken,
    { triggerCharacter }: vscode.CompletionContext,
  ): Promise<vscode.CompletionList | undefined> {
    const schema = this.schemaOf(document);
    if (schema === undefined) return undefined;
    return this.lines.ask(document, position, schema, async ({ uri, position: inLine, toSource }) => {
      const command = 'vscode.executeCompletionItemProvider';
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(command, uri, inLine, triggerCharacter);
      return new vscode.CompletionList(
        list.items.map((item) => inSource(item, toSource)),
        list.isIncomplete,
      );
    });
  }
}

/** Hovers of VS Code's JSON support in a line of JSON Lines. */
export class LinesHovers implements vscode.HoverProvider {
  constructor(
    private readonly lines: LineDocuments,
    private readonly schemaOf: LinesSchema,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const schema = this.schemaOf(document);
    if (schema === undefined) return undefined;
    return this.lines.ask(document, position, schema, async ({ uri, position: inLine, toSource }) => {
      const command = 'vscode.executeHoverProvider';
      const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(command, uri, inLine);
      const contents = hovers.flatMap((hover) => hover.contents);
      const range = hovers[0]?.range;
      return contents.length === 0 ? undefined : new vscode.Hover(contents, range && toSource(range));
    });
  }
}

function inSource(item: vscode.CompletionItem, toSource: (range: vscode.Range) => vscode.Range): vscode.CompletionItem {
  const { range, insertText } = item;
  if (range instanceof vscode.Range) item.range = toSource(range);
  else if (range) item.range = { inserting: toSource(range.inserting), replacing: toSource(range.replacing) };
  // A record stays on its line.
  if (typeof insertText === 'string') item.insertText = onOneLine(insertText);
  else if (insertText) item.insertText = new vscode.SnippetString(onOneLine(insertText.value));
  return item;
}

const onOneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
