import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { altIdOf, type JsonObject, type Kind, type Resource } from '../registry/resource';
import { documentResource } from './documentResource';
import { toRegistryForm } from './xdmNames';

const folders: readonly Kind[] = ['classes', 'behaviors', 'datatypes', 'fieldgroups'];

/** The nearest folder above that holds package.json, from the bundle first and then from where Node was started. */
function repositoryRoot(): string | undefined {
  for (const start of [__dirname, process.cwd()]) {
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
      if (existsSync(join(folder, 'package.json'))) return folder;
    }
  }
  return undefined;
}

/** Where the open-source XDM is looked for: `../shared/xdm/components`, seen from the repository. */
export function findXdmComponents(): string | undefined {
  const root = repositoryRoot();
  const folder = root && join(root, '..', 'shared', 'xdm', 'components');
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}

/** Reads the open-source XDM. @throws when it is not there. */
export function xdmResources(): Resource[] {
  const components = findXdmComponents();
  if (components === undefined) {
    throw new Error("No XDM found: put adobe/xdm's components folder into ../shared/xdm beside the repository.");
  }
  const resources: Resource[] = [];
  const altIds = new Set<string>();
  for (const kind of folders) {
    const files = readdirSync(join(components, kind), { recursive: true }).map(String);
    for (const file of files.filter((name) => name.endsWith('.schema.json')).sort()) {
      const document = JSON.parse(readFileSync(join(components, kind, file), 'utf8')) as JsonObject;
      const resource = documentResource(kind, toRegistryForm(document) as JsonObject, resources.length);
      if (altIds.has(resource.altId)) throw new Error(`Two resources are ${altIdOf(resource.id)}`);
      altIds.add(resource.altId);
      resources.push(resource);
    }
  }
  return resources;
}
