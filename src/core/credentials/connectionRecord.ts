import { AepError } from '../errors';
import { isOrigin, parseOrigin, type Origin } from '../http/origin';
import { asNumber, asObject, asString, asStrings, parseJson } from '../shape';
import type { Connection, Credential, CredentialSummary } from './connection';
import { environmentOf } from './environments';

/** A connection as it is kept: with its credential, or without one when the credential was lost. */
export interface StoredConnection {
  readonly connection: Connection;
  readonly credential: StoredCredential | undefined;
}

/** A credential may be used only with the client id and the IMS origin that it was entered with; a token only with its platform. */
export interface StoredCredential {
  readonly credential: Credential;
  readonly enteredFor: { readonly clientId: string; readonly imsOrigin: string; readonly platformOrigin: string };
}

const version = 1;

export function writeConnections(connections: readonly StoredConnection[]): string {
  return JSON.stringify({ version, connections: connections.map(toWire) });
}

/**
 * @param text the record, `undefined` when there is none
 * @throws {AepError} `RECORD_NEWER` when a newer version of the extension wrote it, `RECORD_UNREADABLE` when it is damaged.
 * Nothing is dropped: a record that cannot be read whole is left alone.
 */
export function readConnections(text: string): readonly StoredConnection[] {
  const record = asObject(parseJson(text));
  const writtenBy = asNumber(record?.version) ?? 0;
  if (writtenBy > version) {
    throw new AepError('RECORD_NEWER', 'The stored connections were written by a newer version');
  }
  const items: unknown = record?.connections;
  if (writtenBy !== version || !Array.isArray(items)) throw unreadable();
  return items.map((item: unknown) => {
    const { connection: given, credential } = asObject(item) ?? {};
    const connection = readConnection(given);
    if (!connection) throw unreadable();
    return { connection, credential: credential === undefined ? undefined : readCredential(credential) };
  });
}

/** The non-secret part, as the shadow keeps it. What cannot be read is left out: the shadow is only a hint. */
export function readConnection(value: unknown): Connection | undefined {
  const given = asObject(value);
  const environment = asObject(given?.environment);
  const [id, name, imsOrg, clientId] = ['id', 'name', 'imsOrg', 'clientId'].map((field) => asString(given?.[field]));
  const imsOrigin = readOrigin(environment?.imsOrigin);
  const platformOrigin = readOrigin(environment?.platformOrigin);
  const credential = readSummary(given?.credential);
  const sandbox = asString(given?.sandbox);
  if (!id || !name || !imsOrg || !clientId || !imsOrigin || !platformOrigin || !credential) return undefined;
  return {
    id,
    name,
    imsOrg,
    clientId,
    environment: environmentOf(imsOrigin, platformOrigin),
    credential,
    ...(sandbox === undefined ? {} : { sandbox }),
  };
}

export function summaryOf(credential: Credential): CredentialSummary {
  switch (credential.kind) {
    case 'oauth-server-to-server':
      return { kind: credential.kind, scopes: credential.scopes };
    case 'jwt':
      return {
        kind: credential.kind,
        technicalAccountId: credential.technicalAccountId,
        metascopes: credential.metascopes,
      };
    case 'access-token':
      return { kind: credential.kind };
  }
}

function toWire({ connection, credential }: StoredConnection): unknown {
  return { connection, ...(credential ? { credential } : {}) };
}

function readCredential(value: unknown): StoredCredential {
  const given = asObject(value);
  const enteredFor = asObject(given?.enteredFor);
  const clientId = asString(enteredFor?.clientId);
  const imsOrigin = asString(enteredFor?.imsOrigin);
  const platformOrigin = asString(enteredFor?.platformOrigin);
  const secret = asObject(given?.credential);
  const summary = readSummary(secret);
  if (!secret || !summary || clientId === undefined || imsOrigin === undefined || platformOrigin === undefined) {
    throw unreadable();
  }
  const credential = withSecrets(summary, secret);
  if (!credential) throw unreadable();
  return { credential, enteredFor: { clientId, imsOrigin, platformOrigin } };
}

function withSecrets(summary: CredentialSummary, secret: Readonly<Record<string, unknown>>): Credential | undefined {
  const text = (field: string): string | undefined => asString(secret[field]);
  switch (summary.kind) {
    case 'oauth-server-to-server': {
      const clientSecrets = asStrings(secret.clientSecrets);
      return clientSecrets && { ...summary, clientSecrets };
    }
    case 'jwt': {
      const [clientSecret, privateKey, passphrase] = [text('clientSecret'), text('privateKey'), text('passphrase')];
      if (clientSecret === undefined || privateKey === undefined) return undefined;
      return { ...summary, clientSecret, privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
    }
    case 'access-token': {
      const accessToken = text('accessToken');
      return accessToken === undefined ? undefined : { ...summary, accessToken };
    }
  }
}

function readSummary(value: unknown): CredentialSummary | undefined {
  const given = asObject(value) ?? {};
  const kind = asString(given.kind);
  if (kind === 'access-token') return { kind };
  if (kind === 'oauth-server-to-server') {
    const scopes = asStrings(given.scopes);
    return scopes && { kind, scopes };
  }
  const technicalAccountId = asString(given.technicalAccountId);
  const metascopes = asStrings(given.metascopes);
  if (kind !== 'jwt' || technicalAccountId === undefined || !metascopes) return undefined;
  return { kind, technicalAccountId, metascopes };
}

function readOrigin(value: unknown): Origin | undefined {
  const text = asString(value);
  const parsed = text === undefined ? undefined : parseOrigin(text);
  return parsed !== undefined && isOrigin(parsed) ? parsed : undefined;
}

function unreadable(): AepError {
  return new AepError('RECORD_UNREADABLE', 'The stored connections cannot be read');
}
