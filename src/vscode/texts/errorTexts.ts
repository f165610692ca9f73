import { l10n } from 'vscode';
import type { AepErrorCode, AepErrorDetails } from '../../core/errors';
import { accessErrorTexts } from './accessErrorTexts';
import { text, type TextOf } from './errorText';
import { importTexts } from './importErrorTexts';
import { keyTexts } from './keyErrorTexts';
import { tokenTexts } from './tokenErrorTexts';

const host = ({ host: name }: AepErrorDetails): string => name ?? l10n.t('the host');

const waitFor = ({ retryAfterMs }: AepErrorDetails): string =>
  retryAfterMs === undefined
    ? l10n.t('Wait a minute and try again.')
    : l10n.t('Try again in {0} s.', Math.max(1, Math.ceil(retryAfterMs / 1000)));

const jwtRetired = (): string =>
  l10n.t(
    'Adobe has ended service account (JWT) credentials and converted them to OAuth Server-to-Server: keep the client ID, and enter its OAuth client secret and scopes.',
  );

/** A refused service account has one likely cause that IMS never names. */
const orJwtRetired = ({ credentialKind }: AepErrorDetails, remedy: string): string =>
  credentialKind === 'jwt' ? `${remedy} ${jwtRetired()}` : remedy;

const storeTexts = {
  SECRET_MISSING: ({ connection }) =>
    text(
      connection === undefined
        ? l10n.t('The secret of this connection is missing on this machine.')
        : l10n.t('The secret of “{0}” is missing on this machine.', connection),
      l10n.t('Enter it again.'),
      'enterSecret',
    ),
  STORE_UNAVAILABLE: () =>
    text(
      l10n.t('VS Code’s secret storage cannot be used.'),
      l10n.t('Unlock the keyring of your operating system, then try again.'),
      'retry',
    ),
  RECORD_UNREADABLE: () =>
    text(
      l10n.t('The stored connections are damaged.'),
      l10n.t('They were left as they are: delete them and enter them again, or report this with the log.'),
      'reset',
    ),
  RECORD_NEWER: () =>
    text(
      l10n.t('The stored connections were written by a newer version of AEP Access.'),
      l10n.t('Update AEP Access in this window.'),
      'none',
    ),
} satisfies Partial<Record<AepErrorCode, TextOf>>;

const imsTexts = {
  IMS_CLIENT_UNKNOWN: (details) =>
    text(
      l10n.t('Adobe IMS does not know this client ID.'),
      orJwtRetired(details, l10n.t('Check the client ID and the environment; the project may have been deleted.')),
      'edit',
    ),
  IMS_SECRET_INVALID: (details) =>
    text(
      l10n.t('Adobe IMS refused the client secret.'),
      orJwtRetired(details, l10n.t('Copy the current client secret from the Developer Console.')),
      'enterSecret',
    ),
  IMS_CLIENT_REFUSED: (details) =>
    text(
      l10n.t('Adobe IMS refused this client ID with this secret.'),
      orJwtRetired(details, l10n.t('Check both in the Developer Console.')),
      'edit',
    ),
  IMS_SCOPE_INVALID: ({ credentialKind }) =>
    credentialKind === 'jwt'
      ? text(
          l10n.t('Adobe IMS refused the metascopes.'),
          `${l10n.t('Enter those of the APIs on the project; for Experience Platform, that is ent_dataservices_sdk.')} ${jwtRetired()}`,
          'edit',
        )
      : text(
          l10n.t('Adobe IMS refused the scopes.'),
          l10n.t(
            'Copy the scopes of the credential from the Developer Console; the project needs the Experience Platform API.',
          ),
          'edit',
        ),
  IMS_JWT_SIGNATURE: () =>
    text(
      l10n.t('The private key matches no certificate of this credential.'),
      `${l10n.t('Use the private.key whose certificate is registered and has not expired.')} ${jwtRetired()}`,
      'edit',
    ),
  IMS_JWT_MALFORMED: () =>
    text(
      l10n.t('Adobe IMS refused the signed claims.'),
      `${l10n.t('Check the IMS organisation, the technical account ID and the clock of this machine.')} ${jwtRetired()}`,
      'edit',
    ),
  IMS_REJECTED: (details) =>
    text(
      l10n.t('Adobe IMS refused to issue a token.'),
      orJwtRetired(details, l10n.t('Check the credential in the Developer Console.')),
      'edit',
    ),
} satisfies Partial<Record<AepErrorCode, TextOf>>;

const platformTexts = {
  API_KEY_REJECTED: () =>
    text(
      l10n.t('Experience Platform refused the client ID as an API key.'),
      l10n.t('Check the client ID, and that the project has the Experience Platform API.'),
      'edit',
    ),
  ORG_OR_PROFILE_MISSING: () =>
    text(
      l10n.t('The credential has no access to Experience Platform in this IMS organisation.'),
      l10n.t(
        'Check the organisation ID, and that the credential is in a product profile (such as AEP-Default-All-Users).',
      ),
      'edit',
    ),
  PERMISSION_DENIED: () =>
    text(
      l10n.t('The credential does not have the required permission.'),
      l10n.t(
        'Ask an administrator to add it to a role (Permissions › Roles › API credentials) that includes the sandbox and View Schemas.',
      ),
      'retry',
    ),
  NOT_FOUND: () =>
    text(l10n.t('The registry has no such resource.'), l10n.t('Check the sandbox, or refresh the list.'), 'retry'),
  REQUEST_REFUSED: ({ adobeCode }) =>
    adobeCode === '400003' // "Missing header": the organisation's (Adobe's troubleshooting page)
      ? text(
          l10n.t('Experience Platform did not get the IMS organisation ID.'),
          l10n.t(
            'Check the organisation ID of the connection; if it is right, a proxy may be removing the header x-gw-ims-org-id.',
          ),
          'edit',
        )
      : text(
          l10n.t('Experience Platform refused the request.'),
          l10n.t('Adobe’s support can tell from the code why.'),
          'retry',
        ),
  RATE_LIMITED: (details) => text(l10n.t('Adobe is throttling requests.'), waitFor(details), 'retry'),
  SERVER_ERROR: (details) => text(l10n.t('{0} reported a server error.', host(details)), waitFor(details), 'retry'),
} satisfies Partial<Record<AepErrorCode, TextOf>>;

const wayTexts = {
  HOST_UNKNOWN: (details) =>
    text(
      l10n.t('{0} cannot be found.', host(details)),
      l10n.t('Check the network connection, VPN and proxy (http.proxy).'),
      'retry',
    ),
  CONNECTION_REFUSED: (details) =>
    text(
      l10n.t('{0} cannot be reached.', host(details)),
      l10n.t('Check the network connection, VPN and firewall.'),
      'retry',
    ),
  CONNECTION_LOST: (details) =>
    text(
      l10n.t('The connection to {0} broke off.', host(details)),
      l10n.t('Check the network connection and try again.'),
      'retry',
    ),
  TLS_UNTRUSTED: (details) => {
    // Node's and OpenSSL's names: nodejs.org/api/tls.html#x509-certificate-error-codes, nodejs.org/api/errors.html#openssl-error-codes.
    const { adobeCode = '' } = details;
    if (/EXPIRED|NOT_YET_VALID/.test(adobeCode)) {
      return text(
        l10n.t('The TLS certificate of {0} has expired or is not yet valid.', host(details)),
        l10n.t('Check this machine’s clock and, if a proxy inspects traffic, the proxy’s certificate.'),
        'retry',
      );
    }
    if (/^EPROTO|^ERR_SSL_/.test(adobeCode)) {
      return text(
        l10n.t('A secure connection (TLS) to {0} could not be set up.', host(details)),
        l10n.t('Check the port in the connection’s origins, and any proxy.'),
        'retry',
      );
    }
    return text(
      l10n.t('The TLS certificate of {0} is not trusted.', host(details)),
      l10n.t('If a proxy inspects traffic, install its certificate authority in the operating system.'),
      'retry',
    );
  },
  TIMEOUT: (details) =>
    text(
      l10n.t('{0} did not answer in time.', host(details)),
      l10n.t('Check the network connection and try again.'),
      'retry',
    ),
  BAD_RESPONSE: (details) =>
    text(
      details.host === undefined
        ? l10n.t('The answer is not one that Adobe’s API sends.')
        : l10n.t('{0} answered with something that Adobe’s API does not send.', details.host),
      l10n.t('A proxy or sign-in page may be in between: check the network and the origins of the connection.'),
      'retry',
    ),
  RESPONSE_TOO_LARGE: (details) =>
    text(
      l10n.t('The answer from {0} is too large.', host(details)),
      l10n.t('Check the origins of the connection.'),
      'retry',
    ),
  REDIRECTED: (details) =>
    text(
      l10n.t('{0} redirected the request; the redirect was not followed.', host(details)),
      l10n.t('Secrets are sent only to the connection’s own origins: check that these are right.'),
      'edit',
    ),
  HOST_NOT_ALLOWED: () =>
    text(
      l10n.t('The request was for a host that is not one of the connection’s.'),
      l10n.t('It was not sent; check the origins of the connection.'),
      'edit',
    ),
} satisfies Partial<Record<AepErrorCode, TextOf>>;

/** One sentence of cause, one of remedy and one action for every code: a code without them does not compile. */
export const errorTexts: Readonly<Record<Exclude<AepErrorCode, 'INPUT_INVALID'>, TextOf>> = {
  NAME_TAKEN: ({ connection }) =>
    text(l10n.t('There is already a connection “{0}”.', connection ?? ''), l10n.t('Choose another name.'), 'none'),
  CONNECTION_NOT_FOUND: () =>
    text(l10n.t('There is no connection with this connectionId.'), l10n.t('Choose one of the connections.'), 'choose'),
  NO_CONNECTION: () => text(l10n.t('There is no connection yet.'), l10n.t('Add one.'), 'add'),
  CONNECTION_UNCHOSEN: () =>
    text(l10n.t('No connection is chosen in this workspace.'), l10n.t('Choose one.'), 'choose'),
  ...importTexts,
  ...keyTexts,
  ...storeTexts,
  ...imsTexts,
  ...tokenTexts,
  ...platformTexts,
  ...wayTexts,
  ...accessErrorTexts,
  UNEXPECTED: () => text(l10n.t('Something unexpected happened in AEP Access.'), l10n.t('See the log.'), 'none'),
};
