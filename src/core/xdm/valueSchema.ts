import { parseJson } from '../shape';
import type { EnumValue, XdmField } from './xdmField';
import type { JsonObject } from './xdmResource';

/** What the pieces of a field say under a keyword; from the place of the field, so of the array where it is one. */
export type KeywordOf = (keyword: string) => unknown;

/**
 * The rules of a value that has no fields, as keywords of JSON Schema that draft-07 and 2020-12 have in common. What a validator in
 * strict mode refuses to read (a negative length, a pattern that is none in ECMAScript) is left out or told in a `$comment`.
 */
export function plainValueSchema(field: XdmField, keywordOf: KeywordOf): JsonObject {
  const values = [...new Set(field.enumValues.map(({ value }) => value))];
  const type = jsonTypeOf(field);
  if (values.length > 0 && !(type !== undefined && values.every((value) => isOfType(value, type))))
    return { enum: values };
  return {
    ...(type === undefined ? {} : { type }),
    ...(values.length > 0 ? { enum: values } : {}),
    ...(type === 'string' ? stringRules(field) : {}),
    ...(type === 'number' || type === 'integer' ? numberRules(field, keywordOf) : {}),
  };
}

/** The type of a field's values in JSON; `undefined` where the registry does not say. */
function jsonTypeOf({ type }: XdmField): 'string' | 'number' | 'integer' | 'boolean' | 'object' | undefined {
  switch (type) {
    case 'date':
    case 'date-time':
      return 'string';
    case 'map':
      return 'object';
    case 'unknown':
      return undefined;
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'object':
      return type;
  }
}

function isOfType(value: EnumValue['value'], type: string): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeof value === type && value !== null;
}

/** Formats of 2020-12 (JSON Schema Validation, section 7.3) that validators check; `url` is XDM's word for `uri`. */
const formats: ReadonlyMap<string, string> = new Map([
  ...['date', 'date-time', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'regex', 'uuid'].map(same),
  ...['uri', 'uri-reference', 'uri-template', 'json-pointer', 'relative-json-pointer'].map(same),
  ['url', 'uri'],
]);

function same(name: string): readonly [string, string] {
  return [name, name];
}

function stringRules({ type, format = type, pattern, minLength, maxLength }: XdmField): JsonObject {
  const known = formats.get(format);
  const isPattern = pattern !== undefined && isRegExp(pattern);
  const untold = [
    ...(known === undefined && format !== 'string' ? [`format: ${format}`] : []),
    ...(pattern !== undefined && !isPattern ? [`pattern: ${pattern}`] : []),
  ];
  return {
    ...(known === undefined ? {} : { format: known }),
    ...(isPattern ? { pattern } : {}),
    ...count('minLength', minLength),
    ...count('maxLength', maxLength),
    ...(untold.length > 0 ? { $comment: untold.join('; ') } : {}),
  };
}

function isRegExp(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}

function numberRules({ minimum, maximum, arrayDepth }: XdmField, keywordOf: KeywordOf): JsonObject {
  const isArray = arrayDepth > 0;
  const multipleOf = isArray ? undefined : keywordOf('multipleOf');
  return {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(isArray ? {} : finite('exclusiveMinimum', keywordOf)),
    ...(isArray ? {} : finite('exclusiveMaximum', keywordOf)),
    ...(typeof multipleOf === 'number' && multipleOf > 0 ? { multipleOf } : {}),
  };
}

/** In draft-04 `exclusiveMinimum` was a boolean. */
function finite(keyword: string, keywordOf: KeywordOf): JsonObject {
  const value = keywordOf(keyword);
  return typeof value === 'number' ? { [keyword]: value } : {};
}

function count(keyword: string, value: unknown): JsonObject {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? { [keyword]: value } : {};
}

/** The rules of an array itself. */
export function arrayRules(keywordOf: KeywordOf): JsonObject {
  return {
    ...count('minItems', keywordOf('minItems')),
    ...count('maxItems', keywordOf('maxItems')),
    ...(keywordOf('uniqueItems') === true ? { uniqueItems: true } : {}),
  };
}

/** The rules of a map beside those of its values. */
export function mapRules(keywordOf: KeywordOf): JsonObject {
  return {
    ...count('minProperties', keywordOf('minProperties')),
    ...count('maxProperties', keywordOf('maxProperties')),
  };
}

/** Values to begin with: the field's example, and what `meta:enum` suggests without restricting. */
export function examplesOf({ example, suggestedValues }: XdmField): readonly unknown[] {
  const given = example === undefined ? [] : [parseJson(example)];
  return [...new Set([...given, ...suggestedValues.map(({ value }) => value)])];
}
