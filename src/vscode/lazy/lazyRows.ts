import * as vscode from 'vscode';
import type { Disposable } from '../../core/event';

/** The rows of a view, as the part that has them gives them. */
export type LoadedRows<Row> = Required<Pick<vscode.TreeDataProvider<Row>, 'getChildren' | 'getTreeItem'>> &
  Required<Pick<vscode.TreeDataProvider<Row>, 'getParent' | 'resolveTreeItem'>> & {
    readonly onDidChangeTreeData: vscode.Event<Row | undefined>;
  };

/** The rows of a view that are loaded when the view is first seen. */
export class LazyRows<Row> implements LoadedRows<Row>, Disposable {
  readonly #changed = new vscode.EventEmitter<Row | undefined>();
  #subscription: Disposable | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly load: () => Promise<LoadedRows<Row>>) {}

  /** To be called when the rows were built, which something else than the view may have asked for. */
  follow(rows: LoadedRows<Row>): void {
    this.#subscription = rows.onDidChangeTreeData((row) => {
      this.#changed.fire(row);
    });
  }

  async getChildren(parent?: Row): Promise<Row[]> {
    return (await (await this.load()).getChildren(parent)) ?? [];
  }

  async getTreeItem(row: Row): Promise<vscode.TreeItem> {
    return (await this.load()).getTreeItem(row);
  }

  async getParent(row: Row): Promise<Row | undefined> {
    return (await (await this.load()).getParent(row)) ?? undefined;
  }

  async resolveTreeItem(item: vscode.TreeItem, row: Row, token: vscode.CancellationToken): Promise<vscode.TreeItem> {
    return (await (await this.load()).resolveTreeItem(item, row, token)) ?? item;
  }

  dispose(): void {
    this.#subscription?.dispose();
    this.#changed.dispose();
  }
}
