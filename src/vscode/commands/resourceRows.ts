import { env, l10n, ThemeIcon } from 'vscode';
import { containers, kindsOf, type Container, type ResourceKind } from '../../core/platform/resourceTypes';
import type { Connection } from '../../core/credentials/connection';
import type { IndexState } from '../../core/xdm/catalogTypes';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { XdmResource } from '../../core/xdm/xdmResource';
import { presentError } from '../errorPresenter';
import { rowText } from '../texts/shownText';
import { ageText, containerTitle, kindIcons, kindNames, kindTitles, statusTexts } from '../texts/xdmTexts';
import { messageRow, type SearchRow } from './liveSearch';

/** What a list of resources shows and finds of each. */
export type FoundResource = Omit<XdmResource, 'document'>;

/** Every resource that is known: of the index, or of the lists that were loaded already while there is none. */
export function knownResources(
  catalog: Pick<XdmCatalog, 'index' | 'list'>,
  connection: Connection,
  kinds: readonly ResourceKind[] | undefined,
): readonly FoundResource[] {
  const { library } = catalog.index(connection);
  const isWanted = ({ kind }: { readonly kind: ResourceKind }): boolean => kinds?.includes(kind) ?? true;
  if (library) return [...library.resources].filter(isWanted);
  return containers.flatMap((container) =>
    kindsOf[container].flatMap((kind) => {
      if (!isWanted({ kind })) return [];
      const { rows } = catalog.list(connection, container, kind);
      return rows.map((row) => ({ ...row, container, kind, description: undefined, status: undefined }));
    }),
  );
}

export function resourceRow(resource: FoundResource, tenantId: string | undefined): SearchRow<FoundResource> {
  const { title, $id, kind, container, status } = resource;
  const facts = [kindNames[kind](), containerTitle(container, tenantId), ...(status ? [statusTexts[status]()] : [])];
  return {
    label: rowText(title),
    description: facts.join(' · '),
    detail: rowText($id),
    iconPath: new ThemeIcon(kindIcons[kind]),
    value: resource,
  };
}

/** The title of a search: with the age of what is searched, where Adobe did not give it in this session. */
export function searchTitle(title: string, { isRemembered, fetchedAtMs, status }: IndexState, nowMs: number): string {
  if (!isRemembered || fetchedAtMs === undefined) return title;
  const age = ageText(fetchedAtMs, nowMs);
  return status === 'loading' ? l10n.t('{0} – {1}, refreshing', title, age) : l10n.t('{0} – {1}', title, age);
}

/** What there is to say of the index beside what was found in it. */
export function indexRows(
  { failure, status, omitted, isPartial }: IndexState,
  retry: () => void,
): readonly SearchRow<never>[] {
  const rows: SearchRow<never>[] = [];
  if (failure && status !== 'loading') {
    const { cause, remedy } = presentError(failure);
    const label = l10n.t('The request to Adobe failed: {0}', cause);
    rows.push({ ...messageRow('error', label, [remedy, l10n.t('Choose this to try again.')].join(' ')), run: retry });
  }
  if (status === 'stopped') {
    rows.push({ ...messageRow('debug-stop', l10n.t('Loading was stopped. Choose this to continue.')), run: retry });
  }
  const left = omitted.flatMap(({ container, kind }) => (kind === 'descriptors' ? [] : [partName(container, kind)]));
  if (left.length > 0) {
    const list = new Intl.ListFormat(env.language).format(left);
    rows.push(
      messageRow('warning', l10n.t('Not searched, because Adobe does not list them for this credential: {0}', list)),
    );
  }
  if (isPartial)
    rows.push(messageRow('warning', l10n.t('There are too many resources: not all of them are searched.')));
  return rows;
}

/** Loads the index, unless it was loaded in this session. */
export function wantIndex(catalog: Pick<XdmCatalog, 'index' | 'loadIndex'>, connection: Connection): Promise<void> {
  const { status } = catalog.index(connection);
  return catalog.loadIndex(connection, { again: status === 'failed' || status === 'stopped' });
}

function partName(container: Container, kind: ResourceKind): string {
  return l10n.t('{0} ({1})', kindTitles[kind](), containerTitle(container, undefined));
}
