import { abortError } from './errors';
import type { Disposable } from './event';

/** Time as the rest of `core` sees it; tests give their own. */
export interface Clock {
  /** Milliseconds since the epoch by this machine's clock, right or wrong. */
  nowMs(): number;
  /** Calls back once, no earlier than `delayMs` from now. A timer stands still while the machine sleeps. */
  setTimer(callback: () => void, delayMs: number): Disposable;
}

/**
 * Node counts a timer from the beginning of the turn in which it is set. After some work in that turn it would ring early, and whoever
 * looks at the clock then would find nothing due and set it again.
 */
const turnMs = 20;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs > 0 ? delayMs + turnMs : 0);
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};

/**
 * Waits `delayMs`, or until the signal is aborted.
 * @throws an `AbortError` when the signal is or becomes aborted.
 */
export function wait(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError());
      return;
    }
    const onAbort = (): void => {
      timer.dispose();
      reject(abortError());
    };
    const timer = clock.setTimer(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
