import { asNumber, asObject, asString } from '../shape';
import type { Container, ResourceKind } from '../platform/resourceTypes';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Which resource is meant. */
export interface ResourceRef {
  readonly container: Container;
  readonly kind: ResourceKind;
  /** `meta:altId`, or `$id` where there is none. */
  readonly id: string;
}

/** A resource as lists in the form `xed` give it: references kept, nothing resolved. */
export interface XdmResource {
  readonly container: Container;
  readonly kind: ResourceKind;
  readonly $id: string;
  readonly altId: string | undefined;
  /** Its `$id` where it has no title. */
  readonly title: string;
  readonly description: string | undefined;
  readonly version: string | undefined;
  /** `meta:status`, where it is not `stable`. */
  readonly status: ResourceStatus | undefined;
  readonly document: JsonObject;
}

export type ResourceStatus = 'deprecated' | 'experimental';

/** @returns `undefined` for what has no `$id`: such a row cannot be told from another */
export function readResource(container: Container, kind: ResourceKind, given: unknown): XdmResource | undefined {
  const document = asObject(given);
  const $id = asString(document?.$id);
  if (!document || $id === undefined || $id === '') return undefined;
  const title = asString(document.title)?.trim() ?? '';
  return {
    container,
    kind,
    $id,
    altId: asString(document['meta:altId']),
    title: title === '' ? $id : title,
    description: asString(document.description),
    version: asString(document.version) ?? asNumber(document.version)?.toString(),
    status: readStatus(document['meta:status']),
    document,
  };
}

/** Reads `meta:status`. `stable`, and what is not known, says nothing. */
export function readStatus(value: unknown): ResourceStatus | undefined {
  return value === 'deprecated' || value === 'experimental' ? value : undefined;
}

/** What a resource is looked up by: `meta:altId`, which needs no encoding in a path, or `$id` where there is none. */
export function refOf({ container, kind, $id, altId }: Omit<XdmResource, 'document'>): ResourceRef {
  return { container, kind, id: altId ?? $id };
}
