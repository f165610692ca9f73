import { setImmediate } from 'node:timers/promises';

/** Milliseconds: shorter than what a person sees of a held-up extension host. */
const sliceMs = 10;

/** Lets long work give way to everything else that waits for its turn. */
export class TimeSlices {
  #startMs = performance.now();

  /** To be awaited between two steps of the work: gives way when the slice is used up. */
  async next(): Promise<void> {
    if (performance.now() - this.#startMs < sliceMs) return;
    await setImmediate();
    this.#startMs = performance.now();
  }
}
