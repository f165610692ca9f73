import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import { documentPath, parseDocumentPath, type DocumentForm, type DocumentIdentity } from '../../core/xdm/documentPath';
import type { ResourceRef } from '../../core/xdm/xdmResource';
import { documentScheme } from '../ids';

/** Where the document of a resource is, in the sandbox of the connection. */
export function documentUri(connection: Connection, ref: ResourceRef, form: DocumentForm): vscode.Uri {
  const { container, kind, id } = ref;
  return uriOfIdentity({ connectionId: connection.id, sandbox: connection.sandbox, container, kind, form, id });
}

/** Where the text of a resource is that is compared with one elsewhere: there it is the same one that has another id here. */
export function comparedUri(connection: Connection, ref: ResourceRef, other: vscode.Uri): vscode.Uri {
  return documentUri(connection, ref, 'compared').with({ query: wholePath(other) });
}

/** The connection is the authority: VS Code shows every segment of a path above the editor, and its ID says nothing to a person. */
export function uriOfIdentity(identity: DocumentIdentity): vscode.Uri {
  const path = documentPath(identity).slice(1 + identity.connectionId.length);
  return vscode.Uri.from({ scheme: documentScheme, authority: identity.connectionId, path });
}

/** @returns `undefined` for what is no document of the registry */
export function identityOf(uri: vscode.Uri): DocumentIdentity | undefined {
  return uri.scheme === documentScheme ? parseDocumentPath(wholePath(uri)) : undefined;
}

/** With what a document is compared, where that is elsewhere. */
export function comparedWith({ query }: vscode.Uri): DocumentIdentity | undefined {
  return parseDocumentPath(query);
}

function wholePath({ authority, path }: vscode.Uri): string {
  return `/${authority}${path}`;
}
