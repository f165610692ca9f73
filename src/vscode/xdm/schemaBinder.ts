import type * as vscode from 'vscode';
import type { SchemaIdentity } from '../../core/xdm/schemaPath';

/** A settings file. */
export interface SettingsPlace {
  readonly target: vscode.ConfigurationTarget;
  /** Where each folder has its own. */
  readonly folder: vscode.WorkspaceFolder | undefined;
}

/** What a file is validated with, and who says so. */
export interface Binding {
  readonly schema: SchemaIdentity;
  /** `undefined`: the file itself, by its `$schema`, which VS Code heeds before any setting. */
  readonly setting: BindingSetting | undefined;
}

/** An entry of VS Code's own setting `json.schemas`. */
export interface BindingSetting extends SettingsPlace {
  /** The patterns of the entry that fit the file. */
  readonly patterns: readonly string[];
}

/** Brings the setting back to what it was; does nothing where it was changed since. */
export type Undo = () => Promise<void>;

/** Which files are validated with which schema. */
export interface SchemaBinder {
  bindingOf(document: vscode.TextDocument): Binding | undefined;
  /** What the schema of a binding is called, as far as is known. */
  titleOf(schema: SchemaIdentity): string | undefined;
  /** @throws what VS Code says where the settings cannot be written */
  addPatterns(place: SettingsPlace, url: string, patterns: readonly string[]): Promise<Undo>;
  /** @throws what VS Code says where the settings cannot be written */
  removePatterns(place: SettingsPlace, patterns: readonly string[]): Promise<Undo>;
}
