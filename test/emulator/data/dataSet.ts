import { Collection, type JsonObject, type Kind, type Resource } from '../registry/resource';
import { type DataSet } from '../registry/tenants';
import { documentResource } from './documentResource';
import { generatedClasses } from './generatedClasses';
import { generatedTenant, type GeneratedRegistry } from './generatedRegistry';
import { oddlyNamedClassDocuments, ownClassDocuments } from './ownClasses';
import { ownFieldGroupDocuments, ownGlobalSchema } from './ownFieldGroups';
import { ownBehaviorDocuments, ownDatatypeDocuments } from './ownParts';
import { ownTenant } from './ownTenant';
import { xdmResources } from './xdmFiles';
import { xdmTenant } from './xdmTenant';

/**
 * `own`: a dozen classes and a small tenant of our own, some with names that try a user interface; `plain`: without those. `xdm`: the open-source XDM, when it is at hand, and a tenant
 * composed from it. Else as many made-up classes, or classes and schemas, as wanted.
 */
export type DataChoice =
  'own' | 'plain' | 'xdm' | { generatedClasses: number } | { generatedRegistry: GeneratedRegistry };

const ofKind = (kind: Kind, documents: readonly JsonObject[]) =>
  documents.map((document): [Kind, JsonObject] => [kind, document]);

const behaviors = (): [Kind, JsonObject][] => ofKind('behaviors', ownBehaviorDocuments());

const own = (oddlyNamed: readonly JsonObject[]): [Kind, JsonObject][] => {
  const classes = ownClassDocuments();
  return [
    ...ofKind('classes', [...classes, ...oddlyNamed]),
    ...behaviors(),
    ...ofKind('datatypes', ownDatatypeDocuments()),
    ...ofKind('fieldgroups', ownFieldGroupDocuments()),
    ...ofKind('schemas', classes.slice(0, 1).map(ownGlobalSchema)),
  ];
};

const resources = (documents: [Kind, JsonObject][]): Resource[] =>
  documents.map(([kind, document], index) => documentResource(kind, document, index));

const generated = (classes: number): Collection =>
  new Collection([...generatedClasses(classes), ...resources(behaviors())]);

/** @throws when the data set is not at hand or cannot be made. */
export function loadData(choice: DataChoice): DataSet {
  if (choice === 'own' || choice === 'plain') {
    const global = new Collection(resources(own(choice === 'own' ? oddlyNamedClassDocuments() : [])));
    return { global, tenant: (owner) => ownTenant(owner, global) };
  }
  if (choice === 'xdm') {
    const global = new Collection(xdmResources());
    return { global, tenant: (owner) => xdmTenant(owner, global) };
  }
  if ('generatedClasses' in choice) return { global: generated(choice.generatedClasses), tenant: () => [] };
  const global = generated(choice.generatedRegistry.classes);
  return { global, tenant: (owner) => generatedTenant(owner, choice.generatedRegistry, global) };
}
