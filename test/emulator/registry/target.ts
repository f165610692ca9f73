import { RegistryError } from './registryError';
import { kinds, type Container, type Kind } from './resource';

export interface Target {
  container: Container;
  /** As the client wrote it; `mixins` is an older name of `fieldgroups`. */
  name: string;
  kind: Kind;
  id?: string;
}

const notFoundCodes = {
  classes: 'XDM-1010-404',
  fieldgroups: 'XDM-1011-404',
  schemas: 'XDM-1012-404',
  datatypes: 'XDM-1013-404',
  behaviors: 'XDM-1014-404',
  unions: 'XDM-1017-404',
  descriptors: 'XDM-1017-404',
} as const;

export const noSuchPath = (path: string) =>
  new RegistryError('XDM-1017-404', 'Resource not found', `There is no resource at ${path}.`);

export const notFound = (kind: Kind, id: string, where: string) =>
  new RegistryError(
    notFoundCodes[kind],
    'Resource not found',
    `The requested ${kind} resource ${id} with version 1 is not found in ${where}.`,
  );

/** @throws {RegistryError} when the encoding is broken. */
export function decoded(id: string, path: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    throw noSuchPath(path);
  }
}

const isIn = (container: string, kind: Kind): container is Container =>
  (container === 'global' && kind !== 'unions') || (container === 'tenant' && kind !== 'behaviors');

/** What a path below the registry means. @throws {RegistryError} XDM-1017-404 */
export function parsePath(path: string): Target {
  const [, container = '', name = '', id, ...rest] = path.split('/');
  const kind = kinds.find((known) => known === (name === 'mixins' ? 'fieldgroups' : name));
  // An $id that was not encoded brings slashes of its own and ends here.
  if (!kind || !isIn(container, kind) || rest.length > 0 || id === '') throw noSuchPath(path);
  return { container, name, kind, ...(id === undefined ? {} : { id: decoded(id, path) }) };
}
