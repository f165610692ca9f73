import { redact } from '../../redact';
import type { FieldName, Given, Ignored, IgnoredReason } from './importTypes';
import { isBlank, type Tree, type TreeObject } from './tree';

/** What a key means: `skip` is known and not needed. */
export type Meaning = FieldName | 'skip';
export type Aliases = Readonly<Record<string, Meaning>>;

/** All the names that the formats have for the same things, in lower case and without `_`, `-` and spaces. */
const commonAliases: Aliases = {
  clientid: 'clientId',
  apikey: 'clientId',
  clientsecret: 'clientSecrets',
  clientsecrets: 'clientSecrets',
  secret: 'clientSecrets',
  imsorgid: 'imsOrg',
  imsorg: 'imsOrg',
  orgid: 'imsOrg',
  organizationid: 'imsOrg',
  technicalaccountid: 'technicalAccountId',
  techid: 'technicalAccountId',
  technicalaccountemail: 'skip',
  scopes: 'scopes',
  scope: 'scopes',
  metascopes: 'metascopes',
  metascope: 'metascopes',
  privatekey: 'privateKey',
  pathtokey: 'privateKey',
  passphrase: 'passphrase',
  accesstoken: 'accessToken',
  environment: 'environment',
  env: 'environment',
  ims: 'ims',
  imshost: 'ims',
  imsorigin: 'ims',
  platformurl: 'platform',
  platformorigin: 'platform',
  sandboxname: 'sandbox',
};

export interface Fields {
  readonly fields: ReadonlyMap<FieldName, Given>;
  readonly ignored: readonly Ignored[];
}

export interface ReadOptions {
  /** Beside the common ones, or instead of them. */
  readonly aliases?: Aliases;
  /** Stands before the keys where they are named. */
  readonly prefix?: string;
  /** What all keys begin with and does not count. */
  readonly strip?: string;
}

/** Reads the keys of an object, whatever their spelling. What has no value is absent; what is not known is named. */
export function readFields(object: TreeObject, { aliases = {}, prefix = '', strip = '' }: ReadOptions = {}): Fields {
  const fields = new Map<FieldName, Given>();
  const ignored: Ignored[] = [];
  for (const [key, value] of Object.entries(object)) {
    if (isBlank(value)) continue;
    const from = prefix + key;
    const meaning = meaningOf(key.startsWith(strip) ? key.slice(strip.length) : key, aliases);
    if (meaning === 'skip') continue;
    if (meaning === undefined) ignored.push(ignore(from, 'not-understood'));
    else if (!fields.has(meaning)) fields.set(meaning, { from, value });
    else if (fields.get(meaning)?.value !== value) ignored.push(ignore(from, 'superseded'));
  }
  return { fields, ignored };
}

/** Names what was not used. A name that could be a secret itself is masked, and a long one cut. */
export function ignore(field: string, reason: IgnoredReason): Ignored {
  const name = redact(field).replace(/\s+/g, ' ');
  return { field: name.length > 60 ? `${name.slice(0, 59)}…` : name, reason };
}

function meaningOf(key: string, aliases: Aliases): Meaning | undefined {
  const plain = key.toLowerCase().replace(/[_\-\s]/g, '');
  if (Object.hasOwn(aliases, plain)) return aliases[plain];
  return Object.hasOwn(commonAliases, plain) ? commonAliases[plain] : undefined;
}

/** Adds what a format has elsewhere. What is there already stays. */
export function withFields(
  { fields, ignored }: Fields,
  more: Readonly<Partial<Record<FieldName, readonly [from: string, value: Tree | undefined]>>>,
): Fields {
  const all = new Map(fields);
  for (const [name, [from, value]] of Object.entries(more) as [FieldName, readonly [string, Tree | undefined]][]) {
    if (value !== undefined && !isBlank(value) && !all.has(name)) all.set(name, { from, value });
  }
  return { fields: all, ignored };
}
