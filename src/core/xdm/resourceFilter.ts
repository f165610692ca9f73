import { containers, kindsOf, type Container, type ResourceKind } from '../platform/resourceTypes';
import type { XdmResource } from './xdmResource';

/** What a list says of a resource. */
export type ListedResource = Pick<XdmResource, 'container' | 'kind' | '$id' | 'altId' | 'title' | 'version'>;

/** Everything that there is of a kind, in its order. */
type Listed = (container: Container, kind: ResourceKind) => readonly ListedResource[];

/** What fits some words: each of them is in the title, the `$id` or the `meta:altId`, whatever the case. */
export class ResourceFilter {
  readonly #words: readonly string[];
  readonly #matches = new Map<string, readonly ListedResource[]>();

  /** @param listed asked once for each kind: make another filter when it would say something else */
  constructor(
    readonly text: string,
    private readonly listed: Listed,
  ) {
    this.#words = text.toLowerCase().split(/\s+/).filter(Boolean);
  }

  /** What fits of a kind, in the order of the list. The same array each time. */
  matches(container: Container, kind: ResourceKind): readonly ListedResource[] {
    const key = `${container}/${kind}`;
    const known = this.#matches.get(key);
    if (known) return known;
    const found = this.listed(container, kind).filter((resource) => this.#fits(resource));
    this.#matches.set(key, found);
    return found;
  }

  /** How many fit, of how many that are known. */
  count(): { readonly matching: number; readonly all: number } {
    let [matching, all] = [0, 0];
    for (const container of containers) {
      for (const kind of kindsOf[container]) {
        matching += this.matches(container, kind).length;
        all += this.listed(container, kind).length;
      }
    }
    return { matching, all };
  }

  #fits({ title, $id, altId = '' }: ListedResource): boolean {
    // A line break parts them: no word has one.
    const text = `${title}\n${$id}\n${altId}`.toLowerCase();
    return this.#words.every((word) => text.includes(word));
  }
}
