import { identity } from './documents';
import { textOf, type Json, type JsonObject, type Resource } from './resource';
import { type Tenant } from './tenants';

/** `array`: as the API reference shows it. `map`: schemas by class id, as the older guide does. */
export type ClassUsageForm = 'array' | 'map';

const recentCount = 10;

const latest = (resources: readonly Resource[], time: (resource: Resource) => number): Json =>
  [...resources]
    .sort((left, right) => time(right) - time(left))
    .slice(0, recentCount)
    .map(identity);

function classUsage(tenant: Tenant, form: ClassUsageForm): Json {
  const usage = new Map<string, JsonObject[]>();
  for (const resource of tenant.list('schemas')) {
    const { 'meta:class': classId, description } = resource.document();
    const schemas = usage.get(textOf(classId)) ?? [];
    usage.set(textOf(classId), schemas);
    schemas.push({ $id: resource.id, title: resource.title, description: description ?? '' });
  }
  if (form === 'map') return Object.fromEntries(usage);
  return [...usage].map(([$id, schemas]) => ({
    $id,
    title: tenant.find($id)?.title ?? $id,
    numberOfSchemas: schemas.length,
    schemas,
  }));
}

/** What `/stats` says of a tenant container. */
export function statsOf(tenant: Tenant, form: ClassUsageForm): JsonObject {
  const count = (kind: 'schemas' | 'fieldgroups' | 'datatypes' | 'classes' | 'unions') => tenant.list(kind).length;
  const all = (['schemas', 'fieldgroups', 'datatypes', 'classes'] as const).flatMap((kind) => tenant.list(kind));
  return {
    imsOrg: tenant.owner.imsOrg,
    tenantId: tenant.owner.tenantId,
    counts: {
      schemas: count('schemas'),
      mixins: count('fieldgroups'),
      datatypes: count('datatypes'),
      classes: count('classes'),
      unions: count('unions'),
    },
    recentlyCreatedResources: latest(all, ({ createdMs }) => createdMs),
    recentlyUpdatedResources: latest(all, ({ updatedMs }) => updatedMs),
    classUsage: classUsage(tenant, form),
  };
}
