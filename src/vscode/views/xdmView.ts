import * as vscode from 'vscode';
import type { TokenService } from '../../core/ims/tokenService';
import type { ClassListLoader, ClassListState } from '../../core/xdm/classListLoader';
import type { ActiveConnection, ActiveState } from '../activeConnection';
import type { UsedConnection } from '../choice';
import { setContextKey } from '../contextKeys';
import { presentError } from '../errorPresenter';
import { viewIds } from '../ids';
import { sandboxMark } from '../sandboxTexts';
import { XdmTree, type XdmNode } from './xdmTree';

/** The XDM view: loads the active connection's classes when it is first seen, and again when another connection is chosen. */
export class XdmView implements vscode.Disposable {
  readonly #tree = new XdmTree();
  readonly #view: vscode.TreeView<XdmNode>;
  readonly #subscriptions: vscode.Disposable;
  /** What the rows are about: connection, organisation and sandbox. `undefined` while nothing was loaded. */
  #shown: string | undefined;

  /** The token's state when the last load ended: another one may mend what failed. */
  #tokenThen = '';

  constructor(
    private readonly active: ActiveConnection,
    private readonly loader: ClassListLoader,
    private readonly tokens: Pick<TokenService, 'state' | 'onDidChange'>,
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
        tokens.onDidChange(() => {
          this.#reloadIfMended();
        }),
      ),
    );
    this.#render();
  }

  /** Loads anew, whatever there is. @returns when the load has ended */
  async refresh(): Promise<void> {
    await this.active.refresh();
    await this.#load();
  }

  /** Ends a load; the rows that came stay. */
  stop(): void {
    this.loader.stop();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #load(): Promise<void> {
    const { connection } = this.active;
    if (!connection) {
      this.#render();
      return;
    }
    this.#shown = subjectOf(this.active.state.active);
    const loading = this.loader.load(connection);
    await vscode.window.withProgress({ location: { viewId: viewIds.xdm } }, () => loading);
    this.#tokenThen = this.#tokenNow();
  }

  #loadIfSeen(): void {
    const subject = subjectOf(this.active.state.active);
    if (subject !== this.#shown && this.#shown !== undefined) {
      this.#shown = undefined;
      this.loader.clear();
    }
    if (subject !== undefined && this.#shown === undefined && this.#view.visible) void this.#load();
    else this.#render();
  }

  /** A list that failed for want of a token is loaded again when there is one: nothing stays stale. */
  #reloadIfMended(): void {
    const { connection } = this.active;
    if (!connection || this.loader.state.status !== 'failed' || !this.#view.visible) return;
    const { minting, failure } = this.tokens.state(connection.id);
    if (!minting && !failure && this.#tokenNow() !== this.#tokenThen) void this.#load();
  }

  #tokenNow(): string {
    const state = this.active.connection && this.tokens.state(this.active.connection.id);
    return `${state?.expiresAtMs ?? ''} ${state?.failure?.code ?? ''}`;
  }

  #render(): void {
    const { status, classes, failure } = this.loader.state;
    const { active, failure: storeFailure } = this.active.state;
    setContextKey('aep.xdm.loading', status === 'loading');
    setContextKey('aep.xdm.listed', classes.length > 0);
    this.#tree.show(active ? classes : [], active ? failure : storeFailure);
    this.#view.description = active ? descriptionOf(active, classes.length, status === 'complete') : '';
    this.#view.message = active ? messageOf(this.loader.state) : '';
  }
}

function subjectOf(active: ActiveState['active']): string | undefined {
  if (!active) return undefined;
  const { id, imsOrg, clientId, sandbox, environment } = active.connection;
  return JSON.stringify([id, imsOrg, clientId, sandbox, environment.platformOrigin, active.secret]);
}

function descriptionOf({ connection, sandboxType }: UsedConnection, count: number, complete: boolean): string {
  const { name, sandbox } = connection;
  const where = [name, sandboxMark(sandbox, sandboxType)].filter((part) => part !== '').join(' · ');
  return complete ? vscode.l10n.t('{0} · {1} classes', where, count) : where;
}

/** What the rows cannot say: a row is one line, cut where the side bar ends. */
function messageOf({ status, classes, failure }: ClassListState): string {
  if (failure) return presentError(failure).message;
  if (status === 'complete' && classes.length === 0) {
    return vscode.l10n.t('The registry lists no classes in the global container.');
  }
  if (status === 'stopped') return vscode.l10n.t('Stopped after {0} classes. Refresh to load all.', classes.length);
  return '';
}
