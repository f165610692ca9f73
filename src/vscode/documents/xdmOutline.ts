import * as vscode from 'vscode';
import { outlineOf, type OutlinePart } from '../../core/xdm/documentOutline';

/** Fields for the outline, the breadcrumbs and *Go to Symbol in Editor*. */
export class XdmOutline implements vscode.DocumentSymbolProvider {
  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    return outlineOf(document.getText()).map((part) => symbolOf(document, part));
  }
}

function symbolOf(document: vscode.TextDocument, part: OutlinePart): vscode.DocumentSymbol {
  const { name, type = '', start, keyEnd, end, children } = part;
  const startPosition = document.positionAt(start);
  const symbol = new vscode.DocumentSymbol(
    // VS Code refuses a symbol without a name.
    name.trim() === '' ? '""' : name,
    type,
    kindOf(part),
    new vscode.Range(startPosition, document.positionAt(end)),
    new vscode.Range(startPosition, document.positionAt(keyEnd)),
  );
  symbol.children = children.map((child) => symbolOf(document, child));
  return symbol;
}

const kinds: ReadonlyMap<string, vscode.SymbolKind> = new Map([
  ['string', vscode.SymbolKind.String],
  ['number', vscode.SymbolKind.Number],
  ['integer', vscode.SymbolKind.Number],
  ['boolean', vscode.SymbolKind.Boolean],
  ['array', vscode.SymbolKind.Array],
  ['object', vscode.SymbolKind.Object],
]);

function kindOf({ isField, type }: OutlinePart): vscode.SymbolKind {
  return isField ? (kinds.get(type ?? '') ?? vscode.SymbolKind.Field) : vscode.SymbolKind.Module;
}
