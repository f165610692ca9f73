import { type GeneratedRegistry } from '../emulator/data/generatedRegistry';
import { type Figures, type Memory } from './figures';
import { median, quantile, spread, type Pair, type Taken, type TakenInTurns } from './measure';
import type { Row } from './row';

export interface Results {
  readonly large: Figures;
  /** Of half the size. */
  readonly small: Figures;
  readonly memory: Memory;
}

/** The table of goals as Markdown. */
export function goals(rows: readonly Row[]): string {
  return table(
    ['measure', 'against', 'goal', 'figure: median (least–most)', 'met'],
    rows.map(({ measure, against, goal, figure, met }) => [measure, against, goal, figure, met ? 'yes' : '**no**']),
  );
}

/** What the explorer costs, as Markdown. */
export function report({ classes, schemas, fieldsPerSchema }: GeneratedRegistry, results: Results): string {
  const { large, small, memory } = results;
  const head = `${classes} classes, ${schemas} schemas of ${fieldsPerSchema} fields; ${large.index.length} rounds: median (least–most)`;
  return [head, timeTable(large), searchTable(large), growthTable(large, small), memoryTable(memory)].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const wall = ({ wallMs }: Taken): number => wallMs;
const cpu = ({ cpuMs }: Taken): number => cpuMs;
const hold = ({ longestHoldMs }: TakenInTurns): number => longestHoldMs;
const ours = (pairs: readonly Pair[]): readonly TakenInTurns[] => pairs.map((pair) => pair.ours);

function timeTable({ firstRows, classList, index, keeping, fieldIndex }: Figures): string {
  const compared = (what: string, pairs: readonly Pair[]): readonly string[] => [
    what,
    spread(
      pairs.map(({ bare }) => wall(bare)),
      0,
    ),
    spread(ours(pairs).map(wall), 0),
    spread(pairs.map((pair) => wall(pair.ours) / wall(pair.bare))),
    spread(pairs.map((pair) => cpu(pair.ours) / cpu(pair.bare))),
    spread(ours(pairs).map(hold), 0),
  ];
  const alone = (what: string, took: readonly TakenInTurns[]): readonly string[] => {
    return [what, '–', spread(took.map(wall), 0), '–', `${spread(took.map(cpu), 0)} ms`, spread(took.map(hold), 0)];
  };
  return table(
    ['', 'bare loop, ms', 'ours, ms', 'ratio', 'ratio of processor time', 'longest hold, ms'],
    [
      compared('first rows of the class list', firstRows),
      compared('whole class list', classList),
      compared('index of both containers', index),
      alone('writing that down for the next session', keeping),
      alone('field index from that', fieldIndex),
    ],
  );
}

function searchTable({ resourceSearch, fieldSearch }: Figures): string {
  const row = (what: string, queries: readonly Taken[]): readonly string[] => {
    const at = (share: number, of: (taken: Taken) => number): string => quantile(queries.map(of), share).toFixed(1);
    return [what, at(0.5, wall), at(0.95, wall), at(0.5, cpu), at(0.95, cpu)];
  };
  return table(
    ['search, one query', 'median, ms', '95 of 100, ms', 'median of processor time, ms', '95 of 100, ms'],
    [row('of resources', resourceSearch.flat()), row('of fields', fieldSearch.flat())],
  );
}

function growthTable(large: Figures, small: Figures): string {
  const row = (what: string, of: (figures: Figures) => readonly number[]): readonly string[] => {
    const before = of(small);
    return [what, spread(of(large).map((value, round) => value / (before[round] ?? NaN)))];
  };
  const middle = (round: readonly Taken[]): number => median(round.map(cpu));
  return table(
    ['twice as much of everything', 'processor time, times'],
    [
      row('whole class list', ({ classList }) => ours(classList).map(cpu)),
      row('index of both containers', ({ index }) => ours(index).map(cpu)),
      row('field index', ({ fieldIndex }) => fieldIndex.map(cpu)),
      row('search of resources', ({ resourceSearch }) => resourceSearch.map(middle)),
      row('search of fields', ({ fieldSearch }) => fieldSearch.map(middle)),
    ],
  );
}

function memoryTable({ json, resourceCount, fieldCount, ...kept }: Memory): string {
  const row = (what: string, bytes: number): readonly string[] => {
    return [what, (bytes / 1e6).toFixed(1), (bytes / json).toFixed(2)];
  };
  return table(
    ['in memory', 'MB', 'of the JSON'],
    [
      row(`JSON of all pages, ${resourceCount} resources`, json),
      row('the same, parsed by the bare loop', kept.parsed),
      row('library', kept.library),
      row(`field index, ${fieldCount} fields`, kept.fieldIndex),
      row('search of resources', kept.resourceSearch),
    ],
  );
}
