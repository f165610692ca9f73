import { escapePointer } from './references';
import type { FieldPath, PathStep } from './xdmField';

/** Stands for a key of a map, which only the data knows. */
const placeholderKey = 'KEY';

/** Every step of a path as text, one after the other; `isFirst` is the step at the root. */
function write(path: FieldPath, stepText: (step: PathStep, isFirst: boolean) => string): string {
  return path.map((step, index) => stepText(step, index === 0)).join('');
}

/**
 * For reading and searching: `person.phones[].number`, and `identityMap.*[].id` for what is in a map. A name with other characters than
 * letters, digits, `_`, `$` and `-` is quoted, so that two paths are never written alike: `["https://ns.adobe.com/x"]`.
 */
export function dotPath(path: FieldPath): string {
  return write(path, (step, isFirst) => {
    if (step === 'items') return '[]';
    const dot = isFirst ? '' : '.';
    if (step === 'values') return `${dot}*`;
    return /^[\p{L}\p{N}_$-]+$/u.test(step.name) ? `${dot}${step.name}` : `[${JSON.stringify(step.name)}]`;
  });
}

/** Into a record (RFC 6901): the first item of an array, {@link placeholderKey} in a map. */
export function jsonPointer(path: FieldPath): string {
  return write(path, (step) => {
    if (step === 'items') return '/0';
    return step === 'values' ? `/${placeholderKey}` : `/${escapePointer(step.name)}`;
  });
}

/** Into a resolved (`xed-full`) document. */
export function schemaPointer(path: FieldPath): string {
  return write(path, (step) => {
    if (step === 'items') return '/items';
    return step === 'values' ? '/additionalProperties' : `/properties/${escapePointer(step.name)}`;
  });
}

/** The names alone, as the registry's descriptors write a path: they do not tell arrays and maps. */
export function namesOf(path: FieldPath): readonly string[] {
  return path.flatMap((step) => (typeof step === 'string' ? [] : [step.name]));
}

/**
 * As a column of Query Service: `person.phones[0].number`, `identityMap['KEY'][0].id`. Reserved words, and names that are no plain
 * ones, stand in back quotes: double quotes do not work with dots (Query Service, "Writing queries", "Quotes"). A back quote in a name
 * is doubled, as in Spark SQL, which Query Service is built on; Adobe says nothing of it.
 */
export function sqlColumn(path: FieldPath): string {
  return write(path, (step, isFirst) => {
    if (step === 'items') return '[0]';
    if (step === 'values') return `['${placeholderKey}']`;
    return `${isFirst ? '' : '.'}${sqlName(step.name)}`;
  });
}

function sqlName(name: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reservedWords.has(name.toLowerCase());
  return isPlain ? name : `\`${name.replaceAll('`', '``')}\``;
}

/** Adobe names `order` alone; these are what PostgreSQL, whose clients Query Service serves, reserves (its appendix C). */
const reservedWords: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog
  current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false
  fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null
  offset on only or order placing primary references returning select session_user some symmetric system_user table then to trailing
  true union unique user using variadic when where window with`.split(/\s+/),
);
