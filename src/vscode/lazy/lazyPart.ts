import type { Disposable } from '../../core/event';

/** A part of its own in the bundle: loaded and built when it is first asked for, and disposed of with the extension. */
export class LazyPart<T extends Disposable> implements Disposable {
  #part: Promise<T> | undefined;

  constructor(private readonly create: () => Promise<T>) {}

  /** One and the same for everybody who asks. Where it could not be built, the next one to ask has it tried again. */
  get(): Promise<T> {
    this.#part ??= this.create().catch((error: unknown) => {
      this.#part = undefined;
      throw error;
    });
    return this.#part;
  }

  /** Also of a part that is being built just now. */
  dispose(): void {
    this.#part?.then(
      (part) => {
        part.dispose();
      },
      () => undefined,
    );
  }
}
