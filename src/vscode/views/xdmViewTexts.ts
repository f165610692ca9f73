import { l10n } from 'vscode';
import type { UsedConnection } from '../connections/choice';
import { presentError } from '../errorPresenter';
import { sandboxMark } from '../texts/sandboxTexts';
import { ageText, kindPlurals, kindTitles } from '../texts/xdmTexts';
import type { XdmContent } from './xdmContent';
import type { ResourceFilter } from '../../core/xdm/resourceFilter';

/** Where one is, and how many classes there are or how old they are. */
export function descriptionOf({ connection, sandboxType }: UsedConnection, content: XdmContent, nowMs: number): string {
  const { name, sandbox } = connection;
  const { status, rows, isRemembered, fetchedAtMs } = content.list('global', 'classes');
  const facts = [
    sandboxMark(sandbox, sandboxType),
    status === 'complete' ? classCount(rows.length) : '',
    isRemembered && fetchedAtMs !== undefined ? ageText(fetchedAtMs, nowMs) : '',
  ];
  return [name, ...facts].filter((part) => part !== '').join(' · ');
}

function classCount(count: number): string {
  return count === 1 ? l10n.t('1 class') : l10n.t('{0} classes', count);
}

/** What the rows cannot say: a row is one line, cut where the side bar ends. */
export function messageOf(content: XdmContent, filter: ResourceFilter | undefined, nowMs: number): string {
  const sentences = [filterText(filter), failureText(content, nowMs) ?? classesText(content)];
  return sentences.filter((sentence) => sentence !== '').join('. ');
}

function filterText(filter: ResourceFilter | undefined): string {
  if (!filter) return '';
  const { matching, all } = filter.count();
  return l10n.t('Filter: “{0}” – {1} of {2}', filter.text, matching, all);
}

/** The first failure of a list. Where something is shown nevertheless, its age. */
function failureText(content: XdmContent, nowMs: number): string | undefined {
  for (const [container, kind] of content.openedLists) {
    const { failure, isRemembered, fetchedAtMs } = content.list(container, kind);
    if (!failure) continue;
    const { message } = presentError(failure);
    if (isRemembered && fetchedAtMs !== undefined) {
      return l10n.t('Last known {0}, {1}. {2}', kindPlurals[kind](), ageText(fetchedAtMs, nowMs), message);
    }
    // The classes of Adobe are what the view is there for first.
    return container === 'global' && kind === 'classes' ? message : l10n.t('{0}: {1}', kindTitles[kind](), message);
  }
  return undefined;
}

function classesText(content: XdmContent): string {
  const { status, rows } = content.list('global', 'classes');
  if (status === 'complete' && rows.length === 0) {
    return l10n.t('The registry lists no classes in the global container.');
  }
  if (status === 'stopped') return l10n.t('Stopped after {0} classes. Refresh to load all.', rows.length);
  return '';
}
