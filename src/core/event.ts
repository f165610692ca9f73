/** Anything that is released once. VS Code's own `Disposable` fits. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes a listener. Shaped like VS Code's `Event`, so that either can be given where the other is expected. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/**
 * A source of events. A listener that throws keeps neither the others from hearing nor the source from going on: what it threw is
 * thrown again on its own, where the host reports it.
 */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    // A wrapper, so that one function subscribed twice is two subscriptions.
    const subscription = (value: T): unknown => listener(value);
    this.#listeners.add(subscription);
    return { dispose: () => this.#listeners.delete(subscription) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
