import { isAbort } from '../../core/errors';
import type { Disposable } from '../../core/event';
import { FieldIndex } from '../../core/xdm/fieldIndex';
import type { XdmLibrary } from '../../core/xdm/xdmLibrary';

interface Building {
  readonly library: XdmLibrary;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** The field indexes of libraries: each is built when it is first asked for, one at a time, and goes with its library. */
export class FieldIndexes implements Disposable {
  readonly #built = new WeakMap<XdmLibrary, FieldIndex>();
  #building: Building | undefined;

  get(library: XdmLibrary): FieldIndex | undefined {
    return this.#built.get(library);
  }

  /** @returns when it is built, or another one is wanted more */
  async build(library: XdmLibrary): Promise<void> {
    if (this.#built.has(library)) return;
    this.#stopUnless(library);
    this.#building ??= this.#start(library);
    await this.#building.done;
  }

  /** Ends what is being built of any other library: nobody waits for it any more. */
  #stopUnless(library: XdmLibrary | undefined): void {
    if (this.#building?.library === library) return;
    this.#building?.abort.abort();
    this.#building = undefined;
  }

  dispose(): void {
    this.#stopUnless(undefined);
  }

  #start(library: XdmLibrary): Building {
    const abort = new AbortController();
    return { library, abort, done: this.#build(library, abort.signal) };
  }

  async #build(library: XdmLibrary, signal: AbortSignal): Promise<void> {
    try {
      this.#built.set(library, await FieldIndex.build(library, { signal }));
    } catch (error) {
      if (!isAbort(error)) throw error;
    } finally {
      if (!signal.aborted) this.#building = undefined;
    }
  }
}
