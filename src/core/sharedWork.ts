/** Work that everybody shares who asks for it while it goes on. */
export class SharedWork<T> {
  #current: { readonly key: unknown; readonly promise: Promise<T> } | undefined;

  /** @param key what the work depends on: with another one, work under way is of no use. @throws what `work` throws */
  share(key: unknown, work: () => Promise<T>): Promise<T> {
    if (this.#current && this.#current.key === key) return this.#current.promise;
    const current = { key, promise: work() };
    const end = (): void => {
      if (this.#current === current) this.#current = undefined;
    };
    this.#current = current;
    current.promise.then(end, end);
    return current.promise;
  }
}
