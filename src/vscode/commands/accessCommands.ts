import * as os from 'node:os';
import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { AccessCheck } from '../../core/diagnosis/accessCheck';
import { accessReport } from '../../core/diagnosis/report';
import { firstFailure, hasPassed, type AccessState, type StepId, type StepState } from '../../core/diagnosis/steps';
import { testCallAsCurl } from '../../core/diagnosis/testCall';
import type { AepError } from '../../core/errors';
import { asObject, asString } from '../../core/shape';
import { reportTexts } from '../accessReportTexts';
import { accessSentences, consolePages } from '../accessSentences';
import { stepTitles } from '../accessTexts';
import { commandIds, viewIds } from '../ids';
import { readTarget, type Asker, type CommandTable } from './command';
import type { ConnectionPicker } from './connectionPicker';

/** What `aep.access.check` returns. */
export interface CheckedAccess {
  readonly connectionId: string;
  readonly passed: boolean;
  readonly steps: readonly { readonly id: StepId; readonly state: StepState; readonly code?: string }[];
}

export interface AccessCommandsOptions {
  readonly check: AccessCheck;
  readonly picker: ConnectionPicker;
  readonly extension: vscode.Extension<unknown>;
}

/** Commands of the access check and of its view. */
export class AccessCommands {
  constructor(private readonly options: AccessCommandsOptions) {}

  table(): CommandTable {
    return {
      [commandIds.checkAccess]: { kind: 'interface', takesRow: true, run: (input, by) => this.#check(input, by) },
      [commandIds.stopAccess]: {
        kind: 'ui',
        run: () => {
          this.options.check.stop();
        },
      },
      [commandIds.accessReport]: { kind: 'interface', run: (input) => this.#report(input) },
      [commandIds.copyCurl]: { kind: 'interface', run: (input) => this.#copyCurl(input) },
      [commandIds.openConsole]: { kind: 'ui', run: (row) => this.#openConsole(row) },
    };
  }

  async #check(input: unknown, by: Asker): Promise<CheckedAccess | undefined> {
    const connection = await this.#find(input);
    if (!connection) return undefined;
    if (by === 'person') await vscode.commands.executeCommand(`${viewIds.access}.focus`);
    const state = await this.#run(connection);
    if (by === 'person') void this.#tell(state, connection);
    return resultOf(state, connection);
  }

  #run({ id }: Connection): Thenable<AccessState> {
    const location = { viewId: viewIds.access };
    return vscode.window.withProgress({ location }, () => this.options.check.run(id));
  }

  async #tell(state: AccessState, { name }: Connection): Promise<void> {
    const { l10n, window } = vscode;
    if (state.status !== 'finished') return;
    const report = l10n.t('Open Report');
    const failure = firstFailure(state);
    const chosen = failure
      ? await window.showErrorMessage(
          l10n.t('The access check of “{0}” failed at “{1}”. {2}', name, stepTitles[failure.id](), causeOf(failure)),
          report,
        )
      : await window.showInformationMessage(l10n.t('“{0}” has access: every step passed.', name), report);
    if (chosen === report) await openReport(state, this.options.extension);
  }

  /** Of the last check of the connection; of one that is made now where there is none. */
  async #report(input: unknown): Promise<CheckedAccess | undefined> {
    const connection = await this.#find(input);
    if (!connection) return undefined;
    const { check, extension } = this.options;
    const isThere = check.state.connectionId === connection.id && check.state.status === 'finished';
    const state = isThere ? check.state : await this.#run(connection);
    await openReport(state, extension);
    return resultOf(state, connection);
  }

  async #copyCurl(input: unknown): Promise<void> {
    const connection = await this.#find(input);
    if (!connection) return;
    await vscode.env.clipboard.writeText(testCallAsCurl(connection));
    vscode.window.setStatusBarMessage(vscode.l10n.t('cURL copied, with $ACCESS_TOKEN in place of the token.'), 5_000);
  }

  async #openConsole(row: unknown): Promise<void> {
    const id = asString(asObject(asObject(row)?.step)?.id);
    const step = this.options.check.state.steps.find((one) => one.id === id) ?? firstFailure(this.options.check.state);
    const page = step?.error && accessSentences(step.id, step.error).page;
    if (page !== undefined) await vscode.env.openExternal(vscode.Uri.parse(consolePages[page].url));
  }

  /** The one that is named, else the one whose steps are shown, else this window's. */
  #find(input: unknown): Promise<Connection | undefined> {
    return this.options.picker.find(readTarget(input), vscode.l10n.t('Check AEP Access'));
  }
}

function causeOf({ id, error }: { readonly id: StepId; readonly error: AepError }): string {
  return accessSentences(id, error).cause;
}

function resultOf(state: AccessState, { id: connectionId }: Connection): CheckedAccess {
  return {
    connectionId,
    passed: hasPassed(state),
    steps: state.steps.map(({ id, state: of, error }) => ({ id, state: of, ...(error ? { code: error.code } : {}) })),
  };
}

async function openReport(state: AccessState, { packageJSON }: vscode.Extension<unknown>): Promise<void> {
  const version = asString(asObject(packageJSON)?.version) ?? '';
  const versions = [`AEP Access ${version}`, `VS Code ${vscode.version}`, `${os.platform()} ${os.release()}`];
  const content = accessReport(state, reportTexts(), versions);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: true });
}
