import { env, l10n } from 'vscode';
import type { Container, ResourceKind } from '../../core/platform/resourceTypes';
import type { ResourceStatus } from '../../core/xdm/xdmResource';
import { momentText } from './timeTexts';

/** The kinds as headings. */
export const kindTitles: Readonly<Record<ResourceKind, () => string>> = {
  schemas: () => l10n.t('Schemas'),
  classes: () => l10n.t('Classes'),
  fieldgroups: () => l10n.t('Field groups'),
  datatypes: () => l10n.t('Data types'),
  behaviors: () => l10n.t('Behaviors'),
  unions: () => l10n.t('Unions'),
};

/** Those of a kind, within a sentence. */
export const kindPlurals: Readonly<Record<ResourceKind, () => string>> = {
  schemas: () => l10n.t('schemas'),
  classes: () => l10n.t('classes'),
  fieldgroups: () => l10n.t('field groups'),
  datatypes: () => l10n.t('data types'),
  behaviors: () => l10n.t('behaviors'),
  unions: () => l10n.t('unions'),
};

/** One of a kind, within a sentence. */
export const kindNames: Readonly<Record<ResourceKind, () => string>> = {
  schemas: () => l10n.t('schema'),
  classes: () => l10n.t('class'),
  fieldgroups: () => l10n.t('field group'),
  datatypes: () => l10n.t('data type'),
  behaviors: () => l10n.t('behavior'),
  unions: () => l10n.t('union'),
};

/** The codicon of each kind. */
export const kindIcons: Readonly<Record<ResourceKind, string>> = {
  schemas: 'symbol-structure',
  classes: 'symbol-class',
  fieldgroups: 'symbol-interface',
  datatypes: 'symbol-parameter',
  behaviors: 'symbol-event',
  unions: 'combine',
};

export const statusTexts: Readonly<Record<ResourceStatus, () => string>> = {
  deprecated: () => l10n.t('deprecated'),
  experimental: () => l10n.t('experimental'),
};

/** @param tenantId of the organisation, where it is known */
export function containerTitle(container: Container, tenantId: string | undefined): string {
  if (container === 'global') return l10n.t('Adobe');
  return tenantId === undefined ? l10n.t('Organisation') : `_${tenantId}`;
}

const dayMs = 86_400_000;

/** How old something remembered is: `as of 14:03`, on other days `as of 23 Nov 2026, 14:03 (2 days ago)`. */
export function ageText(fetchedAtMs: number, nowMs: number): string {
  const isToday = new Date(fetchedAtMs).toDateString() === new Date(nowMs).toDateString();
  const time = new Intl.DateTimeFormat(env.language, { timeStyle: 'short' }).format(fetchedAtMs);
  if (isToday) return l10n.t('as of {0}', time);
  const days = Math.round((startOfDay(nowMs) - startOfDay(fetchedAtMs)) / dayMs);
  const ago = new Intl.RelativeTimeFormat(env.language, { numeric: 'auto' }).format(-days, 'day');
  return l10n.t('as of {0} ({1})', momentText(fetchedAtMs), ago);
}

/** Midnight of this machine's clock. */
function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}
