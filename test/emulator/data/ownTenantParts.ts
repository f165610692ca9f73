/** The classes, data types and field groups of a made-up bicycle hire. All words are ours. */
import { type JsonObject, type Owner } from '../registry/resource';
import {
  classDocument,
  dataTypeDocument,
  fieldGroupDocument,
  inNamespace,
  tenantResourceId as idOf,
  type Part,
} from './compose';
import { choice, day, flag, integer, link, list, map, moment, number, object, reference, text } from './fields';

export const adobeClass = (path: string): string => `https://ns.adobe.com/xdm/${path}`;
const behavior = (name: 'record' | 'adhoc'): string => `https://ns.adobe.com/xdm/data/${name}`;

export const ownTenantClasses = (owner: Owner): readonly JsonObject[] => [
  classDocument(
    {
      id: idOf(owner, 'classes', 'bicycle'),
      version: '1.2',
      title: 'Bicycle',
      description: 'One bicycle of the fleet, from its first day to its last.',
    },
    behavior('record'),
    inNamespace(owner, { inServiceSince: day('In service since') }),
  ),
  classDocument(
    {
      id: idOf(owner, 'classes', 'depot-upload'),
      version: '1.0',
      title: 'Depot Upload',
      description: 'The columns of one uploaded file.',
    },
    behavior('adhoc'),
    inNamespace(owner, { depotName: text('Depot name'), capacity: integer('Capacity', { minimum: 0 }) }),
  ),
];

/** A part consists of parts, and is built into assemblies, which consist of parts: two ways to contain itself. */
export const ownTenantDataTypes = (owner: Owner): readonly JsonObject[] => {
  const part = idOf(owner, 'datatypes', 'part');
  const assembly = idOf(owner, 'datatypes', 'assembly');
  return [
    dataTypeDocument(
      { id: part, version: '1.4', title: 'Part', description: 'Something a bicycle is made of.' },
      {
        partNumber: text('Part number', { pattern: '^[A-Z]{2}-\\d{4}$' }),
        material: choice('Material', { steel: 'Steel', aluminium: 'Aluminium', carbon: 'Carbon fibre' }),
        subparts: list('Subparts', reference(part)),
        builtInto: reference(assembly, 'Built into'),
      },
      ['partNumber'],
    ),
    dataTypeDocument(
      {
        id: assembly,
        version: '1.1',
        title: 'Assembly',
        description: 'Parts that are changed together.',
        status: 'experimental',
      },
      { label: text('Label', { minLength: 3, maxLength: 40 }), parts: list('Parts', reference(part)) },
    ),
    dataTypeDocument(
      {
        id: idOf(owner, 'datatypes', 'depot'),
        version: '1.0',
        title: 'Depot',
        description: 'Where bicycles are kept.',
      },
      {
        name: text('Name', { minLength: 1 }),
        address: object(
          'Address',
          {
            street: text('Street'),
            postalCode: text('Postal code', { pattern: '^\\d{4,5}$' }),
            country: text('Country'),
          },
          { required: ['postalCode', 'country'] },
        ),
        openedOn: day('Opened on'),
        page: link('Web page'),
      },
      ['name', 'address'],
    ),
  ];
};

const membership = (owner: Owner): JsonObject =>
  inNamespace(owner, {
    membership: object(
      'Membership',
      {
        number: text('Number', { pattern: '^R\\d{6}$', description: 'Printed on the card.' }),
        tier: choice('Tier', { day: 'Day rider', month: 'Monthly rider', year: 'Yearly rider' }),
        joinedOn: day('Joined on'),
        lastRideAt: moment('Last ride'),
        points: integer('Points', { minimum: 0 }),
        balance: number('Balance', { minimum: -50, maximum: 500 }),
        isSuspended: flag('Suspended'),
        paperBill: flag('Paper bill', { 'meta:status': 'deprecated', description: 'Bills are sent by mail only.' }),
      },
      { required: ['number'] },
    ),
  });

const preferences = (owner: Owner): JsonObject =>
  inNamespace(owner, {
    preferences: object('Preferences', {
      newsletter: flag('Newsletter'),
      languages: list('Languages', text('Language', { pattern: '^[a-z]{2}(-[A-Z]{2})?$' })),
      channels: map('Channels', object('Channel', { address: text('Address'), allowed: flag('Allowed') })),
      nicknames: map('Nicknames of bicycles', { type: 'string' }),
      favouriteDepot: reference(idOf(owner, 'datatypes', 'depot'), 'Favourite depot'),
    }),
  });

/** Outside `prod` the rating goes further. */
const ride = (owner: Owner): JsonObject =>
  inNamespace(owner, {
    ride: object(
      'Ride',
      {
        bicycle: text('Bicycle', { description: 'The frame number.' }),
        startedAt: moment('Started at'),
        distance: number('Distance', { minimum: 0, description: 'In kilometres.' }),
        rating:
          owner.sandboxName === 'prod'
            ? integer('Rating', { minimum: 1, maximum: 5 })
            : integer('Rating in stars', { minimum: 1, maximum: 10 }),
        stops: list('Stops', object('Stop', { depot: text('Depot'), minutes: integer('Minutes', { minimum: 0 }) })),
        batteryCurve: list('Battery curve', number('Charge'), { 'meta:status': 'experimental' }),
      },
      { required: ['bicycle', 'startedAt'] },
    ),
  });

export const ownTenantFieldGroups = (owner: Owner): readonly JsonObject[] => {
  const group = (name: string, part: Omit<Part, 'id'>, classId: string, properties: JsonObject) =>
    fieldGroupDocument({ id: idOf(owner, 'fieldgroups', name), version: '1.0', ...part }, [classId], properties);
  const [profile, event] = [adobeClass('context/profile'), adobeClass('context/experienceevent')];
  return [
    group(
      'membership',
      { title: 'Rider Membership', description: 'What a rider has signed.', version: '1.7' },
      profile,
      membership(owner),
    ),
    group(
      'preferences',
      { title: 'Rider Preferences', description: 'What a rider likes.' },
      profile,
      preferences(owner),
    ),
    group(
      'ride',
      { title: 'Ride Details', description: 'From which depot to which, and how it was.' },
      event,
      ride(owner),
    ),
    group(
      'survey',
      { title: 'Ride Survey', description: 'Paper forms. Use Ride Details instead.', status: 'deprecated' },
      event,
      inNamespace(owner, {
        survey: object('Survey', { answers: list('Answers', text('Answer')), filledOn: day('Filled on') }),
      }),
    ),
    group(
      'build',
      { title: 'Bicycle Build', description: 'What the bicycle consists of.' },
      idOf(owner, 'classes', 'bicycle'),
      inNamespace(owner, {
        build: object(
          'Build',
          {
            frameNumber: text('Frame number', { minLength: 8 }),
            frame: reference(idOf(owner, 'datatypes', 'part'), 'Frame'),
          },
          { required: ['frameNumber'] },
        ),
      }),
    ),
    group(
      'contract',
      { title: 'Workshop Contract', description: 'Who repairs what, and until when.' },
      adobeClass('context/account'),
      inNamespace(owner, {
        contract: object('Contract', {
          bicycle: text('Bicycle', { description: 'The frame number.' }),
          endsOn: day('Ends on'),
          document: link('Signed document'),
        }),
      }),
    ),
  ];
};
