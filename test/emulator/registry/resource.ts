export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export type Container = 'global' | 'tenant';

export const kinds = ['schemas', 'classes', 'fieldgroups', 'datatypes', 'behaviors', 'unions', 'descriptors'] as const;
export type Kind = (typeof kinds)[number];

/** Whose tenant container it is: each organisation has one in every sandbox. */
export interface Owner {
  imsOrg: string;
  tenantId: string;
  sandboxName: string;
  sandboxId: string;
  sandboxType: string;
}

/** One resource of the registry. Its document is built when it is asked for: a list of 100,000 needs none. */
export interface Resource {
  kind: Kind;
  /** Absent in the global container. */
  owner?: Owner;
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

/** What references are looked up in. */
export interface Finder {
  /** By `$id` or by `meta:altId`. */
  find(name: string): Resource | undefined;
}

/** All resources of one container, found by either id. */
export class Collection implements Finder {
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

  find(name: string): Resource | undefined {
    return this.byName.get(name);
  }

  /** Puts a resource in the place of the one with its id. Its list becomes a new array: orders are kept per array. */
  replace(resource: Resource): void {
    this.byName.set(resource.id, resource).set(resource.altId, resource);
    const list = this.list(resource.kind);
    this.byKind.set(
      resource.kind,
      list.map((known) => (known.id === resource.id ? resource : known)),
    );
  }
}
