import * as vscode from 'vscode';
import type { EnumValue, XdmField } from '../../core/xdm/xdmField';
import { dotPath } from '../../core/xdm/fieldPath';
import { presentError } from '../errorPresenter';
import { typeText } from '../texts/fieldTexts';
import { plainText } from '../texts/markdown';
import { ageText, kindNames, statusTexts } from '../texts/xdmTexts';
import { fieldMarks } from './fieldMarks';
import type { XdmContent } from './xdmContent';
import type { LookContext } from './xdmLooks';
import type { ContainerRow, FieldRow, ResourceRow, XdmTreeRow } from './xdmRows';

/** More values than fit a tooltip are counted. */
const mostValues = 20;

export function tooltipOf(row: XdmTreeRow, { content }: LookContext): vscode.MarkdownString | string | undefined {
  if (row.kind === 'failure') return presentError(row.failure).message;
  if (!content) return undefined;
  if (row.kind === 'resource') return resourceTooltip(row, content);
  if (row.kind === 'field') return fieldTooltip(row, content);
  return row.kind === 'container' ? containerTooltip(row, content) : undefined;
}

function containerTooltip({ container }: ContainerRow, { tenant }: XdmContent): string {
  const { l10n } = vscode;
  if (container === 'global') return l10n.t('What Adobe and its partners define (container “global”)');
  const own = l10n.t('What your organisation defines (container “tenant”)');
  return tenant.failure ? `${own}. ${presentError(tenant.failure).message}` : own;
}

function resourceTooltip({ resource }: ResourceRow, content: XdmContent): vscode.MarkdownString {
  const { l10n } = vscode;
  const { title, kind, container, $id, altId, version } = resource;
  const known = content.resourceOf(resource);
  const { isRemembered, fetchedAtMs } = content.list(container, kind);
  const tooltip = headed(title, kindNames[kind]());
  if (known?.status) tooltip.appendMarkdown(` · ${plainText(statusTexts[known.status]())}`);
  if (known?.description !== undefined) tooltip.appendMarkdown(`\n\n${plainText(known.description)}`);
  const age = isRemembered && fetchedAtMs !== undefined ? ageText(fetchedAtMs, Date.now()) : undefined;
  return withLines(tooltip, [
    ['$id', $id],
    ['meta:altId', altId],
    [l10n.t('Version'), version],
    [l10n.t('Last known'), age],
  ]);
}

function fieldTooltip(row: FieldRow, content: XdmContent): vscode.MarkdownString {
  const { l10n } = vscode;
  const { field } = row;
  const marks = fieldMarks(row, content);
  const tooltip = headed(field.title ?? field.name, [typeText(field, content.lookup), ...marks].join(' · '));
  if (field.description !== undefined) tooltip.appendMarkdown(`\n\n${plainText(field.description)}`);
  return withLines(tooltip, [
    [l10n.t('Path'), dotPath(field.path)],
    [l10n.t('Values'), valuesText(field.enumValues)],
    [l10n.t('Suggested values'), valuesText(field.suggestedValues)],
    [l10n.t('Limits'), limitsText(field)],
    [l10n.t('Format'), field.format],
    [l10n.t('Pattern'), field.pattern],
    [l10n.t('Example'), field.example],
    [l10n.t('Defined in'), content.titleOf(field.definedIn.resourceId)],
  ]);
}

function headed(title: string, facts: string): vscode.MarkdownString {
  return new vscode.MarkdownString(`**${plainText(title)}** ${plainText(facts)}`);
}

function withLines(
  tooltip: vscode.MarkdownString,
  lines: readonly (readonly [label: string, value: string | undefined])[],
): vscode.MarkdownString {
  for (const [label, value] of lines) {
    if (value !== undefined && value !== '') tooltip.appendMarkdown(`\n\n**${plainText(label)}** ${plainText(value)}`);
  }
  return tooltip;
}

function valuesText(values: readonly EnumValue[]): string {
  const shown = values.slice(0, mostValues).map(({ value, label }) => {
    const text = String(value);
    return label === undefined || label === text ? text : `${text} (${label})`;
  });
  const more = values.length - shown.length;
  return [...shown, ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : [])].join(', ');
}

function limitsText({ minimum, maximum, minLength, maxLength }: XdmField): string {
  const { l10n } = vscode;
  return [
    ...(minimum === undefined ? [] : [l10n.t('at least {0}', minimum)]),
    ...(maximum === undefined ? [] : [l10n.t('at most {0}', maximum)]),
    ...(minLength === undefined ? [] : [l10n.t('minimum length {0}', minLength)]),
    ...(maxLength === undefined ? [] : [l10n.t('maximum length {0}', maxLength)]),
  ].join(', ');
}
