/**
 * All goals in one run, each as a ratio to the limit or to a peer, then what the explorer costs: `npm run bench`.
 *   npm run bench -- --idle       also ten real minutes in which nobody does anything
 *   npm run bench -- --rounds=5   of the explorer, 0 for none; three otherwise
 *   npm run bench -- --only=mint  one of the parts below
 * Markdown goes to stdout, what is going on to stderr.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureActivation } from './activation';
import { measureColdMints } from './cold';
import { measureExplorer } from './explorer';
import { measureIdleDay, measureIdleForReal } from './idle';
import { measureClassLists } from './lists';
import { measureMints } from './mint';
import { goals } from './report';
import type { Row } from './row';

const parts: Readonly<Record<string, readonly [what: string, measure: () => Promise<readonly Row[]>]>> = {
  activation: ['activation in windows of a real VS Code', measureActivation],
  mint: ['mints on a warm connection, and a thousand callers', measureMints],
  cold: ['mints as whole processes, beside what people use today', measureColdMints],
  lists: ['lists of 10,000 and 100,000 classes', measureClassLists],
  day: ['a day in which nobody does anything', measureIdleDay],
};

const startMs = performance.now();

function tell(what: string): void {
  const [load = 0] = loadavg();
  console.error(`[bench] ${((performance.now() - startMs) / 1000).toFixed(0)} s, load ${load.toFixed(1)}: ${what}`);
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      idle: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string' },
    },
  });
  const { only } = values;
  const isWanted = (name: string): boolean => only === undefined || name === only;
  const [loadBefore = 0] = loadavg();
  // That window does nothing, so it stands by while the rest is measured.
  const idle = values.idle ? measureIdleForReal() : Promise.resolve([]);
  idle.catch(() => undefined);
  const rows: Row[] = [];
  for (const [name, [what, measure]] of Object.entries(parts)) {
    if (!isWanted(name)) continue;
    tell(what);
    rows.push(...(await measure()));
  }
  if (values.idle) tell('the end of ten real minutes in which nobody does anything');
  rows.push(...(await idle));
  if (rows.length > 0) console.log(goals(rows));
  if (isWanted('explorer') && values.rounds !== '0') {
    tell('the explorer over 2,000 schemas of 500 fields');
    console.log(`\n${await measureExplorer(Number(values.rounds))}`);
  }
  const [loadAfter = 0] = loadavg();
  const load = `load of the machine ${loadBefore.toFixed(1)} before and ${loadAfter.toFixed(1)} after`;
  console.log(`\nNode ${process.versions.node}, ${cpus().length} cores, ${load}.`);
  tell('done');
}

run().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
