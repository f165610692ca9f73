import { type CredentialRegistry, type JwtCredential, type OAuthCredential } from '../credentials';
import { type IssuedToken, type TokenStore } from '../tokens';

/** What the IMS handlers need of the server. */
export interface ImsContext {
  readonly credentials: CredentialRegistry;
  readonly tokens: TokenStore;
  /** `jti` values that were accepted before. */
  readonly usedJwtIds: Set<string>;
  nowMs(): number;
  imsOrigin(): string;
  /** Issues a token now, with the server's token lifetime, and counts it. */
  mint(credential: OAuthCredential | JwtCredential, scope: string): IssuedToken;
}
