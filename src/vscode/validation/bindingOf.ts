import * as vscode from 'vscode';
import { asObject, asString, asStrings } from '../../core/shape';
import { ownSchemaOf } from '../../core/xdm/ownSchema';
import type { Binding } from '../xdm/schemaBinder';
import { parseSchemaUrl } from '../xdm/schemaUri';

interface Entry {
  readonly url: string;
  readonly patterns: readonly string[];
}

/** Nobody writes it further down, and a file of payloads can be long. */
const headLength = 2_000;

/**
 * What this file is validated with. Of several settings the nearest wins, and of several entries the last; VS Code would take all of
 * them together, which nobody means.
 */
export function bindingOf(document: vscode.TextDocument): Binding | undefined {
  const own = schemaInText(document);
  if (own !== undefined) {
    const schema = parseSchemaUrl(own);
    return schema && { schema, setting: undefined };
  }
  for (const [target, folder, entries] of settingsFor(document.uri)) {
    for (const { url, patterns } of entries.toReversed()) {
      const schema = parseSchemaUrl(url);
      const fitting = patterns.filter((pattern) => !pattern.startsWith('!') && matches(document, pattern));
      if (schema && isMatched(document, patterns)) return { schema, setting: { target, folder, patterns: fitting } };
    }
  }
  return undefined;
}

function schemaInText(document: vscode.TextDocument): string | undefined {
  const end = document.positionAt(headLength);
  const head = document.getText(new vscode.Range(new vscode.Position(0, 0), end));
  return ownSchemaOf(head);
}

type Setting = readonly [vscode.ConfigurationTarget, vscode.WorkspaceFolder | undefined, readonly Entry[]];

/** The nearest first. */
function settingsFor(uri: vscode.Uri): readonly Setting[] {
  const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const values = vscode.workspace.getConfiguration('json', uri).inspect<unknown>('schemas');
  const hasSeveral = vscode.workspace.workspaceFile !== undefined;
  return [
    ...(folder && hasSeveral ? [[WorkspaceFolder, folder, readEntries(values?.workspaceFolderValue)] as const] : []),
    [Workspace, undefined, readEntries(values?.workspaceValue)],
    [Global, undefined, readEntries(values?.globalValue)],
  ];
}

function readEntries(value: unknown): readonly Entry[] {
  return (Array.isArray(value) ? value : []).flatMap((given: unknown) => {
    const entry = asObject(given);
    const [url, patterns] = [asString(entry?.url), asStrings(entry?.fileMatch)];
    return url === undefined || patterns === undefined ? [] : [{ url, patterns }];
  });
}

/** As VS Code's JSON support has it: one pattern at least fits, and the last that fits is no exclusion. */
function isMatched(document: vscode.TextDocument, patterns: readonly string[]): boolean {
  return patterns.findLast((pattern) => matches(document, pattern.replace(/^!/, '')))?.startsWith('!') === false;
}

/** A pattern fits at any depth, one that begins with a slash too. */
function matches(document: vscode.TextDocument, pattern: string): boolean {
  return vscode.languages.match({ pattern: `**/${pattern.replace(/^\//, '')}` }, document) > 0;
}
