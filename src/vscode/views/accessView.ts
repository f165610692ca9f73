import * as vscode from 'vscode';
import type { AccessCheck } from '../../core/diagnosis/accessCheck';
import { firstFailure, hasPassed, type AccessState } from '../../core/diagnosis/steps';
import { accessSentences } from '../texts/accessSentences';
import { overtakenText } from '../texts/accessTexts';
import type { ActiveConnection } from '../connections/activeConnection';
import { setContextKey } from '../contextKeys';
import { AccessTree, type AccessNode } from './accessTree';

export interface AccessViewOptions {
  readonly view: vscode.TreeView<AccessNode>;
  readonly active: ActiveConnection;
  readonly check: AccessCheck;
}

/** The Access view: the steps of the last check, live. It checks nothing by itself. */
export class AccessView implements vscode.Disposable {
  readonly #tree = new AccessTree();
  readonly #subscriptions: vscode.Disposable;
  /** What was checked, and the connection that this window worked with then. */
  #subject: string | undefined;

  constructor(private readonly options: AccessViewOptions) {
    const { active, check } = options;
    this.#subscriptions = vscode.Disposable.from(
      this.#tree,
      vscode.Disposable.from(
        check.onDidChange(() => {
          this.#render();
        }),
      ),
      active.onDidChange(() => {
        this.#clearIfStale();
      }),
    );
    this.#render();
  }

  get rows(): AccessTree {
    return this.#tree;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** What was found of another connection, or of this one before it was edited, says nothing about what there is now. */
  #clearIfStale(): void {
    const { check } = this.options;
    const isThere = check.state.status !== 'idle' && this.#subject !== undefined;
    if (isThere && this.#subject !== this.#subjectNow()) check.clear();
  }

  #subjectNow(): string {
    const { check } = this.options;
    const { connections, active } = this.options.active.state;
    const checked = connections.find(({ connection }) => connection.id === check.state.connectionId);
    return JSON.stringify([active?.connection.id, checked?.connection, checked?.secret]);
  }

  #render(): void {
    const { view, check } = this.options;
    const { state } = check;
    if (state.status === 'idle') this.#subject = undefined;
    else this.#subject ??= this.#subjectNow();
    setContextKey('aep.access.status', statusOf(state));
    this.#tree.show(state);
    view.description = descriptionOf(state);
    view.message = messageOf(state);
    const { failed } = this.#tree;
    if (state.status !== 'finished' || !failed || !view.visible) return;
    // VS Code rejects where the tree was drawn anew meanwhile: the row is there all the same.
    view.reveal(failed, { select: false }).then(undefined, () => undefined);
  }
}

function statusOf({ status }: AccessState): 'none' | 'running' | 'done' {
  if (status === 'idle') return 'none';
  return status === 'running' ? 'running' : 'done';
}

function descriptionOf(state: AccessState): string {
  const { status, steps, connection } = state;
  if (status === 'idle' || !connection) return '';
  const { l10n } = vscode;
  const { name } = connection;
  const failure = firstFailure(state);
  if (failure) return l10n.t('{0} · failed', name);
  if (hasPassed(state)) return l10n.t('{0} · passed', name);
  if (status === 'stopped' || status === 'overtaken') return l10n.t('{0} · stopped', name);
  const over = steps.filter(({ state: of }) => of !== 'pending' && of !== 'running').length;
  return l10n.t('{0} · {1} of {2}', name, over, steps.length);
}

/** Cause and remedy of the first failure in full: a row is one line, cut where the side bar ends. Its own rows say the rest. */
function messageOf(state: AccessState): string {
  const failure = firstFailure(state);
  if (failure) {
    const { cause, remedies } = accessSentences(failure);
    return [cause, ...remedies.slice(0, 1)].join(' ');
  }
  if (state.status === 'overtaken') return overtakenText();
  return state.status === 'stopped' ? vscode.l10n.t('The check ended early. Run it again to see the rest.') : '';
}
