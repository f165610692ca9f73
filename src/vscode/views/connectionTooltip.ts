import * as vscode from 'vscode';
import type { CredentialKind } from '../../core/credentials/connection';
import type { TokenState } from '../../core/ims/tokenState';
import { productionType, type UsedConnection } from '../connections/choice';
import { presentError } from '../errorPresenter';
import { plainText } from '../texts/markdown';
import { sandboxText } from '../texts/sandboxTexts';
import { momentText } from '../texts/timeTexts';
import type { TokenText } from './connectionItem';

/** Everything of the connection that may be shown. */
export function connectionTooltip(
  use: UsedConnection,
  isActive: boolean,
  token: TokenText,
  { expiresAtMs, failure }: TokenState,
): vscode.MarkdownString {
  const { l10n } = vscode;
  const { connection, sandboxType, sandboxSource } = use;
  const tooltip = new vscode.MarkdownString('', true);
  const line = (label: string, value: string): void => {
    tooltip.appendMarkdown(`\n\n**${plainText(label)}** ${plainText(value)}`);
  };
  tooltip.appendMarkdown(`**${plainText(connection.name)}**`);
  if (isActive) tooltip.appendMarkdown(` ${plainText(l10n.t('(active in this workspace)'))}`);
  const icon = sandboxType === productionType ? '$(alert) ' : '';
  const setting = sandboxSource === 'setting' ? `, ${l10n.t('from the setting aep.sandbox')}` : '';
  const sandbox = plainText(sandboxText(connection.sandbox, sandboxType) + setting);
  tooltip.appendMarkdown(`\n\n**${plainText(l10n.t('Sandbox'))}** ${icon}${sandbox}`);
  line(l10n.t('Organisation'), connection.imsOrg);
  line(l10n.t('Client ID'), connection.clientId);
  line(l10n.t('Credential'), kindTexts[connection.credential.kind]());
  if (connection.environment.name !== 'production') {
    line(l10n.t('Platform'), new URL(connection.environment.platformOrigin).host);
  }
  if (token.text !== '') line(l10n.t('Token'), token.text);
  if (expiresAtMs !== undefined) line(l10n.t('Expires'), momentText(expiresAtMs));
  if (failure) tooltip.appendMarkdown(`\n\n$(warning) ${plainText(presentError(failure).message)}`);
  return tooltip;
}

const kindTexts: Readonly<Record<CredentialKind, () => string>> = {
  'oauth-server-to-server': () => vscode.l10n.t('OAuth Server-to-Server'),
  jwt: () => vscode.l10n.t('Service account (JWT), legacy'),
  'access-token': () => vscode.l10n.t('Access token, which cannot be renewed'),
};
