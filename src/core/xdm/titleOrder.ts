interface Titled {
  readonly title: string;
  readonly $id: string;
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** Sorted by title as a person sorts, then by id, so that equal titles keep their places. */
export function sortByTitle<T extends Titled>(rows: Iterable<T>): readonly T[] {
  return [...rows].sort((a, b) => collator.compare(a.title, b.title) || (a.$id < b.$id ? -1 : 1));
}
