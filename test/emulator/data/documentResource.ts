import { libraryVersion } from '../registry/documents';
import { altIdOf, textOf, type JsonObject, type Kind, type Resource } from '../registry/resource';

const firstDayMs = Date.UTC(2024, 0, 1);
const hourMs = 3_600_000;

/** Makes a resource of a document that is at hand; `index` spaces the dates, so that every order is a strict one. */
export function documentResource(kind: Kind, document: JsonObject, index: number): Resource {
  const id = textOf(document.$id);
  const createdMs = firstDayMs + index * hourMs;
  return {
    kind,
    id,
    altId: altIdOf(id),
    title: textOf(document.title),
    version: typeof document.version === 'string' ? document.version : libraryVersion,
    createdMs,
    updatedMs: createdMs + 24 * hourMs,
    document: () => document,
  };
}
