import * as vscode from 'vscode';
import type { Clock } from '../../core/clock';
import type { Connection } from '../../core/credentials/connection';
import type { FieldHit, FieldIndex } from '../../core/xdm/fieldIndex';
import { jsonPointer, sqlColumn } from '../../core/xdm/fieldPath';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { FieldMarkers, XdmLibrary } from '../../core/xdm/xdmLibrary';
import { refOf } from '../../core/xdm/xdmResource';
import { shortTypeText } from '../texts/fieldTexts';
import { commandIds } from '../ids';
import { rowText } from '../texts/shownText';
import { kindIcons, kindNames } from '../texts/xdmTexts';
import type { FieldIndexes } from './fieldIndexes';
import { messageRow, mostRows, type RowButton, type SearchRow, type SearchSource } from './liveSearch';
import { indexRows, searchTitle, wantIndex } from './resourceRows';
import { commandButton, copyButton } from './rowActions';

export interface FieldSearchOptions {
  readonly connection: Connection;
  readonly catalog: Pick<XdmCatalog, 'index' | 'loadIndex' | 'onDidChange' | 'subjectOf'>;
  readonly indexes: FieldIndexes;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Every field of every schema, as far as they are known. While a younger index is built, the older one is searched. */
export class FieldSearch implements SearchSource<FieldHit>, vscode.Disposable {
  readonly placeholder = vscode.l10n.t('Names in the path of a field, such as person.name');
  readonly buttons: readonly RowButton<FieldHit>[];
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: { dispose(): void };
  #searched: { readonly library: XdmLibrary; readonly index: FieldIndex } | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(private readonly options: FieldSearchOptions) {
    const { catalog, connection } = options;
    this.buttons = fieldButtons(connection);
    const subject = catalog.subjectOf(connection);
    this.#subscription = catalog.onDidChange((change) => {
      if (change.subject !== subject || change.part !== 'index') return;
      void this.#build();
      this.#changed.fire();
    });
    void wantIndex(catalog, connection);
    void this.#build();
  }

  title(): string {
    const { catalog, connection, clock } = this.options;
    return searchTitle(vscode.l10n.t('Find XDM Field'), catalog.index(connection), clock.nowMs());
  }

  isBusy(): boolean {
    const { status, library } = this.#state;
    return status === 'loading' || (library !== undefined && library !== this.#searched?.library);
  }

  rows(typed: string): readonly SearchRow<FieldHit>[] {
    const searched = this.#searched;
    const hits = searched?.index.search(typed, mostRows + 1) ?? [];
    const found = hits
      .slice(0, mostRows)
      .map((hit) => fieldRow(hit, searched?.library.markersOf(hit.resource, hit.path)));
    const more = hits.length > mostRows ? [messageRow('ellipsis', vscode.l10n.t('and more: keep typing'))] : [];
    const { catalog, connection } = this.options;
    const status = indexRows(this.#state, () => {
      void wantIndex(catalog, connection);
    });
    const partial = searched?.index.isPartial
      ? [messageRow('warning', vscode.l10n.t('There are too many fields: not all of them are searched.'))]
      : [];
    const rows = [...found, ...more, ...partial, ...status];
    return found.length > 0 || (status.length > 0 && !searched) ? rows : [this.#emptyRow(typed), ...partial, ...status];
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  get #state(): ReturnType<XdmCatalog['index']> {
    return this.options.catalog.index(this.options.connection);
  }

  async #build(): Promise<void> {
    const { indexes } = this.options;
    const { library } = this.#state;
    if (!library || library === this.#searched?.library) return;
    await indexes.build(library);
    const index = indexes.get(library);
    if (!index || library !== this.#state.library) return;
    this.#searched = { library, index };
    this.#changed.fire();
  }

  #emptyRow(typed: string): SearchRow<never> {
    const { l10n } = vscode;
    if (this.#searched) {
      if (typed.trim() !== '') return messageRow('info', l10n.t('No field matches what you typed.'));
      const { index, library } = this.#searched;
      const count = new Intl.NumberFormat(vscode.env.language).format(index.size);
      const label = l10n.t('Type a name to search {0} fields of {1} resources.', count, library.size);
      return messageRow(
        'info',
        label,
        l10n.t('Several names, in any order, find the fields whose path contains all of them.'),
      );
    }
    const { library } = this.#state;
    const label = library
      ? l10n.t('Reading the fields of {0} resources…', library.size)
      : l10n.t('Loading the XDM resources…');
    return messageRow('loading~spin', label);
  }
}

function fieldRow(hit: FieldHit, markers: FieldMarkers | undefined): SearchRow<FieldHit> {
  const { resource, component, dotPath, title } = hit;
  const origin =
    component.$id === resource.$id
      ? []
      : [vscode.l10n.t('from {0} “{1}”', kindNames[component.kind](), component.title)];
  const named = title === undefined ? [] : [title];
  return {
    label: rowText(dotPath),
    description: [shortTypeText(hit), ...markerTexts(markers)].join(' · '),
    detail: rowText([resource.title, ...origin, ...named].join(' · ')),
    iconPath: new vscode.ThemeIcon(markers?.identity ? 'key' : hit.isLeaf ? 'symbol-field' : kindIcons.datatypes),
    value: hit,
  };
}

function markerTexts(markers: FieldMarkers | undefined): readonly string[] {
  const { l10n } = vscode;
  const { identity, relationship, isDeprecated = false } = markers ?? {};
  const namespace = identity?.namespace ?? '';
  const names = identity?.isPrimary ? l10n.t('primary identity {0}', namespace) : l10n.t('identity {0}', namespace);
  return [
    ...(identity ? [rowText(names).trim()] : []),
    ...(relationship ? [l10n.t('relationship')] : []),
    ...(isDeprecated ? [l10n.t('deprecated')] : []),
  ];
}

function fieldButtons(connection: Connection): readonly RowButton<FieldHit>[] {
  const { l10n } = vscode;
  return [
    copyButton(l10n.t('Copy Dot Path'), 'copy', ({ dotPath }) => dotPath),
    copyButton(l10n.t('Copy JSON Pointer'), 'json', ({ path }) => jsonPointer(path)),
    copyButton(l10n.t('Copy SQL Column'), 'database', ({ path }) => sqlColumn(path)),
    copyButton(l10n.t('Copy $id'), 'symbol-key', ({ resource }) => resource.$id),
    commandButton(l10n.t('Show Fields as a Page'), 'open-preview', commandIds.showXdmPage, ({ resource }) => ({
      connection,
      ref: refOf(resource),
    })),
  ];
}
