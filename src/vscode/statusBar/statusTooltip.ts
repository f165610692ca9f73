import * as vscode from 'vscode';
import type { ActiveState } from '../connections/activeConnection';
import { productionType } from '../connections/choice';
import { commandIds, type CommandId } from '../ids';
import { plainText } from '../texts/markdown';
import { sandboxText } from '../texts/sandboxTexts';
import { momentText } from '../texts/timeTexts';
import type { StatusBarModel } from './statusBarModel';

/** What the tooltip may run when it is clicked, and nothing else. */
const enabledCommands: readonly CommandId[] = [
  commandIds.generateToken,
  commandIds.copyToken,
  commandIds.switchConnection,
  commandIds.switchSandbox,
  commandIds.addConnection,
];

/**
 * Connection, organisation, sandbox, expiry as a clock time, and what one can do. Names are shown as text, never as Markdown.
 * @param failureText why there is no token, or none for long
 */
export function statusTooltip(
  { status }: Pick<StatusBarModel, 'status'>,
  failureText: string | undefined,
  state: Pick<ActiveState, 'active' | 'connections' | 'failure'>,
  expiresAtMs?: number,
): vscode.MarkdownString {
  const { active } = state;
  const tooltip = new vscode.MarkdownString('', true);
  tooltip.isTrusted = { enabledCommands };
  const line = (label: string, value: string): void => {
    tooltip.appendMarkdown(`\n\n**${plainText(label)}** ${plainText(value)}`);
  };
  tooltip.appendMarkdown(plainText(status));
  if (failureText !== undefined) tooltip.appendMarkdown(`\n\n$(warning) ${plainText(failureText)}`);
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
  if (expiresAtMs !== undefined) line(vscode.l10n.t('Expires'), momentText(expiresAtMs));
  const offered = links(state);
  if (offered.length > 0) tooltip.appendMarkdown(`\n\n---\n\n${offered.join('&nbsp;&nbsp;|&nbsp;&nbsp;')}`);
  return tooltip;
}

/** What helps in this state: nothing can be added or chosen while the connections cannot be read. */
function links({ active, connections, failure }: Pick<ActiveState, 'active' | 'connections' | 'failure'>): string[] {
  const link = (title: string, command: CommandId): string => `[${title}](command:${command})`;
  const add = link(vscode.l10n.t('Add Connection'), commandIds.addConnection);
  const choose = link(vscode.l10n.t('Switch Connection'), commandIds.switchConnection);
  if (failure) return [];
  if (!active) return connections.length > 0 ? [choose, add] : [add];
  return [
    link(vscode.l10n.t('Copy Token'), commandIds.copyToken),
    link(vscode.l10n.t('Generate Token'), commandIds.generateToken),
    choose,
    link(vscode.l10n.t('Switch Sandbox'), commandIds.switchSandbox),
  ];
}
