import type * as vscode from 'vscode';
import type { SchemaIdentity } from '../../core/xdm/schemaPath';
import type { Binding, SchemaBinder, SettingsPlace, Undo } from '../xdm/schemaBinder';
import { uriOfSchema } from '../xdm/schemaUri';
import { bindingOf } from './bindingOf';
import type { SchemaFiles } from './schemaFiles';
import { addPatterns, removePatterns } from './schemaSettings';

/** Which files are validated with which schema: by VS Code's own setting `json.schemas`, or by themselves. */
export class SchemaBindings implements SchemaBinder {
  constructor(private readonly schemas: Pick<SchemaFiles, 'peek'>) {}

  bindingOf(document: vscode.TextDocument): Binding | undefined {
    return bindingOf(document);
  }

  titleOf(schema: SchemaIdentity): string | undefined {
    return this.schemas.peek(uriOfSchema(schema))?.title;
  }

  addPatterns(place: SettingsPlace, url: string, patterns: readonly string[]): Promise<Undo> {
    return addPatterns(place, url, patterns);
  }

  removePatterns(place: SettingsPlace, patterns: readonly string[]): Promise<Undo> {
    return removePatterns(place, patterns);
  }
}
