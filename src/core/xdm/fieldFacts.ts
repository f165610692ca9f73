import { asNumber, asObject, asString, isNestedWithin } from '../shape';
import type { EnumValue, FieldPart, FieldType } from './xdmField';
import type { JsonObject } from './xdmResource';

/** The first thing that one of the pieces says, in their order. */
export function firstOf<T>(parts: readonly FieldPart[], read: (value: JsonObject) => T | undefined): T | undefined {
  for (const { value } of parts) {
    const found = read(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const textIn =
  (keyword: string) =>
  (value: JsonObject): string | undefined => {
    const text = asString(value[keyword])?.trim();
    return text === '' ? undefined : text;
  };

export const numberIn =
  (keyword: string) =>
  (value: JsonObject): number | undefined =>
    asNumber(value[keyword]);

/** `type`, without the `null` of `["string", "null"]`. */
function typeName({ type }: JsonObject): string | undefined {
  const names: unknown = Array.isArray(type) ? type.find((name) => name !== 'null') : type;
  return asString(names);
}

/** What refers to something is written as an `object` whatever it refers to, so that it is asked last. */
function bySubstance(parts: readonly FieldPart[]): readonly FieldPart[] {
  const refers = ({ value }: FieldPart): boolean => Object.hasOwn(value, '$ref');
  return [...parts.filter((part) => !refers(part)), ...parts.filter(refers)];
}

export const isArray = (parts: readonly FieldPart[]): boolean =>
  firstOf(bySubstance(parts), (value) => (asObject(value.items) ? 'array' : typeName(value))) === 'array';

const byXdmType: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ...(['string', 'boolean', 'object', 'map', 'date', 'date-time'] as const).map((type) => [type, type] as const),
  ...['byte', 'short', 'int', 'long', 'integer'].map((type) => [type, 'integer'] as const),
  ...['double', 'number'].map((type) => [type, 'number'] as const),
]);

/** What values are. The parts are those of the value itself, not of an array of it. */
export function fieldType(parts: readonly FieldPart[]): FieldType {
  if (parts.some(hasProperties)) return 'object';
  if (parts.some(hasMapValues)) return 'map';
  return firstOf(bySubstance(parts), simpleType) ?? 'unknown';
}

const hasProperties = ({ value }: FieldPart): boolean =>
  Object.values(asObject(value.properties) ?? {}).some((property) => asObject(property) !== undefined);

const hasMapValues = ({ value }: FieldPart): boolean => asObject(value.additionalProperties) !== undefined;

export const hasFields = (part: FieldPart): boolean => hasProperties(part) || hasMapValues(part);

function simpleType(value: JsonObject): FieldType | undefined {
  const type = typeName(value);
  const xdmType = asString(value['meta:xdmType']);
  const format = asString(value.format);
  if (type === 'string' || type === undefined) {
    const day = [format, xdmType].find((name) => name === 'date' || name === 'date-time');
    if (day) return day;
  }
  // `object` is said of maps too, and `number` of whole numbers.
  const byType = type === undefined ? undefined : byXdmType.get(type);
  const byXdm = xdmType === undefined ? undefined : byXdmType.get(xdmType);
  return byXdm === 'map' && byType === 'object' ? 'map' : (byType ?? byXdm);
}

export interface FieldValues {
  readonly enumValues: readonly EnumValue[];
  readonly suggestedValues: readonly EnumValue[];
}

/** `enum` and `const` restrict; `meta:enum` names values, and suggests them where nothing restricts. */
export function fieldValues(parts: readonly FieldPart[], type: FieldType): FieldValues {
  const labels = firstOf(parts, (value) => asObject(value['meta:enum'])) ?? {};
  const labelOf = (value: unknown): string | undefined =>
    Object.hasOwn(labels, String(value)) ? asString(labels[String(value)]) : undefined;
  const allowed = firstOf(parts, allowedValues);
  if (allowed) {
    return { enumValues: allowed.map((value) => ({ value, label: labelOf(value) })), suggestedValues: [] };
  }
  const isNumeric = type === 'integer' || type === 'number';
  const suggestedValues = Object.keys(labels).map((key) => ({
    value: (isNumeric ? asNumber(key) : undefined) ?? key,
    label: labelOf(key),
  }));
  return { enumValues: [], suggestedValues };
}

function allowedValues(value: JsonObject): readonly EnumValue['value'][] | undefined {
  const given: unknown = Object.hasOwn(value, 'const') ? [value.const] : value.enum;
  return Array.isArray(given) ? given.filter(isPlain) : undefined;
}

const isPlain = (value: unknown): value is EnumValue['value'] =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Of data in a schema; nobody means more. */
const deepestData = 100;

/** Data that a schema holds, such as a default value, or `undefined` where it is nested beyond reason. */
export const sensibleData = (data: unknown): unknown => (isNestedWithin(data, deepestData) ? data : undefined);

/** The first of `examples`, or `default`, as JSON. */
export function exampleIn({ examples, default: preset }: JsonObject): string | undefined {
  const example = sensibleData(Array.isArray(examples) && examples.length > 0 ? examples[0] : preset);
  return example === undefined ? undefined : JSON.stringify(example);
}
