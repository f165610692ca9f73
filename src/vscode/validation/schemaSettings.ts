import * as vscode from 'vscode';
import { asObject, asString } from '../../core/shape';
import type { SettingsPlace, Undo } from '../xdm/schemaBinder';
import { parseSchemaUrl } from '../xdm/schemaUri';

/**
 * Has VS Code validate the files of these patterns with a schema, and with none of ours that it did before. What else the setting
 * says stays as it is.
 * @throws what VS Code says where the settings cannot be written
 */
export function addPatterns(place: SettingsPlace, url: string, patterns: readonly string[]): Promise<Undo> {
  return change(place, (entries) => {
    const others = without(entries, patterns);
    const known = others.findIndex((entry) => asObject(entry)?.url === url);
    const entry = asObject(others[known]);
    if (!entry) return [...others, { fileMatch: patterns, url }];
    return others.with(known, { ...entry, fileMatch: [...listOf(entry.fileMatch), ...patterns] });
  });
}

/** @throws what VS Code says where the settings cannot be written */
export function removePatterns(place: SettingsPlace, patterns: readonly string[]): Promise<Undo> {
  return change(place, (entries) => without(entries, patterns));
}

/** Takes patterns out of the entries that name a schema of ours; those that then fit nothing go. */
function without(entries: readonly unknown[], patterns: readonly string[]): unknown[] {
  return entries.flatMap((given) => {
    const entry = asObject(given);
    const fileMatch = listOf(entry?.fileMatch);
    const left = fileMatch.filter((pattern) => !patterns.some((one) => one === pattern));
    if (!parseSchemaUrl(asString(entry?.url) ?? '') || left.length === fileMatch.length) return [given];
    return left.every((pattern) => asString(pattern)?.startsWith('!')) ? [] : [{ ...entry, fileMatch: left }];
  });
}

/** Whatever somebody wrote there stays. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

async function change(place: SettingsPlace, edit: (entries: readonly unknown[]) => readonly unknown[]): Promise<Undo> {
  const before = read(place);
  const after = edit(Array.isArray(before) ? before : []);
  await write(place, after.length === 0 ? undefined : after);
  const written = JSON.stringify(read(place));
  return async () => {
    if (JSON.stringify(read(place)) === written) await write(place, before);
  };
}

function configurationOf({ folder }: SettingsPlace): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('json', folder?.uri ?? null);
}

function read(place: SettingsPlace): unknown {
  const values = configurationOf(place).inspect<unknown>('schemas');
  const value = {
    [vscode.ConfigurationTarget.Global]: values?.globalValue,
    [vscode.ConfigurationTarget.Workspace]: values?.workspaceValue,
    [vscode.ConfigurationTarget.WorkspaceFolder]: values?.workspaceFolderValue,
  }[place.target];
  // VS Code gives what cannot be written to, and cannot be given back to it.
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

async function write(place: SettingsPlace, value: unknown): Promise<void> {
  await configurationOf(place).update('schemas', value, place.target);
}
