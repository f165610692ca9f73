import * as vscode from 'vscode';
import type { ResourceSummary } from '../../core/platform/schemaRegistry';
import { asObject, asString } from '../../core/shape';
import { documentPath } from '../../core/xdm/documentUri';
import type { ActiveConnection } from '../activeConnection';
import { commandIds, documentScheme, viewIds } from '../ids';
import type { CommandTable } from './command';

export interface XdmCommandsOptions {
  readonly active: ActiveConnection;
  readonly view: { refresh(): Promise<void>; stop(): void };
  /** Fetches a document, so that a failure is told before an editor opens. */
  readonly prepare: (uri: vscode.Uri) => Promise<void>;
}

/** Commands of the XDM view and its rows. */
export class XdmCommands {
  constructor(private readonly options: XdmCommandsOptions) {}

  table(): CommandTable {
    const { view } = this.options;
    return {
      [commandIds.refreshXdm]: { kind: 'interface', run: () => view.refresh() },
      [commandIds.stopXdm]: {
        kind: 'ui',
        run: () => {
          view.stop();
        },
      },
      [commandIds.openXdm]: { kind: 'ui', run: (node) => this.#open(summaryOf(node)) },
      [commandIds.copyXdmId]: { kind: 'ui', run: (node) => copy(summaryOf(node)?.$id) },
      [commandIds.copyXdmAltId]: { kind: 'ui', run: (node) => copy(summaryOf(node)?.altId) },
    };
  }

  async #open(summary: ResourceSummary | undefined): Promise<void> {
    const { connection } = this.options.active;
    if (!summary || !connection) return;
    const identity = {
      connectionId: connection.id,
      sandbox: connection.sandbox,
      container: 'global',
      kind: 'classes',
      form: 'xed-full',
      id: summary.altId ?? summary.$id,
    } as const;
    const uri = vscode.Uri.from({ scheme: documentScheme, path: documentPath(identity) });
    await vscode.window.withProgress({ location: { viewId: viewIds.xdm } }, () => this.options.prepare(uri));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }
}

/** The class of a row of the XDM view. */
function summaryOf(node: unknown): ResourceSummary | undefined {
  const summary = asObject(asObject(node)?.summary);
  const [$id, title] = [asString(summary?.$id), asString(summary?.title)];
  if (!summary || $id === undefined || title === undefined) return undefined;
  return { $id, title, altId: asString(summary.altId), version: asString(summary.version) };
}

async function copy(text: string | undefined): Promise<void> {
  if (text === undefined) return;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', text), 5_000);
}
