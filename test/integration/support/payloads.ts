import * as vscode from 'vscode';
import { demo } from '../../emulator/demo';
import { tenantResourceId } from '../../emulator/data/compose';
import { altIdOf, type Kind } from '../../emulator/registry/resource';
import { tenantIdOf } from '../../emulator/registry/tenants';
import { until } from './until';

export const tenantId = tenantIdOf(demo.imsOrg);
/** The one property of a record that holds all fields of the organisation. */
export const namespace = `_${tenantId}`;

/** `meta:altId` of a resource of the local organisation. */
export function tenantAltId(kind: Kind & ('schemas' | 'classes' | 'datatypes' | 'fieldgroups'), name: string): string {
  const owner = { imsOrg: demo.imsOrg, tenantId, sandboxName: '', sandboxId: '', sandboxType: '' };
  return altIdOf(tenantResourceId(owner, kind, name));
}

export const schemaUrl = (name: string): string => `aep-schema:/tenant/schemas/${tenantAltId('schemas', name)}.json`;
export const ridersUrl = schemaUrl('riders');

/** Files of a test, gone after it, in folders of the workspace that no other test has had. */
export class PayloadFiles {
  static #count = 0;
  readonly #top = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, `test-${(PayloadFiles.#count += 1)}`);
  readonly folder = vscode.Uri.joinPath(this.#top, 'payloads');

  /** Writes a file and shows it in an editor. */
  async show(name: string, text: string): Promise<vscode.TextEditor> {
    const uri = vscode.Uri.joinPath(this.folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  async clear(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(this.#top, { recursive: true }).then(undefined, () => undefined);
  }
}

/** Waits until the problems of a document are these, each as `line: message`. */
export async function problemsOf(
  { uri }: vscode.TextDocument,
  areWanted: (problems: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const read = (): readonly string[] =>
    vscode.languages.getDiagnostics(uri).map(({ range, message }) => `${range.start.line}: ${message}`);
  await until(() => Promise.resolve(areWanted(read())));
  return read();
}

/** Where a text stands; `|` in it is the place that is meant. */
export function placeOf(document: vscode.TextDocument, marked: string): vscode.Position {
  const offset = document.getText().indexOf(marked.replace('|', ''));
  if (offset < 0) throw new Error(`Not in the document: ${marked}`);
  return document.positionAt(offset + marked.indexOf('|'));
}

export async function completionsAt(document: vscode.TextDocument, marked: string): Promise<readonly string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    placeOf(document, marked),
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

export async function hoverAt(document: vscode.TextDocument, marked: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    placeOf(document, marked),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}
