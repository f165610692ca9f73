import { stringMatching } from './pattern';
import { isObject, textOf, type Json, type JsonObject } from './resource';

const byFormat: Readonly<Record<string, string>> = {
  'date-time': '2018-11-12T20:20:39+00:00',
  date: '2018-01-12',
  time: '20:20:39Z',
  email: 'john.smith@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  'uri-reference': '/uri-reference',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};

const numberOf = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

function sampleText({ format, pattern, minLength, maxLength }: JsonObject): string {
  if (typeof pattern === 'string') return stringMatching(pattern);
  const text = byFormat[textOf(format)];
  // A text of a format is not cut to a length: it would lose its form.
  if (text !== undefined) return text;
  return 'string'.padEnd(numberOf(minLength) ?? 0, '.').slice(0, numberOf(maxLength));
}

/** 1 where it is allowed, else the bound that forbids it. */
function sampleNumber({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonObject): number {
  const step = type === 'integer' ? 1 : 0.5;
  const above = numberOf(exclusiveMinimum);
  const below = numberOf(exclusiveMaximum);
  const least = Math.max(numberOf(minimum) ?? -Infinity, above === undefined ? -Infinity : above + step);
  const most = Math.min(numberOf(maximum) ?? Infinity, below === undefined ? Infinity : below - step);
  return Math.min(Math.max(1, least), most);
}

function sampleObject({ properties, additionalProperties, patternProperties }: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [name, field] of Object.entries(isObject(properties) ? properties : {})) {
    if (isObject(field)) result[name] = sampleOf(field);
  }
  for (const [pattern, field] of Object.entries(isObject(patternProperties) ? patternProperties : {})) {
    if (isObject(field)) result[stringMatching(pattern)] = sampleOf(field);
  }
  if (isObject(additionalProperties)) result.key = sampleOf(additionalProperties);
  return result;
}

/**
 * One value that is valid against a resolved document, always the same one: every field is there once. A type that was
 * cut where it repeats has no fields left, and so the sample ends there too.
 */
export function sampleOf(field: JsonObject): Json {
  if (field.const !== undefined) return field.const;
  if (Array.isArray(field.enum)) return field.enum[0] ?? null;
  const { oneOf, items, minItems } = field;
  if (Array.isArray(oneOf) && isObject(oneOf[0])) return sampleOf({ ...field, oneOf: null, ...oneOf[0] });
  if (isObject(field.properties) || field.type === 'object') return sampleObject(field);
  if (field.type === 'array') {
    const item = isObject(items) ? sampleOf(items) : 'string';
    return Array.from({ length: Math.max(1, numberOf(minItems) ?? 1) }, () => item);
  }
  if (field.type === 'integer' || field.type === 'number') return sampleNumber(field);
  return field.type === 'boolean' ? false : sampleText(field);
}
