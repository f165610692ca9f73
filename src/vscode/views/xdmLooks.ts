import * as vscode from 'vscode';
import type { AepErrorCode } from '../../core/errors';
import type { FieldType, XdmField } from '../../core/xdm/xdmField';
import type { FieldMarkers } from '../../core/xdm/xdmLibrary';
import { presentError } from '../errorPresenter';
import type { ErrorAction } from '../texts/errorText';
import { typeText } from '../texts/fieldTexts';
import { commandIds, contextValues } from '../ids';
import { containerTitle, kindIcons, kindNames, kindTitles, statusTexts } from '../texts/xdmTexts';
import { fieldMarks } from './fieldMarks';
import { groupMembers } from './xdmBranches';
import type { XdmContent } from './xdmContent';
import type { ResourceFilter } from '../../core/xdm/resourceFilter';
import type { ContainerRow, FailureRow, FieldRow, GroupRow, KindRow, ResourceRow, XdmTreeRow } from './xdmRows';

/** What the looks of rows depend on besides the rows. */
export interface LookContext {
  readonly content: XdmContent | undefined;
  readonly filter: ResourceFilter | undefined;
}

/** How a row looks and is read out: what can be compared of it. */
export interface RowLook {
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly icon: string | undefined;
  readonly colour?: string;
  readonly state: 'leaf' | 'collapsed' | 'expanded';
  readonly contextValue?: string;
}

export function lookOf(row: XdmTreeRow, context: LookContext): RowLook {
  const { content } = context;
  if (row.kind === 'failure') return failureLook(row);
  if (row.kind === 'stopped') return stoppedLook();
  if (!content) return plain('', '');
  switch (row.kind) {
    case 'container':
      return containerLook(row, content);
    case 'kind':
      return kindLook(row, content, context.filter);
    case 'resource':
      return resourceLook(row, content);
    case 'group':
      return groupLook(row, content);
    case 'field':
      return fieldLook(row, content);
  }
}

export function toItem(row: XdmTreeRow, look: RowLook): vscode.TreeItem {
  const item = new vscode.TreeItem(look.label, collapsible[look.state]);
  item.id = row.id;
  item.description = look.description;
  item.accessibilityInformation = { label: look.spoken };
  if (look.icon !== undefined) {
    item.iconPath = new vscode.ThemeIcon(look.icon, look.colour === undefined ? undefined : colourOf(look.colour));
  }
  if (look.contextValue !== undefined) item.contextValue = look.contextValue;
  if (row.target) {
    item.command = { command: commandIds.openXdm, title: vscode.l10n.t('Open XDM Resource'), arguments: [row] };
  }
  return item;
}

const colourOf = (id: string): vscode.ThemeColor => new vscode.ThemeColor(id);

const collapsible = {
  leaf: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;

function plain(label: string, description: string): RowLook {
  return {
    label,
    description,
    spoken: [label, description].filter(Boolean).join(', '),
    icon: undefined,
    state: 'leaf',
  };
}

function containerLook({ container, filter }: ContainerRow, { tenant }: XdmContent): RowLook {
  const label = containerTitle(container, tenant.tenantId);
  const isNamed = container === 'tenant' && tenant.tenantId !== undefined;
  return {
    ...plain(label, isNamed ? vscode.l10n.t('your organisation') : ''),
    icon: container === 'global' ? 'globe' : 'organization',
    state: filter !== undefined || container === 'global' ? 'expanded' : 'collapsed',
    contextValue: contextValues.xdmContainer,
  };
}

function kindLook(row: KindRow, content: XdmContent, filter: ResourceFilter | undefined): RowLook {
  const { container, resourceKind } = row;
  const isOpen = filter !== undefined || (container === 'global' && resourceKind === 'classes');
  return {
    ...plain(kindTitles[resourceKind](), kindCount(row, content, filter)),
    icon: undefined,
    state: isOpen ? 'expanded' : 'collapsed',
    contextValue: contextValues.xdmKind,
  };
}

function kindCount(
  { container, resourceKind }: KindRow,
  content: XdmContent,
  filter: ResourceFilter | undefined,
): string {
  const { l10n } = vscode;
  const { status, isPartial } = content.list(container, resourceKind);
  const count = content.listed(container, resourceKind)?.length;
  if (filter) return l10n.t('{0} of {1}', filter.matches(container, resourceKind).length, count ?? 0);
  if (status === 'loading') return count === undefined ? l10n.t('loading…') : l10n.t('{0}, loading…', count);
  if (count === 0) return l10n.t('none');
  if (isPartial) return l10n.t('the first {0}', count ?? 0);
  return count === undefined ? '' : String(count);
}

const contextsByKind = {
  schemas: contextValues.xdmSchema,
  classes: contextValues.xdmClass,
  fieldgroups: contextValues.xdmFieldGroup,
  datatypes: contextValues.xdmDataType,
  behaviors: contextValues.xdmBehavior,
  unions: contextValues.xdmUnion,
} as const;

function resourceLook({ resource, parent }: ResourceRow, content: XdmContent): RowLook {
  const { kind, title, version } = resource;
  const status = content.statusOf(resource);
  const kindName = kindNames[kind]();
  // Among resources of other kinds, or fields, a row says what it is.
  const marks = [parent.kind === 'resource' ? kindName : undefined, version, status && statusTexts[status]()];
  const spoken = [
    vscode.l10n.t('XDM {0} {1}', kindName, title),
    version === undefined ? undefined : vscode.l10n.t('version {0}', version),
    status && statusTexts[status](),
  ];
  return {
    label: title,
    description: join(marks, ' · '),
    spoken: join(spoken, ', '),
    icon: kindIcons[kind],
    ...(status === 'deprecated' ? { colour: 'disabledForeground' } : {}),
    state: 'collapsed',
    contextValue: contextsByKind[kind],
  };
}

function groupLook(row: GroupRow, content: XdmContent): RowLook {
  const count = groupMembers(row, content)?.length;
  const isOfClass = row.parent.resource.kind === 'classes';
  const of = row.parent.resource.title;
  const spoken =
    row.resourceKind === 'schemas'
      ? vscode.l10n.t('Schemas that use the class {0}', of)
      : isOfClass
        ? vscode.l10n.t('Field groups that extend the class {0}', of)
        : vscode.l10n.t('Field groups of the schema {0}', of);
  const description = count === undefined ? '' : count === 0 ? vscode.l10n.t('none') : String(count);
  return {
    label: kindTitles[row.resourceKind](),
    description,
    spoken: join([spoken, description], ', '),
    icon: kindIcons[row.resourceKind],
    state: count === 0 ? 'leaf' : 'collapsed',
    contextValue: contextValues.xdmGroup,
  };
}

const iconsByType: Readonly<Record<FieldType, string>> = {
  string: 'symbol-string',
  number: 'symbol-number',
  integer: 'symbol-number',
  boolean: 'symbol-boolean',
  object: 'symbol-object',
  map: 'bracket-dot',
  date: 'calendar',
  'date-time': 'calendar',
  unknown: 'symbol-misc',
};

function fieldLook(row: FieldRow, content: XdmContent): RowLook {
  const { field } = row;
  const type = typeText(field, content.lookup);
  const marks = fieldMarks(row, content);
  const label = field.name === '*' ? vscode.l10n.t('each value') : field.name;
  const markers = content.markersOf(row.owner, field);
  const isDeprecated = field.status === 'deprecated' || markers?.isDeprecated === true;
  return {
    label,
    description: join([type, ...marks], ' · '),
    spoken: join([vscode.l10n.t('field {0}', label), type, ...marks], ', '),
    icon: fieldIcon(field, markers),
    ...(isDeprecated ? { colour: 'disabledForeground' } : {}),
    state: field.hasFields && !field.isRecursive ? 'collapsed' : 'leaf',
    contextValue: contextValues.xdmField,
  };
}

/** What leads to people or other records is seen at once, also where the words are cut. */
function fieldIcon(field: XdmField, markers: FieldMarkers | undefined): string {
  if (markers?.identity) return 'key';
  if (markers?.relationship) return 'link';
  if (field.arrayDepth > 0) return 'symbol-array';
  return field.enumValues.length > 0 ? 'symbol-enum' : iconsByType[field.type];
}

function failureLook({ failure, parent }: FailureRow): RowLook {
  const { cause, remedy, message, action } = presentError(failure);
  return {
    label: cause,
    description: remedy,
    spoken: message,
    icon: 'error',
    colour: 'list.errorForeground',
    state: 'leaf',
    contextValue: contextValueOf(failure.code, action, parent),
  };
}

function stoppedLook(): RowLook {
  return {
    ...plain(vscode.l10n.t('Loading was stopped'), ''),
    icon: 'debug-stop',
    contextValue: contextValues.failureOfRow,
  };
}

/** Which button the row of a failure has: the one that helps. */
function contextValueOf(code: AepErrorCode, action: ErrorAction, parent: XdmTreeRow | undefined): string {
  const ofToken: readonly AepErrorCode[] = ['TOKEN_REVOKED', 'RENEWAL_OFF'];
  const ofSecret: readonly AepErrorCode[] = ['SECRET_MISSING', 'TOKEN_EXPIRED', 'TOKEN_REVOKED'];
  if (action === 'generate' && ofToken.includes(code)) return contextValues.failureOfToken;
  if (action === 'enterSecret' && ofSecret.includes(code)) return contextValues.failureOfSecret;
  return parent ? contextValues.failureOfRow : contextValues.failure;
}

function join(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}
