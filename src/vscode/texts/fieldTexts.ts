import { l10n } from 'vscode';
import { asString } from '../../core/shape';
import { childrenOf } from '../../core/xdm/fields';
import type { DocumentLookup, FieldType, XdmField } from '../../core/xdm/xdmField';

/** Maps of maps; what is deeper is a map, whatever of. */
const deepestMap = 3;

/** The type of a field in words: `string`, `integer[]`, `map of Identity[]`. An object of a data type has the name of that. */
export function typeText(field: XdmField, lookup: DocumentLookup): string {
  return textOf(field, lookup, deepestMap);
}

function textOf(field: XdmField, lookup: DocumentLookup, depth: number): string {
  return valueText(field, lookup, depth) + '[]'.repeat(field.arrayDepth);
}

function valueText(field: XdmField, lookup: DocumentLookup, depth: number): string {
  const { type, typeId, typePointer } = field;
  if (type === 'map') {
    const value = depth > 0 ? childrenOf(field, lookup).find(({ path }) => path.at(-1) === 'values') : undefined;
    return value ? l10n.t('map of {0}', textOf(value, lookup, depth - 1)) : l10n.t('map');
  }
  if (type !== 'object' && type !== 'unknown') return typeNames[type]();
  const title = typeId !== undefined && typePointer === '' ? asString(lookup(typeId)?.title)?.trim() : undefined;
  return title === undefined || title === '' ? typeNames[type]() : title;
}

/** The type of a field of which no more is known than this. */
export function shortTypeText({ type, arrayDepth }: Pick<XdmField, 'type' | 'arrayDepth'>): string {
  return (type === 'map' ? l10n.t('map') : typeNames[type]()) + '[]'.repeat(arrayDepth);
}

const typeNames: Readonly<Record<Exclude<FieldType, 'map'>, () => string>> = {
  string: () => l10n.t('string'),
  number: () => l10n.t('number'),
  integer: () => l10n.t('integer'),
  boolean: () => l10n.t('boolean'),
  object: () => l10n.t('object'),
  date: () => l10n.t('date'),
  'date-time': () => l10n.t('date-time'),
  unknown: () => l10n.t('type unknown'),
};
