import * as vscode from 'vscode';
import type { Clock } from '../../core/clock';
import type { Connection } from '../../core/credentials/connection';
import type { ResourceKind } from '../../core/platform/resourceTypes';
import { ResourceSearch } from '../../core/xdm/resourceSearch';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import { refOf } from '../../core/xdm/xdmResource';
import type { ActiveConnection } from '../connections/activeConnection';
import { commandIds } from '../ids';
import type { ResourcePicker } from '../xdm/resourceOpener';
import { targetOf, type XdmTarget } from '../xdm/xdmTarget';
import {
  messageRow,
  moreRows,
  mostRows,
  search,
  type RowButton,
  type SearchRow,
  type SearchSource,
} from './liveSearch';
import { indexRows, knownResources, resourceRow, searchTitle, wantIndex, type FoundResource } from './resourceRows';
import { commandButton, copyButton } from './rowActions';

export interface SearchPickerOptions {
  readonly active: Pick<ActiveConnection, 'required'>;
  readonly catalog: Pick<
    XdmCatalog,
    'index' | 'loadIndex' | 'list' | 'tenant' | 'loadTenant' | 'onDidChange' | 'subjectOf'
  >;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Lets one choose among all resources of both containers. */
export class SearchPicker implements ResourcePicker {
  constructor(private readonly options: SearchPickerOptions) {}

  /** @throws {AepError} what {@link ActiveConnection.required} throws */
  async pick(title: string, kinds?: readonly ResourceKind[]): Promise<XdmTarget | undefined> {
    let chosen: XdmTarget | undefined;
    await this.choose(title, kinds, (target) => {
      chosen = target;
      return Promise.resolve(true);
    });
    return chosen;
  }

  /**
   * @param choose is run while the list is still there; it stays, with what was typed, when that gives `false`
   * @throws {AepError} what {@link ActiveConnection.required} throws
   */
  async choose(
    title: string,
    kinds: readonly ResourceKind[] | undefined,
    choose: (target: XdmTarget) => Promise<boolean>,
  ): Promise<void> {
    const { active, catalog } = this.options;
    const connection = active.required();
    void wantIndex(catalog, connection);
    // Only to say whose a resource is: it is not waited for.
    void catalog.loadTenant(connection);
    await search(this.#source(connection, title, kinds), (found) => choose(targetOf(connection, found)));
  }

  #source(
    connection: Connection,
    title: string,
    kinds: readonly ResourceKind[] | undefined,
  ): SearchSource<FoundResource> {
    const { catalog, clock } = this.options;
    const subject = catalog.subjectOf(connection);
    let searched = this.#searchable(connection, kinds);
    return {
      placeholder: vscode.l10n.t('Title, $id or meta:altId'),
      buttons: resourceButtons(connection),
      title: () => searchTitle(title, catalog.index(connection), clock.nowMs()),
      isBusy: () => catalog.index(connection).status === 'loading',
      rows: (typed) => this.#rows(connection, searched, typed),
      onDidChange: (listener) => {
        const subscription = catalog.onDidChange((change) => {
          if (change.subject !== subject) return;
          if (change.part !== 'tenant') searched = this.#searchable(connection, kinds, searched);
          listener();
        });
        return new vscode.Disposable(() => {
          subscription.dispose();
        });
      },
    };
  }

  /** @param known is still right where the index is the same */
  #searchable(connection: Connection, kinds: readonly ResourceKind[] | undefined, known?: Searchable): Searchable {
    const { catalog } = this.options;
    const { library } = catalog.index(connection);
    if (library && known?.of === library) return known;
    const resources = knownResources(catalog, connection, kinds);
    return { of: library, count: resources.length, search: new ResourceSearch(resources) };
  }

  #rows(
    connection: Connection,
    { search: searched, count }: Searchable,
    typed: string,
  ): readonly SearchRow<FoundResource>[] {
    const { catalog } = this.options;
    const index = catalog.index(connection);
    const { tenantId } = catalog.tenant(connection);
    const all = searched.search(typed, count);
    const found = all.slice(0, mostRows);
    const status = indexRows(index, () => {
      void wantIndex(catalog, connection);
    });
    if (found.length === 0 && status.length === 0) return [emptyRow(index.status === 'loading', count)];
    return [...found.map((one) => resourceRow(one, tenantId)), ...moreRows(all.length - found.length), ...status];
  }
}

interface Searchable {
  readonly of: object | undefined;
  readonly count: number;
  readonly search: ResourceSearch<FoundResource>;
}

function emptyRow(isLoading: boolean, count: number): SearchRow<never> {
  const { l10n } = vscode;
  if (isLoading) return messageRow('loading~spin', l10n.t('Loading the XDM resources…'));
  if (count === 0) return messageRow('info', l10n.t('Adobe lists no XDM resources for this credential.'));
  return messageRow('info', l10n.t('No XDM resource matches what you typed.'));
}

function resourceButtons(connection: Connection): readonly RowButton<FoundResource>[] {
  const { l10n } = vscode;
  const subject = (found: FoundResource): Pick<XdmTarget, 'connection' | 'ref'> => ({ connection, ref: refOf(found) });
  return [
    commandButton(l10n.t('Show Fields as a Page'), 'open-preview', commandIds.showXdmPage, subject),
    copyButton(l10n.t('Copy $id'), 'copy', ({ $id }) => $id),
    commandButton(l10n.t('Reveal in XDM View'), 'list-tree', commandIds.revealXdm, subject),
  ];
}
