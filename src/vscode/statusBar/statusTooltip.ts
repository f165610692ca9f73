import * as vscode from 'vscode';
import { productionType, type UsedConnection } from '../choice';
import { presentError } from '../errorPresenter';
import { commandIds, type CommandId } from '../ids';
import { plainText } from '../markdown';
import { sandboxText } from '../sandboxTexts';
import type { StatusBarModel } from './statusBarModel';

/** What the tooltip may run when it is clicked, and nothing else. */
const enabledCommands: readonly CommandId[] = [
  commandIds.generateToken,
  commandIds.copyToken,
  commandIds.switchConnection,
  commandIds.switchSandbox,
  commandIds.addConnection,
];

/** Connection, organisation, sandbox, expiry as a clock time, and what one can do. Names are shown as text, never as Markdown. */
export function statusTooltip(
  { status, failure }: StatusBarModel,
  active: UsedConnection | undefined,
  expiresAtMs: number | undefined,
): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString('', true);
  tooltip.isTrusted = { enabledCommands };
  const line = (label: string, value: string): void => {
    tooltip.appendMarkdown(`\n\n**${plainText(label)}** ${plainText(value)}`);
  };
  tooltip.appendMarkdown(plainText(status));
  if (failure) tooltip.appendMarkdown(`\n\n$(warning) ${plainText(presentError(failure).message)}`);
  if (active) {
    const { connection, sandboxType } = active;
    const icon = sandboxType === productionType ? '$(alert) ' : '';
    line(vscode.l10n.t('Connection'), connection.name);
    line(vscode.l10n.t('Organisation'), connection.imsOrg);
    const sandbox = plainText(sandboxText(connection.sandbox, sandboxType));
    tooltip.appendMarkdown(`\n\n**${plainText(vscode.l10n.t('Sandbox'))}** ${icon}${sandbox}`);
    if (connection.environment.name !== 'production') {
      line(vscode.l10n.t('Platform'), new URL(connection.environment.platformOrigin).host);
    }
  }
  if (expiresAtMs !== undefined) line(vscode.l10n.t('Expires'), formatTime(expiresAtMs));
  tooltip.appendMarkdown(`\n\n---\n\n${links(active !== undefined)}`);
  return tooltip;
}

function links(hasConnection: boolean): string {
  const link = (title: string, command: CommandId): string => `[${title}](command:${command})`;
  if (!hasConnection) return link(vscode.l10n.t('Add Connection'), commandIds.addConnection);
  return [
    link(vscode.l10n.t('Copy Token'), commandIds.copyToken),
    link(vscode.l10n.t('Generate Token'), commandIds.generateToken),
    link(vscode.l10n.t('Switch Connection'), commandIds.switchConnection),
    link(vscode.l10n.t('Switch Sandbox'), commandIds.switchSandbox),
  ].join('&nbsp;&nbsp;|&nbsp;&nbsp;');
}

function formatTime(atMs: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}
