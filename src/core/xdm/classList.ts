import type { ResourceSummary } from '../platform/schemaRegistry';

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** Sorted by title as a person sorts, then by id, so that equal titles keep their places. */
export function sortByTitle(classes: readonly ResourceSummary[]): readonly ResourceSummary[] {
  return [...classes].sort((a, b) => collator.compare(a.title, b.title) || (a.$id < b.$id ? -1 : 1));
}
