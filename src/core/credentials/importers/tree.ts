import { AepError } from '../../errors';

/** Parsed data that nothing can be smuggled into: own keys only, no prototypes, bounded in depth and number. */
export type Tree = string | number | boolean | null | readonly Tree[] | TreeObject;
export interface TreeObject {
  readonly [key: string]: Tree;
}

const maxDepth = 32;
const maxNodes = 20_000;

/**
 * Copies what a parser made.
 * @throws {AepError} `IMPORT_UNREADABLE` for what no credential file looks like
 */
export function toTree(value: unknown): Tree {
  let nodes = 0;
  const copy = (from: unknown, depth: number): Tree => {
    nodes += 1;
    if (depth > maxDepth || nodes > maxNodes) throw unreadable();
    if (Array.isArray(from)) return from.map((item) => copy(item, depth + 1));
    if (typeof from === 'object' && from !== null) {
      const object = Object.create(null) as Record<string, Tree>;
      for (const [key, item] of Object.entries(from)) object[key] = copy(item, depth + 1);
      return object;
    }
    return typeof from === 'string' || typeof from === 'number' || typeof from === 'boolean' ? from : null;
  };
  return copy(value, 0);
}

export function isObject(tree: Tree | undefined): tree is TreeObject {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

export function isList(tree: Tree | undefined): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/** What lies at the end of a path of keys. */
export function at(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((node, key) => (isObject(node) ? node[key] : undefined), tree);
}

export function objectAt(tree: Tree | undefined, ...path: readonly string[]): TreeObject | undefined {
  const found = at(tree, ...path);
  return isObject(found) ? found : undefined;
}

export function textAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const found = at(tree, ...path);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
}

/** YAML and `.env` have it as a text. */
export function isTrue(tree: Tree | undefined): boolean {
  return tree === true || tree === 'true';
}

export function isFalse(tree: Tree | undefined): boolean {
  return tree === false || tree === 'false';
}

/** Whether there is nothing to it: what templates leave to be filled in. */
export function isBlank(tree: Tree | undefined): boolean {
  if (tree === undefined || tree === null) return true;
  if (typeof tree === 'string') return tree.trim() === '';
  if (isList(tree)) return tree.every(isBlank);
  return isObject(tree) && Object.keys(tree).length === 0;
}

export function unreadable(): AepError {
  return new AepError('IMPORT_UNREADABLE', 'The text is damaged, or is none');
}
