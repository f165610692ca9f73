import { type DescriptorForm } from './accept';
import { textOf, type Container, type Json, type JsonObject, type Resource } from './resource';

/** One descriptor of a list: its id, its path within the registry, or all of it. */
export function descriptorIn(form: DescriptorForm, resource: Resource, container: Container): Json {
  if (form.endsWith('-id')) return resource.id;
  if (form.endsWith('-link')) return `/${container}/descriptors/${resource.id}`;
  return resource.document();
}

/** The older lists: one array for each type of which there is a descriptor. */
export function byType(form: DescriptorForm, resources: readonly Resource[], container: Container): JsonObject {
  const result: Record<string, Json[]> = {};
  for (const resource of resources) {
    (result[textOf(resource.document()['@type'])] ??= []).push(descriptorIn(form, resource, container));
  }
  return result;
}
