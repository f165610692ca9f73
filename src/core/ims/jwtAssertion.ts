import type { Connection, JwtCredential } from '../credentials/connection';
import { openPrivateKey } from '../credentials/privateKey';

/** Adobe recommends "a few minutes"; an assertion is used once, at once. */
const lifeSeconds = 300;

/**
 * The claims that a service account signs (Adobe's retired JWT guide; `@adobe/jwt-auth` index.js): `exp` in whole seconds since the
 * epoch, `iss` the organisation, `sub` the technical account, and one claim per metascope, all by the host of the exchange.
 * @param nowMs Adobe's time
 */
function jwtClaims(
  { imsOrg, clientId, environment }: Connection,
  { technicalAccountId, metascopes }: Pick<JwtCredential, 'technicalAccountId' | 'metascopes'>,
  nowMs: number,
): Readonly<Record<string, string | number | true>> {
  return {
    exp: Math.round(nowMs / 1000) + lifeSeconds,
    iss: imsOrg,
    sub: technicalAccountId,
    aud: `${environment.imsOrigin}/c/${clientId}`,
    ...Object.fromEntries(metascopes.map((metascope) => [`${environment.imsOrigin}/s/${metascope}`, true as const])),
  };
}

/**
 * The claims signed with RS256, the only algorithm that Adobe takes.
 * @throws {AepError} of the group "private keys"
 */
export async function signAssertion(connection: Connection, credential: JwtCredential, nowMs: number): Promise<string> {
  const { sign } = await import('./jwtLibrary');
  const key = openPrivateKey(credential.privateKey, credential.passphrase);
  return sign(jwtClaims(connection, credential, nowMs), key, { algorithm: 'RS256', noTimestamp: true });
}
