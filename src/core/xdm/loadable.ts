import type { Clock } from '../clock';
import { abortError, AepError, isAbort, toAepError } from '../errors';
import type { Disposable } from '../event';
import type { ListStatus } from './catalogTypes';

export interface LoadableState<T> {
  readonly status: ListStatus;
  readonly value: T | undefined;
  readonly failure: AepError | undefined;
  /** Of the value. */
  readonly fetchedAtMs: number | undefined;
  readonly isRemembered: boolean;
}

/** What an earlier session knew. */
export interface Remembered<T> {
  readonly value: T;
  readonly fetchedAtMs: number;
}

export interface LoadableOptions<T> {
  readonly clock: Pick<Clock, 'nowMs'>;
  /** What an earlier session knew. What cannot be read is not there. */
  recall(): Promise<Remembered<T> | undefined>;
  /** Asks Adobe. @param show takes what came so far */
  fetch(signal: AbortSignal, show: (soFar: T) => void): Promise<T>;
  /** Keeps a whole value for later sessions. Does not throw. */
  keep(remembered: Remembered<T>): Promise<void>;
  readonly changed: () => void;
}

interface Run {
  readonly controller: AbortController;
  done: Promise<void>;
}

const idle: LoadableState<never> = {
  status: 'idle',
  value: undefined,
  failure: undefined,
  fetchedAtMs: undefined,
  isRemembered: false,
};

/**
 * Something that is asked of Adobe once in a session and remembered between sessions. What was remembered is there at once; the
 * answer takes its place when it is whole. Without anything remembered the answer is there as it comes.
 */
export class Loadable<T> implements Disposable {
  #state: LoadableState<T> = idle;
  #run: Run | undefined;
  #recalling: Promise<void> | undefined;
  /** The value is a whole one, and stays until there is another. */
  #isWhole = false;

  constructor(private readonly options: LoadableOptions<T>) {}

  /** Another object after each change. */
  get state(): LoadableState<T> {
    return this.#state;
  }

  /**
   * Never throws: a failure becomes the state. Whoever asks while a load is under way waits for that one, and has Adobe asked anew
   * where it is being stopped.
   * @param again asks Adobe although it was asked in this session
   * @returns when the value is complete, or the load stopped or failed
   */
  load(again = false): Promise<void> {
    if (this.#run && !this.#run.controller.signal.aborted) return this.#run.done;
    if (!again && !this.#run && this.#state.status !== 'idle') return Promise.resolve();
    const run: Run = { controller: new AbortController(), done: Promise.resolve() };
    this.#run = run;
    run.done = this.#load(run);
    return run.done;
  }

  /** Shows what an earlier session knew, where nothing is there. Never throws. */
  recall(): Promise<void> {
    if (this.#recalling) return this.#recalling;
    const reading = this.options.recall().catch(() => undefined);
    const recalling = reading.then((remembered) => {
      if (!remembered || this.#recalling !== recalling || this.#state.value !== undefined) return;
      this.#isWhole = true;
      this.#set({ ...this.#state, ...remembered, isRemembered: true });
    });
    this.#recalling = recalling;
    return recalling;
  }

  /** Ends a load under way; what came so far stays. */
  stop(): void {
    this.#run?.controller.abort();
  }

  /** Forgets everything that is in memory. */
  clear(): void {
    this.#end();
    if (this.#state !== idle) this.#set(idle);
  }

  dispose(): void {
    this.#end();
  }

  async #load(run: Run): Promise<void> {
    this.#set({ ...this.#state, status: 'loading', failure: undefined });
    await this.recall();
    const fetchedAtMs = this.options.clock.nowMs();
    const fetched = { failure: undefined, fetchedAtMs, isRemembered: false };
    const { signal } = run.controller;
    try {
      if (signal.aborted) throw abortError();
      const value = await this.options.fetch(signal, (soFar) => {
        if (this.#run === run && !this.#isWhole) this.#set({ ...fetched, status: 'loading', value: soFar });
      });
      if (this.#run !== run) return;
      [this.#run, this.#isWhole] = [undefined, true];
      this.#set({ ...fetched, status: 'complete', value });
      void this.options.keep({ value, fetchedAtMs });
    } catch (caught) {
      if (this.#run !== run) return;
      this.#run = undefined;
      const error = toAepError(caught);
      const failure = error instanceof AepError ? error : undefined;
      this.#set({ ...this.#state, status: isAbort(error) ? 'stopped' : 'failed', failure });
    }
  }

  #end(): void {
    this.#run?.controller.abort();
    [this.#run, this.#recalling, this.#isWhole] = [undefined, undefined, false];
  }

  #set(state: LoadableState<T>): void {
    this.#state = state;
    this.options.changed();
  }
}
