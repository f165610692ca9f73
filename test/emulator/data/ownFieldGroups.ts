import { type JsonObject } from '../registry/resource';
import { schemaDocument, type Composition } from './compose';
import { integer, link, list, moment, object, reference, text } from './fields';

const adobe = (path: string): string => `https://ns.adobe.com/xdm/${path}`;

interface OwnFieldGroup {
  path: string;
  title: string;
  description: string;
  status?: 'experimental' | 'deprecated';
  extends: readonly string[];
  properties: JsonObject;
}

function fieldGroup(own: OwnFieldGroup): JsonObject {
  const name = own.path.split('/').at(-1) ?? own.path;
  return {
    $id: adobe(own.path),
    title: own.title,
    type: 'object',
    description: own.description,
    definitions: { [name]: { properties: own.properties } },
    allOf: [reference(`#/definitions/${name}`)],
    'meta:intendedToExtend': own.extends.map(adobe),
    'meta:extensible': true,
    'meta:abstract': true,
    'meta:xdmType': 'object',
    'meta:status': own.status ?? 'stable',
    $schema: 'http://json-schema.org/draft-06/schema#',
  };
}

/** Ids and titles of the first two are Adobe's; the rest is ours, and much shorter than theirs. */
export const ownFieldGroupDocuments = (): readonly JsonObject[] =>
  [
    {
      path: 'context/profile-person-details',
      title: 'Demographic Details',
      description: 'Who a person is.',
      extends: ['context/profile'],
      properties: {
        nationality: text('Nationality', { pattern: '^[A-Z]{2}$' }),
        birthYear: integer('Year of birth', { minimum: 1 }),
      },
    },
    {
      path: 'context/experienceevent-web',
      title: 'Web Details',
      description: 'What was seen in a browser.',
      extends: ['context/experienceevent'],
      properties: { web: object('Web', { pageName: text('Page name'), pageUrl: link('Page URL') }) },
    },
    {
      path: 'mixins/local/labels',
      title: 'Labels',
      description: 'Words that somebody put on something.',
      status: 'experimental' as const,
      extends: ['classes/product', 'classes/campaign'],
      properties: { labels: list('Labels', object('Label', { word: text('Word'), putAt: moment('Put at') })) },
    },
    {
      path: 'mixins/local/fax',
      title: 'Fax Details',
      description: 'Numbers that nobody calls. Use Demographic Details instead.',
      status: 'deprecated' as const,
      extends: ['context/profile'],
      properties: { fax: text('Fax') },
    },
  ].map(fieldGroup);

/** Adobe ships a few schemas of its own; this one is made up. */
export const ownGlobalSchema = (profile: JsonObject): JsonObject => {
  const composition: Composition = {
    id: adobe('schemas/local/audience-export'),
    title: 'Audience Export',
    description: 'What is written when an audience is exported.',
    class: profile,
    fieldGroups: [adobe('context/profile-person-details')],
  };
  return schemaDocument(composition);
};
