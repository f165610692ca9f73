import { type Times } from './protocol';

interface Timer {
  readonly dueMs: number;
  readonly ring: () => void;
}

/** The clock of a window's process: `Date`, `setTimeout` and chance, as the desktop has them. */
export class WindowClock {
  /** How many timers went off. */
  wakeUps = 0;
  #times: Times;
  readonly #timers = new Map<object, Timer>();

  constructor(times: Times) {
    this.#times = times;
  }

  /** Puts itself in the place of this process's own. To be called before the extension is loaded. */
  install(chance: number): void {
    const nowMs = (): number => this.#times.wallMs;
    globalThis.Date = new Proxy(Date, {
      construct: (target, values: unknown[], newTarget) =>
        Reflect.construct(target, values.length === 0 ? [nowMs()] : values, newTarget) as Date,
      get: (target, name) => (name === 'now' ? nowMs : (Reflect.get(target, name) as unknown)),
    });
    Object.assign(globalThis, {
      setTimeout: (ring: (...values: unknown[]) => void, delayMs = 0, ...values: unknown[]) =>
        this.#set(() => {
          ring(...values);
        }, delayMs),
      clearTimeout: (timer: object | undefined) => {
        if (timer) this.#timers.delete(timer);
      },
    });
    Math.random = () => chance;
  }

  /** When the next timer is due. */
  get nextTimerMs(): number | undefined {
    const due = [...this.#timers.values()].map(({ dueMs }) => dueMs);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  /** Moves on, or jumps. Timers that are due by then go off. */
  move(times: Times): void {
    this.#times = times;
    const due = [...this.#timers].filter(([, { dueMs }]) => dueMs <= times.upMs);
    for (const [timer, { ring }] of due.sort(([, a], [, b]) => a.dueMs - b.dueMs)) {
      if (!this.#timers.delete(timer)) continue;
      this.wakeUps += 1;
      ring();
    }
  }

  #set(ring: () => void, delayMs: number): object {
    const timer = { ref: () => timer, unref: () => timer, hasRef: () => true };
    this.#timers.set(timer, { dueMs: this.#times.upMs + delayMs, ring });
    return timer;
  }
}
