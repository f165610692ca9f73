import { createHash } from 'node:crypto';
import { type Sandbox } from '../gateway/sandboxes';
import { Collection, textOf, type Finder, type JsonObject, type Kind, type Owner, type Resource } from './resource';
import { unionsOf } from './unions';

/** What a registry is filled with. */
export interface DataSet {
  readonly global: Collection;
  /** All resources of one tenant container, descriptors included; asked once per owner. */
  tenant(owner: Owner): readonly Resource[];
}

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The tenant namespace of an org, without its underscore. */
export const tenantIdOf = (imsOrg: string): string => `local${hex(imsOrg).slice(0, 6)}`;

const sandboxIdOf = (imsOrg: string, name: string): string =>
  hex(`${imsOrg} ${name}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** What an organisation has made in one sandbox. References of its documents lead into the global container too. */
export class Tenant implements Finder {
  private readonly collection: Collection;
  private unions: Collection | undefined;

  constructor(
    readonly owner: Owner,
    resources: readonly Resource[],
    private readonly global: Collection,
  ) {
    this.collection = new Collection(resources);
  }

  list(kind: Kind): readonly Resource[] {
    return kind === 'unions' ? this.ownUnions().list(kind) : this.collection.list(kind);
  }

  /** A resource of this container only. */
  own(name: string): Resource | undefined {
    return this.collection.find(name) ?? (name.endsWith('__union') ? this.ownUnions().find(name) : undefined);
  }

  find(name: string): Resource | undefined {
    return this.own(name) ?? this.global.find(name);
  }

  idOf(title: string): string | undefined {
    const all = (['schemas', 'classes', 'fieldgroups', 'datatypes'] as const).flatMap((kind) => this.list(kind));
    return all.find((resource) => resource.title === title)?.id;
  }

  /** @throws when there is no such resource, or when the change would move it to another id. */
  change(name: string, change: (document: JsonObject) => JsonObject, nowMs: number): void {
    const resource = this.collection.find(name);
    if (!resource) throw new Error(`The tenant container has no resource ${name}`);
    const document = change(structuredClone(resource.document()));
    const isDescriptor = resource.kind === 'descriptors';
    if (document[isDescriptor ? '@id' : '$id'] !== resource.id) throw new Error('A change keeps the id.');
    this.collection.replace({
      ...resource,
      title: isDescriptor ? resource.title : textOf(document.title),
      version: textOf(document.version) || resource.version,
      updatedMs: nowMs,
      document: () => document,
    });
    this.unions = undefined;
  }

  private ownUnions(): Collection {
    this.unions ??= new Collection(unionsOf(this.collection.list('schemas'), this));
    return this.unions;
  }
}

/** The tenant containers of all organisations and sandboxes; each is filled when it is first entered. */
export class Tenants {
  private readonly known = new Map<string, Tenant>();

  constructor(private readonly data: DataSet) {}

  of(imsOrg: string, { name, type }: Sandbox): Tenant {
    const sandboxId = sandboxIdOf(imsOrg, name);
    const known = this.known.get(sandboxId);
    if (known) return known;
    const owner = { imsOrg, tenantId: tenantIdOf(imsOrg), sandboxName: name, sandboxId, sandboxType: type };
    const tenant = new Tenant(owner, this.data.tenant(owner), this.data.global);
    this.known.set(sandboxId, tenant);
    return tenant;
  }

  /** Forgets every change. */
  reset(): void {
    this.known.clear();
  }
}
