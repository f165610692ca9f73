import type { Connection, CredentialKind, EnvironmentName } from '../../core/credentials/connection';
import type { ConnectionDraft } from '../../core/credentials/connectionInput';
import { aepMetascopes, aepScopes, knownEnvironments } from '../../core/credentials/environments';
import { splitList } from '../../core/credentials/validation';

/** What the wizard has been told, as it was typed. */
export interface ConnectionForm {
  readonly kind?: CredentialKind;
  readonly imsOrg?: string;
  readonly clientId?: string;
  /** One, or two with a space between. */
  readonly clientSecret?: string;
  readonly scopes?: string;
  readonly technicalAccountId?: string;
  readonly privateKey?: string;
  readonly passphrase?: string;
  readonly metascopes?: string;
  readonly accessToken?: string;
  readonly environment?: EnvironmentName;
  readonly imsOrigin?: string;
  readonly platformOrigin?: string;
  readonly sandbox?: string;
  readonly name?: string;
}

/** The argument of `aep.connection.add` that says the same as the form. */
export function inputOf(form: ConnectionForm): Readonly<Record<string, unknown>> {
  const { environment, imsOrigin, platformOrigin } = form;
  return {
    name: form.name,
    imsOrg: form.imsOrg,
    clientId: form.clientId,
    ...(environment === 'custom' ? { imsOrigin, platformOrigin } : { environment }),
    sandbox: form.sandbox === '' ? undefined : form.sandbox,
    credential: credentialInputOf(form),
  };
}

export function credentialInputOf(form: ConnectionForm): Readonly<Record<string, unknown>> {
  const {
    kind = 'oauth-server-to-server',
    clientSecret,
    scopes,
    technicalAccountId,
    privateKey,
    passphrase,
    metascopes,
    accessToken,
  } = form;
  switch (kind) {
    case 'oauth-server-to-server':
      return {
        kind,
        clientSecrets: clientSecret === undefined ? undefined : splitList(clientSecret),
        scopes,
      };
    case 'jwt':
      return { kind, clientSecret, technicalAccountId, privateKey, passphrase, metascopes };
    case 'access-token':
      return { kind, accessToken };
  }
}

/** A form with what a command's argument gave filled in. */
export function formOf(draft: ConnectionDraft): ConnectionForm {
  const { credential, environment, ...texts } = draft;
  return { ...texts, ...environmentForm(environment), ...(credential ? credentialForm(credential) : {}) };
}

/** A form of what is stored of a connection, its secrets left empty. */
export function formOfConnection(connection: Connection): ConnectionForm {
  const { name, imsOrg, clientId, environment, sandbox, credential } = connection;
  return {
    name,
    imsOrg,
    clientId,
    ...(sandbox === undefined ? {} : { sandbox }),
    ...environmentForm(environment),
    ...credentialForm(credential),
  };
}

/** What the wizard offers to begin with. */
export const formDefaults = {
  scopes: aepScopes.join(', '),
  metascopes: aepMetascopes.join(', '),
  imsOrigin: knownEnvironments.production.imsOrigin,
  platformOrigin: knownEnvironments.production.platformOrigin,
} as const;

function environmentForm(environment: ConnectionDraft['environment']): ConnectionForm {
  if (!environment) return {};
  const { name, imsOrigin, platformOrigin } = environment;
  return { environment: name, imsOrigin, platformOrigin };
}

function credentialForm(credential: NonNullable<ConnectionDraft['credential']>): ConnectionForm {
  switch (credential.kind) {
    case 'oauth-server-to-server': {
      const { kind, clientSecrets, scopes } = credential;
      return {
        kind,
        ...(clientSecrets ? { clientSecret: clientSecrets.join(' ') } : {}),
        ...(scopes ? { scopes: scopes.join(', ') } : {}),
      };
    }
    case 'jwt': {
      const { metascopes, ...texts } = credential;
      return { ...texts, ...(metascopes ? { metascopes: metascopes.join(', ') } : {}) };
    }
    case 'access-token':
      return credential;
  }
}
