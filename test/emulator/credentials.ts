import { secretsInPlay } from '../support/secretsInPlay';

/** The one service whose absence from a project the gateway notices. */
export const experiencePlatformApi = 'Experience Platform API';

interface ProjectCredential {
  clientId: string;
  imsOrg: string;
  /** APIs on the project. Default: the Experience Platform API. */
  services?: string[];
  /** In an AEP product profile of the org. Default: true. */
  hasProfile?: boolean;
  /** In a role (attribute-based access control). Default: true. */
  hasRole?: boolean;
  /** Whether the role has the permission View Schemas. Default: true. */
  canViewSchemas?: boolean;
  /** Names of the sandboxes that the role includes. Default: all of the org's. */
  sandboxes?: string[];
}

export interface OAuthCredential extends ProjectCredential {
  /** One or two: the second exists while a secret is rotated. */
  clientSecrets: string[];
  scopes: string[];
  /** Default: made up from the client id. */
  technicalAccountId?: string;
}

export interface JwtCredential extends ProjectCredential {
  clientSecret: string;
  technicalAccountId: string;
  metascopes: string[];
  /** A public key or a certificate. */
  publicKeyPem: string;
  /** Converted to OAuth Server-to-Server: exchanges no JWT any more. */
  retired?: boolean;
}

export type CredentialPatch = Partial<Omit<OAuthCredential, 'clientId'> & Omit<JwtCredential, 'clientId'>>;

/**
 * What the Developer Console knows. A client id may have both kinds: a credential that was converted from JWT keeps
 * its client id.
 */
export class CredentialRegistry {
  private readonly oauth = new Map<string, OAuthCredential>();
  private readonly jwt = new Map<string, JwtCredential>();

  addOAuth(credential: OAuthCredential): void {
    secretsInPlay.addArguments(credential);
    this.oauth.set(credential.clientId, { ...credential });
  }

  addJwt(credential: JwtCredential): void {
    secretsInPlay.addArguments(credential);
    this.jwt.set(credential.clientId, { ...credential });
  }

  update(clientId: string, patch: CredentialPatch): void {
    secretsInPlay.addArguments(patch);
    const [oauth, jwt] = [this.oauth.get(clientId), this.jwt.get(clientId)];
    if (!oauth && !jwt) throw new Error(`The local Adobe has no credential ${clientId}`);
    if (oauth) Object.assign(oauth, patch);
    if (jwt) Object.assign(jwt, patch);
  }

  remove(clientId: string): void {
    this.oauth.delete(clientId);
    this.jwt.delete(clientId);
  }

  findOAuth(clientId: string): OAuthCredential | undefined {
    return this.oauth.get(clientId);
  }

  findJwt(clientId: string): JwtCredential | undefined {
    return this.jwt.get(clientId);
  }

  find(clientId: string): OAuthCredential | JwtCredential | undefined {
    return this.oauth.get(clientId) ?? this.jwt.get(clientId);
  }

  list(): (OAuthCredential | JwtCredential)[] {
    return [...this.oauth.values(), ...this.jwt.values()];
  }
}
