import { l10n } from 'vscode';
import { productionType } from './choice';

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

/** A sandbox with its type: `prod (PRODUCTION)`. Without a name: what calls without a sandbox header reach. */
export function sandboxText(sandbox: string | undefined, type: string | undefined): string {
  if (sandbox !== undefined) return l10n.t('{0} ({1})', sandbox, typeText(type));
  return type === undefined
    ? l10n.t('no sandbox sent')
    : l10n.t('no sandbox sent: Adobe’s default ({0})', typeText(type));
}

/** The shortest that is not misleading, for the status bar and rows: `dev`, `prod PRODUCTION`, `dev?`. */
export function sandboxMark(sandbox: string | undefined, type: string | undefined): string {
  if (type === productionType) return [sandbox, productionBadge()].filter(Boolean).join(' ');
  if (sandbox === undefined) return '';
  return type === undefined || type === 'unknown' ? `${sandbox}?` : sandbox;
}
