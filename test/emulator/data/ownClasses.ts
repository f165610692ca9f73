import { type JsonObject } from '../registry/resource';

const behavior = (name: 'record' | 'time-series' | 'adhoc'): string => `https://ns.adobe.com/xdm/data/${name}`;

const text = (title: string, description: string): JsonObject => ({
  title,
  type: 'string',
  description,
  'meta:xdmType': 'string',
});

const moment = (title: string, description: string): JsonObject => ({
  title,
  type: 'string',
  format: 'date-time',
  description,
  'meta:xdmType': 'date-time',
});

const amount = (title: string, description: string): JsonObject => ({
  title,
  type: 'number',
  description,
  'meta:xdmType': 'number',
});

const reference = (title: string, id: string, description: string): JsonObject => ({
  title,
  description,
  $ref: `https://ns.adobe.com/xdm/${id}`,
  type: 'object',
  'meta:xdmType': 'object',
});

interface OwnClass {
  path: string;
  title: string;
  description: string;
  status?: 'stable' | 'experimental' | 'deprecated';
  extends?: 'record' | 'time-series' | 'adhoc';
  version?: string;
  required?: string[];
  properties: JsonObject;
}

function classDocument(own: OwnClass): JsonObject {
  const name = own.path.split('/').at(-1) ?? own.path;
  const parent = behavior(own.extends ?? 'record');
  return {
    $id: `https://ns.adobe.com/xdm/${own.path}`,
    version: own.version ?? '1.27.4',
    title: own.title,
    type: 'object',
    description: own.description,
    definitions: { [name]: { properties: own.properties, ...(own.required ? { required: own.required } : {}) } },
    allOf: [
      { $ref: parent, type: 'object', 'meta:xdmType': 'object' },
      { $ref: `#/definitions/${name}`, type: 'object', 'meta:xdmType': 'object' },
    ],
    'meta:extensible': true,
    'meta:abstract': true,
    'meta:extends': [parent],
    'meta:xdmType': 'object',
    'meta:status': own.status ?? 'stable',
    $schema: 'http://json-schema.org/draft-06/schema#',
  };
}

/** Ids and titles are Adobe's; the rest is ours, and much shorter than theirs. The last three are made up. */
const classes: readonly OwnClass[] = [
  {
    path: 'context/profile',
    title: 'XDM Individual Profile',
    description: 'Who one person is: the record that other records about the person are joined to.',
    properties: {
      identityMap: reference('Identity map', 'context/identitymap', 'All known identities, by namespace.'),
      createdByBatchID: text('Created by batch', 'The batch that brought the record in.'),
      person: reference('Person', 'context/person', 'Name and birthday.'),
    },
  },
  {
    path: 'context/experienceevent',
    title: 'XDM ExperienceEvent',
    description: 'What happened, to whom and when: one fact that never changes afterwards.',
    extends: 'time-series',
    required: ['_id', 'timestamp'],
    properties: {
      eventType: {
        ...text('Event type', 'The kind of thing that happened.'),
        'meta:enum': { 'web.webpagedetails.pageViews': 'Page views', 'commerce.purchases': 'Purchases' },
      },
      identityMap: reference('Identity map', 'context/identitymap', 'All known identities, by namespace.'),
    },
  },
  {
    path: 'context/segmentdefinition',
    title: 'Segment definition',
    description: 'How an audience is defined, and by whom.',
    properties: {
      segmentName: text('Segment name', 'The name that people see.'),
      createdDate: moment('Created', 'When the definition was made.'),
    },
  },
  {
    path: 'classes/product',
    title: 'Product',
    description: 'The least one says about a thing on sale.',
    properties: {
      productID: text('Product ID', 'Identifies the product.'),
      productName: text('Product Name', 'The name on the shelf.'),
      productListPrice: reference('List price', 'datatypes/currency', 'Before any discount.'),
    },
  },
  {
    path: 'classes/summarymetrics',
    title: 'XDM Summary Metrics',
    description: 'Figures that were added up before they arrived.',
    extends: 'time-series',
    properties: { total: amount('Total', 'The sum over the period.') },
  },
  {
    path: 'context/account',
    title: 'XDM Business Account',
    description: 'A company one sells to.',
    properties: {
      accountName: text('Account name', 'The name of the company.'),
      parentAccount: reference('Parent account', 'datatypes/account-node', 'The company that owns this one.'),
    },
  },
  {
    path: 'classes/campaign',
    title: 'XDM Business Campaign',
    description: 'A marketing effort with a beginning, an end and a budget.',
    properties: {
      campaignName: text('Campaign name', 'What the team calls it.'),
      tags: { title: 'Tags', type: 'array', items: { type: 'string' }, 'meta:xdmType': 'array' },
    },
  },
  {
    path: 'classes/weather',
    title: 'Weather',
    description: 'The weather at a place and a time.',
    status: 'experimental',
    version: '1.3.0',
    properties: { temperature: amount('Temperature', 'In degrees Celsius.') },
  },
  {
    path: 'classes/content-asset',
    title: 'Content Asset',
    description: 'An image or a text that was shown. Use Digital Asset instead.',
    status: 'deprecated',
    properties: { assetID: text('Asset ID', 'Identifies the asset.') },
  },
];

/** Names that try a user interface: very long, in several scripts, and markup. */
const oddlyNamed: readonly OwnClass[] = [
  {
    path: 'classes/local/long-title',
    title:
      'Consolidated Cross-Channel Consent, Preference and Communication Frequency Arrangement ' +
      'of a Household Including Minors Represented by Their Legal Guardians (Quarterly Restatement)',
    description: 'Made up, to see what a very long title does.',
    properties: { restatedOn: moment('Restated on', 'When it was last restated.') },
  },
  {
    path: 'classes/local/unicode',
    title: '顧客プロファイル – Ünïcødé & “Größe” 🧭',
    description: 'Made up, to see what becomes of ümlauts, 漢字 and 🧭.',
    properties: { straße: text('Straße', 'A name that is not ASCII.') },
  },
  {
    path: 'classes/local/adhoc-import',
    title: '<b>Ad-hoc</b> "import" $(sync)',
    description: 'Made up: a title with **markup** of several kinds, none of which is to be interpreted.',
    extends: 'adhoc',
    properties: {},
  },
];

export const ownClassDocuments = (): readonly JsonObject[] => classes.map(classDocument);

export const oddlyNamedClassDocuments = (): readonly JsonObject[] => oddlyNamed.map(classDocument);
