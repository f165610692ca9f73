import { l10n } from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import { productionType } from '../connections/choice';

/** The badge of a production sandbox: capitals, so that nobody takes it for part of a name. */
export function productionBadge(): string {
  return l10n.t('PRODUCTION');
}

/** What Adobe calls a sandbox, in words. What is not known is not taken for safe. */
export function typeText(type: string | undefined): string {
  if (type === undefined || type === 'unknown') return l10n.t('type unknown');
  if (type === productionType) return productionBadge();
  return type === 'development' ? l10n.t('development') : type;
}

/** A sandbox by its name, within a sentence. */
export function sandboxName(sandbox: string | undefined): string {
  return sandbox ?? l10n.t('default sandbox');
}

/** A sandbox with its type: `prod (PRODUCTION)`. Without a name: what calls without a sandbox header reach. */
export function sandboxText(sandbox: string | undefined, type: string | undefined): string {
  if (sandbox !== undefined) return l10n.t('{0} ({1})', sandbox, typeText(type));
  return l10n.t('no sandbox sent: Adobe’s default ({0})', typeText(type));
}

/** The shortest that is not misleading, for the status bar and rows: `dev`, `prod PRODUCTION`, `dev?`; `default?` where none is sent. */
export function sandboxMark(sandbox: string | undefined, type: string | undefined): string {
  if (type === productionType) return [sandbox, productionBadge()].filter(Boolean).join(' ');
  const isKnown = type !== undefined && type !== 'unknown';
  if (sandbox === undefined) return isKnown ? '' : l10n.t('default?');
  return isKnown ? sandbox : `${sandbox}?`;
}

/** A connection and its sandbox, as a sentence names them. */
export function placeText({ name, sandbox }: Pick<Connection, 'name' | 'sandbox'>): string {
  return sandbox === undefined ? name : `${name} · ${sandbox}`;
}
