import { type Json, type JsonObject } from '../registry/resource';

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `xdm:name` is `name` and `@id` is `_id` in the registry; other prefixes, such as `dc:`, become an object `_dc`. */
const plainName = (name: string): string => name.replace(/^xdm:/, '').replace(/^@/, '_');

function registryProperties(properties: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(properties)) {
    const field = toRegistryForm(value);
    const [, prefix, rest] = /^(?!xdm:)([a-zA-Z]+):(.+)$/.exec(name) ?? [];
    if (prefix === undefined || rest === undefined) {
      result[plainName(name)] = field;
      continue;
    }
    const group = result[`_${prefix}`];
    const known = group !== undefined && isObject(group) && isObject(group.properties ?? null) ? group.properties : {};
    result[`_${prefix}`] = {
      type: 'object',
      'meta:xdmType': 'object',
      properties: { ...(known as JsonObject), [rest]: field },
    };
  }
  return result;
}

const texts = (names: Json): Json =>
  Array.isArray(names) ? names.map((name) => (typeof name === 'string' ? plainName(name) : name)) : names;

/** Lets the files carry JSON-LD contexts; the registry shows none of it. */
const contexts = 'https://ns.adobe.com/xdm/common/extensible#/definitions/@context';

function entry([key, value]: [string, Json]): [string, Json] {
  if (key === 'allOf' && Array.isArray(value)) {
    return [key, value.filter((part) => !isObject(part) || part.$ref !== contexts).map(toRegistryForm)];
  }
  if (key === 'properties' && isObject(value)) return [key, registryProperties(value)];
  if (key === 'required') return [key, texts(value)];
  return [key, toRegistryForm(value)];
}

const xdmTypeOf = ({ type, format }: JsonObject): string | undefined => {
  if (format === 'date-time' || format === 'date') return format;
  if (type === 'integer') return 'int';
  return typeof type === 'string' ? type : undefined;
};

/** Rewrites a file of the open-source XDM into what the registry would serve of it. */
export function toRegistryForm(value: Json): Json {
  if (Array.isArray(value)) return value.map(toRegistryForm);
  if (!isObject(value)) return value;
  const dropped = /^meta:(license|titleId|descriptionId|createdDate)$/;
  const result = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !dropped.test(key))
      .map(entry),
  );
  const xdmType = '$ref' in result ? 'object' : xdmTypeOf(result);
  if (xdmType === undefined) return result;
  if ('$ref' in result) result.type ??= 'object';
  return { ...result, 'meta:xdmType': result['meta:xdmType'] ?? xdmType };
}
