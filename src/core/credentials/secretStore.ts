import type { Event } from '../event';

/** Where secrets are kept, encrypted. VS Code's `SecretStorage` fits. All windows share one. */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Fires in every window, for changes by any of them; may come late, twice or not at all. */
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** Where the non-secret part is shadowed. VS Code's `Memento` fits. */
export interface ShadowStore {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}
