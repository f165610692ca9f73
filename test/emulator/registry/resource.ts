export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export type Container = 'global' | 'tenant';

export const kinds = ['schemas', 'classes', 'fieldgroups', 'datatypes', 'behaviors'] as const;
export type Kind = (typeof kinds)[number];

/** One resource of the registry. Its document is built when it is asked for: a list of 100,000 needs none. */
export interface Resource {
  kind: Kind;
  id: string;
  altId: string;
  title: string;
  version: string;
  createdMs: number;
  updatedMs: number;
  /** The `xed` form: references kept, no `xdm:` prefixes, without what the registry itself adds. */
  document(): JsonObject;
}

/** `https://ns.adobe.com/xdm/context/profile` is `_xdm.context.profile`. */
export const altIdOf = (id: string): string => {
  const { hostname, pathname } = new URL(id);
  const path = pathname.split('/').filter(Boolean).join('.');
  return hostname === 'ns.adobe.com' ? `_${path}` : `_${hostname.replace(/^www\./, '').replaceAll('.', '_')}.${path}`;
};

/** All resources of the global container, found by either id. */
export class Collection {
  private readonly byName = new Map<string, Resource>();
  private readonly byKind = new Map<Kind, Resource[]>();

  constructor(resources: Iterable<Resource>) {
    for (const resource of resources) {
      this.byName.set(resource.id, resource).set(resource.altId, resource);
      const siblings = this.byKind.get(resource.kind);
      if (siblings) siblings.push(resource);
      else this.byKind.set(resource.kind, [resource]);
    }
  }

  list(kind: Kind): readonly Resource[] {
    return this.byKind.get(kind) ?? [];
  }

  /** By `$id` or by `meta:altId`. */
  find(name: string): Resource | undefined {
    return this.byName.get(name);
  }
}
