import { TypeTable, type NamedType } from './typeTable';
import type { DocumentLookup, XdmField } from './xdmField';
import type { XdmResource } from './xdmResource';

/**
 * TypeScript declarations of a record of a schema, or of a value of a class, field group or data type: one exported type for it and
 * one for each data type that it refers to. They stand alone and compile under `strict`. What may be missing is optional; texts of the
 * registry are doc comments; what the registry does not say is `unknown`.
 * @param lookup should know all that the resource refers to
 */
export function toTypeScript(resource: XdmResource, lookup: DocumentLookup): string {
  const types = new TypeTable(resource, lookup, usedGlobals);
  const declarations: string[] = [];
  for (const type of types.types) {
    const tags = type === types.root ? [`@see ${resource.$id}`] : [];
    declarations.push(declaration(type, tags, types));
  }
  const remark = types.isPartial ? '// There are more fields than are told here.\n\n' : '';
  return remark + declarations.join('\n');
}

/** Names with a meaning of their own in what is written below. */
const usedGlobals: readonly string[] = ['Record'];

function declaration({ name, field }: NamedType, tags: readonly string[], types: TypeTable): string {
  const comment = docComment([...textsOf(field), ...tags], '');
  const fields = field.arrayDepth === 0 ? types.childrenOf(field) : [];
  // An interface, also of a map: an alias of a map must not contain itself.
  if (fields.length > 0) return `${comment}export interface ${name} ${members(field, fields, types)}\n`;
  return `${comment}export type ${name} = ${inArrays(field, ownType(field, types, ''))};\n`;
}

function fieldType(field: XdmField, types: TypeTable, indent: string): string {
  return inArrays(field, types.typeOf(field)?.name ?? ownType(field, types, indent));
}

function inArrays({ arrayDepth, enumValues }: XdmField, type: string): string {
  const element = arrayDepth > 0 && enumValues.length > 1 ? `(${type})` : type;
  return `${element}${'[]'.repeat(arrayDepth)}`;
}

function ownType(field: XdmField, types: TypeTable, indent: string): string {
  if (field.enumValues.length > 0) {
    return [...new Set(field.enumValues.map(({ value }) => JSON.stringify(value)))].join(' | ');
  }
  switch (field.type) {
    case 'string':
    case 'date':
    case 'date-time':
      return 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'object':
    case 'map':
      return objectType(field, types, indent);
    case 'unknown':
      return 'unknown';
  }
}

function objectType(field: XdmField, types: TypeTable, indent: string): string {
  const children = types.childrenOf(field);
  const [first] = children;
  if (!first) return 'Record<string, unknown>';
  if (children.length === 1 && isOfMap(first)) return `Record<string, ${fieldType(first, types, indent)}>`;
  return members(field, children, types, indent);
}

function members(of: XdmField, fields: readonly XdmField[], types: TypeTable, indent = ''): string {
  const inner = `${indent}  `;
  const areNamed = fields.some((field) => !isOfMap(field));
  const lines = fields.map((field) => {
    const type = fieldType(field, types, inner);
    // Beside named fields of other types, the others can only be `unknown`.
    const member = isOfMap(field) ? `[key: string]: ${areNamed ? 'unknown' : type}` : `${memberName(field)}: ${type}`;
    return `${docComment(textsOf(field), inner)}${inner}${member};\n`;
  });
  const others = types.isOpen(of) && !fields.some(isOfMap) ? `${inner}[key: string]: unknown;\n` : '';
  return `{\n${lines.join('')}${others}${indent}}`;
}

const isOfMap = ({ path }: XdmField): boolean => path.at(-1) === 'values';

function memberName({ name, required }: XdmField): string {
  const isIdentifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
  return `${isIdentifier ? name : JSON.stringify(name)}${required ? '' : '?'}`;
}

/** What people can read of a field, and tags for tools. */
function textsOf({ title, description, type, format, status }: XdmField): readonly string[] {
  const shown = format ?? (type === 'date' || type === 'date-time' ? type : undefined);
  return [
    ...new Set([title, description].filter((text) => text !== undefined)),
    ...(shown === undefined ? [] : [`@format ${shown}`]),
    ...(status === undefined ? [] : [`@${status}`]),
  ];
}

function docComment(texts: readonly string[], indent: string): string {
  const lines = texts.flatMap((text) => text.split(/[\n\r]/)).map((line) => line.trim());
  const safe = lines.filter((line) => line !== '').map((line) => line.replaceAll('*/', '*\\/'));
  if (safe.length === 0) return '';
  if (safe.length === 1) return `${indent}/** ${safe.join('')} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}
