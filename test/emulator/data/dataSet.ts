import { Collection, type JsonObject, type Kind } from '../registry/resource';
import { documentResource } from './documentResource';
import { generatedClasses } from './generatedClasses';
import { ownClassDocuments } from './ownClasses';
import { ownBehaviorDocuments, ownDatatypeDocuments } from './ownParts';
import { xdmResources } from './xdmFiles';

/** A dozen classes of our own; the open-source XDM, when it is at hand; or as many made-up classes as wanted. */
export type DataChoice = 'own' | 'xdm' | { generatedClasses: number };

const behaviors = (): [Kind, JsonObject][] => ownBehaviorDocuments().map((document) => ['behaviors', document]);

const own = (): [Kind, JsonObject][] => [
  ...ownClassDocuments().map((document): [Kind, JsonObject] => ['classes', document]),
  ...behaviors(),
  ...ownDatatypeDocuments().map((document): [Kind, JsonObject] => ['datatypes', document]),
];

const resources = (documents: [Kind, JsonObject][]) =>
  documents.map(([kind, document], index) => documentResource(kind, document, index));

export function loadData(choice: DataChoice): Collection {
  if (choice === 'own') return new Collection(resources(own()));
  if (choice === 'xdm') return new Collection(xdmResources());
  return new Collection([...generatedClasses(choice.generatedClasses), ...resources(behaviors())]);
}
