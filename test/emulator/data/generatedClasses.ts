import { altIdOf, type JsonObject, type Resource } from '../registry/resource';

const subjects = ['Loyalty', 'Booking', 'Store', 'Claim', 'Device', 'Policy', 'Ticket', 'Parcel', 'Survey', 'Meter'];
const nouns = ['Account', 'Activity', 'Offer', 'Summary', 'Relation', 'History', 'Request', 'Snapshot'];
const types = ['string', 'number', 'integer', 'boolean'] as const;
const firstDayMs = Date.UTC(2023, 0, 1);
const minuteMs = 60_000;
const record = 'https://ns.adobe.com/xdm/data/record';
const timeSeries = 'https://ns.adobe.com/xdm/data/time-series';

const titleOf = (index: number): string =>
  `${subjects[index % subjects.length] ?? ''} ${nouns[(index * 7) % nouns.length] ?? ''} ${String(index).padStart(6, '0')}`;

function documentOf(index: number, id: string): JsonObject {
  const parent = index % 5 === 0 ? timeSeries : record;
  const fields = Array.from({ length: 3 + (index % 6) }, (_, position) => {
    const type = types[(index + position) % types.length] ?? 'string';
    return [
      `field${position}`,
      { title: `Field ${position}`, type, 'meta:xdmType': type === 'integer' ? 'int' : type },
    ];
  });
  return {
    $id: id,
    title: titleOf(index),
    type: 'object',
    description: `Generated class number ${index}.`,
    definitions: { generated: { properties: Object.fromEntries(fields) as JsonObject } },
    allOf: [
      { $ref: parent, type: 'object', 'meta:xdmType': 'object' },
      { $ref: '#/definitions/generated', type: 'object', 'meta:xdmType': 'object' },
    ],
    'meta:extensible': true,
    'meta:abstract': true,
    'meta:extends': [parent],
    'meta:xdmType': 'object',
    'meta:status': 'stable',
    $schema: 'http://json-schema.org/draft-06/schema#',
  };
}

function resourceOf(index: number): Resource {
  const id = `https://ns.adobe.com/xdm/classes/generated/c${String(index).padStart(6, '0')}`;
  return {
    kind: 'classes',
    id,
    altId: altIdOf(id),
    title: titleOf(index),
    version: `1.${index % 30}.${index % 7}`,
    createdMs: firstDayMs + index * minuteMs,
    // 7919 is prime: the order of updates is not the order of creation.
    updatedMs: firstDayMs + (((index * 7919) % 1_000_003) + 1_000_003) * minuteMs,
    document: () => documentOf(index, id),
  };
}

/** The same classes for the same count, whenever and wherever; documents are made when they are looked up. */
export const generatedClasses = (count: number): Resource[] =>
  Array.from({ length: count }, (_, index) => resourceOf(index));
