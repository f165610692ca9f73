import { readFields } from './fields';
import type { Found } from './importTypes';
import { isObject, type TreeObject } from './tree';

/**
 * *Download JSON* of a credential's page: names in capitals. Of a service account it lists the certificates, never the key
 * (aep-tag-tool README).
 */
export function readCredentialPage(root: TreeObject): Found | undefined {
  const isJwt = isObject(root.PUBLIC_KEYS_WITH_EXPIRY);
  const isOAuth = 'CLIENT_SECRETS' in root || ('CLIENT_ID' in root && 'CLIENT_SECRET' in root);
  if (!isJwt && !isOAuth) return undefined;
  const found = readFields(root, { aliases: { publickeyswithexpiry: 'skip' } });
  const kind = isJwt ? 'jwt' : 'oauth-server-to-server';
  return { readings: [{ format: 'credential-page', kind, ...found }], ignored: [] };
}
