import { textOf, type Json, type JsonObject } from '../registry/resource';

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `xdm:name` is `name` and `@id` is `_id` in the registry; other prefixes, such as `dc:`, become an object `_dc`. */
const plainName = (name: string): string => name.replace(/^xdm:/, '').replace(/^@/, '_');

const prefixed = (name: string): { prefix: string; rest: string } | undefined => {
  const [, prefix, rest] = /^(?!xdm:)([a-zA-Z]\w*):(.+)$/.exec(name) ?? [];
  return prefix === undefined || rest === undefined ? undefined : { prefix, rest };
};

function registryProperties(properties: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(properties)) {
    const field = toRegistryForm(value);
    const parts = prefixed(name);
    if (!parts) {
      result[plainName(name)] = field;
      continue;
    }
    const { prefix, rest } = parts;
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

function requiredNames(names: Json[]): Json[] {
  const registryName = (name: string): string => {
    const parts = prefixed(name);
    return parts ? `_${parts.prefix}` : plainName(name);
  };
  return [...new Set(names.map((name) => registryName(textOf(name))))];
}

/** Lets the files carry JSON-LD contexts; the registry shows none of it. */
const contexts = 'https://ns.adobe.com/xdm/common/extensible#/definitions/@context';

function entry([key, value]: [string, Json]): [string, Json] {
  if (key === 'allOf' && Array.isArray(value)) {
    return [key, value.filter((part) => !isObject(part) || part.$ref !== contexts).map(toRegistryForm)];
  }
  if (key === 'properties' && isObject(value)) return [key, registryProperties(value)];
  if (key === 'required' && Array.isArray(value)) return [key, requiredNames(value)];
  // A few files carry a field among the keywords by mistake.
  return [key.replace(/^xdm:/, ''), toRegistryForm(value)];
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
