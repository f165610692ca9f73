import { footnotes, readCell, type Cell } from './cell';
import { expectedCell, type CircumstanceGroup } from './circumstance';
import { operations } from './operations';
import { wireFaults } from './wire';

const count = (cells: readonly Cell[], isProved: boolean): number =>
  cells.filter((cell) => (typeof readCell(cell) === 'object') === isProved).length;

/** The matrix as Markdown, as it lies in `docs/faults.md`. */
export function report(groups: readonly CircumstanceGroup[]): string {
  const cells = groups.flatMap(({ circumstances }) =>
    circumstances.flatMap((circumstance) => operations.map((operation) => expectedCell(circumstance, operation))),
  );
  const proved = wireFaults.length + count(cells, true);
  return [
    '# What happens when something goes wrong',
    '',
    'Made by `npm run test:proofs`, which fails when this page does not say what the run proved: `AEP_WRITE_DOCS=1 npm run test:proofs` writes it.',
    '',
    `${proved} cells, each proved by a run of its own on real sockets against the local Adobe: ${wireFaults.length} faults of the wire, then`,
    `${operations.length} things that the extension does in ${groups.flatMap(({ circumstances }) => circumstances).length} circumstances; ${count(cells, false)} cells make no sense and say why.`,
    '',
    'A cell says how the call ends and how many requests it sends (`≤` where requests run side by side). Every run proves as well that',
    '',
    '- the call ends within 65 seconds by the clock, pauses and time limits together, and nothing goes on behind it;',
    '- the stored connections stay as they are to the byte, a token that still works is not lost, none outlives its connection, and what',
    '  the explorer showed stays;',
    '- once nothing is wrong any more, the next call works;',
    '- no secret and no token is in the error, its stack and causes, the log, an address, `globalState` or a file; client secrets go to',
    '  IMS only, and no redirect is followed.',
    '',
    '✓ is what was asked for; *known*, what was known before; *without*, all but what was refused; *cancelled*, the silent end of a call that',
    'nobody waits for any more. Codes are those of `src/core/errors.ts`.',
    '',
    '## The wire, at the HTTP client',
    '',
    ...wireTable(),
    ...groups.flatMap(groupSection),
    '',
    ...Object.entries(footnotes).map(([mark, text]) => `(${mark}) ${text}  `),
    '',
  ].join('\n');
}

function wireTable(): readonly string[] {
  return table([
    ['fault', 'ends, attempts', 'pauses between them'],
    ...wireFaults.map(({ name, expected, pausesMs = [] }) => [
      name,
      shown(expected),
      pausesMs.map((ms) => `${ms / 1000} s`).join(', '),
    ]),
  ]);
}

function groupSection({ title, circumstances }: CircumstanceGroup): readonly string[] {
  return [
    '',
    `## ${title}`,
    '',
    ...table([
      ['', ...circumstances.map(({ name }) => name)],
      ...operations.map((operation) => [
        operation.name,
        ...circumstances.map((circumstance) => shown(expectedCell(circumstance, operation))),
      ]),
    ]),
    '',
    ...circumstances.map(({ name, meaning }) => `- *${name}*: ${meaning}`),
  ];
}

function shown(cell: Cell): string {
  const expected = readCell(cell);
  if (typeof expected === 'string') return `– (${expected})`;
  const { end, requests, isBound } = expected;
  const words: Readonly<Record<string, string>> = { ok: '✓', known: '✓ known', without: '✓ without' };
  const code = /^[A-Z_]+$/.test(end) ? `\`${end}\`` : end;
  return `${words[end] ?? code} ${isBound ? '≤ ' : ''}${requests}`;
}

/** Columns of equal width, so that it can be read as text too. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(line)];
}
