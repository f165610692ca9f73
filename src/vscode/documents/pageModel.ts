import { env, l10n } from 'vscode';
import { dotPath } from '../../core/xdm/fieldPath';
import type { FieldPage, PageRow, PageFact } from '../../core/xdm/fieldPage';
import type { EnumValue, XdmField } from '../../core/xdm/xdmField';
import type { FieldMarkers, XdmLibrary } from '../../core/xdm/xdmLibrary';
import { presentError } from '../errorPresenter';
import { typeText } from '../texts/fieldTexts';
import { ageText, kindNames, statusTexts } from '../texts/xdmTexts';
import type { PageContent } from './pageContent';

/**
 * What a page says, in the words of this window.
 * @param key by which VS Code finds it again; none for a file
 */
export function pageModel(content: PageContent, key: string | undefined): FieldPage {
  const { resource, fields, isCut, fetchedAtMs, isRemembered, failure } = content;
  const notes = [
    ...(isRemembered ? [l10n.t('Last known, {0}.', ageText(fetchedAtMs, Date.now()))] : []),
    ...(isRemembered && failure ? [presentError(failure).cause] : []),
    ...(isCut ? [l10n.t('Only the first {0} fields are shown.', fields.length)] : []),
  ];
  return {
    lang: env.language,
    title: resource.title,
    key,
    description: resource.description,
    note: notes.length === 0 ? undefined : notes.join(' '),
    facts: factsOf(content),
    rows: fields.map((field) => rowOf(field, content)),
  };
}

function factsOf({ connection, resource }: PageContent): readonly PageFact[] {
  const { $id, altId, kind, version, status } = resource;
  const { name, sandbox } = connection;
  return [
    { label: l10n.t('Kind'), value: kindNames[kind]() },
    { label: '$id', value: $id, isId: true },
    ...(altId === undefined ? [] : [{ label: 'meta:altId', value: altId, isId: true }]),
    ...(version === undefined ? [] : [{ label: l10n.t('Version'), value: version }]),
    ...(status === undefined ? [] : [{ label: l10n.t('Status'), value: statusTexts[status]() }]),
    { label: l10n.t('Connection'), value: sandbox === undefined ? name : `${name} · ${sandbox}` },
  ];
}

function rowOf(field: XdmField, { resource, library, lookup }: PageContent): PageRow {
  const markers = library?.markersOf(resource, field.path);
  return {
    path: dotPath(field.path),
    type: typeText(field, lookup),
    isRequired: field.required,
    title: field.title,
    description: field.description,
    marks: marksOf(field, markers, library),
    values: [...field.enumValues.map(valueOf), ...field.suggestedValues.map(valueOf), ...limitsOf(field)],
    example: field.example,
  };
}

function marksOf(
  { status, isRecursive, isUnresolved, typeId }: XdmField,
  markers: FieldMarkers | undefined,
  library: XdmLibrary | undefined,
): readonly string[] {
  const { identity, relationship, isDeprecated = false } = markers ?? {};
  const titleOf = ($id: string): string => library?.find($id)?.title ?? $id;
  const namespace = identity?.namespace ?? '';
  const shown = isDeprecated ? 'deprecated' : status;
  return [
    ...(identity
      ? [identity.isPrimary ? l10n.t('primary identity {0}', namespace) : l10n.t('identity {0}', namespace)]
      : []),
    ...(relationship ? [l10n.t('refers to {0}', titleOf(relationship.destinationSchema))] : []),
    ...(isRecursive && typeId !== undefined ? [l10n.t('contains {0} again', titleOf(typeId))] : []),
    ...(isUnresolved ? [l10n.t('type not available')] : []),
    ...(shown ? [statusTexts[shown]()] : []),
  ].map((mark) => mark.trim());
}

function valueOf({ value, label }: EnumValue): PageRow['values'][number] {
  return { value: String(value), label };
}

/** As JSON Schema writes them. */
function limitsOf({ type, pattern, format, minimum, maximum, minLength, maxLength }: XdmField): PageRow['values'] {
  // A date says so by its type.
  const limits = { pattern, ...(format === type ? {} : { format }), minimum, maximum, minLength, maxLength };
  return Object.entries(limits).flatMap(([name, limit]) =>
    limit === undefined ? [] : [{ value: `${name}: ${limit}`, label: undefined }],
  );
}
