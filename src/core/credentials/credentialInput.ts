import { asObject } from '../shape';
import type { Credential, CredentialKind } from './connection';
import { aepMetascopes, aepScopes } from './environments';
import { inputError, readText, refuseUnknown, unknownValue } from './inputFields';
import { looksEncrypted, normalisePrivateKey } from './privateKey';
import { bareToken, readTokenClaims } from './tokenClaims';
import {
  bareMetascope,
  checkAepScopes,
  checkClientSecret,
  checkScope,
  checkTechnicalAccountId,
  splitList,
} from './validation';

/** A credential of a known kind with some of its fields. */
export type CredentialDraft = {
  [K in CredentialKind]: { readonly kind: K } & Partial<Omit<Extract<Credential, { kind: K }>, 'kind'>>;
}[CredentialKind];

type Given = Readonly<Record<string, unknown>>;

const prefix = 'credential.';

/** Which fields a credential of each kind has in the argument of `aep.connection.add`. */
const fieldsByKind: Readonly<Record<CredentialKind, ReadonlySet<string>>> = {
  'oauth-server-to-server': new Set(['kind', 'clientSecret', 'clientSecrets', 'scopes']),
  jwt: new Set(['kind', 'clientSecret', 'privateKey', 'passphrase', 'technicalAccountId', 'metascopes']),
  'access-token': new Set(['kind', 'accessToken']),
};

/**
 * Reads the `credential` of a connection argument; see {@link readConnectionInput}.
 * @throws {AepError} that names the field
 */
export function readCredentialInput(
  value: unknown,
  clientId: string | undefined,
  nowMs: number,
): CredentialDraft | undefined {
  if (value === undefined) return undefined;
  const given = asObject(value);
  if (!given) throw inputError('credential', 'not-an-object');
  const kind = readText(given, 'kind', prefix, () => undefined);
  if (kind === undefined) throw inputError('credential.kind', 'missing');
  if (!isKind(kind)) throw unknownValue('credential.kind', Object.keys(fieldsByKind));
  refuseUnknown(given, fieldsByKind[kind], prefix);
  switch (kind) {
    case 'oauth-server-to-server':
      return readOAuth(given, clientId);
    case 'jwt':
      return readJwt(given, clientId);
    case 'access-token':
      return readAccessToken(given, clientId, nowMs);
  }
}

/** @returns the credential, or `undefined` when a field of it has to be asked for */
export function completeCredential(draft: CredentialDraft): Credential | undefined {
  switch (draft.kind) {
    case 'oauth-server-to-server': {
      const { kind, clientSecrets, scopes = aepScopes } = draft;
      return clientSecrets && { kind, clientSecrets, scopes };
    }
    case 'jwt': {
      const { clientSecret, privateKey, technicalAccountId, metascopes = aepMetascopes } = draft;
      if (clientSecret === undefined || privateKey === undefined || technicalAccountId === undefined) return undefined;
      if (draft.passphrase === undefined && looksEncrypted(privateKey)) return undefined;
      return { ...draft, clientSecret, privateKey, technicalAccountId, metascopes };
    }
    case 'access-token': {
      const { kind, accessToken } = draft;
      return accessToken === undefined ? undefined : { kind, accessToken };
    }
  }
}

/**
 * One or two client secrets out of what was pasted: Adobe lets two live side by side while rotating.
 * @param field the one that they were given in
 * @returns each secret once
 */
export function checkClientSecrets(
  given: readonly string[],
  clientId: string | undefined,
  field: 'clientSecret' | 'clientSecrets' = 'clientSecret',
): readonly string[] {
  const secrets = [...new Set(given)];
  if (secrets.length === 0) throw inputError(prefix + field, 'missing');
  if (secrets.length > 2) throw inputError(prefix + field, 'secrets-more-than-two');
  for (const secret of secrets) {
    const finding = checkClientSecret(secret);
    if (finding) throw inputError(prefix + field, finding.problem);
    if (secret === clientId) throw inputError(prefix + field, 'secret-is-client-id');
  }
  return secrets;
}

/**
 * Checks a pasted access token as far as a token can be checked without asking Adobe.
 * @returns the token alone, without `Bearer` and quotes
 * @throws {AepError} `INPUT_INVALID`
 */
export function checkAccessToken(text: string, clientId: string | undefined, nowMs: number): string {
  const token = bareToken(text);
  const field = 'credential.accessToken';
  if (token === '') throw inputError(field, 'missing');
  const claims = readTokenClaims(token);
  if (!claims) throw inputError(field, 'token-unreadable');
  if (claims.type !== undefined && claims.type !== 'access_token') throw inputError(field, 'token-wrong-type');
  if (claims.expiresAtMs === undefined) throw inputError(field, 'token-without-expiry');
  if (claims.expiresAtMs <= nowMs) throw inputError(field, 'token-expired');
  if (clientId !== undefined && claims.clientId !== undefined && claims.clientId !== clientId) {
    throw inputError(field, 'token-of-other-client');
  }
  return token;
}

function readOAuth(given: Given, clientId: string | undefined): CredentialDraft {
  const single = readText(given, 'clientSecret', prefix, () => undefined);
  const several = readTexts(given, 'clientSecrets');
  const secrets = single === undefined ? several : [single, ...(several ?? [])];
  const scopes = readTexts(given, 'scopes');
  const finding = scopes && checkAepScopes(scopes);
  if (finding?.severity === 'error') throw inputError('credential.scopes', finding.problem);
  return {
    kind: 'oauth-server-to-server',
    ...(secrets ? { clientSecrets: checkClientSecrets(secrets, clientId, several && 'clientSecrets') } : {}),
    ...(scopes ? { scopes } : {}),
  };
}

function readJwt(given: Given, clientId: string | undefined): CredentialDraft {
  const clientSecret = readText(given, 'clientSecret', prefix, () => undefined);
  if (clientSecret !== undefined) checkClientSecrets([clientSecret], clientId);
  const technicalAccountId = readText(given, 'technicalAccountId', prefix, checkTechnicalAccountId);
  const passphrase = given.passphrase;
  if (passphrase !== undefined && typeof passphrase !== 'string') throw inputError('credential.passphrase', 'not-text');
  const privateKey = readText(given, 'privateKey', prefix, () => undefined);
  const metascopes = readTexts(given, 'metascopes')?.map(bareMetascope);
  const finding = metascopes?.map(checkScope).find((one) => one?.severity === 'error');
  if (finding) throw inputError('credential.metascopes', finding.problem);
  return {
    kind: 'jwt',
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(technicalAccountId === undefined ? {} : { technicalAccountId }),
    ...(privateKey === undefined ? {} : { privateKey: checkedKey(privateKey, passphrase) }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(metascopes === undefined || metascopes.length === 0 ? {} : { metascopes }),
  };
}

/** An encrypted key without its passphrase is kept as it came: the passphrase is absent, so it is asked for. */
function checkedKey(privateKey: string, passphrase: string | undefined): string {
  if (passphrase === undefined && looksEncrypted(privateKey)) return privateKey;
  return normalisePrivateKey(privateKey, passphrase).pem;
}

function readAccessToken(given: Given, clientId: string | undefined, nowMs: number): CredentialDraft {
  const accessToken = readText(given, 'accessToken', prefix, () => undefined);
  return {
    kind: 'access-token',
    ...(accessToken === undefined ? {} : { accessToken: checkAccessToken(accessToken, clientId, nowMs) }),
  };
}

/** A list as an array, or as one text with commas or spaces between: both are in use. */
function readTexts(given: Given, field: string): readonly string[] | undefined {
  const value = given[field];
  if (value === undefined) return undefined;
  if (typeof value === 'string') return splitList(value);
  if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string')) {
    return value.map((item) => item.trim()).filter((item) => item !== '');
  }
  throw inputError(prefix + field, 'not-text');
}

function isKind(kind: string): kind is CredentialKind {
  return Object.hasOwn(fieldsByKind, kind);
}
