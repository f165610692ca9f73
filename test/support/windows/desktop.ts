import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FromWindow, type SecretCall, type State, type Times } from './protocol';
import { WindowProcess } from './windowProcess';

/** When the news of a change reaches the windows, in milliseconds; `undefined` for never. `nth` counts the news. */
export type NewsDelay = (nth: number, window: number) => number | undefined;

export interface WindowOptions {
  /** Its clock less the right one, in milliseconds. Default: 0. */
  readonly clockErrorMs?: number;
  /** What chance gives in it, from 0 to 1. */
  readonly chance?: number;
}

/** When all windows showed something, after the change that it came from. */
export interface Agreement {
  readonly expected: RegExp;
  /** When the change was stored, and when the last window showed it: what {@link Times.upMs} counts and what really passed. */
  changedMs?: number;
  agreedMs?: number;
}

/** Something that happens at a time, by {@link Times.upMs}. */
interface Due {
  readonly dueMs: number;
  happen(): void;
}

/** A call of the store takes this long at most; how long comes from a row of numbers that is the same each time. */
const slowestCallMs = 8;

/** Nothing takes this long, on any machine. */
const patienceMs = 60_000;

/**
 * A desktop VS Code around its windows: one SecretStorage and one global state for all, the focus, and the time. Time stands still
 * but for {@link advance} and {@link sleep}; what the windows do at one time takes none of it.
 */
export class Desktop {
  readonly windows: WindowProcess[] = [];
  readonly secrets = new Map<string, string>();
  news: NewsDelay = () => 0;
  /** Whether each window reads a copy of its own, which news bring up to date: so VS Code keeps what windows share. */
  hasCopies = false;
  #globalState: State = {};
  #focused: WindowProcess | undefined;
  #times: Times = { wallMs: Date.UTC(2026, 2, 1, 8), upMs: 0 };
  #due: Due[] = [];
  #agreement: Agreement | undefined;
  readonly #copies = new Map<WindowProcess, Map<string, string>>();
  #newsCount = 0;
  #callsUnderWay = 0;
  /** Counts what was said between desktop and windows. */
  #messages = 0;

  /** @param folder with the bundle of the extension */
  constructor(
    private readonly folder: string,
    private readonly windowEntry: string,
  ) {}

  /** The right time, in milliseconds since the epoch. */
  get nowMs(): number {
    return this.#times.wallMs;
  }

  /** Starts a window's process and activates the extension in it. Windows begin without the focus. */
  async open({ clockErrorMs = 0, chance = 0.5 }: WindowOptions = {}): Promise<WindowProcess> {
    const window = new WindowProcess(clockErrorMs, this.windowEntry, (message) => {
      this.#hear(window, message);
    });
    this.windows.push(window);
    this.#copies.set(window, new Map(this.secrets));
    await window.open({
      wallMs: this.#times.wallMs + clockErrorMs,
      upMs: this.#times.upMs,
      extension: path.join(this.folder, 'dist', 'extension.js'),
      folder: this.folder,
      focused: false,
      chance,
      globalState: this.#globalState,
      workspaceState: {},
    });
    return window;
  }

  /** The person turns to a window. */
  focus(window: WindowProcess | undefined): void {
    this.#focused?.tell({ type: 'focus', focused: false });
    this.#focused = window;
    window?.tell({ type: 'focus', focused: true });
  }

  async crash(window: WindowProcess): Promise<void> {
    this.windows.splice(this.windows.indexOf(window), 1);
    if (this.#focused === window) this.#focused = undefined;
    await window.kill();
  }

  /** The machine sleeps, or its clock is set: timers stand still. */
  async sleep(ms: number): Promise<void> {
    this.#times = { ...this.#times, wallMs: this.#times.wallMs + ms };
    await this.#tellTime();
    await this.settled();
  }

  /** Time goes by for all windows alike: what is due happens in its order, and what that sets off as far as it can. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#times.upMs + ms;
    for (;;) {
      const nextMs = Math.min(await this.settled(), ...this.#due.map(({ dueMs }) => dueMs));
      const untilMs = Math.min(nextMs, endMs);
      const passedMs = Math.max(untilMs - this.#times.upMs, 0);
      this.#times = { wallMs: this.#times.wallMs + passedMs, upMs: this.#times.upMs + passedMs };
      await this.#tellTime();
      this.#happen();
      if (nextMs > endMs) break;
    }
    await this.settled();
  }

  /**
   * Waits until no window waits for the store or the network.
   * @returns when the next timer of a window is due, by {@link Times.upMs}
   */
  async settled(): Promise<number> {
    const endMs = performance.now() + patienceMs;
    while (performance.now() < endMs) {
      const before = this.#messages;
      const reports = await this.#all((window) => window.report());
      // The reports themselves are messages, too.
      const isQuiet = this.#messages === before + reports.length && this.#callsUnderWay === 0;
      if (isQuiet && reports.every(({ isBusy }) => !isBusy)) {
        return Math.min(...reports.map(({ nextTimerMs }) => nextTimerMs ?? Number.POSITIVE_INFINITY));
      }
      await delay(1);
    }
    throw new Error('The windows never came to rest');
  }

  /** Looks out for all windows to show something in the status bar, after the next change of what is stored. */
  watch(expected: RegExp): Agreement {
    this.#agreement = { expected };
    return this.#agreement;
  }

  async close(): Promise<void> {
    await Promise.all(this.windows.map((window) => window.kill()));
  }

  #hear(window: WindowProcess, message: FromWindow): void {
    this.#messages += 1;
    if (message.type === 'status') this.#look();
    if (message.type === 'secret') void this.#call(window, message.id, message.call);
    if (message.type === 'memento' && message.scope === 'global') {
      this.#globalState = message.state;
      for (const other of this.windows) {
        if (other !== window) other.tell({ type: 'globalState', state: message.state });
      }
    }
  }

  async #call(window: WindowProcess, id: number, call: SecretCall): Promise<void> {
    this.#callsUnderWay += 1;
    await delay((this.#messages * 5) % slowestCallMs);
    if (call.operation !== 'get') this.#change(window, call.key, call.operation === 'store' ? call.value : undefined);
    const readable = this.hasCopies ? this.#copies.get(window) : this.secrets;
    this.#callsUnderWay -= 1;
    this.#messages += 1;
    window.tell({ type: 'secretAnswer', id, value: call.operation === 'get' ? readable?.get(call.key) : undefined });
  }

  #change(window: WindowProcess, key: string, value: string | undefined): void {
    if (this.#agreement) this.#agreement.changedMs ??= this.#elapsedMs;
    for (const values of [this.secrets, this.#copies.get(window)]) put(values, key, value);
    this.#spread(key, value);
  }

  /** Every window hears of a change, the one that made it too. */
  #spread(key: string, value: string | undefined): void {
    this.#newsCount += 1;
    for (const [index, window] of this.windows.entries()) {
      const delayMs = this.news(this.#newsCount, index);
      if (delayMs === undefined) continue;
      const happen = (): void => {
        this.#messages += 1;
        put(this.#copies.get(window), key, value);
        window.tell({ type: 'secretChanged', key });
      };
      this.#due.push({ dueMs: this.#times.upMs + delayMs, happen });
    }
    this.#happen();
  }

  get #elapsedMs(): number {
    return this.#times.upMs + performance.now();
  }

  #look(): void {
    const { expected, changedMs } = this.#agreement ?? {};
    if (!this.#agreement || !expected || changedMs === undefined) return;
    if (this.windows.every(({ status }) => expected.test(status))) this.#agreement.agreedMs ??= this.#elapsedMs;
  }

  #happen(): void {
    const isDue = ({ dueMs }: Due): boolean => dueMs <= this.#times.upMs;
    const due = this.#due.filter(isDue).sort((a, b) => a.dueMs - b.dueMs);
    this.#due = this.#due.filter((one) => !isDue(one));
    for (const one of due) one.happen();
  }

  async #tellTime(): Promise<void> {
    await this.#all((window) => window.move(this.#times));
  }

  /** Asks every window, and leaves out those that crash meanwhile. */
  async #all<T>(ask: (window: WindowProcess) => Promise<T>): Promise<readonly T[]> {
    const answers = await Promise.all(
      this.windows.map(async (window) => {
        try {
          return [await ask(window)];
        } catch (error) {
          if (this.windows.includes(window)) throw error;
          return [];
        }
      }),
    );
    return answers.flat();
  }
}

function put(values: Map<string, string> | undefined, key: string, value: string | undefined): void {
  if (value === undefined) values?.delete(key);
  else values?.set(key, value);
}
