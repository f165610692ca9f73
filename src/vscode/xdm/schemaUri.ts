import * as vscode from 'vscode';
import { parseSchemaPath, schemaPath, type SchemaIdentity } from '../../core/xdm/schemaPath';
import type { ResourceRef } from '../../core/xdm/xdmResource';
import { schemaScheme } from '../ids';

/** The address that a file or a setting names a JSON Schema by. */
export function schemaUri({ container, kind, id }: ResourceRef): vscode.Uri {
  return uriOfSchema({ container, kind, id, isOfLines: false });
}

export function uriOfSchema(identity: SchemaIdentity): vscode.Uri {
  return vscode.Uri.from({ scheme: schemaScheme, path: schemaPath(identity) });
}

/** @returns `undefined` for what is no address of a JSON Schema of ours */
export function schemaIdentityOf({ scheme, path }: vscode.Uri): SchemaIdentity | undefined {
  return scheme === schemaScheme ? parseSchemaPath(path) : undefined;
}

/** Reads what people and teams write in files and settings. */
export function parseSchemaUrl(url: string): SchemaIdentity | undefined {
  if (!url.startsWith(`${schemaScheme}:`)) return undefined;
  try {
    return schemaIdentityOf(vscode.Uri.parse(url, true));
  } catch {
    return undefined;
  }
}
