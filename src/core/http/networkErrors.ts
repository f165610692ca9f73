import { AepError, type AepErrorCode } from '../errors';
import { asObject, asString } from '../shape';

/** Codes of Node's sockets, TLS and zlib: nodejs.org/api/errors.html, nodejs.org/api/tls.html#x509-certificate-error-codes. */
const codesByName: Readonly<Record<string, AepErrorCode>> = {
  ENOTFOUND: 'HOST_UNKNOWN',
  EAI_AGAIN: 'HOST_UNKNOWN',
  EAI_FAIL: 'HOST_UNKNOWN',
  ECONNREFUSED: 'CONNECTION_REFUSED',
  EHOSTUNREACH: 'CONNECTION_REFUSED',
  ENETUNREACH: 'CONNECTION_REFUSED',
  ENETDOWN: 'CONNECTION_REFUSED',
  EADDRNOTAVAIL: 'CONNECTION_REFUSED',
  ETIMEDOUT: 'TIMEOUT',
  ESOCKETTIMEDOUT: 'TIMEOUT',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS_UNTRUSTED',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS_UNTRUSTED',
  HOSTNAME_MISMATCH: 'TLS_UNTRUSTED',
  INVALID_CA: 'TLS_UNTRUSTED',
  INVALID_PURPOSE: 'TLS_UNTRUSTED',
  EPROTO: 'TLS_UNTRUSTED',
};

const codesByPrefix: readonly (readonly [string, AepErrorCode])[] = [
  ['CERT_', 'TLS_UNTRUSTED'],
  ['UNABLE_TO_', 'TLS_UNTRUSTED'],
  ['ERR_TLS_', 'TLS_UNTRUSTED'],
  ['ERR_SSL_', 'TLS_UNTRUSTED'],
  ['Z_', 'BAD_RESPONSE'],
  ['ERR_ZLIB', 'BAD_RESPONSE'],
  ['HPE_', 'BAD_RESPONSE'],
];

const sentences: Partial<Record<AepErrorCode, string>> = {
  HOST_UNKNOWN: 'The host name could not be resolved',
  CONNECTION_REFUSED: 'The host could not be reached',
  TIMEOUT: 'The host did not answer in time',
  TLS_UNTRUSTED: 'The TLS certificate is not trusted',
  BAD_RESPONSE: 'The answer could not be decoded',
  RESPONSE_TOO_LARGE: 'The answer is larger than allowed',
  CONNECTION_LOST: 'The connection broke off',
};

/** What failed below HTTP, as an {@link AepError}. Only the error's code is kept: its text may quote the wire. */
export function fromNetworkError(error: unknown, host: string): AepError {
  const system = systemCode(error);
  const code = classify(error, system);
  const message = `${sentences[code] ?? code} (${host}${system === undefined ? '' : `, ${system}`})`;
  return new AepError(code, message, { details: { host, ...(system === undefined ? {} : { adobeCode: system }) } });
}

function classify(error: unknown, system: string | undefined): AepErrorCode {
  if (asObject(error)?.type === 'max-size') return 'RESPONSE_TOO_LARGE';
  if (system === undefined) return isProxyUnreachable(error) ? 'CONNECTION_REFUSED' : 'CONNECTION_LOST';
  return codesByName[system] ?? codesByPrefix.find(([prefix]) => system.startsWith(prefix))?.[1] ?? 'CONNECTION_LOST';
}

/** What VS Code says, without a code, when the proxy of `http.proxy` does not open a connection: microsoft/vscode-proxy-agent, src/agent.ts. */
function isProxyUnreachable(error: unknown): boolean {
  return asString(asObject(error)?.message)?.includes('Failed to establish a socket connection to proxies') ?? false;
}

function systemCode(error: unknown): string | undefined {
  for (let current = asObject(error), depth = 0; current && depth < 5; depth++) {
    const code = asString(current.code);
    if (code !== undefined && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return code;
    current = asObject(current.cause) ?? asObject((current.errors as unknown[] | undefined)?.[0]);
  }
  return undefined;
}
