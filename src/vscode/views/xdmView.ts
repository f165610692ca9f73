import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { ClassListLoader } from '../../core/xdm/classListLoader';
import type { ActiveConnection } from '../activeConnection';
import { setContextKey } from '../contextKeys';
import { viewIds } from '../ids';
import { XdmTree, type XdmNode } from './xdmTree';

/** The XDM view: loads the active connection's classes when it is first seen, and again when another connection is chosen. */
export class XdmView implements vscode.Disposable {
  readonly #tree = new XdmTree();
  readonly #view: vscode.TreeView<XdmNode>;
  readonly #subscriptions: vscode.Disposable;
  /** What the rows are about: connection, organisation and sandbox. `undefined` while nothing was loaded. */
  #shown: string | undefined;

  constructor(
    private readonly active: ActiveConnection,
    private readonly loader: ClassListLoader,
  ) {
    this.#view = vscode.window.createTreeView(viewIds.xdm, { treeDataProvider: this.#tree, showCollapseAll: false });
    this.#subscriptions = vscode.Disposable.from(
      this.#view,
      this.#tree,
      active.onDidChange(() => {
        this.#loadIfSeen();
      }),
      this.#view.onDidChangeVisibility(() => {
        this.#loadIfSeen();
      }),
      vscode.Disposable.from(
        loader.onDidChange(() => {
          this.#render();
        }),
      ),
    );
    this.#render();
  }

  /** Loads anew, whatever there is. @returns when the load has ended */
  async refresh(): Promise<void> {
    await this.active.refresh();
    const { connection } = this.active;
    if (!connection) {
      this.#render();
      return;
    }
    this.#shown = subjectOf(connection);
    const loading = this.loader.load(connection);
    await vscode.window.withProgress({ location: { viewId: viewIds.xdm } }, () => loading);
  }

  /** Ends a load; the rows that came stay. */
  stop(): void {
    this.loader.stop();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #loadIfSeen(): void {
    const { connection } = this.active;
    const subject = connection && subjectOf(connection);
    if (subject !== this.#shown && this.#shown !== undefined) {
      this.#shown = undefined;
      this.loader.clear();
    }
    if (subject !== undefined && this.#shown === undefined && this.#view.visible) void this.refresh();
    else this.#render();
  }

  #render(): void {
    const { status, classes, failure } = this.loader.state;
    const { active, failure: storeFailure } = this.active.state;
    setContextKey('aep.xdm.loading', status === 'loading');
    this.#tree.show(active ? classes : [], active ? failure : storeFailure);
    this.#view.description = active ? descriptionOf(active.connection, classes.length, status === 'complete') : '';
    this.#view.message = active ? messageOf(status, classes.length) : '';
  }
}

function subjectOf({ id, imsOrg, clientId, sandbox, environment }: Connection): string {
  return JSON.stringify([id, imsOrg, clientId, sandbox, environment.platformOrigin]);
}

function descriptionOf({ name, sandbox }: Connection, count: number, complete: boolean): string {
  const where = sandbox === undefined ? name : `${name} · ${sandbox}`;
  return complete ? vscode.l10n.t('{0} · {1} classes', where, count) : where;
}

function messageOf(status: string, count: number): string {
  if (status === 'complete' && count === 0)
    return vscode.l10n.t('The registry lists no classes in the global container.');
  if (status === 'stopped') return vscode.l10n.t('Stopped after {0} classes. Refresh to load all.', count);
  return '';
}
