import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

/** What a piece of work took: by the clock on the wall, and of this process's processor time. */
export interface Taken {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Of work that gives way to other work. */
export interface TakenInTurns extends Taken {
  /** How long nothing else had its turn, at most. */
  readonly longestHoldMs: number;
}

/** One round: ours, and the bare loop over the same pages. */
export interface Pair {
  readonly bare: TakenInTurns;
  readonly ours: TakenInTurns;
}

function start(): () => Taken {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  return () => {
    const wallMs = performance.now() - startMs;
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs, cpuMs: (user + system) / 1000 };
  };
}

export async function takenMs(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

export async function takenBy(work: () => Promise<unknown>): Promise<Taken> {
  const stop = start();
  await work();
  return stop();
}

/** Of work that was done again and again: what else the machine does only adds to it. */
export const least = (values: readonly number[]): number => Math.min(...values);

export function taken(work: () => unknown): Taken {
  const stop = start();
  work();
  return stop();
}

export async function takenInTurns<T>(
  work: () => Promise<T>,
): Promise<{ readonly took: TakenInTurns; readonly made: T }> {
  collectGarbage();
  const eventLoop = monitorEventLoopDelay({ resolution: 1 });
  eventLoop.enable();
  const stop = start();
  const made = await work();
  const took = stop();
  eventLoop.disable();
  return { took: { ...took, longestHoldMs: eventLoop.max / 1e6 }, made };
}

/** @returns bytes in use after everything that nobody needs is gone */
export async function memoryInUse(): Promise<number> {
  // What was awaited last is held until the next turn, and what is weakly held goes in the turn after.
  for (let turn = 0; turn < 3; turn += 1) {
    await setImmediate();
    collectGarbage();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function collectGarbage(): void {
  if (!globalThis.gc) throw new Error('Run with node --expose-gc');
  globalThis.gc();
}

/** @param share 0.5 for the median */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The median, and between what it lies: `1.20 (1.10–1.35)`. */
export function spread(values: readonly number[], digits = 2): string {
  const [least, most] = [quantile(values, 0), quantile(values, 1)].map((value) => value.toFixed(digits));
  return `${median(values).toFixed(digits)} (${least ?? ''}–${most ?? ''})`;
}
