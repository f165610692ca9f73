/** Every way in which something that leaves `core` can fail. The UI has one sentence of cause and one action for each. */
export const aepErrorCodes = [
  // What the person entered or asked for
  'INPUT_INVALID',
  'NAME_TAKEN',
  'CONNECTION_NOT_FOUND',
  'NO_CONNECTION',
  'CONNECTION_UNCHOSEN',
  // What is imported
  'IMPORT_UNRECOGNISED',
  'IMPORT_EMPTY',
  'IMPORT_UNREADABLE',
  'IMPORT_TOO_LARGE',
  // Private keys
  'KEY_UNREADABLE',
  'KEY_IS_CERTIFICATE',
  'KEY_IS_PUBLIC',
  'KEY_NOT_RSA',
  'KEY_TOO_SHORT',
  'KEY_PASSPHRASE_MISSING',
  'KEY_PASSPHRASE_WRONG',
  // What is stored on this machine
  'SECRET_MISSING',
  'STORE_UNAVAILABLE',
  'RECORD_UNREADABLE',
  'RECORD_NEWER',
  // Adobe IMS
  'IMS_CLIENT_UNKNOWN',
  'IMS_SECRET_INVALID',
  'IMS_CLIENT_REFUSED',
  'IMS_SCOPE_INVALID',
  'IMS_JWT_SIGNATURE',
  'IMS_JWT_MALFORMED',
  'IMS_REJECTED',
  // Tokens
  'TOKEN_NOT_RENEWABLE',
  'TOKEN_EXPIRED',
  'TOKEN_REJECTED',
  'TOKEN_REVOKED',
  'NO_TOKEN',
  'REVOCATION_REFUSED',
  'VALIDATION_REFUSED',
  'RENEWAL_OFF',
  'TOKEN_MISMATCH',
  'CLOCK_WRONG',
  // Adobe Experience Platform
  'API_KEY_REJECTED',
  'ORG_OR_PROFILE_MISSING',
  'PERMISSION_DENIED',
  'SANDBOX_UNUSABLE',
  'NOT_FOUND',
  'REQUEST_REFUSED',
  'RATE_LIMITED',
  'SERVER_ERROR',
  // The way there
  'HOST_UNKNOWN',
  'CONNECTION_REFUSED',
  'CONNECTION_LOST',
  'TLS_UNTRUSTED',
  'TIMEOUT',
  'BAD_RESPONSE',
  'RESPONSE_TOO_LARGE',
  'REDIRECTED',
  'HOST_NOT_ALLOWED',
  // A defect of ours
  'UNEXPECTED',
] as const;

export type AepErrorCode = (typeof aepErrorCodes)[number];

/** What can be wrong with a value that a person or a command gave. The UI has one sentence for each. */
export const inputProblems = [
  'missing',
  'not-text',
  'file-unreadable',
  'file-unwritable',
  'not-an-object',
  'unknown-field',
  'unknown-value',
  'not-a-uri',
  'too-long',
  'bad-characters',
  'org-not-adobe-org',
  'org-unusual',
  'client-id-is-something-else',
  'client-id-unusual',
  'secret-is-client-id',
  'secrets-more-than-two',
  'scopes-unusual',
  'technical-account-without-domain',
  'technical-account-is-email',
  'origin-malformed',
  'origin-not-https',
  'origin-has-path',
  'sandbox-unusual',
  'token-unreadable',
  'token-without-expiry',
  'token-expired',
  'token-wrong-type',
  'token-of-other-client',
] as const;

export type InputProblem = (typeof inputProblems)[number];

/** Why a private key cannot be read, where that is known: each has a remedy of its own. */
export const keyProblems = [
  'putty',
  'pkcs12',
  'openssh',
  'too-many-rounds',
  'unknown-cipher',
  'too-many-bits',
] as const;

export type KeyProblem = (typeof keyProblems)[number];

/** Facts about a failure that are safe to show and log: never a secret, a token or a response body. */
export interface AepErrorDetails {
  /** The input field that is wrong, by its name in the command argument, e.g. `credential.clientSecret`. */
  readonly field?: string;
  /** What is wrong with that field. */
  readonly problem?: InputProblem;
  /** What makes the private key unreadable. */
  readonly keyProblem?: KeyProblem;
  /** The values that the field may have, where it is one of a few. */
  readonly possible?: readonly string[];
  /** Host name that was talked to, without a path. */
  readonly host?: string;
  /** HTTP status of the answer. */
  readonly status?: number;
  /** Adobe's own error code: `invalid_client`, `403025`, `XDM-1007-400`. */
  readonly adobeCode?: string;
  /** `x-debug-id` of IMS or `x-request-id` of the gateway: what Adobe's support asks for. */
  readonly requestId?: string;
  /** How long the service asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Kind of the credential that was refused. */
  readonly credentialKind?: 'oauth-server-to-server' | 'jwt' | 'access-token';
  /** Name of the connection that the failure is about. */
  readonly connection?: string;
  /** Name of the sandbox that the failure is about; absent for the organisation's default one. */
  readonly sandbox?: string;
}

/** The one error type that leaves `core`. `message` is plain English for logs; branch on `code`, never on `message`. */
export class AepError extends Error {
  override readonly name = 'AepError';
  readonly code: AepErrorCode;
  /** Whether the same call can succeed later with nothing changed by the person. */
  readonly retryable: boolean;
  readonly details: AepErrorDetails;

  constructor(code: AepErrorCode, message: string, options: { cause?: unknown; details?: AepErrorDetails } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.retryable = retryableCodes.has(code);
  }
}

const retryableCodes: ReadonlySet<AepErrorCode> = new Set<AepErrorCode>([
  'RATE_LIMITED',
  'SERVER_ERROR',
  'HOST_UNKNOWN',
  'CONNECTION_REFUSED',
  'CONNECTION_LOST',
  'TLS_UNTRUSTED',
  'TIMEOUT',
  'BAD_RESPONSE',
  'STORE_UNAVAILABLE',
]);

/** Whether a caught value is the cancellation of an `AbortSignal`, which passes through everything untouched and is never shown. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/**
 * A failure for the log. Of a defect of ours it has the name and where it came from, and no message, which may quote what must not be
 * logged; what the network said is in its code.
 */
export function logText({ code, message, cause }: AepError): string {
  if (code !== 'UNEXPECTED' || !(cause instanceof Error)) return message;
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${message}: ${cause.name}`, ...frames].join('\n');
}

/** Wraps whatever is not yet an {@link AepError}; cancellations and AepErrors pass through as they are. */
export function toAepError(error: unknown): unknown {
  if (error instanceof AepError || isAbort(error)) return error;
  return new AepError('UNEXPECTED', 'An unexpected error occurred', { cause: error });
}

/** The rejection that a cancelled call gives: an `AbortError`, as the web's APIs do. */
export function abortError(): Error {
  return new DOMException('The operation was cancelled', 'AbortError');
}
