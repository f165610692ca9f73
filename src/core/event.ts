/** Anything that is released once. VS Code's own `Disposable` fits. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes a listener. Shaped like VS Code's `Event`, so that either can be given where the other is expected. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** A source of events. A listener that throws does not keep the others from hearing. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    // A wrapper, so that one function subscribed twice is two subscriptions.
    const subscription = (value: T): unknown => listener(value);
    this.#listeners.add(subscription);
    return { dispose: () => this.#listeners.delete(subscription) };
  };

  fire(value: T): void {
    const failures: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'A listener failed');
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
