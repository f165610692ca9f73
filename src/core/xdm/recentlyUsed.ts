/** A map that keeps what was used last: one more than it may hold, and the one that was used longest ago goes. */
export class RecentlyUsed<K, V> {
  /** The least recently used first. */
  readonly #values = new Map<K, V>();

  /** @param dropped hears of what had to go */
  constructor(
    private readonly most: number,
    private readonly dropped: (value: V) => void = () => undefined,
  ) {}

  /** Using it makes it the one that was used last. */
  get(key: K): V | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.#touch(key, value);
    return value;
  }

  /** Makes it the one that was used last. What is replaced is not among the dropped. */
  set(key: K, value: V): void {
    this.#touch(key, value);
    for (const [oldest, gone] of this.#values) {
      if (this.#values.size <= this.most) return;
      this.#values.delete(oldest);
      this.dropped(gone);
    }
  }

  delete(key: K): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }

  /** The least recently used first; looking makes none used. */
  entries(): readonly (readonly [K, V])[] {
    return [...this.#values];
  }

  #touch(key: K, value: V): void {
    this.#values.delete(key);
    this.#values.set(key, value);
  }
}
