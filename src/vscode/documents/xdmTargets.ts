import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { ConnectionStore } from '../../core/credentials/connectionStore';
import { asObject, asString, parseJson } from '../../core/shape';
import type { DocumentIdentity } from '../../core/xdm/documentPath';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { TargetReader } from '../xdm/resourceOpener';
import { XdmRow, type XdmTarget } from '../xdm/xdmTarget';
import { identityOf } from '../xdm/xdmUri';
import { connectionOf } from './documentConnection';

export interface XdmTargetsOptions {
  readonly store: Pick<ConnectionStore, 'get'>;
  readonly catalog: Pick<XdmCatalog, 'index' | 'list' | 'getDocument'>;
  /** What the page that has the focus is about. */
  readonly activePage: () => XdmTarget | undefined;
}

type Names = Pick<XdmTarget, '$id' | 'title'>;

/** Finds out what a command is about. */
export class XdmTargets implements TargetReader {
  constructor(private readonly options: XdmTargetsOptions) {}

  async read(argument: unknown): Promise<XdmTarget | undefined> {
    if (argument instanceof XdmRow) return argument.target;
    // The title of a page gives an address that says nothing of what it shows.
    const uri = argument instanceof vscode.Uri && identityOf(argument) ? argument : undefined;
    const page = uri ? undefined : this.options.activePage();
    if (page) return page;
    const shown = uri ?? vscode.window.activeTextEditor?.document.uri;
    const identity = shown && identityOf(shown);
    return identity && this.#target(shown, identity);
  }

  async #target(uri: vscode.Uri, identity: DocumentIdentity): Promise<XdmTarget> {
    const { container, kind, id } = identity;
    const connection = await connectionOf(this.options.store, identity);
    const known = this.#listed(connection, identity) ?? namesIn(openText(uri));
    const { $id, title } = known ?? (await this.#fetched(connection, identity)) ?? { $id: id, title: id };
    return { connection, ref: { container, kind, id }, $id, title };
  }

  #listed(connection: Connection, { container, kind, id }: DocumentIdentity): Names | undefined {
    const { catalog } = this.options;
    const { rows } = catalog.list(connection, container, kind);
    return catalog.index(connection).library?.find(id) ?? rows.find(({ $id, altId }) => $id === id || altId === id);
  }

  /** A compact document has no title. Whatever the command does next tells a failure better than this could. */
  async #fetched(connection: Connection, { container, kind, id }: DocumentIdentity): Promise<Names | undefined> {
    try {
      const options = { remembered: 'first' } as const;
      return namesIn(
        (await this.options.catalog.getDocument(connection, { container, kind, id }, 'xed', options)).content,
      );
    } catch {
      return undefined;
    }
  }
}

function openText(uri: vscode.Uri): unknown {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open && parseJson(open.getText());
}

/** What a document calls itself. */
function namesIn(document: unknown): Names | undefined {
  const content = asObject(document);
  const [$id, title] = [asString(content?.$id), asString(content?.title)];
  return $id === undefined || title === undefined ? undefined : { $id, title };
}
