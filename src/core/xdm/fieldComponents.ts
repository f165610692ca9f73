import { takeApart } from './references';
import type { XdmLibrary } from './xdmLibrary';
import type { XdmResource } from './xdmResource';

/** What a resource itself gives to the root of those that are built from it. */
export interface FieldComponent {
  readonly resource: XdmResource;
  /** The resource without the others that it takes in: they are components of their own. */
  readonly own: XdmResource;
  /** Schemas that have its fields: the organisation's own first, then by title. */
  readonly schemas: readonly XdmResource[];
}

/**
 * Takes all resources apart, so that what many schemas share is looked at once. A union only repeats its schemas and is left out. Data types
 * give their fields to other places than the root, and are used by no schema here.
 */
export function fieldComponents(library: XdmLibrary): readonly FieldComponent[] {
  const components = new Map<
    string,
    FieldComponent & { readonly schemas: XdmResource[]; readonly included: readonly string[] }
  >();
  for (const resource of library.resources) {
    if (resource.kind === 'unions') continue;
    const { own, included } = takeApart(resource.document);
    components.set(resource.$id, { resource, own: { ...resource, document: own }, schemas: [], included });
  }
  for (const schema of [...library.list('tenant', 'schemas'), ...library.list('global', 'schemas')]) {
    const built = new Set([schema.$id]);
    // A set goes on with what is added while one walks it.
    for (const $id of built) {
      const component = components.get($id);
      component?.schemas.push(schema);
      for (const included of component?.included ?? []) built.add(included);
    }
  }
  return [...components.values()];
}
