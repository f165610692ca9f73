import * as vscode from 'vscode';
import { untilAborted } from '../../core/abort';
import type { Connection } from '../../core/credentials/connection';
import { AepError, abortError } from '../../core/errors';
import { kindsOf, type ResourceKind } from '../../core/platform/resourceTypes';
import type { IndexState } from '../../core/xdm/catalogTypes';
import { compareLibraries, type LibraryComparison } from '../../core/xdm/libraryComparison';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { XdmResource } from '../../core/xdm/xdmResource';
import type { ResourceComparer, ResourceOpener } from '../xdm/resourceOpener';
import { sandboxName } from '../texts/sandboxTexts';
import { targetOf } from '../xdm/xdmTarget';
import { ageText, kindIcons, kindTitles } from '../texts/xdmTexts';
import { ComparisonList, type ComparisonRow } from './comparisonList';
import { withPatience } from './progress';
import { askChoice } from './quickInput';

export interface SandboxComparison {
  readonly left: Connection;
  readonly right: Connection;
  readonly catalog: Pick<XdmCatalog, 'index' | 'loadIndex' | 'stop'>;
  readonly comparer: ResourceComparer;
  readonly opener: ResourceOpener;
}

/** What differs of one kind. */
interface KindDifferences extends Omit<LibraryComparison, 'unchangedCount'> {
  readonly kind: ResourceKind;
}

/** What was found. */
interface Differences {
  /** Says how old the two sides are where one could not be asked. */
  readonly heading: string;
  /** Of the kinds that may be listed on both sides: of any other it cannot be said what differs. */
  readonly kinds: readonly KindDifferences[];
}

/**
 * Lists what an organisation has in one sandbox and not, or not so, in another, kind by kind, until the person has seen enough.
 * Adobe's own resources are the same everywhere.
 * @throws {AepError} where one of the two cannot be read; an `AbortError`
 */
export async function compareSandboxes(comparison: SandboxComparison): Promise<void> {
  const { left, right } = comparison;
  const title = vscode.l10n.t('Comparing {0} with {1}…', sandboxName(left.sandbox), sandboxName(right.sandbox));
  const differences = await withPatience(title, (signal) => load(comparison, signal));
  for (let kind: ResourceKind | undefined; ;) {
    const chosen = await chooseKind(differences, kind);
    if (!chosen) return;
    kind = chosen.kind;
    const ending = await new ComparisonList(listOf(comparison, differences.heading, chosen)).show();
    if (ending === 'closed') return;
  }
}

async function load({ left, right, catalog }: SandboxComparison, signal: AbortSignal): Promise<Differences> {
  signal.addEventListener('abort', () => {
    catalog.stop(right);
  });
  const loadAnew = async (connection: Connection): Promise<IndexState> => {
    // What is known may be of this morning: both are asked.
    await catalog.loadIndex(connection, { again: true });
    // At once: while the other one loads, a third sandbox may take its place in memory.
    return catalog.index(connection);
  };
  const [before, after] = await untilAborted(Promise.all([loadAnew(left), loadAnew(right)]), signal);
  const all = await compareLibraries(resourcesOf(before), resourcesOf(after), signal);
  const ofKind =
    (kind: ResourceKind) =>
    (one: XdmResource): boolean =>
      one.kind === kind;
  const omitted = [...before.omitted, ...after.omitted].filter(({ container }) => container === 'tenant');
  const listed = kindsOf.tenant.filter((kind) => !omitted.some((one) => one.kind === kind));
  return {
    heading: `${nameOf(left, before)} ↔ ${nameOf(right, after)}`,
    kinds: listed.map((kind) => ({
      kind,
      added: all.added.filter(ofKind(kind)),
      removed: all.removed.filter(ofKind(kind)),
      changed: all.changed.filter((pair) => pair.left.kind === kind),
    })),
  };
}

/** @throws {AepError} why nothing is known */
function resourcesOf({ library, failure, status }: IndexState): readonly XdmResource[] {
  if (!library) throw failure ?? (status === 'stopped' ? abortError() : new AepError('UNEXPECTED', 'No index'));
  return [...library.resources].filter(({ container }) => container === 'tenant');
}

async function chooseKind(
  { heading, kinds }: Differences,
  selected: ResourceKind | undefined,
): Promise<KindDifferences | undefined> {
  const unlisted = kindsOf.tenant.filter((kind) => !kinds.some((one) => one.kind === kind));
  const answer = await askChoice(
    { title: heading, canGoBack: false },
    {
      placeholder: placeholderOf(kinds, unlisted),
      choices: kinds.map((one) => ({
        label: `$(${kindIcons[one.kind]}) ${kindTitles[one.kind]()}`,
        description: summaryOf(one),
        value: one.kind,
      })),
      ...(selected === undefined ? {} : { selected }),
    },
  );
  if (typeof answer !== 'object' || !('value' in answer)) return undefined;
  return kinds.find(({ kind }) => kind === answer.value);
}

function placeholderOf(differences: readonly KindDifferences[], unlisted: readonly ResourceKind[]): string {
  if (unlisted.length > 0) {
    const kinds = unlisted.map((kind) => kindTitles[kind]()).join(', ');
    return vscode.l10n.t('Choose what to look at. Not listed for this credential: {0}', kinds);
  }
  return differences.every((one) => countOf(one) === 0)
    ? vscode.l10n.t('No differences in what the organisation defines')
    : vscode.l10n.t('Choose what to look at');
}

const countOf = ({ added, removed, changed }: KindDifferences): number =>
  added.length + removed.length + changed.length;

function summaryOf({ added, removed, changed }: KindDifferences): string {
  const parts = [
    ...(added.length === 0 ? [] : [vscode.l10n.t('{0} added', added.length)]),
    ...(removed.length === 0 ? [] : [vscode.l10n.t('{0} removed', removed.length)]),
    ...(changed.length === 0 ? [] : [vscode.l10n.t('{0} changed', changed.length)]),
  ];
  return parts.length === 0 ? vscode.l10n.t('No differences') : parts.join(', ');
}

function listOf(
  { left, right, comparer, opener }: SandboxComparison,
  heading: string,
  { kind, added, removed, changed }: KindDifferences,
): ConstructorParameters<typeof ComparisonList>[0] {
  const alone =
    (connection: Connection, icon: string) =>
    (resource: XdmResource): ComparisonRow => ({
      icon,
      resource,
      open: (signal) => opener.open(targetOf(connection, resource), { preserveFocus: true, signal }),
    });
  return {
    title: `${heading}: ${kindTitles[kind]()}`,
    groups: [
      {
        label: vscode.l10n.t('Changed ({0})', changed.length),
        rows: changed.map((pair) => ({
          icon: 'diff-modified',
          resource: pair.right,
          open: (signal) =>
            comparer.compare(targetOf(left, pair.left), targetOf(right, pair.right), { preserveFocus: true, signal }),
        })),
      },
      {
        label: vscode.l10n.t('Added: only in {0} ({1})', sandboxName(right.sandbox), added.length),
        rows: added.map(alone(right, 'diff-added')),
      },
      {
        label: vscode.l10n.t('Removed: only in {0} ({1})', sandboxName(left.sandbox), removed.length),
        rows: removed.map(alone(left, 'diff-removed')),
      },
    ],
  };
}

function nameOf(connection: Connection, { isRemembered, status, fetchedAtMs }: IndexState): string {
  const isOld = (isRemembered || status === 'failed') && fetchedAtMs !== undefined;
  return isOld
    ? `${sandboxName(connection.sandbox)} (${ageText(fetchedAtMs, Date.now())})`
    : sandboxName(connection.sandbox);
}
