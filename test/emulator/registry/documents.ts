import { createHash } from 'node:crypto';
import { type LookupForm } from './accept';
import { type Finder, type JsonObject, type Owner, type Resource } from './resource';
import { resolve, withoutTexts } from './resolve';

export const libraryVersion = '1.27.4';

/** What `xed-id` lists give of a resource. */
export const identity = ({ title, id, altId, version }: Resource): JsonObject => ({
  title,
  $id: id,
  'meta:altId': altId,
  version,
});

const containerKeys = (owner: Owner | undefined): JsonObject =>
  owner
    ? {
        imsOrg: owner.imsOrg,
        'meta:containerId': 'tenant',
        'meta:tenantNamespace': `_${owner.tenantId}`,
        'meta:sandboxId': owner.sandboxId,
        'meta:sandboxType': owner.sandboxType,
      }
    : { 'meta:containerId': 'global' };

/** The resource with what the registry adds to every document; a descriptor is complete as it is. */
export function basicDocument(resource: Resource): JsonObject {
  if (resource.kind === 'descriptors') return resource.document();
  return {
    $id: resource.id,
    'meta:altId': resource.altId,
    'meta:resourceType': resource.kind,
    version: resource.version,
    ...resource.document(),
    ...containerKeys(resource.owner),
    'meta:registryMetadata': {
      'repo:createdDate': resource.createdMs,
      'repo:lastModifiedDate': resource.updatedMs,
      eTag: createHash('sha256').update(`${resource.id} ${resource.updatedMs}`).digest('hex'),
      'meta:globalLibVersion': libraryVersion,
    },
  };
}

/** The document in the form that a lookup asked for. */
export function documentIn(form: LookupForm, resource: Resource, finder: Finder): JsonObject {
  const document = basicDocument(resource);
  switch (form) {
    case 'xed':
    case 'xed-deprecatefield':
      return document;
    case 'xed-notext':
      return withoutTexts(document, ['title', 'description']);
    case 'xed-full':
      return resolve(document, finder);
    case 'xed-full-notext':
      return withoutTexts(resolve(document, finder), ['title', 'description']);
    case 'xed-full-desc':
      return withoutTexts(resolve(document, finder), ['title']);
  }
}
