/** The schemas of the made-up bicycle hire, what describes them, and how the sandboxes differ. */
import { type Collection, type JsonObject, type Kind, type Owner, type Resource } from '../registry/resource';
import { schemaDocument, tenantResourceId as idOf, type Composition } from './compose';
import {
  descriptorResource,
  displayInfoDescriptor,
  identityDescriptor,
  oneToOneDescriptor,
  referenceIdentityDescriptor,
  relationshipDescriptor,
} from './descriptorResource';
import { documentResource } from './documentResource';
import { adobeClass, ownTenantClasses, ownTenantDataTypes, ownTenantFieldGroups } from './ownTenantParts';

interface OwnSchema extends Omit<Composition, 'id' | 'class'> {
  name: string;
  classId: string;
}

/** In `prod` there are Ride Surveys; everywhere else there is Winter Trial instead. */
const schemasOf = (owner: Owner): readonly OwnSchema[] => {
  const group = (name: string): string => idOf(owner, 'fieldgroups', name);
  const survey: OwnSchema = {
    name: 'surveys',
    title: 'Ride Surveys',
    description: 'What riders wrote on paper.',
    classId: adobeClass('context/experienceevent'),
    fieldGroups: [group('survey')],
  };
  const trial: OwnSchema = {
    name: 'trial',
    title: 'Winter Trial',
    description: 'Riders who try the tyres with spikes.',
    classId: adobeClass('context/profile'),
    fieldGroups: [group('membership')],
  };
  return [
    {
      name: 'riders',
      title: 'Riders',
      version: '1.9',
      description: 'Everybody who may unlock a bicycle.',
      classId: adobeClass('context/profile'),
      fieldGroups: [adobeClass('context/profile-person-details'), group('membership'), group('preferences')],
      isInProfile: true,
    },
    {
      name: 'rides',
      title: 'Rides',
      version: '1.3',
      description: 'Every ride, from one depot to another.',
      classId: adobeClass('context/experienceevent'),
      fieldGroups: [adobeClass('context/experienceevent-web'), group('ride')],
      isInProfile: true,
    },
    {
      name: 'fleet',
      title: 'Fleet',
      description: 'All bicycles and the parts that they consist of.',
      classId: idOf(owner, 'classes', 'bicycle'),
      fieldGroups: [group('build')],
    },
    {
      name: 'workshops',
      title: 'Workshop Accounts',
      description: 'Companies that repair bicycles for us.',
      classId: adobeClass('context/account'),
      fieldGroups: [group('contract')],
    },
    {
      name: 'depot-upload',
      title: 'Depot Upload 2024-06',
      description: 'One uploaded file, used by one data set only.',
      classId: idOf(owner, 'classes', 'depot-upload'),
      fieldGroups: [],
    },
    {
      name: 'long-title',
      title:
        'Reconciliation of Deposits, Refunds and Penalties across Depots, Partner Cities and Currencies, ' +
        'Including Rides That Were Begun before and Ended after Midnight (Zürich, 東京, “Größe”)',
      description: 'Made up, to see what a very long title does.',
      classId: adobeClass('classes/summarymetrics'),
      fieldGroups: [],
    },
    owner.sandboxName === 'prod' ? survey : trial,
  ];
};

const descriptorsOf = (owner: Owner): readonly JsonObject[] => {
  const schema = (name: string): string => idOf(owner, 'schemas', name);
  const field = (path: string): string => `/_${owner.tenantId}/${path}`;
  const bicycle = { schema: schema('fleet'), property: field('build/frameNumber') };
  return [
    identityDescriptor(schema('riders'), field('membership/number'), 'Rider', true),
    identityDescriptor(schema('fleet'), bicycle.property, 'Bicycle', true),
    oneToOneDescriptor(schema('workshops'), field('contract/bicycle'), bicycle),
    referenceIdentityDescriptor(schema('workshops'), field('contract/bicycle'), 'Bicycle'),
    relationshipDescriptor(schema('rides'), field('ride/bicycle'), bicycle),
    displayInfoDescriptor(schema('rides'), '/eventType', 'Kind of ride', 'Whether somebody rode, or only unlocked.'),
    displayInfoDescriptor(schema('riders'), field('membership/tier'), 'Plan', 'What the rider pays for.'),
  ];
};

/** The tenant container of our own data set: seven schemas, two classes, six field groups, three data types. */
export function ownTenant(owner: Owner, global: Collection): Resource[] {
  const classes = ownTenantClasses(owner);
  const classOf = (id: string): JsonObject =>
    classes.find(({ $id }) => $id === id) ?? global.find(id)?.document() ?? { $id: id };
  const schemas = schemasOf(owner).map((schema) =>
    schemaDocument({ ...schema, id: idOf(owner, 'schemas', schema.name), class: classOf(schema.classId) }),
  );
  const parts: [Kind, readonly JsonObject[]][] = [
    ['classes', classes],
    ['datatypes', ownTenantDataTypes(owner)],
    ['fieldgroups', ownTenantFieldGroups(owner)],
    ['schemas', schemas],
  ];
  const resources = parts
    .flatMap(([kind, documents]) => documents.map((document): [Kind, JsonObject] => [kind, document]))
    .map(([kind, document], index) => documentResource(kind, document, index, owner));
  const descriptors = descriptorsOf(owner).map((descriptor, index) => descriptorResource(owner, descriptor, index));
  return [...resources.map((resource) => inSandbox(owner, resource)), ...descriptors];
}

const dayMs = 86_400_000;

/** Of what was changed outside `prod` the date is later; of one schema nothing else is. */
function inSandbox(owner: Owner, resource: Resource): Resource {
  const isLater = owner.sandboxName !== 'prod' && ['Ride Details', 'Workshop Accounts'].includes(resource.title);
  return isLater ? { ...resource, updatedMs: resource.updatedMs + 30 * dayMs } : resource;
}
