/** A resolved document or a piece of it, as trusting as one can be. */
export interface Resolved {
  $id?: string;
  title?: string;
  type?: string;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Resolved>;
  items?: Resolved;
  additionalProperties?: Resolved | boolean;
}

/** A record that a schema must refuse. */
export interface Mutation {
  /** What was changed: `wrong type at /person/name`. */
  readonly what: string;
  readonly record: unknown;
}

type Kind = 'wrong type' | 'outside the enum' | 'missing';

/** A place in a record, and what there would be wrong. Without a value the member is taken away. */
interface Slip {
  readonly kind: Kind;
  readonly path: readonly (string | number)[];
  readonly value?: unknown;
}

/** Something of another type than what is asked for. */
const otherType = (type: string): unknown => (type === 'string' || type === 'object' ? 12 : 'twelve');

function* slipsIn(value: unknown, schema: Resolved, path: Slip['path'] = []): Generator<Slip> {
  if (path.length > 0 && schema.type !== undefined) {
    yield { kind: 'wrong type', path, value: otherType(schema.type) };
  }
  if (schema.enum) yield { kind: 'outside the enum', path, value: schema.type === 'string' ? 'no such value' : -1 };
  if (typeof value !== 'object' || value === null) return;
  for (const name of schema.required ?? []) {
    if (Object.hasOwn(value, name)) yield { kind: 'missing', path: [...path, name] };
  }
  for (const [key, member] of Object.entries(value)) {
    const others = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    const below = Array.isArray(value) ? schema.items : (schema.properties?.[key] ?? others);
    if (below) yield* slipsIn(member, below, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** So many members, from the whole length of a list. */
function spaced<T>(list: readonly T[], wanted: number): readonly T[] {
  const step = Math.max(1, Math.floor(list.length / wanted));
  return list.filter((_, index) => index % step === 0).slice(0, wanted);
}

/**
 * Wrong records, each wrong in one place, of every kind that the sample has a place for.
 * @param wanted so many of each kind, from all parts of the sample
 */
export function mutationsOf(sample: unknown, schema: Resolved, wanted: number): readonly Mutation[] {
  const slips = [...slipsIn(sample, schema)];
  const kinds: readonly Kind[] = ['wrong type', 'outside the enum', 'missing'];
  const chosen = kinds.flatMap((kind) =>
    spaced(
      slips.filter((slip) => slip.kind === kind),
      wanted,
    ),
  );
  return chosen.map((slip) => ({ what: `${slip.kind} at /${slip.path.join('/')}`, record: withSlip(sample, slip) }));
}

function withSlip(sample: unknown, { path, ...slip }: Slip): unknown {
  const record: unknown = structuredClone(sample);
  let holder = record as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
  const last = path.at(-1) ?? '';
  if ('value' in slip) holder[last] = slip.value;
  else Reflect.deleteProperty(holder, last);
  return record;
}
