import { sensibleData } from './fieldFacts';
import type { NamedType, TypeTable } from './typeTable';
import { arrayRules, examplesOf, mapRules, plainValueSchema, type KeywordOf } from './valueSchema';
import type { XdmField } from './xdmField';
import type { JsonObject } from './xdmResource';

/** In what two JSON Schemas of one type differ. */
export interface SchemaStyle {
  /** Where a reference to a type points. */
  readonly refTo: (type: NamedType) => string;
  /** Whether an object whose fields are all known admits no others. */
  readonly isClosed: boolean;
  /** Further keywords of a value that is no array. */
  readonly annotate?: (field: XdmField) => JsonObject;
}

/** The JSON Schema of a type, with references to the others. */
export function typeSchema({ field }: NamedType, types: TypeTable, style: SchemaStyle): JsonObject {
  const keywordOf = types.keywordsOf(field);
  return describedSchema(field, keywordOf, ownSchema(field, keywordOf, types, style));
}

function fieldSchema(field: XdmField, types: TypeTable, style: SchemaStyle): JsonObject {
  const keywordOf = types.keywordsOf(field);
  const type = types.typeOf(field);
  const value = type ? { $ref: style.refTo(type) } : ownSchema(field, keywordOf, types, style);
  return describedSchema(field, keywordOf, value);
}

/** Of a value with all that is in it, and nothing around it. */
function ownSchema(field: XdmField, keywordOf: KeywordOf, types: TypeTable, style: SchemaStyle): JsonObject {
  const annotations = style.annotate?.(field) ?? {};
  if (!field.hasFields) return { ...plainValueSchema(field, keywordOf), ...annotations };
  const children = types.childrenOf(field);
  const named = children.filter(({ path }) => path.at(-1) !== 'values');
  const values = children.find(({ path }) => path.at(-1) === 'values');
  const required = named.filter((child) => child.required).map(({ name }) => name);
  const isClosed = style.isClosed && children.length > 0 && !field.isUnresolved && !types.isOpen(field);
  return {
    type: 'object',
    ...(named.length > 0 ? { properties: propertiesOf(named, types, style) } : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(values ? { additionalProperties: fieldSchema(values, types, style) } : {}),
    ...(isClosed && !values ? { additionalProperties: false } : {}),
    ...(field.arrayDepth === 0 ? mapRules(keywordOf) : {}),
    ...annotations,
  };
}

// `fromEntries`, since a field may be called `__proto__`.
const propertiesOf = (fields: readonly XdmField[], types: TypeTable, style: SchemaStyle): JsonObject =>
  Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, types, style)]));

/** The arrays around a value, and what is said for people to read. */
function describedSchema(field: XdmField, keywordOf: KeywordOf, value: JsonObject): JsonObject {
  const preset = sensibleData(keywordOf('default'));
  const examples = examplesOf(field).filter((example) => JSON.stringify(example) !== JSON.stringify(preset));
  const exampleKeyword = examples.length > 0 ? { examples } : {};
  const areOfItems = field.arrayDepth > 0 && !Array.isArray(examples[0]);
  let schema: JsonObject = areOfItems ? { ...value, ...exampleKeyword } : value;
  for (let depth = field.arrayDepth; depth > 0; depth -= 1) {
    schema = { type: 'array', items: schema, ...(depth === 1 ? arrayRules(keywordOf) : {}) };
  }
  return {
    ...(field.title === undefined ? {} : { title: field.title }),
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(field.status === 'deprecated' ? { deprecated: true } : {}),
    ...schema,
    ...(preset === undefined ? {} : { default: preset }),
    ...(areOfItems ? {} : exampleKeyword),
  };
}

/** The definitions of all types that were referred to, but for the root, by name. */
export function definitionsOf(types: TypeTable, style: SchemaStyle): JsonObject {
  const definitions: [string, JsonObject][] = [];
  for (const type of types.types) {
    if (type !== types.root) definitions.push([type.name, typeSchema(type, types, style)]);
  }
  return Object.fromEntries(definitions);
}
