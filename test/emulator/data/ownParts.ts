import { type JsonObject } from '../registry/resource';

interface Part {
  id: string;
  title: string;
  description: string;
  properties: JsonObject;
}

const part = ({ id, title, description, properties }: Part): JsonObject => ({
  $id: `https://ns.adobe.com/xdm/${id}`,
  title,
  type: 'object',
  description,
  properties,
  'meta:extensible': true,
  'meta:xdmType': 'object',
  'meta:status': 'stable',
  $schema: 'http://json-schema.org/draft-06/schema#',
});

const text = (title: string): JsonObject => ({ title, type: 'string', 'meta:xdmType': 'string' });
const moment = (title: string): JsonObject => ({
  title,
  type: 'string',
  format: 'date-time',
  'meta:xdmType': 'date-time',
});

/** The behaviors that classes extend. */
export const ownBehaviorDocuments = (): readonly JsonObject[] =>
  [
    {
      id: 'data/record',
      title: 'Record Schema',
      description: 'Data about a thing.',
      properties: { _id: text('Identifier') },
    },
    {
      id: 'data/time-series',
      title: 'Time-series Schema',
      description: 'Data about a moment.',
      properties: { _id: text('Identifier'), timestamp: moment('Timestamp') },
    },
    { id: 'data/adhoc', title: 'Ad-hoc Schema', description: 'Data of one data set only.', properties: {} },
  ].map(part);

const datatypes: readonly Part[] = [
  {
    id: 'context/identitymap',
    title: 'Identity map',
    description: 'Lists of identities by their namespace.',
    properties: {
      identityMap: {
        title: 'Identity map',
        type: 'object',
        additionalProperties: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: text('Identifier'), primary: { title: 'Primary', type: 'boolean' } },
          },
        },
        'meta:xdmType': 'map',
      },
    },
  },
  {
    id: 'context/person',
    title: 'Person',
    description: 'A human being.',
    properties: {
      name: { title: 'Name', type: 'object', properties: { firstName: text('First'), lastName: text('Last') } },
      birthDate: { title: 'Birthday', type: 'string', format: 'date', 'meta:xdmType': 'date' },
    },
  },
  {
    id: 'datatypes/currency',
    title: 'Currency',
    description: 'An amount of money.',
    properties: { amount: { title: 'Amount', type: 'number', 'meta:xdmType': 'number' }, currencyCode: text('Code') },
  },
  {
    id: 'datatypes/account-node',
    title: 'Account node',
    description: 'A company and the company above it: a type that contains itself.',
    properties: {
      accountID: text('Account ID'),
      parent: { title: 'Parent', $ref: 'https://ns.adobe.com/xdm/datatypes/account-node', type: 'object' },
    },
  },
];

/** The data types that our classes refer to. */
export const ownDatatypeDocuments = (): readonly JsonObject[] => datatypes.map(part);
