import { l10n } from 'vscode';
import type { FieldMarkers } from '../../core/xdm/xdmLibrary';
import { statusTexts } from '../texts/xdmTexts';
import type { XdmContent } from './xdmContent';
import type { FieldRow } from './xdmRows';

/** What is to be said of a field besides its type, each in a few words; the most important first. */
export function fieldMarks({ field, owner }: FieldRow, content: XdmContent): readonly string[] {
  const markers = content.markersOf(owner, field);
  const isDeprecated = field.status === 'deprecated' || markers?.isDeprecated === true;
  const status = isDeprecated ? 'deprecated' : field.status;
  return [
    ...(field.required ? [l10n.t('required')] : []),
    ...(markers?.identity ? [identityText(markers.identity)] : []),
    ...(markers?.relationship ? [relationshipText(markers.relationship, content)] : []),
    ...(field.isRecursive ? [l10n.t('opens {0} again', content.titleOf(field.typeId ?? ''))] : []),
    ...(field.isUnresolved ? [l10n.t('type not available')] : []),
    ...(status ? [statusTexts[status]()] : []),
  ];
}

function identityText({ namespace, isPrimary }: NonNullable<FieldMarkers['identity']>): string {
  const identity = namespace === undefined ? l10n.t('identity') : l10n.t('identity ({0})', namespace);
  return isPrimary ? l10n.t('{0}, primary', identity) : identity;
}

function relationshipText(
  { destinationSchema }: NonNullable<FieldMarkers['relationship']>,
  content: XdmContent,
): string {
  return `→ ${content.titleOf(destinationSchema)}`;
}
