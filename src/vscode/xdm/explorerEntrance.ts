import * as vscode from 'vscode';
import type { Disposable } from '../../core/event';
import type { CommandTable } from '../commands/command';
import { documentScheme, pageViewType, schemaScheme, viewIds } from '../ids';
import { onJsonLinesWithSchema } from './jsonLinesWatch';
import { registerLazyFiles, type LoadedFiles } from '../lazy/lazyFiles';
import { LazyPart } from '../lazy/lazyPart';
import { LazyRows, type LoadedRows } from '../lazy/lazyRows';
import { settings } from '../settings';
import { onXdmFolderUnwanted } from './xdmFolder';
import type { XdmRow } from './xdmTarget';

/** The XDM explorer, as far as VS Code asks for it. */
export interface Explorer extends Disposable {
  readonly rows: LoadedRows<XdmRow>;
  readonly documents: LoadedFiles;
  readonly schemas: LoadedFiles;
  readonly pages: vscode.WebviewPanelSerializer;
  readonly commands: CommandTable;
  /** Deletes what is kept of a connection's data model, on disk too; without an id, that of all. Never throws. */
  forget(connectionId: string | undefined): Promise<void>;
}

/**
 * All that VS Code must know of the explorer from the start. The explorer itself is loaded when something of it is first asked for:
 * its view is seen, a document of it is read, a command of it is run, what it kept on disk is not wanted any more.
 */
export class ExplorerEntrance implements vscode.Disposable {
  readonly #explorer: LazyPart<Explorer>;
  readonly #subscriptions: vscode.Disposable;

  /**
   * @param storage of this extension, shared by all windows
   * @param create builds the explorer around its view; called once at most, unless it fails. What is on disk and unwanted goes then
   */
  constructor(storage: vscode.Uri, create: (view: vscode.TreeView<XdmRow>) => Promise<Explorer>) {
    const { window, workspace } = vscode;
    const rows = new LazyRows(async () => (await this.load()).rows);
    const view = window.createTreeView(viewIds.xdm, { treeDataProvider: rows, showCollapseAll: true });
    this.#explorer = new LazyPart(async () => {
      const explorer = await create(view);
      rows.follow(explorer.rows);
      return explorer;
    });
    const pages: vscode.WebviewPanelSerializer = {
      deserializeWebviewPanel: async (...given) => (await this.load()).pages.deserializeWebviewPanel(...given),
    };
    this.#subscriptions = vscode.Disposable.from(
      view,
      rows,
      registerLazyFiles(documentScheme, async () => (await this.load()).documents),
      registerLazyFiles(schemaScheme, async () => (await this.load()).schemas),
      window.registerWebviewPanelSerializer(pageViewType, pages),
      onJsonLinesWithSchema(() => void this.load()),
      onXdmFolderUnwanted({ storage, files: workspace.fs, settings }, () => this.load()),
    );
  }

  load(): Promise<Explorer> {
    return this.#explorer.get();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#explorer.dispose();
  }
}
