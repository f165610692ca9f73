import type { Clock } from '../clock';

/** `Date` has a resolution of one second and the answer was under way for a while: smaller errors are noise. */
const noiseMs = 5_000;

/**
 * The time at Adobe, as far as this machine can tell: its own clock plus the error that the `Date` header of the last answer
 * showed. Kept by IMS origin, so that an environment with a clock of its own does not move another.
 */
export class ServerTime {
  readonly #skewMs = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Learns from an answer. `dateMs` is its `Date` header, `undefined` when it had none or came from a cache. */
  observe(origin: string, dateMs: number | undefined): void {
    if (dateMs === undefined) return;
    this.adopt(origin, dateMs - this.clock.nowMs());
  }

  /** Takes over the error that another window measured. */
  adopt(origin: string, skewMs: number): void {
    this.#skewMs.set(origin, Math.abs(skewMs) <= noiseMs ? 0 : skewMs);
  }

  /** Milliseconds to add to this machine's clock. */
  skewMs(origin: string): number {
    return this.#skewMs.get(origin) ?? 0;
  }

  /** Milliseconds since the epoch. */
  nowMs(origin: string): number {
    return this.clock.nowMs() + this.skewMs(origin);
  }
}
