import { childrenOf, fieldsOf } from './fields';
import { dotPath } from './fieldPath';
import type { DocumentLookup, FieldPath, XdmField } from './xdmField';
import type { XdmResource } from './xdmResource';

/** The field at a path of a resource, or `undefined` where there is none (any more). */
export function fieldAt(resource: XdmResource, path: FieldPath, lookup: DocumentLookup): XdmField | undefined {
  let level = fieldsOf(resource, lookup);
  for (;;) {
    const next = level.find((field) => isStartOf(field.path, path));
    if (!next || next.path.length === path.length) return next;
    level = childrenOf(next, lookup);
  }
}

/** Every level is longer than the one above, so that this comes to an end. */
function isStartOf(start: FieldPath, path: FieldPath): boolean {
  return start.length <= path.length && dotPath(start) === dotPath(path.slice(0, start.length));
}
