import { AepError, toAepError } from '../errors';
import { Emitter, type Disposable, type Event } from '../event';
import type { AccessCheckOptions, CheckContext, Step } from './checkContext';
import { imsSteps } from './imsSteps';
import { localSteps } from './localSteps';
import { platformSteps } from './platformSteps';
import { accessSteps, type AccessState, type Fact, type StepId, type StepResult } from './steps';

const steps: Readonly<Record<StepId, Step>> = { ...localSteps, ...imsSteps, ...platformSteps };

const idle: AccessState = { status: 'idle', steps: [] };

/**
 * Walks the steps of Adobe's tutorial and says which one fails. Each failure fails the row that is about it, and those that
 * need it are skipped. It asks for one token, as everything does, and only reads.
 */
export class AccessCheck implements Disposable {
  readonly #changed = new Emitter<void>();
  #state: AccessState = idle;
  #abort: AbortController | undefined;

  /** Fires after each change of {@link state}. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(private readonly options: AccessCheckOptions) {}

  /** Of the check that runs, or of the last one. Another object after each change. */
  get state(): AccessState {
    return this.#state;
  }

  /**
   * Checks a connection; a check that still runs is stopped. Never throws.
   * @returns the state with which this check ended
   */
  async run(connectionId: string): Promise<AccessState> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const { clock } = this.options;
    const run = new Run({ options: this.options, connectionId, signal: abort.signal }, (state) => {
      // One that was superseded has nothing more to say.
      if (this.#abort === abort) this.#become(state);
    });
    return run.all(clock.nowMs());
  }

  /** Ends a check; what it found stays. */
  stop(): void {
    this.#abort?.abort();
  }

  /** Back to nothing checked. */
  clear(): void {
    this.stop();
    this.#abort = undefined;
    if (this.#state !== idle) this.#become(idle);
  }

  dispose(): void {
    this.stop();
    this.#abort = undefined;
    this.#changed.dispose();
  }

  #become(state: AccessState): void {
    this.#state = state;
    this.#changed.fire();
  }
}

/** One walk through the steps. */
class Run {
  readonly #results = new Map<StepId, StepResult>(
    accessSteps.map(({ id }) => [id, { id, state: 'pending', facts: [] }]),
  );
  /** Steps that failed, and those that could not run for it. */
  readonly #blocked = new Set<string>();
  #startedAtMs = 0;
  /** Whether what is checked was edited or revoked on the way: what came before says nothing of what there is now. */
  #isOvertaken = false;

  constructor(
    private readonly context: CheckContext,
    private readonly tell: (state: AccessState) => void,
  ) {}

  async all(startedAtMs: number): Promise<AccessState> {
    this.#startedAtMs = startedAtMs;
    for (const { id, needs } of accessSteps) {
      if (this.context.signal.aborted || this.#isOvertaken) break;
      if (needs.some((need) => this.#blocked.has(need))) {
        this.#blocked.add(id);
        this.#results.set(id, { id, state: 'skipped', facts: [] });
        continue;
      }
      await this.#step(id);
    }
    for (const [id, { state, facts }] of this.#results) {
      if (state === 'pending' || state === 'running') this.#results.set(id, { id, state: 'skipped', facts });
    }
    const isStopped = this.context.signal.aborted;
    const ended = this.#snapshot(isStopped ? 'stopped' : this.#isOvertaken ? 'overtaken' : 'finished');
    this.tell(ended);
    return ended;
  }

  async #step(id: StepId): Promise<void> {
    const facts: Fact[] = [];
    const { clock } = this.context.options;
    const startMs = clock.nowMs();
    this.#show({ id, state: 'running', facts });
    try {
      const outcome = await steps[id](this.context, (name, value) => facts.push({ name, value: String(value) }));
      this.#show({ id, state: outcome ?? 'passed', facts, tookMs: clock.nowMs() - startMs });
    } catch (caught) {
      const error = toAepError(caught);
      this.#blocked.add(id);
      if (error instanceof AepError) {
        this.#show({ id, state: 'failed', facts, error, tookMs: clock.nowMs() - startMs });
        return;
      }
      // An edit of the connection ends its mint as a stop does.
      this.#isOvertaken = true;
      this.#show({ id, state: 'skipped', facts });
    }
  }

  #show(result: StepResult): void {
    this.#results.set(result.id, result);
    this.tell(this.#snapshot('running'));
  }

  #snapshot(status: AccessState['status']): AccessState {
    const { connection, connectionId, options } = this.context;
    return {
      status,
      connectionId,
      ...(connection === undefined ? {} : { connection }),
      steps: [...this.#results.values()],
      startedAtMs: this.#startedAtMs,
      ...(status === 'running' ? {} : { tookMs: options.clock.nowMs() - this.#startedAtMs }),
    };
  }
}
