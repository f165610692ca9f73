import { abortError } from '../errors';
import { fieldComponents, type FieldComponent } from './fieldComponents';
import { dotPath } from './fieldPath';
import { walkFields } from './fields';
import { FieldTable, none, type FieldRow } from './fieldTable';
import { termRank, termsOf } from './termMatch';
import { TimeSlices } from './timeSlices';
import type { XdmLibrary } from './xdmLibrary';
import type { XdmResource } from './xdmResource';

export interface FieldIndexOptions {
  readonly signal?: AbortSignal | undefined;
  readonly maxPathsPerComponent?: number;
  readonly maxPaths?: number;
}

export interface FieldHit extends FieldRow {
  /** The schema that has the field; the component itself where no schema uses it. */
  readonly resource: XdmResource;
  readonly dotPath: string;
  /** Where the field comes from: a class, a behavior, a field group, a data type, or the schema itself. */
  readonly component: XdmResource;
}

/** A component and its rows in the table, which end where those of the next begin. */
interface IndexedComponent extends FieldComponent {
  readonly start: number;
  readonly end: number;
}

interface Found {
  readonly row: number;
  readonly component: IndexedComponent;
  readonly points: number;
}

/** None of the terms is in the name: they are in those above it. */
const inPath = termRank.inside + 1;
const maxLength = 0xff;
/** Points by which fields that are in no schema come after all that are. */
const unusedPoints = (inPath + 1) * (maxLength + 1);
const unmatched = 0xffff;

/**
 * Every field of every schema, by the names on its path. What schemas share is in here once, with 16 bytes a field beside the texts, so that
 * 2,000 schemas of 500 fields take as much as the field groups they are made of: at most 16 MB for {@link FieldIndexOptions.maxPaths}.
 */
export class FieldIndex {
  private constructor(
    private readonly table: FieldTable,
    private readonly components: readonly IndexedComponent[],
    /** Not every field is in here. */
    readonly isPartial: boolean,
  ) {}

  /**
   * Reads all fields, and gives way to other work all the time.
   * @throws an `AbortError`
   */
  static async build(library: XdmLibrary, options: FieldIndexOptions = {}): Promise<FieldIndex> {
    const { signal, maxPathsPerComponent = 20_000, maxPaths = 1_000_000 } = options;
    const slices = new TimeSlices();
    const table = new FieldTable();
    const components: IndexedComponent[] = [];
    let isPartial = false;
    for (const component of fieldComponents(library)) {
      const start = table.size;
      const maxFields = Math.min(maxPathsPerComponent, maxPaths - start);
      /** The rows from the root to the field before. */
      const open: number[] = [];
      const walk = walkFields(component.own, library.lookup, { maxFields });
      let next = walk.next();
      for (; !next.done; next = walk.next()) {
        const { value: field } = next;
        const level = field.path.filter((step) => step !== 'items').length - 1;
        open[level] = table.add(field, open[level - 1] ?? none);
        await slices.next();
        if (signal?.aborted) throw abortError();
      }
      isPartial ||= next.value;
      components.push({ ...component, start, end: table.size });
    }
    return new FieldIndex(table, components, isPartial);
  }

  /** How many fields are in here, each component's once. */
  get size(): number {
    return this.table.size;
  }

  /**
   * Fields whose path has all terms, which spaces and dots part, in any order and case. Best first: a name that is a term, begins with
   * one, has one where a word begins, has one, and then fields below such; the shorter path first. Fields of no schema come last.
   */
  search(query: string, limit = 200): readonly FieldHit[] {
    const terms = termsOf(query, /[\s.[\]]+/);
    const hits: FieldHit[] = [];
    if (terms.length === 0) return hits;
    const seen = new Set<string>();
    for (const { row, component } of this.#bestFirst(this.#rate(terms), limit)) {
      const field = this.table.read(row);
      const text = dotPath(field.path);
      for (const resource of component.schemas.length > 0 ? component.schemas : [component.resource]) {
        if (hits.length >= limit) return hits;
        // Several field groups of one schema may have the same field.
        const key = `${resource.$id} ${text}`;
        if (seen.has(key)) continue;
        seen.add(key);
        hits.push({ ...field, resource, dotPath: text, component: component.resource });
      }
    }
    return hits;
  }

  /** @returns points for each row, less for a better one; {@link unmatched} for those that lack a term */
  #rate(terms: readonly string[]): Uint16Array {
    const { table } = this;
    const names = table.matchNames(terms);
    const all = (1 << terms.length) - 1;
    const found = new Uint8Array(table.size);
    const points = new Uint16Array(table.size).fill(unmatched);
    for (const { start, end, schemas } of this.components) {
      const base = schemas.length > 0 ? 0 : unusedPoints;
      for (let row = start; row < end; row += 1) {
        const name = table.nameOf(row);
        const own = names.terms[name] ?? 0;
        // The row above comes first, so that it is known what was found there.
        const terms = own | (found[table.parentOf(row)] ?? 0);
        found[row] = terms;
        if (terms !== all) continue;
        const rank = own === 0 ? inPath : (names.ranks[name] ?? inPath);
        points[row] = base + rank * (maxLength + 1) + Math.min(table.lengthOf(row), maxLength);
      }
    }
    return points;
  }

  /** Sorts as many as are wanted at a time: hardly anybody wants more. */
  *#bestFirst(points: Uint16Array, limit: number): Generator<Found, void, undefined> {
    const counts = new Uint32Array(unusedPoints * 2);
    for (const point of points) if (point !== unmatched) counts[point] = (counts[point] ?? 0) + 1;
    for (let from = 0; from < counts.length;) {
      let to = from;
      for (let count = 0; to < counts.length && count < limit; to += 1) count += counts[to] ?? 0;
      const found: Found[] = [];
      for (const component of this.components) {
        for (let row = component.start; row < component.end; row += 1) {
          const point = points[row] ?? unmatched;
          if (point >= from && point < to) found.push({ row, component, points: point });
        }
      }
      yield* found.sort((a, b) => a.points - b.points);
      from = to;
    }
  }
}
