import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { type XdmCache } from '../../src/core/xdm/catalogTypes';
import { type XdmCatalog } from '../../src/core/xdm/xdmCatalog';
import { AdobeProcess } from './adobeProcess';
import { BareLoop, classList } from './bareLoop';
import { createCatalog, createCore, type Core } from './core';
import { median, memoryInUse, spread, takenBy, takenMs, type Taken } from './measure';
import type { Row } from './row';

const rounds = 5;
const latencyMs = 20;
const noCache: XdmCache = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};

interface Figures {
  readonly bare: number[];
  readonly ours: number[];
  /** Of processor time. */
  readonly bareCpu: number[];
  readonly oursCpu: number[];
  /** Of what stays in memory. */
  readonly heap: number[];
}

/** The class list of Adobe's container against a bare loop over the same pages, and ten times as long. */
export async function measureClassLists(): Promise<readonly Row[]> {
  const small = await measure(10_000, latencyMs);
  const near = await measure(10_000, 0);
  const large = await measure(100_000, latencyMs, 2);
  const ratios = small.ours.map((ms, round) => ms / (small.bare[round] ?? NaN));
  const growth = median(large.ours) / median(small.ours);
  const bareGrowth = median(large.bare) / median(small.bare);
  const nearMs = median(near.ours) - median(near.bare);
  return [
    {
      measure: 'list 10,000 classes, 20 ms latency',
      against: 'bare sequential requests + JSON.parse',
      goal: '≤ 1.15 time',
      figure: `${spread(ratios)}; ours ${spread(small.ours, 0)} ms, bare ${spread(small.bare, 0)} ms; without latency ${nearMs.toFixed(0)} ms more; processor time ${spread(small.oursCpu, 0)} and ${spread(small.bareCpu, 0)} ms`,
      met: median(ratios) <= 1.15,
    },
    {
      measure: 'the same, kept in memory',
      against: 'the rows that were parsed',
      goal: '≤ 1.5 heap',
      figure: spread(small.heap),
      met: median(small.heap) <= 1.5,
    },
    {
      measure: '10,000 → 100,000 classes',
      against: 'linear',
      goal: '9 to 11',
      figure: `${growth.toFixed(1)} (bare ${bareGrowth.toFixed(1)})`,
      met: growth >= 9 && growth <= 11,
    },
    await measureFirstRows(),
  ];
}

async function measure(classes: number, latency: number, times = rounds): Promise<Figures> {
  const adobe = await AdobeProcess.start({ classes, schemas: 1, fieldsPerSchema: 20 });
  const core = await createCore(adobe.ready);
  const bare = new BareLoop(adobe.ready);
  const taken: Figures = { bare: [], ours: [], bareCpu: [], oursCpu: [], heap: [] };
  try {
    await core.tokens.get(core.oauth.id);
    for (let round = -1; round < times; round += 1) {
      await adobe.restart(latency);
      const one = await measureOnce(core, bare, classes);
      if (round < 0) continue;
      taken.bare.push(one.bare.wallMs);
      taken.ours.push(one.ours.wallMs);
      taken.bareCpu.push(one.bare.cpuMs);
      taken.oursCpu.push(one.ours.cpuMs);
      taken.heap.push(one.heap);
    }
    return taken;
  } finally {
    bare.dispose();
    core.dispose();
    adobe.stop();
  }
}

async function measureOnce(
  core: Core,
  bare: BareLoop,
  classes: number,
): Promise<{ readonly bare: Taken; readonly ours: Taken; readonly heap: number }> {
  const start = await memoryInUse();
  const read: { rows: readonly unknown[] } = { rows: [] };
  const bareTook = await takenBy(async () => (read.rows = await bare.read(classList)));
  const parsed = (await memoryInUse()) - start;
  if (read.rows.length !== classes) throw new Error('Not all classes were read');
  read.rows = [];
  const between = await memoryInUse();
  const written = new EventEmitter();
  const write = (): Promise<void> => Promise.resolve(void written.emit('list'));
  const isWritten = once(written, 'list');
  let catalog: XdmCatalog | undefined = createCatalog(core, { ...noCache, write });
  const oursTook = await takenBy(() => catalog?.loadList(core.oauth, 'global', 'classes') ?? Promise.resolve());
  // It goes on with that after the load.
  await isWritten;
  const kept = (await memoryInUse()) - between;
  if (catalog.list(core.oauth, 'global', 'classes').rows.length !== classes)
    throw new Error(JSON.stringify({ ...catalog.list(core.oauth, 'global', 'classes'), rows: 0 }));
  catalog.dispose();
  catalog = undefined;
  return { bare: bareTook, ours: oursTook, heap: kept / parsed };
}

/** What an earlier session kept is shown before Adobe has answered anything. */
async function measureFirstRows(times = rounds): Promise<Row> {
  const adobe = await AdobeProcess.start({ classes: 1_000, schemas: 1, fieldsPerSchema: 20 });
  const core = await createCore(adobe.ready);
  try {
    const kept = new Map<string, string>();
    const cache: XdmCache = {
      read: (_, name) => Promise.resolve(kept.get(name)),
      write: (_, name, text) => Promise.resolve(void kept.set(name, text)),
      forget: () => Promise.resolve(),
    };
    const first = createCatalog(core, cache);
    await first.loadList(core.oauth, 'global', 'classes');
    while (!kept.has('list-global-classes')) await setImmediate();
    const shownMs: number[] = [];
    const answeredBefore: number[] = [];
    for (let round = 0; round < times; round += 1) {
      await adobe.restart(200);
      const catalog = createCatalog(core, cache);
      let load: Promise<void> | undefined;
      shownMs.push(
        await takenMs(
          () =>
            new Promise<void>((resolve) => {
              catalog.onDidChange(() => {
                if (catalog.list(core.oauth, 'global', 'classes').rows.length > 0) resolve();
              });
              load = catalog.loadList(core.oauth, 'global', 'classes');
            }),
        ),
      );
      answeredBefore.push(catalog.list(core.oauth, 'global', 'classes').isRemembered ? 0 : 1);
      await load;
      catalog.dispose();
    }
    return {
      measure: 'first rows after opening the view, cached',
      against: 'the first answer',
      goal: 'before any request is answered',
      figure: `after ${spread(shownMs, 1)} ms, while each answer takes 200 ms; ${answeredBefore.filter((count) => count > 0).length} of ${times} after an answer`,
      met: answeredBefore.every((count) => count === 0),
    };
  } finally {
    core.dispose();
    adobe.stop();
  }
}
