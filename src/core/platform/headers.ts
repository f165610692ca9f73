import type { Connection } from '../credentials/connection';
import type { AccessToken } from '../ims/accessToken';

/**
 * The headers that every call to the platform needs (Schema Registry API, "Getting started"). Without a sandbox the header is left
 * out, as in the test call of Adobe's tutorial: the platform then takes the organisation's default sandbox.
 */
export function platformHeaders(
  { clientId, imsOrg, sandbox }: Connection,
  token: AccessToken,
): Readonly<Record<string, string>> {
  return {
    Authorization: `Bearer ${token.value}`,
    'x-api-key': clientId,
    'x-gw-ims-org-id': imsOrg,
    ...(sandbox === undefined ? {} : { 'x-sandbox-name': sandbox }),
  };
}
