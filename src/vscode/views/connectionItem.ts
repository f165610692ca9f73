import * as vscode from 'vscode';
import type { CredentialKind } from '../../core/credentials/connection';
import type { TokenState } from '../../core/ims/tokenState';
import { productionType, type UsedConnection } from '../connections/choice';
import { contextValues } from '../ids';
import { sandboxMark, sandboxText } from '../texts/sandboxTexts';
import { timeLeftText } from '../texts/timeTexts';

/** What is to be said of a connection's token. */
export interface TokenText {
  readonly text: string;
  readonly spoken: string;
  /** In how many milliseconds the text will be another, if time alone changes it. */
  readonly changesInMs: number | undefined;
  readonly failed: boolean;
}

/** @param nowMs by this machine's clock */
export function tokenText({ secret }: UsedConnection, token: TokenState, nowMs: number): TokenText {
  const { l10n } = vscode;
  const leftMs = (token.expiresAtMs ?? Number.NEGATIVE_INFINITY) - nowMs;
  if (token.minting) return plain(l10n.t('generating…'));
  if (secret === 'missing') return { ...plain(l10n.t('secret missing')), failed: true };
  if (leftMs > 0) {
    const { text, spoken, changesInMs } = timeLeftText(leftMs);
    const said = { text: l10n.t('valid {0}', text), spoken: l10n.t('token valid for {0}', spoken) };
    return { ...said, changesInMs, failed: false };
  }
  if (token.failure && !token.failure.retryable) return { ...plain(l10n.t('no token: refused')), failed: true };
  if (token.expiresAtMs !== undefined) return plain(l10n.t('token expired'));
  return plain(token.known ? l10n.t('no token') : '');
}

function plain(text: string): TokenText {
  return { text, spoken: text, changesInMs: undefined, failed: false };
}

/** How a connection's row looks and is read out. */
export function connectionItem(use: UsedConnection, isActive: boolean, token: TokenText): vscode.TreeItem {
  const { l10n } = vscode;
  const { connection, sandboxType } = use;
  const { id, name, sandbox, credential } = connection;
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.iconPath = iconOf(use, isActive, token);
  // The sandbox first: a narrow side bar cuts the end.
  const mark = sandboxMark(sandbox, sandboxType) || l10n.t('no sandbox');
  item.description = [mark, token.text].filter((part) => part !== '').join(' · ');
  item.contextValue = contextValueOf(credential.kind, isActive);
  const spoken = [
    isActive ? l10n.t('{0} (active)', name) : name,
    l10n.t('sandbox: {0}', sandboxText(sandbox, sandboxType)),
    token.spoken,
  ];
  item.accessibilityInformation = { label: spoken.filter((part) => part !== '').join(', '), role: 'treeitem' };
  return item;
}

function iconOf({ sandboxType }: UsedConnection, isActive: boolean, { failed }: TokenText): vscode.ThemeIcon {
  const colour =
    sandboxType === productionType
      ? new vscode.ThemeColor('list.warningForeground')
      : isActive
        ? new vscode.ThemeColor('charts.green')
        : undefined;
  if (failed) return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  return new vscode.ThemeIcon(isActive ? 'check' : 'plug', colour);
}

function contextValueOf(kind: CredentialKind, isActive: boolean): string {
  const { oauthConnection, jwtConnection, pastedConnection } = contextValues;
  const { activeOAuthConnection, activeJwtConnection, activePastedConnection } = contextValues;
  switch (kind) {
    case 'oauth-server-to-server':
      return isActive ? activeOAuthConnection : oauthConnection;
    case 'jwt':
      return isActive ? activeJwtConnection : jwtConnection;
    case 'access-token':
      return isActive ? activePastedConnection : pastedConnection;
  }
}
