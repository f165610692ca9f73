import { firstOf } from './fieldFacts';
import { childrenOf, fieldOfType } from './fields';
import { expand, partBelow, type PieceBudget } from './references';
import type { DocumentLookup, XdmField } from './xdmField';
import type { XdmResource } from './xdmResource';

/** A type that has a name of its own in what is made of a resource: the resource itself, or one that its fields refer to. */
export interface NamedType {
  /** In UpperCamelCase, unique in its table: a name in TypeScript, and a key in JSON that needs no escapes. */
  readonly name: string;
  /** Stands for any field whose values are of this type: it has the type's own title and description. */
  readonly field: XdmField;
}

/** Fields in all. Resources have a few thousand; only types that include one another in very many ways come to more. */
const maxFields = 20_000;

/** Pieces of documents that are read in all. A schema of every field group that Adobe publishes takes 40,000. */
const maxPieces = 200_000;

/** Steps from a named type to a field. */
const maxDepth = 64;

const openers = ['patternProperties', 'oneOf', 'anyOf'] as const;

/** Characters of a name. */
const maxName = 80;

/** The types that a resource is made of, each once: recursion is a name then, and the whole stays as small as what it is made of. */
export class TypeTable {
  readonly #lookup: DocumentLookup;
  readonly #fields = new Map<string, XdmField>();
  readonly #types = new Map<string, NamedType>();
  readonly #names: Set<string>;
  readonly #budget: PieceBudget = { left: maxPieces };
  #fieldsLeft = maxFields;
  #isPartial = false;

  /** The type of a record of the resource. */
  readonly root: NamedType;

  /** @param reserved names that no type may have */
  constructor(resource: XdmResource, lookup: DocumentLookup, reserved: readonly string[] = []) {
    this.#lookup = ($id) => ($id === resource.$id ? resource.document : lookup($id));
    this.#names = new Set(reserved);
    this.root = this.#typeAt(resource.$id, '');
  }

  /** The types that {@link typeOf} gave so far, the root first. Going through them goes on with those that are met meanwhile. */
  get types(): Iterable<NamedType> {
    return this.#types.values();
  }

  /** Whether fields were left out, since there are more than anybody can use. */
  get isPartial(): boolean {
    return this.#isPartial || this.#isOver;
  }

  /** The fields right below a field; none where there are too many. */
  childrenOf(field: XdmField): readonly XdmField[] {
    if (!field.hasFields) return [];
    const children = childrenOf(field, this.#lookup, this.#budget);
    this.#fieldsLeft -= children.length;
    if (field.path.length < maxDepth && this.#fieldsLeft >= 0 && !this.#isOver) return children;
    this.#isPartial = true;
    return [];
  }

  /** The type of a field's values, arrays taken off, if that has a name. A place that adds to a type has values of its own. */
  typeOf(field: XdmField): NamedType | undefined {
    const { typeId, typePointer, isRecursive, hasFields } = field;
    if (typeId === undefined || typePointer === undefined || !(isRecursive || hasFields)) return undefined;
    const type = this.#fieldOf(typeId, typePointer);
    return isRecursive || this.#haveSameFields(field, type) ? this.#typeAt(typeId, typePointer) : undefined;
  }

  /** What is said of a field under a keyword: at its place, or else by what it refers to. */
  keywordsOf(field: XdmField): (keyword: string) => unknown {
    const { parts } = expand(field.parts, this.#lookup, this.#budget);
    return (keyword) => firstOf(parts, (value) => value[keyword]);
  }

  /** Whether values may have members that are no fields: patterns and alternatives tell of some, and make none. */
  isOpen(field: XdmField): boolean {
    let { parts } = expand(field.parts, this.#lookup, this.#budget);
    for (let depth = field.arrayDepth; depth > 0; depth -= 1) {
      const items = parts.flatMap((part) => partBelow(part, 'items') ?? []);
      parts = expand(items, this.#lookup, this.#budget).parts;
    }
    return this.#isOver || parts.some(({ value }) => openers.some((keyword) => Object.hasOwn(value, keyword)));
  }

  /** What was read last may not be all of it. */
  get #isOver(): boolean {
    return this.#budget.left < 0;
  }

  #haveSameFields(a: XdmField, b: XdmField): boolean {
    const [left, right] = [a, b].map((field) => childrenOf(field, this.#lookup, this.#budget));
    return (
      !this.#isOver &&
      left?.length === right?.length &&
      !!left?.every((field, index) => isSameField(field, right?.[index]))
    );
  }

  #typeAt(id: string, pointer: string): NamedType {
    const key = `${id}#${pointer}`;
    const known = this.#types.get(key);
    if (known) return known;
    const field = this.#fieldOf(id, pointer);
    const type = { name: this.#freeName(typeName(field.title ?? '') || typeName(lastSegment(key)) || 'Type'), field };
    this.#types.set(key, type);
    return type;
  }

  #freeName(wish: string): string {
    let name = wish;
    for (let number = 2; this.#names.has(name); number += 1) name = `${wish}${number}`;
    this.#names.add(name);
    return name;
  }

  #fieldOf(id: string, pointer: string): XdmField {
    const key = `${id}#${pointer}`;
    const known = this.#fields.get(key);
    if (known) return known;
    const field = fieldOfType(id, pointer, this.#lookup, this.#budget);
    this.#fields.set(key, field);
    return field;
  }
}

/** Whether both are defined by the same pieces of the same documents. */
function isSameField(a: XdmField, b: XdmField | undefined): boolean {
  return (
    a.name === b?.name &&
    a.required === b.required &&
    a.parts.length === b.parts.length &&
    a.parts.every(({ value }, index) => value === b.parts[index]?.value)
  );
}

const lastSegment = (key: string): string => key.split(/[/#]/).findLast((segment) => segment !== '') ?? '';

/** Words of a text in UpperCamelCase, as far as a name can have them: `Loyalty member (v2)` is `LoyaltyMemberV2`. */
function typeName(text: string): string {
  const words = text.normalize('NFC').match(/[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}]+/gu) ?? [];
  const whole = words.map((word) => word.replace(/^./u, (first) => first.toUpperCase())).join('');
  const name = Array.from(whole).slice(0, maxName).join('');
  return /^\p{ID_Start}/u.test(name) ? name : name && `Type${name}`;
}
