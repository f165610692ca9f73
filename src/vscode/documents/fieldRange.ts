import * as vscode from 'vscode';
import type { LookupForm } from '../../core/platform/resourceTypes';
import { offsetOfField } from '../../core/xdm/documentLinks';
import { schemaPointer } from '../../core/xdm/fieldPath';
import type { XdmField } from '../../core/xdm/xdmField';

/**
 * Where the document of a resource speaks of a field: its key, quotes included. A composed document may only refer to it; then, and
 * where a type contains itself, it is the first place that has a field of the name.
 */
export function rangeOfField(
  document: vscode.TextDocument,
  field: XdmField,
  resourceId: string,
  form: LookupForm,
): vscode.Range | undefined {
  const text = document.getText();
  const key = JSON.stringify(field.name);
  const start = offsetOfField(text, pointerOf(field, resourceId, form)) ?? firstKey(text, key);
  if (start === undefined) return undefined;
  return new vscode.Range(document.positionAt(start), document.positionAt(start + key.length));
}

function pointerOf({ path, definedIn }: XdmField, resourceId: string, form: LookupForm): string {
  return form === 'xed' && definedIn.resourceId === resourceId ? definedIn.pointer : schemaPointer(path);
}

function firstKey(text: string, key: string): number | undefined {
  const at = text.indexOf(`${key}: `);
  return at < 0 ? undefined : at;
}
