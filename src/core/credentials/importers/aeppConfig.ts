import { readFields } from './fields';
import type { Found } from './importTypes';
import type { TreeObject } from './tree';

/**
 * The configuration of aepp (aepp/configs.py), whose importer takes its names in any case. Whatever else names a client and an
 * organisation or a secret on its top level is taken the same way.
 */
export function readAeppConfig(root: TreeObject): Found | undefined {
  const found = readFields(root, { aliases: { authcode: 'skip' } });
  const { fields } = found;
  const isOne = fields.has('clientId') && (fields.has('clientSecrets') || fields.has('imsOrg'));
  return isOne ? { readings: [{ format: 'aepp', ...found }], ignored: [] } : undefined;
}
