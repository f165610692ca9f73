import { containers, kindsOf } from '../platform/resourceTypes';
import type { ResourceRef } from './xdmResource';

/** Which JSON Schema a file is validated with. */
export interface SchemaIdentity extends ResourceRef {
  /** Whether it describes the projection of JSON Lines instead of a JSON document. */
  readonly isOfLines: boolean;
}

/** Schemas of projections have addresses of their own, apart from those that people write. */
const linesFolder = 'lines';

/**
 * The path of a JSON Schema: `/{container}/{kind}/{id}.json`. It names neither connection nor sandbox, so that a team can commit it:
 * it means the resource as the connection and sandbox of the window know it. Only slashes of an id are encoded: it stays one segment.
 */
export function schemaPath({ container, kind, id, isOfLines }: SchemaIdentity): string {
  const segments = [...(isOfLines ? [linesFolder] : []), container, kind, `${id}.json`];
  return segments.map((segment) => `/${segment.replaceAll('%', '%25').replaceAll('/', '%2F')}`).join('');
}

/** @returns what {@link schemaPath} was given, or `undefined` for a path that it did not make */
export function parseSchemaPath(path: string): SchemaIdentity | undefined {
  const [, ...segments] = path.split('/').map((segment) => segment.replaceAll('%2F', '/').replaceAll('%25', '%'));
  const isOfLines = segments[0] === linesFolder;
  const [givenContainer, givenKind, file] = isOfLines ? segments.slice(1) : segments;
  const container = containers.find((known) => known === givenContainer);
  const kind = container && kindsOf[container].find((known) => known === givenKind);
  if (!container || !kind || file === undefined || !/.\.json$/s.test(file)) return undefined;
  const identity = { container, kind, id: file.slice(0, -'.json'.length), isOfLines };
  // One schema has one path: VS Code's JSON support would load it twice.
  return schemaPath(identity) === path ? identity : undefined;
}
