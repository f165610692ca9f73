import { walkFields } from '../../src/core/xdm/fields';
import { namesOf } from '../../src/core/xdm/fieldPath';
import { type XdmLibrary } from '../../src/core/xdm/xdmLibrary';

const count = 500;

/** A text as somebody types it, letter by letter: each time there is a new query. */
const typed = (text: string): string[] => Array.from(text, (_, index) => text.slice(0, index + 1));

/** So many members, from the whole length of a list. */
function spaced<T>(list: readonly T[], wanted: number): readonly T[] {
  const step = Math.max(1, Math.floor(list.length / wanted));
  return list.filter((_, index) => index % step === 0).slice(0, wanted);
}

/** Titles of all kinds, every other one with its words turned around, and now and then an id. */
export function resourceQueries({ resources }: XdmLibrary): readonly string[] {
  const texts = spaced([...resources], 60).map(({ title, altId }, index) => {
    if (index % 5 === 0) return altId ?? title;
    return index % 2 === 0 ? title : title.split(' ').reverse().join(' ');
  });
  return texts.flatMap(typed).slice(0, count);
}

/** The last names of paths, with dots or spaces between them. */
export function fieldQueries(library: XdmLibrary): readonly string[] {
  const schemas = spaced(library.list('tenant', 'schemas'), 10);
  const paths = schemas.flatMap((schema) => spaced([...walkFields(schema, library.lookup)], 6));
  const texts = paths.map(({ path }, index) => {
    const names = namesOf(path).slice(-1 - (index % 3));
    return names.join(index % 2 === 0 ? '.' : ' ');
  });
  return texts.flatMap(typed).slice(0, count);
}
