import { type JsonObject } from '../registry/resource';

type Extra = JsonObject;

/** Short ways to write fields as the registry stores them. */
export const text = (title: string, extra: Extra = {}): JsonObject => ({
  title,
  type: 'string',
  'meta:xdmType': 'string',
  ...extra,
});

export const number = (title: string, extra: Extra = {}): JsonObject => ({
  title,
  type: 'number',
  'meta:xdmType': 'number',
  ...extra,
});

export const integer = (title: string, extra: Extra = {}): JsonObject => ({
  title,
  type: 'integer',
  'meta:xdmType': 'int',
  ...extra,
});

export const flag = (title: string, extra: Extra = {}): JsonObject => ({
  title,
  type: 'boolean',
  'meta:xdmType': 'boolean',
  ...extra,
});

export const day = (title: string, extra: Extra = {}): JsonObject => ({
  title,
  type: 'string',
  format: 'date',
  'meta:xdmType': 'date',
  ...extra,
});

export const moment = (title: string, extra: Extra = {}): JsonObject => ({
  title,
  type: 'string',
  format: 'date-time',
  'meta:xdmType': 'date-time',
  ...extra,
});

export const link = (title: string, extra: Extra = {}): JsonObject => text(title, { format: 'uri', ...extra });

export const object = (title: string, properties: JsonObject, extra: Extra = {}): JsonObject => ({
  title,
  type: 'object',
  'meta:xdmType': 'object',
  properties,
  ...extra,
});

export const list = (title: string, items: JsonObject, extra: Extra = {}): JsonObject => ({
  title,
  type: 'array',
  'meta:xdmType': 'array',
  items,
  ...extra,
});

export const map = (title: string, values: JsonObject, extra: Extra = {}): JsonObject => ({
  title,
  type: 'object',
  'meta:xdmType': 'map',
  additionalProperties: values,
  ...extra,
});

export const reference = ($ref: string, title?: string): JsonObject => ({
  ...(title === undefined ? {} : { title }),
  $ref,
  type: 'object',
  'meta:xdmType': 'object',
});

/** Values that are checked (`enum`) and their labels (`meta:enum`). */
export const choice = (title: string, labels: Record<string, string>, extra: Extra = {}): JsonObject =>
  text(title, { enum: Object.keys(labels), 'meta:enum': labels, ...extra });
