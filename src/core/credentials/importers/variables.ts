import { readAioConfig } from './aioConfig';
import { ignore, readFields, withFields, type Fields } from './fields';
import type { FieldName, Found, Reading } from './importTypes';
import type { Tree, TreeObject } from './tree';

/**
 * Variables of a `.env` file or of the environment, in their three dialects: `AIO_ims_contexts_…` (aio-lib-core-config README),
 * `IMS_OAUTH_S2S_…` (aio-cli-plugin-app src/lib/import.js), and the `AEP_…` of MCP servers and of our own export.
 */
export function readVariables(variables: TreeObject): Found | undefined {
  const others = [...aioContexts(variables), ...serverToServer(variables)];
  const aep = readFields(pick(variables, /^AEP_/), { strip: 'AEP_' });
  const hasOne = (fields: readonly FieldName[]): boolean => fields.some((field) => aep.fields.has(field));
  if (hasOne(['clientId', 'clientSecrets', 'privateKey'])) {
    return { readings: [...others, { format: 'dotenv', ...aep }], ignored: [] };
  }
  // A sandbox alone, say, is where the others' credentials are used.
  const placed = others.map((reading) => ({ ...reading, ...withFields(reading, placeOf(aep)) }));
  const token: readonly Reading[] = hasOne(['accessToken']) ? [{ format: 'dotenv', ...aep }] : [];
  const readings = [...placed, ...token];
  if (readings.length === 0) return undefined;
  const isUsed = (name: FieldName): boolean =>
    placeFields.includes(name) && others.some(({ fields }) => !fields.has(name));
  const unused = [...aep.fields].filter(([name]) => !isUsed(name)).map(([, { from }]) => ignore(from, 'superseded'));
  return { readings, ignored: token.length > 0 ? [] : [...aep.ignored, ...unused] };
}

/** Where a credential is used. What else there is belongs to one credential alone. */
const placeFields: readonly FieldName[] = ['sandbox', 'environment', 'ims', 'platform'];

function placeOf({ fields }: Fields): Parameters<typeof withFields>[1] {
  const places = [...fields].filter(([name]) => placeFields.includes(name));
  return Object.fromEntries(places.map(([name, { from, value }]) => [name, [from, value]]));
}

function aioContexts(variables: TreeObject): readonly Reading[] {
  const root = branch();
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value === 'string' && /^AIO_\$?ims_/i.test(name)) put(root, levelsOf(name.slice(4)), value);
  }
  return (readAioConfig(root)?.readings ?? []).map((reading) => ({ ...reading, format: 'dotenv' }));
}

/** `_` separates levels and `__` is an underscore. */
function levelsOf(name: string): readonly string[] {
  const levels = name.split(/(?<!_)_(?!_)/).map((level) => level.replaceAll('__', '_'));
  return levels.map((level, index) => (index < 2 ? level.toLowerCase() : level));
}

type Branch = Record<string, Tree>;

function branch(): Branch {
  return Object.create(null) as Branch;
}

/** No level of aio's is deeper than five: what would be is left out. */
function put(root: Branch, levels: readonly string[], value: string): void {
  const path = levels.slice(0, -1);
  const last = levels.at(-1);
  if (last === undefined || path.length > 5) return;
  let node = root;
  for (const level of path) {
    const next = node[level];
    if (typeof next === 'string') return;
    node = node[level] = (next as Branch | undefined) ?? branch();
  }
  node[last] ??= value;
}

function serverToServer(variables: TreeObject): readonly Reading[] {
  const own = pick(variables, /^IMS_OAUTH_S2S_/);
  if (Object.keys(own).length === 0) return [];
  const found = withFields(readFields(own, { strip: 'IMS_OAUTH_S2S_' }), {
    clientId: ['SERVICE_API_KEY', variables.SERVICE_API_KEY],
  });
  return [{ format: 'dotenv', kind: 'oauth-server-to-server', ...found }];
}

function pick(variables: TreeObject, names: RegExp): TreeObject {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.test(name)));
}
