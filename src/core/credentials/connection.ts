import type { Origin } from '../http/origin';

export type EnvironmentName = 'production' | 'stage' | 'custom';

/** Where a connection's secrets and tokens may go, and nowhere else. */
export interface Environment {
  readonly name: EnvironmentName;
  readonly imsOrigin: Origin;
  readonly platformOrigin: Origin;
}

/** OAuth Server-to-Server: what Adobe issues today. One or two client secrets live side by side while rotating. */
export interface OAuthCredential {
  readonly kind: 'oauth-server-to-server';
  readonly clientSecrets: readonly string[];
  readonly scopes: readonly string[];
}

/**
 * Service account (JWT). Adobe ended it in production on 2025-06-30 (Developer Console guides, "Migrating from Service Account (JWT)
 * credential to OAuth Server-to-Server credential", "Deprecation Timelines").
 */
export interface JwtCredential {
  readonly kind: 'jwt';
  readonly clientSecret: string;
  /** PEM, normalised; encrypted as it was given. */
  readonly privateKey: string;
  readonly passphrase?: string;
  readonly technicalAccountId: string;
  readonly metascopes: readonly string[];
}

/** A token pasted from the Developer Console. It cannot be renewed. */
export interface AccessTokenCredential {
  readonly kind: 'access-token';
  readonly accessToken: string;
}

export type Credential = OAuthCredential | JwtCredential | AccessTokenCredential;
export type CredentialKind = Credential['kind'];

/** The part of a credential that is no secret and may be shown. */
export type CredentialSummary =
  | { readonly kind: 'oauth-server-to-server'; readonly scopes: readonly string[] }
  | { readonly kind: 'jwt'; readonly technicalAccountId: string; readonly metascopes: readonly string[] }
  | { readonly kind: 'access-token' };

/** A connection without its secrets: safe to show, to list and to keep in `globalState`. */
export interface Connection {
  /** Random, never reused, never shown. */
  readonly id: string;
  /** Unique among the connections, compared without case. */
  readonly name: string;
  /** IMS organisation: `…@AdobeOrg`. */
  readonly imsOrg: string;
  /** Also the API key (`x-api-key`). */
  readonly clientId: string;
  readonly environment: Environment;
  /** `x-sandbox-name` of every call, or none: then Adobe takes the organisation's default sandbox. */
  readonly sandbox?: string;
  readonly credential: CredentialSummary;
}

/** The connection as it calls without `x-sandbox-name`: one that is wrong must not keep the list away from which another is chosen. */
export function withoutSandbox(connection: Connection): Connection {
  const { sandbox, ...rest } = connection;
  return sandbox === undefined ? connection : rest;
}
