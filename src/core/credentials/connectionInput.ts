import { isOrigin, parseOrigin, type Origin } from '../http/origin';
import { asObject } from '../shape';
import type { Credential, Environment } from './connection';
import { completeCredential, readCredentialInput, type CredentialDraft } from './credentialInput';
import { environmentOf, knownEnvironments } from './environments';
import { inputError, readText, refuseUnknown, unknownValue } from './inputFields';
import { checkClientId, checkImsOrg, checkName, checkSandbox } from './validation';

/** What is known of a connection that is being entered: everything that was given, checked. What is absent is asked for. */
export interface ConnectionDraft {
  readonly name?: string;
  readonly imsOrg?: string;
  readonly clientId?: string;
  readonly environment?: Environment;
  readonly sandbox?: string;
  readonly credential?: CredentialDraft;
}

/** A connection whole, ready to be stored. */
export interface NewConnection {
  readonly name: string;
  readonly imsOrg: string;
  readonly clientId: string;
  readonly environment: Environment;
  readonly sandbox?: string;
  readonly credential: Credential;
}

const fields = new Set([
  'name',
  'imsOrg',
  'clientId',
  'environment',
  'imsOrigin',
  'platformOrigin',
  'sandbox',
  'credential',
]);

/**
 * Reads the argument of `aep.connection.add`. Absent fields stay absent.
 * @param nowMs Adobe's time as far as it is known, to refuse a pasted token that has expired
 * @throws {AepError} that names the field, for what is present but impossible
 */
export function readConnectionInput(input: unknown, nowMs: number): ConnectionDraft {
  if (input === undefined || input === null) return {};
  const given = asObject(input);
  if (!given) throw inputError('input', 'not-an-object');
  refuseUnknown(given, fields, '');
  const name = readText(given, 'name', '', checkName);
  const imsOrg = readText(given, 'imsOrg', '', checkImsOrg);
  const clientId = readText(given, 'clientId', '', checkClientId);
  const sandbox = readText(given, 'sandbox', '', checkSandbox);
  const environment = readEnvironment(given);
  const credential = readCredentialInput(given.credential, clientId, nowMs);
  return {
    ...(name === undefined ? {} : { name }),
    ...(imsOrg === undefined ? {} : { imsOrg }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(sandbox === undefined ? {} : { sandbox }),
    ...(environment === undefined ? {} : { environment }),
    ...(credential === undefined ? {} : { credential }),
  };
}

/**
 * A draft that came whole, with what has a good default filled in: production, AEP's scopes.
 * @returns `undefined` when something has to be asked for
 */
export function completeDraft(draft: ConnectionDraft): NewConnection | undefined {
  const { name, imsOrg, clientId, credential: partial } = draft;
  const credential = partial && completeCredential(partial);
  if (name === undefined || imsOrg === undefined || clientId === undefined || !credential) return undefined;
  const { environment = knownEnvironments.production, sandbox } = draft;
  return { name, imsOrg, clientId, environment, credential, ...(sandbox === undefined ? {} : { sandbox }) };
}

function readEnvironment(given: Readonly<Record<string, unknown>>): Environment | undefined {
  const name = readText(given, 'environment', '', () => undefined);
  if (name !== undefined && name !== 'production' && name !== 'stage') {
    throw unknownValue('environment', ['production', 'stage']);
  }
  const imsOrigin = readOrigin(given, 'imsOrigin');
  const platformOrigin = readOrigin(given, 'platformOrigin');
  if (name === undefined && imsOrigin === undefined && platformOrigin === undefined) return undefined;
  const base = knownEnvironments[name ?? 'production'];
  return environmentOf(imsOrigin ?? base.imsOrigin, platformOrigin ?? base.platformOrigin);
}

function readOrigin(given: Readonly<Record<string, unknown>>, field: string): Origin | undefined {
  const text = readText(given, field, '', () => undefined);
  if (text === undefined) return undefined;
  const parsed = parseOrigin(text);
  if (!isOrigin(parsed)) throw inputError(field, parsed);
  return parsed;
}
