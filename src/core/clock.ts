import type { Disposable } from './event';

/** Time as the rest of `core` sees it; tests give their own. */
export interface Clock {
  /** Milliseconds since the epoch by this machine's clock, right or wrong. */
  nowMs(): number;
  /** Calls back once, no earlier than `delayMs` from now. A timer stands still while the machine sleeps. */
  setTimer(callback: () => void, delayMs: number): Disposable;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};
