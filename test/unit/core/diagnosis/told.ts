import type { ToldFailure } from '../../../support/accessRows';

// Adobe's pages where permissions and credentials are made.
const developerConsole = 'https://developer.adobe.com/console';
const adminConsole = 'https://adminconsole.adobe.com';
const permissions = 'https://experience.adobe.com/';
// The row's one button.
const checkAgain = 'aep.access.check';
const edit = 'aep.connection.edit';
const enterSecret = 'aep.connection.enterSecret';
const switchSandbox = 'aep.sandbox.switch';

const jwtEnded =
  'Adobe has ended service account (JWT) credentials and converted them to OAuth Server-to-Server: keep the client ID, and enter its OAuth client secret and scopes.';

/** What a failed row of the Access view says and offers, by the code of the failure or, where one code has several causes, by the cause. */
export const told = {
  INPUT_INVALID: {
    cause: 'imsOrg: An IMS organisation ID ends with @AdobeOrg.',
    remedies: ['Edit the connection.'],
    page: undefined,
    command: edit,
  },
  SECRET_MISSING: {
    cause: 'The secret of “Demo” is missing on this machine.',
    remedies: ['Enter it again.'],
    page: developerConsole,
    command: enterSecret,
  },
  KEY_UNREADABLE: {
    cause: 'The private key cannot be read.',
    remedies: ['Use the whole private.key file in PEM format, from the BEGIN line to the END line.'],
    page: undefined,
    command: edit,
  },
  KEY_IS_CERTIFICATE: {
    cause: 'This is a certificate, not the private key.',
    remedies: ['Use the private.key file that came with certificate_pub.crt.'],
    page: developerConsole,
    command: edit,
  },
  KEY_IS_PUBLIC: {
    cause: 'This is a public key, not the private key.',
    remedies: ['Use the private.key file that belongs to it.'],
    page: undefined,
    command: edit,
  },
  KEY_NOT_RSA: {
    cause: 'This private key is not an RSA key.',
    remedies: ['Adobe accepts only RSA keys (RS256): use the credential’s RSA key.'],
    page: undefined,
    command: edit,
  },
  KEY_TOO_SHORT: {
    cause: 'This RSA key has fewer than 2048 bits.',
    remedies: ['Create a key pair of 2048 bits and register its certificate with Adobe.'],
    page: developerConsole,
    command: edit,
  },
  KEY_PASSPHRASE_MISSING: {
    cause: 'The private key is encrypted.',
    remedies: ['Enter its passphrase.'],
    page: undefined,
    command: enterSecret,
  },
  KEY_PASSPHRASE_WRONG: {
    cause: 'The passphrase does not open the private key.',
    remedies: ['Enter the passphrase of this key.'],
    page: undefined,
    command: enterSecret,
  },
  CLOCK_WRONG: {
    cause: 'The clock of this machine is wrong.',
    remedies: ['Let the operating system set it. AEP Access allows for the error; other tools do not.'],
    page: undefined,
    command: checkAgain,
  },
  CONNECTION_REFUSED: {
    cause: '<host> cannot be reached.',
    remedies: ['Check the network connection, VPN and firewall.'],
    page: undefined,
    command: checkAgain,
  },
  HOST_UNKNOWN: {
    cause: '<host> cannot be found.',
    remedies: ['Check the network connection, VPN and proxy (http.proxy).'],
    page: undefined,
    command: checkAgain,
  },
  TLS_UNTRUSTED: {
    cause: 'The TLS certificate of <host> is not trusted.',
    remedies: [
      'If a proxy inspects traffic, install its certificate authority in the operating system.',
      'The certificate is self-signed, so it is not Adobe’s own.',
    ],
    page: undefined,
    command: checkAgain,
  },
  unknownAuthority: {
    cause: 'The TLS certificate of <host> is not trusted.',
    remedies: [
      'If a proxy inspects traffic, install its certificate authority in the operating system.',
      'This machine does not know the certificate’s authority; a company proxy’s is unknown until it is installed.',
    ],
    page: undefined,
    command: checkAgain,
  },
  expiredCertificate: {
    cause: 'The TLS certificate of <host> has expired or is not yet valid.',
    remedies: ['Check this machine’s clock and, if a proxy inspects traffic, the proxy’s certificate.'],
    page: undefined,
    command: checkAgain,
  },
  otherHost: {
    cause: 'The TLS certificate of <host> is not trusted.',
    remedies: [
      'If a proxy inspects traffic, install its certificate authority in the operating system.',
      'The certificate was issued for another host.',
    ],
    page: undefined,
    command: checkAgain,
  },
  BAD_RESPONSE: {
    cause: '<host> answered with something that Adobe’s API does not send.',
    remedies: ['A proxy or sign-in page may be in between: check the network and the origins of the connection.'],
    page: undefined,
    command: checkAgain,
  },
  proxySignIn: {
    cause: '<host> answered with something that Adobe’s API does not send.',
    remedies: [
      'A proxy or sign-in page may be in between: check the network and the origins of the connection.',
      'A proxy requires you to sign in: put the user name and password into http.proxy, or sign in with a browser.',
    ],
    page: undefined,
    command: checkAgain,
  },
  answerOfNobody: {
    cause: 'The answer is not one that Adobe’s API sends.',
    remedies: ['A proxy or sign-in page may be in between: check the network and the origins of the connection.'],
    page: undefined,
    command: checkAgain,
  },
  TIMEOUT: {
    cause: '<host> did not answer in time.',
    remedies: ['Check the network connection and try again.'],
    page: undefined,
    command: checkAgain,
  },
  CONNECTION_LOST: {
    cause: 'The connection to <host> broke off.',
    remedies: ['Check the network connection and try again.'],
    page: undefined,
    command: checkAgain,
  },
  IMS_SECRET_INVALID: {
    cause: 'Adobe IMS refused the client secret.',
    remedies: ['Copy the current client secret from the Developer Console.'],
    page: developerConsole,
    command: enterSecret,
  },
  IMS_CLIENT_UNKNOWN: {
    cause: 'Adobe IMS does not know this client ID.',
    remedies: ['Check the client ID and the environment; the project may have been deleted.'],
    page: developerConsole,
    command: edit,
  },
  IMS_SCOPE_INVALID: {
    cause: 'Adobe IMS refused the scopes.',
    remedies: [
      'Copy the scopes of the credential from the Developer Console; the project needs the Experience Platform API.',
    ],
    page: developerConsole,
    command: edit,
  },
  IMS_CLIENT_REFUSED: {
    cause: 'Adobe IMS refused this client ID with this secret.',
    remedies: [`Check both in the Developer Console. ${jwtEnded}`],
    page: developerConsole,
    command: edit,
  },
  IMS_JWT_SIGNATURE: {
    cause: 'The private key matches no certificate of this credential.',
    remedies: [`Use the private.key whose certificate is registered and has not expired. ${jwtEnded}`],
    page: developerConsole,
    command: edit,
  },
  IMS_JWT_MALFORMED: {
    cause: 'Adobe IMS refused the signed claims.',
    remedies: [`Check the IMS organisation, the technical account ID and the clock of this machine. ${jwtEnded}`],
    page: developerConsole,
    command: edit,
  },
  metascopes: {
    cause: 'Adobe IMS refused the metascopes.',
    remedies: [
      `Enter those of the APIs on the project; for Experience Platform, that is ent_dataservices_sdk. ${jwtEnded}`,
    ],
    page: developerConsole,
    command: edit,
  },
  RATE_LIMITED: {
    cause: 'Adobe is throttling requests.',
    remedies: ['Try again in 120 s.'],
    page: undefined,
    command: checkAgain,
  },
  SERVER_ERROR: {
    cause: '<host> reported a server error.',
    remedies: ['Wait a minute and try again.'],
    page: undefined,
    command: checkAgain,
  },
  serverErrorFor120s: {
    cause: '<host> reported a server error.',
    remedies: ['Try again in 120 s.'],
    page: undefined,
    command: checkAgain,
  },
  REDIRECTED: {
    cause: '<host> redirected the request; the redirect was not followed.',
    remedies: ['Secrets are sent only to the connection’s own origins: check that these are right.'],
    page: undefined,
    command: edit,
  },
  TOKEN_EXPIRED: {
    cause: 'The pasted access token has expired.',
    remedies: ['Paste a new one from the Developer Console.'],
    page: developerConsole,
    command: enterSecret,
  },
  TOKEN_MISMATCH: {
    cause: 'The access token does not match the connection.',
    remedies: ['Check its client ID and scopes against the credential in the Developer Console.'],
    page: developerConsole,
    command: edit,
  },
  TOKEN_REJECTED: {
    cause: 'Experience Platform refused the access token.',
    remedies: ['Check that the environment is the one that issued it, then generate a new token.'],
    page: developerConsole,
    command: checkAgain,
  },
  pastedTokenRejected: {
    cause: 'Experience Platform refused the pasted access token.',
    remedies: ['Check that the environment is the one that issued it, then paste a new one.'],
    page: developerConsole,
    command: enterSecret,
  },
  API_KEY_REJECTED: {
    cause: 'Experience Platform refused the client ID as an API key.',
    remedies: ['Check the client ID, and that the project has the Experience Platform API.'],
    page: developerConsole,
    command: edit,
  },
  REQUEST_REFUSED: {
    cause: 'Experience Platform refused the request.',
    remedies: ['Adobe’s support can tell from the code why.'],
    page: undefined,
    command: checkAgain,
  },
  organisationNotReceived: {
    cause: 'Experience Platform did not get the IMS organisation ID.',
    remedies: [
      'Check the organisation ID of the connection; if it is right, a proxy may be removing the header x-gw-ims-org-id.',
    ],
    page: undefined,
    command: edit,
  },
  ORG_OR_PROFILE_MISSING: {
    cause: 'The credential has no access to Experience Platform in this IMS organisation.',
    remedies: [
      'Check the organisation ID, and that the credential is in a product profile (such as AEP-Default-All-Users).',
      'Possible cause 1: the organisation ID is mistyped, or is not that of the credential’s organisation.',
      'Possible cause 2: the credential is in no product profile of Experience Platform.',
    ],
    page: adminConsole,
    command: edit,
  },
  orgProfileOrRegion: {
    cause: 'The credential has no access to Experience Platform in this IMS organisation.',
    remedies: [
      'Check the organisation ID, and that the credential is in a product profile (such as AEP-Default-All-Users).',
      'Possible cause 1: the organisation ID is mistyped, or is not that of the credential’s organisation.',
      'Possible cause 2: the credential is in no product profile of Experience Platform.',
      'Possible cause 3: the account has no region in which Experience Platform is set up.',
    ],
    page: adminConsole,
    command: edit,
  },
  SANDBOX_UNUSABLE: {
    cause: 'The credential cannot use the sandbox “no-such”.',
    remedies: [
      'Choose an active sandbox, or ask an administrator to add this one to the credential’s role (Permissions › Roles).',
    ],
    page: permissions,
    command: switchSandbox,
  },
  devUnusable: {
    cause: 'The credential cannot use the sandbox “dev”.',
    remedies: [
      'Choose an active sandbox, or ask an administrator to add this one to the credential’s role (Permissions › Roles).',
    ],
    page: permissions,
    command: switchSandbox,
  },
  oldPilotUnusable: {
    cause: 'The credential cannot use the sandbox “old-pilot”.',
    remedies: [
      'Choose an active sandbox, or ask an administrator to add this one to the credential’s role (Permissions › Roles).',
    ],
    page: permissions,
    command: switchSandbox,
  },
  defaultUnusable: {
    cause: 'No sandbox is chosen, and the credential cannot use the default one.',
    remedies: [
      'Choose an active sandbox, or ask an administrator to add this one to the credential’s role (Permissions › Roles).',
    ],
    page: permissions,
    command: switchSandbox,
  },
  PERMISSION_DENIED: {
    cause: 'The credential does not have the required permission.',
    remedies: [
      'Ask an administrator to add it to a role (Permissions › Roles › API credentials) that includes the sandbox and View Schemas.',
      'The credential sees no sandbox: it is in no role, or in one without sandboxes.',
    ],
    page: permissions,
    command: checkAgain,
  },
  listRefused: {
    cause: 'The credential does not have the required permission.',
    remedies: [
      'Ask an administrator to add it to a role (Permissions › Roles › API credentials) that includes the sandbox and View Schemas.',
      'Adobe also refused to list the sandboxes: the credential may be in no role, or in one without this sandbox or View Schemas.',
    ],
    page: permissions,
    command: checkAgain,
  },
  noViewSchemas: {
    cause: 'The credential does not have the required permission.',
    remedies: [
      'Ask an administrator to add it to a role (Permissions › Roles › API credentials) that includes the sandbox and View Schemas.',
      'The sandbox can be used, so the role lacks Data Modeling › View Schemas.',
    ],
    page: permissions,
    command: checkAgain,
  },
  NOT_FOUND: {
    cause: 'The registry has no such resource.',
    remedies: ['Check the sandbox, or refresh the list.'],
    page: undefined,
    command: checkAgain,
  },
} as const satisfies Readonly<Record<string, ToldFailure>>;

export type ToldName = keyof typeof told;
