import type { CredentialKind } from '../credentials/connection';
import { AepError, type AepErrorCode, type AepErrorDetails } from '../errors';
import type { HttpResponse } from '../http/httpClient';
import { looksSecret } from '../redact';
import { asObject, asString, parseJson } from '../shape';

/**
 * What IMS refused, as an {@link AepError}. Its body is `{error, error_description}`; the description is read to tell causes apart
 * and is never shown or logged. Sources: the error table of Adobe's retired JWT guide, asset-compute-client (`invalid_client`).
 */
export function fromImsResponse(response: HttpResponse, kind: CredentialKind): AepError {
  const body = asObject(parseJson(response.text));
  const error = asString(body?.error);
  const code = classify(response, error, asString(body?.error_description) ?? '', kind);
  const requestId = response.header('x-debug-id');
  const details: AepErrorDetails = {
    host: response.host,
    status: response.status,
    credentialKind: kind,
    ...(error !== undefined && /^[\w.-]{1,60}$/.test(error) && !looksSecret(error) ? { adobeCode: error } : {}),
    ...(requestId !== null && /^[\w.:-]{1,100}$/.test(requestId) && !looksSecret(requestId) ? { requestId } : {}),
    ...(response.retryAfterMs === undefined ? {} : { retryAfterMs: response.retryAfterMs }),
  };
  const said = details.adobeCode ?? 'no error code';
  return new AepError(code, `IMS answered ${response.status} (${said})`, { details });
}

function classify(
  { status }: HttpResponse,
  error: string | undefined,
  description: string,
  kind: CredentialKind,
): AepErrorCode {
  if (status === 429) return 'RATE_LIMITED';
  if (status >= 500) return 'SERVER_ERROR';
  if (error === undefined) return 'BAD_RESPONSE';
  if (error === 'invalid_scope') return 'IMS_SCOPE_INVALID';
  if (error === 'invalid_client' || error === 'unauthorized_client') return classifyClient(status, description, kind);
  if (kind === 'jwt') return classifyJwt(error, description);
  return 'IMS_REJECTED';
}

/** The JWT table tells "no such integration" (400) from "id and secret do not match, or converted to OAuth" (401). */
function classifyClient(status: number, description: string, kind: CredentialKind): AepErrorCode {
  if (/client_secret/i.test(description)) return 'IMS_SECRET_INVALID';
  if (/client_id/i.test(description)) return 'IMS_CLIENT_UNKNOWN';
  if (kind === 'jwt' && status === 400) return 'IMS_CLIENT_UNKNOWN';
  return 'IMS_CLIENT_REFUSED';
}

function classifyJwt(error: string, description: string): AepErrorCode {
  if (error === 'invalid_signature' || /signature/i.test(description)) return 'IMS_JWT_SIGNATURE';
  if (error === 'invalid_token' || error === 'bad_request') return 'IMS_JWT_MALFORMED';
  return 'IMS_REJECTED';
}
