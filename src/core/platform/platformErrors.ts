import { AepError, type AepErrorCode, type AepErrorDetails } from '../errors';
import type { HttpResponse } from '../http/httpClient';
import { looksSecret } from '../redact';
import { asNumber, asObject, asString, parseJson } from '../shape';

/** Codes of the gateway in front of the platform (Adobe's troubleshooting page; 403027 in its later versions). */
const gatewayCodes: ReadonlyMap<string, AepErrorCode> = new Map<string, AepErrorCode>([
  ['401013', 'TOKEN_REJECTED'],
  ['403010', 'TOKEN_REJECTED'],
  ['403000', 'API_KEY_REJECTED'],
  ['403003', 'API_KEY_REJECTED'],
  ['403025', 'ORG_OR_PROFILE_MISSING'],
  ['403027', 'ORG_OR_PROFILE_MISSING'],
  ['429050', 'RATE_LIMITED'],
]);

/** Codes of a service behind the gateway, which accepted token, API key and organisation. */
const serviceRefusals = ['PERMISSION_DENIED', 'NOT_FOUND', 'REQUEST_REFUSED'] as const satisfies AepErrorCode[];

type ServiceRefusal = AepError & { readonly code: (typeof serviceRefusals)[number] };

/**
 * Whether a service behind the gateway refused: it has no such resource or list, or none that this credential may see. Asking again
 * does not help, asking for something else may.
 */
export function isServiceRefusal(error: unknown): error is ServiceRefusal {
  return error instanceof AepError && serviceRefusals.some((code) => code === error.code);
}

/**
 * What the platform refused, as an {@link AepError}. Knows the bodies of the gateway (`error_code`, a string or a number), of the
 * Schema Registry (`type: …/XDM-1007-400`) and of other services (`error-chain`). Nothing of a body is shown but its codes.
 */
export function fromPlatformResponse(response: HttpResponse): AepError {
  const body = asObject(parseJson(response.text));
  const adobeCode = readCode(body);
  const code = gatewayCodes.get(adobeCode ?? '') ?? classify(response.status, body !== undefined);
  const requestId = readRequestId(response, body);
  const details: AepErrorDetails = {
    host: response.host,
    status: response.status,
    ...(adobeCode === undefined ? {} : { adobeCode }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(response.retryAfterMs === undefined ? {} : { retryAfterMs: response.retryAfterMs }),
  };
  return new AepError(code, `The platform answered ${response.status} (${adobeCode ?? 'no error code'})`, { details });
}

function classify(status: number, hasBody: boolean): AepErrorCode {
  if (status >= 500) return 'SERVER_ERROR';
  if (status === 429) return 'RATE_LIMITED';
  // Adobe refuses in JSON. Anything else comes from something in between: a proxy, a sign-in page.
  if (!hasBody) return 'BAD_RESPONSE';
  if (status === 401) return 'TOKEN_REJECTED';
  if (status === 403) return 'PERMISSION_DENIED';
  return status === 404 ? 'NOT_FOUND' : 'REQUEST_REFUSED';
}

function readCode(body: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const gateway = body?.error_code;
  const chain: unknown = body?.['error-chain'];
  const first = Array.isArray(chain) ? asObject(chain[0]) : undefined;
  const candidates = [
    asString(gateway) ?? asNumber(gateway)?.toString(),
    /([A-Z]{2,10}-\d{3,6}(-\d{3})?)$/.exec(asString(body?.type) ?? '')?.[1],
    asString(first?.errorCode),
  ];
  return candidates.find((code) => code !== undefined && /^[\w-]{1,60}$/.test(code) && !looksSecret(code));
}

function readRequestId(
  response: HttpResponse,
  body: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const id = response.header('x-request-id') ?? asString(asObject(body?.report)?.registryRequestId);
  return id !== undefined && /^[\w.:-]{1,100}$/.test(id) && !looksSecret(id) ? id : undefined;
}
