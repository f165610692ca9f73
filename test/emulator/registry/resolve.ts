import { isObject, textOf, type Finder, type Json, type JsonObject } from './resource';

/** Follows a JSON pointer such as `/definitions/profile`. */
function follow(document: JsonObject, pointer: string): JsonObject | undefined {
  let value: Json | undefined = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    value = isObject(value) ? value[key] : undefined;
  }
  return isObject(value) ? value : undefined;
}

const merged = (left: JsonObject, right: JsonObject): JsonObject => {
  const result: JsonObject = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const before = result[key];
    if (key === 'required' && Array.isArray(before) && Array.isArray(value)) {
      result[key] = [...new Set([...before, ...value])];
    } else {
      result[key] = isObject(before) && isObject(value) ? merged(before, value) : value;
    }
  }
  return result;
};

const omit = (value: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** Keys of a referenced definition that belong to the definition, not to the place that refers to it. */
const ownKeys = [
  '$id',
  '$schema',
  'definitions',
  'meta:registryMetadata',
  'meta:altId',
  'meta:resourceType',
  'version',
];

class Resolver {
  constructor(private readonly finder: Finder) {}

  object(value: JsonObject, root: JsonObject, chain: readonly string[]): JsonObject {
    const { $ref, allOf, properties } = value;
    let result: JsonObject = {};
    if (typeof $ref === 'string') result = merged(result, this.target($ref, root, chain));
    // Beside a reference `object` stands by habit; what is referred to may be a text.
    const typeKeys = 'type' in result ? ['type', 'meta:xdmType'] : [];
    const rest = omit(value, ['$ref', 'allOf', 'definitions', 'properties', ...typeKeys]);
    for (const part of Array.isArray(allOf) ? allOf : []) {
      if (isObject(part)) result = merged(result, this.inherited(part, root, chain));
    }
    if (isObject(properties)) result = merged(result, { properties: this.values(properties, root, chain) });
    return merged(result, this.values(rest, root, chain));
  }

  /** What an `allOf` part contributes: fields and rules, not its own title or status. */
  private inherited(part: JsonObject, root: JsonObject, chain: readonly string[]): JsonObject {
    const rest = omit(this.object(part, root, chain), ['title', 'description']);
    return Object.fromEntries(
      Object.entries(rest).filter(([key]) => !key.startsWith('meta:') || key === 'meta:xdmType'),
    );
  }

  private target(ref: string, root: JsonObject, chain: readonly string[]): JsonObject {
    const [id = '', pointer = ''] = ref.split('#');
    const document = id === '' ? root : this.finder.find(id)?.document();
    const found = document && follow(document, pointer);
    const name = `${id || textOf(root.$id)}#${pointer}`;
    // A type that contains itself is cut where it repeats; so is one that this registry does not hold.
    if (!document || !found || chain.includes(name)) return { type: 'object', 'meta:xdmType': 'object' };
    return omit(this.object(found, document, [...chain, name]), ownKeys);
  }

  private values(object: JsonObject, root: JsonObject, chain: readonly string[]): JsonObject {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, this.value(value, root, chain)]));
  }

  private value(value: Json, root: JsonObject, chain: readonly string[]): Json {
    if (Array.isArray(value)) return value.map((item) => this.value(item, root, chain));
    return isObject(value) ? this.object(value, root, chain) : value;
  }
}

/** Puts everything a document refers to in its place: `properties` instead of `allOf`, `$ref` and `definitions`. */
export function resolve(document: JsonObject, finder: Finder): JsonObject {
  const resolved = new Resolver(finder).object(document, document, [`${textOf(document.$id)}#`]);
  const order = [...new Set([...Object.keys(document), ...Object.keys(resolved)])];
  return Object.fromEntries(order.flatMap((key) => (key in resolved ? [[key, resolved[key] ?? null]] : [])));
}

/** Drops text keywords. A property that happens to be called `title` is no keyword and stays. */
export function withoutTexts(value: JsonObject, keywords: readonly string[], areNames = false): JsonObject {
  const strip = (child: Json, childrenAreNames: boolean): Json => {
    if (Array.isArray(child)) return child.map((item) => strip(item, false));
    return isObject(child) ? withoutTexts(child, keywords, childrenAreNames) : child;
  };
  const kept = Object.entries(value).filter(([key]) => areNames || !keywords.includes(key));
  const isMap = (key: string): boolean => !areNames && (key === 'properties' || key === 'definitions');
  return Object.fromEntries(kept.map(([key, child]) => [key, strip(child, isMap(key))]));
}
