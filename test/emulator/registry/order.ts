import { RegistryError } from './registryError';
import { type Resource } from './resource';

const keys: Readonly<Record<string, (resource: Resource) => string | number>> = {
  title: ({ title }) => title,
  updated: ({ updatedMs }) => updatedMs,
  created: ({ createdMs }) => createdMs,
  version: ({ version }) => version,
  $id: ({ id }) => id,
  'meta:altId': ({ altId }) => altId,
};

type Compare = (left: Resource, right: Resource) => number;

const compareValues = (left: string | number, right: string | number): number =>
  left < right ? -1 : left > right ? 1 : 0;

function compareBy(attribute: string): Compare {
  const isDescending = attribute.startsWith('-');
  const name = isDescending ? attribute.slice(1) : attribute;
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (!key) throw new RegistryError('XDM-1003-400', 'Invalid query parameter', `orderby cannot use ${attribute}.`);
  const sign = isDescending ? -1 : 1;
  return (left, right) => sign * compareValues(key(left), key(right));
}

function comparison(orderby: string): Compare {
  const all = [...orderby.split(',').map((attribute) => compareBy(attribute.trim())), compareBy('$id')];
  return (left, right) => {
    for (const compare of all) {
      const result = compare(left, right);
      if (result !== 0) return result;
    }
    return 0;
  };
}

interface Ordered {
  resources: readonly Resource[];
  position: ReadonlyMap<string, number>;
}

/** Lists in every order that was asked for, sorted once. */
export class Orders {
  private readonly sorted = new WeakMap<readonly Resource[], Map<string, Ordered>>();

  /** @throws {RegistryError} when an attribute cannot be ordered by. */
  of(resources: readonly Resource[], orderby: string): Ordered {
    const known = this.sorted.get(resources) ?? new Map<string, Ordered>();
    this.sorted.set(resources, known);
    const found = known.get(orderby);
    if (found) return found;
    const list = [...resources].sort(comparison(orderby));
    const ordered = { resources: list, position: new Map(list.map(({ id }, index) => [id, index])) };
    known.set(orderby, ordered);
    return ordered;
  }
}
