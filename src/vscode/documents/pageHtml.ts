import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { renderFailurePage, renderFieldPage, type FieldPage, type FieldPageTexts } from '../../core/xdm/fieldPage';

/** @param reveal path of the field that is shown first */
export function pageHtml(page: FieldPage, reveal?: string): string {
  return renderFieldPage({ ...page, ...(reveal === undefined ? {} : { reveal }) }, texts(), createNonce());
}

/** @param key nothing for a page of which nobody knows what it was about: then trying again would not help */
export function failureHtml(text: string, key: string | undefined): string {
  const retry = key === undefined ? {} : { retry: vscode.l10n.t('Try Again') };
  const page = { lang: vscode.env.language, title: vscode.l10n.t('The page cannot be shown'), key, text, ...retry };
  return renderFailurePage(page, createNonce());
}

function createNonce(): string {
  return randomBytes(16).toString('hex');
}

function texts(): FieldPageTexts {
  return {
    caption: vscode.l10n.t('Fields'),
    path: vscode.l10n.t('Field'),
    type: vscode.l10n.t('Type'),
    required: vscode.l10n.t('Required'),
    description: vscode.l10n.t('Description'),
    values: vscode.l10n.t('Values'),
    example: vscode.l10n.t('Example'),
    yes: vscode.l10n.t('yes'),
    filter: vscode.l10n.t('Filter fields'),
    // What stands in the braces is put there by the page.
    matches: vscode.l10n.t('{0} of {1} fields', '{0}', '{1}'),
    copyPath: vscode.l10n.t('Copy path {0}', '{0}'),
    copy: vscode.l10n.t('Copy path'),
    copied: vscode.l10n.t('Copied {0}', '{0}'),
    noFields: vscode.l10n.t('It has no fields.'),
  };
}
