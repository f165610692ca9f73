import * as os from 'node:os';
import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { AccessCheck } from '../../core/diagnosis/accessCheck';
import { accessReport } from '../../core/diagnosis/report';
import {
  firstFailure,
  hasFailed,
  hasPassed,
  type AccessState,
  type StepId,
  type StepState,
} from '../../core/diagnosis/steps';
import { testCallAsCurl } from '../../core/diagnosis/testCall';
import { asObject, asString } from '../../core/shape';
import { reportTexts } from '../texts/accessReportTexts';
import { accessSentences, consolePages } from '../texts/accessSentences';
import { overtakenText, stepTitles } from '../texts/accessTexts';
import { commandIds, focusIds, viewIds } from '../ids';
import { tell, tellBriefly, tellFailure } from '../messages';
import { readTarget, type Asker, type CommandTable } from './command';
import type { ConnectionPicker } from './connectionPicker';

/** What `aep.access.check` returns. */
export interface CheckedAccess {
  readonly connectionId: string;
  readonly status: AccessState['status'];
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
      [commandIds.accessReport]: { kind: 'interface', run: (input, by) => this.#report(input, by) },
      [commandIds.copyCurl]: { kind: 'interface', run: (input) => this.#copyCurl(input) },
      [commandIds.openConsole]: { kind: 'ui', run: (row) => this.#openConsole(row) },
    };
  }

  async #check(input: unknown, by: Asker): Promise<CheckedAccess | undefined> {
    const connection = await this.#find(input, vscode.l10n.t('Check AEP Access'));
    if (!connection) return undefined;
    if (by === 'person') await vscode.commands.executeCommand(focusIds.access);
    const state = await this.#run(connection);
    if (by === 'person') void this.#tell(state, connection);
    return resultOf(state, connection);
  }

  #run({ id }: Connection): Thenable<AccessState> {
    const location = { viewId: viewIds.access };
    return vscode.window.withProgress({ location }, () => this.options.check.run(id));
  }

  async #tell(state: AccessState, { name }: Connection): Promise<void> {
    const { l10n } = vscode;
    if (state.status === 'overtaken') void tell(overtakenText());
    if (state.status !== 'finished') return;
    const report = l10n.t('Open Report');
    const failure = firstFailure(state);
    const chosen = failure
      ? await tellFailure(
          l10n.t(
            'The access check of “{0}” failed at “{1}”. {2}',
            name,
            stepTitles[failure.id](),
            accessSentences(failure).cause,
          ),
          report,
        )
      : await tell(l10n.t('“{0}” has access: every step passed.', name), report);
    if (chosen === report) await openReport(state, this.options.extension);
  }

  /** Of the last check of the connection; of one that is made now where there is none. */
  async #report(input: unknown, by: Asker): Promise<CheckedAccess | undefined> {
    const connection = await this.#find(input, vscode.l10n.t('Open AEP Access Report'));
    if (!connection) return undefined;
    const { check, extension } = this.options;
    const isThere = check.state.connectionId === connection.id && check.state.status === 'finished';
    if (!isThere && by === 'person') await vscode.commands.executeCommand(focusIds.access);
    const state = isThere ? check.state : await this.#run(connection);
    await openReport(state, extension);
    return resultOf(state, connection);
  }

  async #copyCurl(input: unknown): Promise<void> {
    const connection = await this.#find(input, vscode.l10n.t('Copy AEP Test Call as cURL'));
    if (!connection) return;
    await vscode.env.clipboard.writeText(testCallAsCurl(connection));
    tellBriefly(vscode.l10n.t('cURL copied, with $ACCESS_TOKEN in place of the token.'));
  }

  async #openConsole(row: unknown): Promise<void> {
    const id = asString(asObject(asObject(row)?.step)?.id);
    const step = this.options.check.state.steps.find((one) => one.id === id) ?? firstFailure(this.options.check.state);
    const page = step && hasFailed(step) ? accessSentences(step).page : undefined;
    if (page !== undefined) await vscode.env.openExternal(vscode.Uri.parse(consolePages[page].url));
  }

  /** The one that is named, else this window's. */
  #find(input: unknown, title: string): Promise<Connection | undefined> {
    return this.options.picker.find(readTarget(input), title);
  }
}

function resultOf(state: AccessState, { id: connectionId }: Connection): CheckedAccess {
  return {
    connectionId,
    status: state.status,
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
