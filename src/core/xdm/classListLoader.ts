import type { Connection } from '../credentials/connection';
import { AepError, isAbort, toAepError } from '../errors';
import { Emitter, type Disposable, type Event } from '../event';
import type { ResourceSummary, SchemaRegistry } from '../platform/schemaRegistry';
import { sortByTitle } from './classList';

export type LoadStatus = 'idle' | 'loading' | 'complete' | 'stopped' | 'failed';

export interface ClassListState {
  readonly status: LoadStatus;
  /** Sorted by title. Also there while later pages are loading, and after a failure. */
  readonly classes: readonly ResourceSummary[];
  readonly failure: AepError | undefined;
}

const idle: ClassListState = { status: 'idle', classes: [], failure: undefined };

/**
 * Loads the classes of the `global` container and tells as they come: after the first page, then each time that the list has
 * doubled, and at the end, so that the work of showing it stays in proportion to its length.
 */
export class ClassListLoader implements Disposable {
  readonly #changed = new Emitter<void>();
  #state: ClassListState = idle;
  #run: AbortController | undefined;

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(private readonly registry: Pick<SchemaRegistry, 'listClasses'>) {}

  get state(): ClassListState {
    return this.#state;
  }

  /** Starts over. Never throws: a failure becomes the state. @returns when the list is complete, stopped or failed */
  async load(connection: Connection): Promise<void> {
    this.#run?.abort();
    const run = new AbortController();
    this.#run = run;
    this.#set({ ...idle, status: 'loading' });
    const found: ResourceSummary[] = [];
    try {
      let shown = 0;
      for await (const page of this.registry.listClasses(connection, 'global', run.signal)) {
        if (this.#run !== run) return;
        found.push(...page);
        if (found.length < shown * 2) continue;
        shown = found.length;
        this.#set({ status: 'loading', classes: sortByTitle(found), failure: undefined });
      }
      this.#finish(run, { status: 'complete', classes: sortByTitle(found), failure: undefined });
    } catch (error) {
      const failure = toAepError(error);
      const status = isAbort(failure) ? 'stopped' : 'failed';
      this.#finish(run, {
        status,
        classes: sortByTitle(found),
        failure: failure instanceof AepError ? failure : undefined,
      });
    }
  }

  /** Ends a load under way; what came so far stays. */
  stop(): void {
    this.#run?.abort();
  }

  /** Forgets everything: another connection was chosen, or none. */
  clear(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#set(idle);
  }

  dispose(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#changed.dispose();
  }

  #finish(run: AbortController, state: ClassListState): void {
    if (this.#run !== run) return;
    this.#run = undefined;
    this.#set(state);
  }

  #set(state: ClassListState): void {
    this.#state = state;
    this.#changed.fire();
  }
}
