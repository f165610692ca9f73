import { altIdOf, textOf, type Collection, type JsonObject, type Owner, type Resource } from '../registry/resource';
import { fieldGroupDocument, inNamespace, schemaDocument, tenantResourceId as idOf } from './compose';
import { descriptorResource, identityDescriptor } from './descriptorResource';
import { choice, day, flag, integer, list, moment, number, object, text } from './fields';

export interface GeneratedRegistry {
  classes: number;
  schemas: number;
  /** The leaf fields of every schema, those of its class included. */
  fieldsPerSchema: number;
}

const firstDayMs = Date.UTC(2023, 6, 1);
const minuteMs = 60_000;
/** A generated class has up to eight fields, and its behavior two more. */
const leastFields = 20;
const schemasPerSharedGroup = 20;
const leavesPerObject = 10;
/** What Adobe allows in one sandbox. */
const mostDescriptors = 4000;

const regions = ['EMEA', 'Iberia', 'Nordics', 'DACH', 'Benelux', 'UK & Ireland', 'France', 'Italy', 'Japan', 'Korea'];
const subjects = [
  'Loyalty',
  'Booking',
  'Store',
  'Claims',
  'Device',
  'Policy',
  'Ticket',
  'Parcel',
  'Survey',
  'Meter',
  'Cart',
];
const uses = [
  'Members',
  'Events',
  'Interactions',
  'Preferences',
  'Consents',
  'Snapshots',
  'Daily Export',
  'Backfill',
  'Model Input',
];

/** Reads the index as a number with one digit for each list: all combinations differ, and then there is a next wave. */
function titleOf(index: number): string {
  let rest = index;
  const words = [subjects, uses, regions].map((list) => {
    const word = list[rest % list.length] ?? '';
    rest = Math.floor(rest / list.length);
    return word;
  });
  return `${words.join(' ')}${rest === 0 ? '' : ` – Wave ${rest + 1}`}`;
}

const makers = [
  (title: string) => text(title),
  (title: string) => number(title, { minimum: 0 }),
  (title: string) => integer(title),
  (title: string) => flag(title),
  (title: string) => day(title),
  (title: string) => moment(title),
  (title: string) => list(title, { type: 'string' }),
  (title: string) => choice(title, { low: 'Low', high: 'High' }),
];

/** So many leaves, in objects of ten. */
function leaves(count: number): JsonObject {
  const sections: JsonObject = {};
  for (let first = 0; first < count; first += leavesPerObject) {
    const fields: JsonObject = {};
    for (let index = first; index < Math.min(count, first + leavesPerObject); index += 1) {
      fields[`field${index}`] = makers[index % makers.length]?.(`Field ${index}`) ?? {};
    }
    sections[`section${first / leavesPerObject}`] = object(`Section ${first / leavesPerObject}`, fields);
  }
  return sections;
}

interface Shape {
  kind: 'schemas' | 'fieldgroups';
  name: string;
  title: string;
  index: number;
  document(id: string): JsonObject;
}

function resourceOf(owner: Owner, shape: Shape): Resource {
  const { kind, name, title, index } = shape;
  const id = idOf(owner, kind, name);
  const createdMs = firstDayMs + index * minuteMs;
  // 7919 is prime: the order of updates is not the order of creation.
  const updatedMs = createdMs + (((index * 7919) % 1_000_003) + 1) * minuteMs;
  return {
    kind,
    owner,
    id,
    altId: altIdOf(id),
    title,
    version: '1.0',
    createdMs,
    updatedMs,
    document: () => shape.document(id),
  };
}

class Generator {
  private readonly classes: readonly Resource[];
  private readonly sharedCount: number;
  private readonly sharedSize: number;

  constructor(
    private readonly owner: Owner,
    private readonly size: GeneratedRegistry,
    global: Collection,
  ) {
    this.classes = global.list('classes');
    this.sharedCount = Math.max(2, Math.ceil(size.schemas / schemasPerSharedGroup));
    this.sharedSize = Math.floor((size.fieldsPerSchema - leastFields / 2) / 4);
  }

  resources(): Resource[] {
    const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
    const { schemas } = this.size;
    const described = numbers(Math.min(Math.ceil(schemas / 10), mostDescriptors));
    return [
      ...numbers(this.sharedCount).map((index) => this.shared(index)),
      ...numbers(schemas).flatMap((index) => [this.special(index), this.schema(index)]),
      ...described.map((index) => this.descriptor(index * 10, index)),
    ];
  }

  private classOf(index: number): JsonObject {
    return this.classes[index % this.classes.length]?.document() ?? {};
  }

  private classId(index: number): string {
    return textOf(this.classOf(index).$id);
  }

  /** Class fields differ in number; the schema's own field group makes up for it. */
  private classFields(document: JsonObject): number {
    const { generated } = document.definitions as { generated: { properties: JsonObject } };
    const isEvent = (document['meta:extends'] as string[]).some((id) => id.endsWith('time-series'));
    return Object.keys(generated.properties).length + (isEvent ? 2 : 1);
  }

  private sharedNames(index: number): string[] {
    return [index % this.sharedCount, (index + 1) % this.sharedCount].map((shared) => `shared ${shared}`);
  }

  private shared(index: number): Resource {
    const users = (): string[] =>
      Array.from({ length: this.size.schemas }, (_, schema) => schema)
        .filter((schema) => this.sharedNames(schema).includes(`shared ${index}`))
        .map((schema) => this.classId(schema));
    const title = `Shared ${titleOf(index * 7)} Details`;
    return this.fieldGroup(
      `shared ${index}`,
      title,
      index,
      `shared${index}`,
      () => this.sharedSize,
      () => [...new Set(users())],
    );
  }

  private special(index: number): Resource {
    const size = () => this.size.fieldsPerSchema - 2 * this.sharedSize - this.classFields(this.classOf(index));
    const users = () => [this.classId(index)];
    return this.fieldGroup(`special ${index}`, `${titleOf(index)} Details`, index, 'special', size, users);
  }

  private fieldGroup(
    name: string,
    title: string,
    index: number,
    key: string,
    size: () => number,
    users: () => string[],
  ): Resource {
    const document = (id: string): JsonObject =>
      fieldGroupDocument(
        { id, title, description: `Generated field group ${name}.` },
        users(),
        inNamespace(this.owner, { [key]: object(title, leaves(size())) }),
      );
    return resourceOf(this.owner, { kind: 'fieldgroups', name, title, index, document });
  }

  private schema(index: number): Resource {
    const title = titleOf(index);
    const fieldGroups = [...this.sharedNames(index), `special ${index}`].map((name) =>
      idOf(this.owner, 'fieldgroups', name),
    );
    const document = (id: string): JsonObject =>
      schemaDocument({
        id,
        title,
        description: `Generated schema number ${index}.`,
        class: this.classOf(index),
        fieldGroups,
        isInProfile: index % 10 === 0,
      });
    return resourceOf(this.owner, { kind: 'schemas', name: `schema ${index}`, title, index, document });
  }

  private descriptor(schema: number, index: number): Resource {
    const field = `/_${this.owner.tenantId}/special/section0/field0`;
    const source = idOf(this.owner, 'schemas', `schema ${schema}`);
    return descriptorResource(this.owner, identityDescriptor(source, field, 'CRMID', true), index);
  }
}

/**
 * Every schema is a class (in turn), two shared field groups and one of its own. A shared group holds about a quarter
 * of the fields and is used by about forty schemas; the group of its own makes the number of leaves exact. Every tenth schema takes part in Profile
 * and has a primary identity. Documents are made when they are looked up.
 * @throws {RangeError} when the schemas are too small to hold what their class holds.
 */
export function generatedTenant(owner: Owner, size: GeneratedRegistry, global: Collection): Resource[] {
  if (size.fieldsPerSchema < leastFields) throw new RangeError(`fieldsPerSchema must be at least ${leastFields}.`);
  if (size.schemas > 0 && size.classes < 1) throw new RangeError('A schema needs a class.');
  return new Generator(owner, size, global).resources();
}
