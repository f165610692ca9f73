import * as vscode from 'vscode';
import { uriOfIdentity } from '../../../src/vscode/xdm/xdmUri';

/** A class that every local Adobe has. */
export const profileClass = '_xdm.context.profile';

export interface ClassDocument {
  /** Default: none is sent. */
  readonly sandbox?: string;
  /** `meta:altId` or `$id`. */
  readonly id?: string;
}

export function classUri(connectionId: string, { sandbox, id = profileClass }: ClassDocument = {}): vscode.Uri {
  return uriOfIdentity({ connectionId, sandbox, container: 'global', kind: 'classes', form: 'xed-full', id });
}

/** Reads a class as a document. It is rejected with the sentence that the editor shows. */
export async function readClass(connectionId: string, document?: ClassDocument): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(classUri(connectionId, document)));
}
