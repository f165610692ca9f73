import { type SecretStore, type ShadowStore } from '../../src/core/credentials/secretStore';
import { Emitter } from '../../src/core/event';

/** `soon`: as on a desktop. `held`: kept until {@link WindowSecrets.deliver}. `lost`: never. */
export type EventMode = 'soon' | 'held' | 'lost';

/** The machine's one keyring. Each window has its own way in and hears of every window's changes, its own included. */
export class Keyring {
  readonly values = new Map<string, string>();
  /** What every call fails with, while there is something. */
  failure: Error | undefined;
  /** What a `store` fails with, while there is something. */
  storeFailure: Error | undefined;
  /** What the answer to a `get` waits for, while there is something. */
  slow: ((key: string) => Promise<void> | undefined) | undefined;
  readonly #windows = new Set<WindowSecrets>();

  window(events: EventMode = 'soon'): WindowSecrets {
    const window = new WindowSecrets(this, events);
    this.#windows.add(window);
    return window;
  }

  changed(key: string): void {
    for (const window of this.#windows) window.hear(key);
  }

  /** Everything in it, as one text to search. */
  get text(): string {
    return [...this.values].flat().join('\n');
  }
}

/** VS Code's `SecretStorage` in one window. */
export class WindowSecrets implements SecretStore {
  reads = 0;
  readonly #changed = new Emitter<{ readonly key: string }>();
  readonly onDidChange = this.#changed.event;
  #held: string[] = [];

  constructor(
    private readonly keyring: Keyring,
    public events: EventMode,
  ) {}

  async get(key: string): Promise<string | undefined> {
    this.reads += 1;
    await this.#call(undefined);
    const value = this.keyring.values.get(key);
    await this.keyring.slow?.(key);
    return value;
  }

  async store(key: string, value: string): Promise<void> {
    await this.#call(this.keyring.storeFailure);
    this.keyring.values.set(key, value);
    this.keyring.changed(key);
  }

  async delete(key: string): Promise<void> {
    await this.#call(undefined);
    this.keyring.values.delete(key);
    this.keyring.changed(key);
  }

  hear(key: string): void {
    if (this.events === 'held') this.#held.push(key);
    if (this.events === 'soon')
      setImmediate(() => {
        this.#changed.fire({ key });
      });
  }

  /** Hands out the events that were held, in the order that is asked for. */
  deliver(order: 'as they came' | 'reversed' = 'as they came'): void {
    const keys = order === 'reversed' ? this.#held.toReversed() : this.#held;
    this.#held = [];
    for (const key of keys) this.#changed.fire({ key });
  }

  async #call(failure: Error | undefined): Promise<void> {
    await Promise.resolve();
    const error = this.keyring.failure ?? failure;
    if (error) throw error;
  }
}

/** VS Code's `globalState`, which all windows share. Values are copied, as they are on their way to the disk. */
export class FakeShadow implements ShadowStore {
  failure: Error | undefined;
  readonly #values = new Map<string, string>();

  get(key: string): unknown {
    const text = this.#values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }

  async update(key: string, value: unknown): Promise<void> {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, JSON.stringify(value));
  }

  /** Everything in it, as one text to search. */
  get text(): string {
    return [...this.#values].flat().join('\n');
  }
}

/** VS Code's `Memento`, of which the extension uses two methods. */
export class FakeMemento extends FakeShadow {
  override get<T>(key: string, otherwise?: T): T {
    return (super.get(key) ?? otherwise) as T;
  }

  keys(): readonly string[] {
    return [];
  }
}
