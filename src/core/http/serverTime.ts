import type { Clock } from '../clock';
import type { HttpResponse } from './httpClient';

/** `Date` has a resolution of one second and the answer was under way for a while: smaller errors are noise. */
const noiseMs = 5_000;

/** What a window found out about the time at Adobe. */
export interface ToldTime {
  /** Milliseconds to add to that window's clock to get Adobe's. */
  readonly skewMs: number;
  /** A moment at Adobe that has passed, in milliseconds since the epoch. */
  readonly pastMs: number;
}

/**
 * The time at Adobe, as far as this machine can tell: its own clock plus the error that the `Date` header of the last answer
 * showed. Kept by IMS origin, so that an environment with a clock of its own does not move another.
 */
export class ServerTime {
  readonly #skewMs = new Map<string, number>();
  /** The origins whose time was told to this very machine. */
  readonly #measured = new Set<string>();

  constructor(private readonly clock: Clock) {}

  /** Learns from an answer. */
  observe(origin: string, { dateMs, atMs }: Pick<HttpResponse, 'dateMs' | 'atMs'>): void {
    if (dateMs === undefined) return;
    this.#measured.add(origin);
    this.#set(origin, dateMs - atMs);
  }

  /**
   * Takes over what another window found out. Its clock may be another machine's, so what was measured here comes first, and neither
   * is believed where it would put the past into the future.
   */
  adopt(origin: string, { skewMs, pastMs }: ToldTime): void {
    const isPossible = (ms: number): boolean => this.clock.nowMs() + ms >= pastMs - noiseMs;
    if (this.#measured.has(origin) && isPossible(this.skewMs(origin))) return;
    if (!isPossible(skewMs)) return;
    this.#measured.delete(origin);
    this.#set(origin, skewMs);
  }

  /** Milliseconds to add to this machine's clock. */
  skewMs(origin: string): number {
    return this.#skewMs.get(origin) ?? 0;
  }

  /** Milliseconds since the epoch. */
  nowMs(origin: string): number {
    return this.clock.nowMs() + this.skewMs(origin);
  }

  #set(origin: string, skewMs: number): void {
    this.#skewMs.set(origin, Math.abs(skewMs) <= noiseMs ? 0 : skewMs);
  }
}
