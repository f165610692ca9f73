import { textOf, type Collection, type Json, type JsonObject, type Owner, type Resource } from '../registry/resource';
import { dataTypeDocument, fieldGroupDocument, inNamespace, schemaDocument, tenantResourceId as idOf } from './compose';
import { descriptorResource, displayInfoDescriptor, identityDescriptor } from './descriptorResource';
import { documentResource } from './documentResource';
import { list, reference, text } from './fields';

const adobe = (path: string): string => `https://ns.adobe.com/xdm/${path}`;

const namesIn = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(textOf) : []);

const isAdHoc = (document: JsonObject): boolean => namesIn(document['meta:extends']).includes(adobe('data/adhoc'));

const inProfile = [adobe('context/profile'), adobe('context/experienceevent')];

/** One schema of everything that Adobe publishes for the class. */
function schemaOf(owner: Owner, document: JsonObject, fieldGroups: readonly Resource[]): JsonObject {
  const classId = textOf(document.$id);
  const fitting = fieldGroups.filter((group) => namesIn(group.document()['meta:intendedToExtend']).includes(classId));
  return schemaDocument({
    id: idOf(owner, 'schemas', classId),
    version: '1.1',
    title: `All of ${textOf(document.title)}`,
    description: `The class ${textOf(document.title)} with each field group that is meant for it.`,
    class: document,
    fieldGroups: fitting.map(({ id }) => id),
    isInProfile: inProfile.includes(classId),
  });
}

/** The open-source XDM has no type that contains itself; the tenant adds one. */
function partsList(
  owner: Owner,
  product: JsonObject,
): [dataType: JsonObject, fieldGroup: JsonObject, schema: JsonObject] {
  const part = idOf(owner, 'datatypes', 'part');
  const fieldGroup = idOf(owner, 'fieldgroups', 'parts-list');
  return [
    dataTypeDocument(
      { id: part, version: '1.0', title: 'Part', description: 'Something that consists of parts.' },
      { partNumber: text('Part number'), subparts: list('Subparts', reference(part)) },
    ),
    fieldGroupDocument(
      { id: fieldGroup, version: '1.0', title: 'Parts List', description: 'What a product consists of.' },
      [textOf(product.$id)],
      inNamespace(owner, { parts: list('Parts', reference(part)) }),
    ),
    schemaDocument({
      id: idOf(owner, 'schemas', 'parts-list'),
      version: '1.0',
      title: 'Products and Their Parts',
      description: 'Uses a type that contains itself.',
      class: product,
      fieldGroups: [fieldGroup],
    }),
  ];
}

/** The tenant container over the open-source XDM; all sandboxes are alike. */
export function xdmTenant(owner: Owner, global: Collection): Resource[] {
  const classes = global.list('classes').map((resource) => resource.document());
  const fieldGroups = global.list('fieldgroups');
  const composed = classes
    .filter((document) => !isAdHoc(document))
    .map((document) => schemaOf(owner, document, fieldGroups));
  const product = global.find(adobe('classes/product'))?.document() ?? {};
  const [dataType, fieldGroup, schema] = partsList(owner, product);
  const resources = [
    documentResource('datatypes', dataType, 0, owner),
    documentResource('fieldgroups', fieldGroup, 1, owner),
    ...[schema, ...composed].map((document, index) => documentResource('schemas', document, index + 2, owner)),
  ];
  const [profile, event] = inProfile.map((classId) => idOf(owner, 'schemas', classId));
  const descriptors = [
    identityDescriptor(profile ?? '', '/personalEmail/address', 'Email', true),
    identityDescriptor(profile ?? '', '/mobilePhone/number', 'Phone', false),
    displayInfoDescriptor(event ?? '', '/eventType', 'Kind of event', 'What happened.'),
  ];
  return [...resources, ...descriptors.map((descriptor, index) => descriptorResource(owner, descriptor, index))];
}
