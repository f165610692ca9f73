import { type Environment } from '../../src/core/credentials/connection';
import { type NewConnection } from '../../src/core/credentials/connectionInput';
import { isOrigin, parseOrigin, type Origin } from '../../src/core/http/origin';
import { demo } from '../emulator/demo';
import { pkcs8 } from './keys';

export function originOf(text: string): Origin {
  const parsed = parseOrigin(text);
  if (!isOrigin(parsed)) throw new Error(`${text}: ${parsed}`);
  return parsed;
}

/** Where nobody listens. */
export const nowhere = { imsOrigin: 'https://ims.example', platformOrigin: 'https://platform.example' };

interface Origins {
  readonly imsOrigin: string;
  readonly platformOrigin: string;
}

/** A local Adobe is such a pair of origins, too. */
export function environmentAt({ imsOrigin, platformOrigin }: Origins): Environment {
  return { name: 'custom', imsOrigin: originOf(imsOrigin), platformOrigin: originOf(platformOrigin) };
}

/** The demo organisation's OAuth credential. */
export function oauthConnection(at: Origins = nowhere, changes: Partial<NewConnection> = {}): NewConnection {
  const { clientId, clientSecret, scopes } = demo.oauth;
  return {
    name: 'Demo',
    imsOrg: demo.imsOrg,
    clientId,
    environment: environmentAt(at),
    credential: { kind: 'oauth-server-to-server', clientSecrets: [clientSecret], scopes },
    ...changes,
  };
}

/** The demo organisation's JWT credential, with {@link pkcs8} as its private key. */
export function jwtConnection(at: Origins = nowhere, changes: Partial<NewConnection> = {}): NewConnection {
  const { clientId, clientSecret, technicalAccountId, metascopes } = demo.jwt;
  return {
    name: 'Demo JWT',
    imsOrg: demo.imsOrg,
    clientId,
    environment: environmentAt(at),
    credential: { kind: 'jwt', clientSecret, privateKey: pkcs8(), technicalAccountId, metascopes },
    ...changes,
  };
}

/** A token that somebody pasted, for the demo's OAuth client. */
export function pastedConnection(accessToken: string, at: Origins = nowhere): NewConnection {
  return { ...oauthConnection(at), name: 'Pasted', credential: { kind: 'access-token', accessToken } };
}

/** A token as Adobe makes them, signed by nobody. */
export function tokenOf(claims: Readonly<Record<string, unknown>>): string {
  const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encoded({ alg: 'RS256', itt: 'at' })}.${encoded(claims)}.c2lnbmVkIGJ5IG5vYm9keQ`;
}
