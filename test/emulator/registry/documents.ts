import { createHash } from 'node:crypto';
import { type LookupForm } from './accept';
import { type Collection, type JsonObject, type Resource } from './resource';
import { resolve, withoutTexts } from './resolve';

export const libraryVersion = '1.27.4';

/** What `xed-id` lists give of a resource. */
export const identity = ({ title, id, altId, version }: Resource): JsonObject => ({
  title,
  $id: id,
  'meta:altId': altId,
  version,
});

/** The resource with what the registry adds to every document. */
export function basicDocument(resource: Resource): JsonObject {
  return {
    $id: resource.id,
    'meta:altId': resource.altId,
    'meta:resourceType': resource.kind,
    version: resource.version,
    ...resource.document(),
    'meta:containerId': 'global',
    'meta:registryMetadata': {
      'repo:createdDate': resource.createdMs,
      'repo:lastModifiedDate': resource.updatedMs,
      eTag: createHash('sha256').update(resource.id).digest('hex'),
      'meta:globalLibVersion': libraryVersion,
    },
  };
}

/** The document in the form that a lookup asked for. */
export function documentIn(form: LookupForm, resource: Resource, collection: Collection): JsonObject {
  const document = basicDocument(resource);
  switch (form) {
    case 'xed':
    case 'xed-deprecatefield':
      return document;
    case 'xed-notext':
      return withoutTexts(document, ['title', 'description']);
    case 'xed-full':
      return resolve(document, collection);
    case 'xed-full-notext':
      return withoutTexts(resolve(document, collection), ['title', 'description']);
    case 'xed-full-desc':
      return withoutTexts(resolve(document, collection), ['title']);
  }
}
