import { ignore, readFields } from './fields';
import type { Found, Ignored } from './importTypes';
import { at, isFalse, isList, textAt, type Tree, type TreeObject } from './tree';

/** What Adobe's template has for other requests than ours, and what its scripts store. */
const aliases = {
  jwttoken: 'skip',
  jsrsasign: 'skip',
  containerid: 'skip',
  tenantid: 'skip',
} as const;

/**
 * A Postman environment ("Postman Environment Template" of experience-platform-postman-samples). `IMS` has no scheme. A value that
 * is switched off does not exist for Postman, so it does not for us.
 */
export function readPostmanEnvironment(root: TreeObject): Found | undefined {
  const values = at(root, 'values');
  if (!isList(values) || !values.every((one) => at(one, 'key') !== undefined)) return undefined;
  const enabled = Object.create(null) as Record<string, Tree>;
  const ignored: Ignored[] = [];
  for (const one of values) {
    const key = textAt(one, 'key');
    if (key === undefined) continue;
    if (isFalse(at(one, 'enabled'))) ignored.push(ignore(key, 'disabled'));
    else enabled[key] = at(one, 'value') ?? '';
  }
  const found = readFields(enabled, { aliases });
  if (found.fields.size === 0) return { readings: [], ignored: [...ignored, ...found.ignored] };
  const name = textAt(root, 'name');
  return { readings: [{ format: 'postman', ...(name ? { name } : {}), ...found }], ignored };
}
