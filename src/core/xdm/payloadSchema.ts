import { asObject } from '../shape';
import { definitionsOf, typeSchema, type SchemaStyle } from './recordSchema';
import { TypeTable } from './typeTable';
import type { DocumentLookup, XdmField } from './xdmField';
import type { JsonObject, XdmResource } from './xdmResource';

/**
 * The JSON Schema with which an editor checks data of a resource while it is written. It takes a record, a record in the envelope of
 * streaming ingestion (`header`, `body.xdmEntity`), or an array of either, and decides by the data which one is meant, so that errors
 * and completions are about that one. Fields that the resource does not have are reported: in data under one's hands that is a slip, as a
 * rule.
 *
 * It is draft-07, which is what VS Code's JSON language service supports in full (its completion stops below the root of a
 * schema in 2020-12: microsoft/vscode-json-languageservice issue 179). `enumDescriptions` and `doNotSuggest` are that service's own.
 * @param lookup should know all that the resource refers to; what it does not know is not checked
 */
export function toPayloadSchema(resource: XdmResource, lookup: DocumentLookup): JsonObject {
  // Names of types begin with a capital letter, so that they cannot be those of the definitions below.
  const types = new TypeTable(resource, lookup);
  const style: SchemaStyle = {
    refTo: (type) => (type === types.root ? '#/definitions/record' : `#/definitions/${type.name}`),
    isClosed: true,
    annotate: labelsOf,
  };
  const record = typeSchema(types.root, types, style);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: resource.title,
    if: { type: 'array' },
    then: { items: { $ref: '#/definitions/entry' } },
    else: { $ref: '#/definitions/entry' },
    definitions: {
      entry: entrySchema(record),
      record: withSchemaKey(record),
      envelope: envelopeSchema(resource),
      ...definitionsOf(types, style),
    },
  };
}

/** The name of each allowed value, where there are names. */
function labelsOf({ enumValues }: XdmField): JsonObject {
  const hasLabels = enumValues.some(({ label }) => label !== undefined);
  return hasLabels ? { enumDescriptions: enumValues.map(({ label }) => label ?? '') } : {};
}

/** With it a file names its schema: no field, so that it is allowed and not suggested. */
const schemaKey: JsonObject = { $schema: { type: 'string', doNotSuggest: true } };

function withSchemaKey(record: JsonObject): JsonObject {
  const properties = asObject(record.properties);
  return properties ? { ...record, properties: { ...schemaKey, ...properties } } : record;
}

/**
 * An object with `header` or `body` is an envelope, unless records themselves have such a field: then `body.xdmEntity` tells. That they
 * are among the properties here makes an editor offer them beside the fields of a record: an empty object can become either.
 */
function entrySchema(record: JsonObject): JsonObject {
  const fields = asObject(record.properties) ?? {};
  const marks = ['header', 'body'].filter((name) => !Object.hasOwn(fields, name));
  const withMark = marks.map((name) => ({ required: [name], properties: { [name]: {} } }));
  const withEntity = { required: ['body'], properties: { body: { type: 'object', required: ['xdmEntity'] } } };
  return {
    if: { type: 'object', anyOf: [...withMark, withEntity] },
    then: { $ref: '#/definitions/envelope' },
    else: { $ref: '#/definitions/record' },
  };
}

/**
 * What streaming ingestion takes (Experience League, "Stream record data using Streaming Ingestion APIs" and "Send partial row updates to
 * Real-Time Customer Profile using Data Prep"). Examples there have further members in `header`, so that those are free.
 */
function envelopeSchema({ $id }: XdmResource): JsonObject {
  const text = { type: 'string' };
  const schemaRef = {
    type: 'object',
    properties: {
      id: { type: 'string', examples: [$id] },
      contentType: { type: 'string', examples: ['application/vnd.adobe.xed-full+json;version=1'] },
    },
  };
  const operations = {
    type: 'object',
    properties: { data: { enum: ['create', 'merge', 'delete'] }, identity: text, identityDatasetId: text },
  };
  const source = { type: 'object', properties: { name: text } };
  return {
    type: 'object',
    required: ['header', 'body'],
    additionalProperties: false,
    properties: {
      ...schemaKey,
      header: {
        type: 'object',
        properties: { schemaRef, imsOrgId: text, datasetId: text, flowId: text, source, operations },
      },
      body: {
        type: 'object',
        required: ['xdmEntity'],
        additionalProperties: false,
        properties: {
          xdmMeta: { type: 'object', properties: { schemaRef } },
          xdmEntity: { $ref: '#/definitions/record' },
        },
      },
    },
  };
}
