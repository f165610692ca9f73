import type { Clock } from './clock';
import type { Disposable } from './event';

/** A laptop that slept fires its timers late, so the wall clock is looked at no less often than this. */
const longestTimerMs = 60_000;

/**
 * Calls back at wall-clock times. All alarms share one timer, which runs only while there is an alarm and wakes at most once a
 * minute unless one is due. After a sleep a due alarm rings within a minute, or at once when {@link check} is called.
 */
export class Alarms implements Disposable {
  readonly #alarms = new Set<{ readonly atMs: number; readonly ring: () => void }>();
  #timer: Disposable | undefined;

  constructor(private readonly clock: Clock) {}

  /** Rings once at `atMs` by this machine's clock. Dispose the result to call it off. */
  set(atMs: number, ring: () => void): Disposable {
    const alarm = { atMs, ring };
    this.#alarms.add(alarm);
    this.#arm();
    return {
      dispose: () => {
        if (this.#alarms.delete(alarm)) this.#arm();
      },
    };
  }

  /**
   * Rings what is due. To be called when the window gets the focus: the machine may have slept. An alarm that throws does not keep
   * the others from ringing.
   * @throws {AggregateError} of what alarms threw, when all have rung
   */
  check(): void {
    const nowMs = this.clock.nowMs();
    const due = [...this.#alarms].filter(({ atMs }) => atMs <= nowMs);
    for (const alarm of due) this.#alarms.delete(alarm);
    const failures: unknown[] = [];
    for (const alarm of due) {
      try {
        alarm.ring();
      } catch (error) {
        failures.push(error);
      }
    }
    this.#arm();
    if (failures.length > 0) throw new AggregateError(failures, 'An alarm failed');
  }

  dispose(): void {
    this.#alarms.clear();
    this.#arm();
  }

  #arm(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    if (this.#alarms.size === 0) return;
    const nextMs = Math.min(...[...this.#alarms].map(({ atMs }) => atMs));
    const delayMs = Math.min(Math.max(nextMs - this.clock.nowMs(), 0), longestTimerMs);
    this.#timer = this.clock.setTimer(() => {
      this.check();
    }, delayMs);
  }
}
