import { type Clock } from '../../src/core/clock';
import { type Disposable } from '../../src/core/event';

/** Lets everything run that waits for nothing but its turn. */
export async function settled(turns = 8): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
}

/** Lets real sockets go on until something is so. @throws when it is not so within half a minute of real time */
export async function until(holds: () => boolean, what = 'what the test waits for'): Promise<void> {
  const endMs = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`It never came to ${what}`);
    await new Promise(setImmediate);
  }
}

interface Timer {
  dueMs: number;
  readonly delayMs: number;
  readonly callback: () => void;
}

/** A clock that stands still until the test moves it. */
export class FakeClock implements Clock {
  /** How many timers went off. */
  wakeUps = 0;
  readonly #timers = new Set<Timer>();
  #nowMs: number;

  constructor(nowMs = Date.UTC(2026, 2, 1, 8)) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  setTimer(callback: () => void, delayMs: number): Disposable {
    const timer = { callback, delayMs, dueMs: this.#nowMs + delayMs };
    this.#timers.add(timer);
    return { dispose: () => this.#timers.delete(timer) };
  }

  /** The delays of the timers that are running. */
  get running(): readonly number[] {
    return [...this.#timers].map(({ delayMs }) => delayMs);
  }

  /** Time goes by: timers go off in their order, and what they set off runs as far as it can. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settled();
    for (let next = this.#nextUntil(endMs); next; next = this.#nextUntil(endMs)) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      this.wakeUps += 1;
      next.callback();
      await settled(4);
    }
    this.#nowMs = endMs;
  }

  /** The machine sleeps: time goes by, timers stand still. Also what a wrong clock does when it is set right. */
  sleep(ms: number): void {
    this.#nowMs += ms;
    for (const timer of this.#timers) timer.dueMs += ms;
  }

  /** Waits until somebody has set a timer of this delay, then lets it go off. */
  async ring(delayMs: number): Promise<void> {
    await until(() => this.running.includes(delayMs), `a timer of ${delayMs} ms, but only of ${this.running.join()}`);
    await this.advance(delayMs);
  }

  #nextUntil(endMs: number): Timer | undefined {
    const [next] = [...this.#timers].filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs);
    return next;
  }
}
