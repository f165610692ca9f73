import { libraryVersion } from '../registry/documents';
import { altIdOf, textOf, type JsonObject, type Kind, type Owner, type Resource } from '../registry/resource';

const firstDayMs = Date.UTC(2024, 0, 1);
const hourMs = 3_600_000;

/** Makes a resource of a document that is at hand; `index` spaces the dates, so that every order is a strict one. */
export function documentResource(kind: Kind, document: JsonObject, index: number, owner?: Owner): Resource {
  const id = textOf(document.$id);
  const createdMs = firstDayMs + index * hourMs;
  return {
    kind,
    ...(owner ? { owner } : {}),
    id,
    altId: altIdOf(id),
    title: textOf(document.title),
    version: textOf(document.version) || (owner ? '1.0' : libraryVersion),
    createdMs,
    updatedMs: createdMs + 24 * hourMs,
    document: () => document,
  };
}
