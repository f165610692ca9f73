import type { Connection, Credential } from '../credentials/connection';
import { AepError } from '../errors';
import { jsonOf, type HttpClient, type HttpResponse } from '../http/httpClient';
import type { ServerTime } from '../http/serverTime';
import { looksSecret } from '../redact';
import { asObject, asString } from '../shape';
import { withEachSecret } from './eachSecret';
import { fromImsResponse } from './imsErrors';
import type { OpenedConnection } from './tokenEntry';

/** What IMS says of a token. `reason` is its own word, such as `expired_token`. */
export interface TokenVerdict {
  readonly valid: boolean;
  readonly reason: string | undefined;
}

interface Call {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly bearer?: string;
}

/** Asks IMS about a token that there is, and takes it back. Tokens and secrets travel in the body or the `Authorization` header. */
export class ImsTokenClient {
  constructor(
    private readonly http: HttpClient,
    private readonly serverTime: ServerTime,
  ) {}

  /**
   * `POST /ims/validate_token/v1` (adobe/aio-lib-ims src/ims.js).
   * @throws {AepError} `VALIDATION_REFUSED`, others of the groups IMS and "the way there"; an `AbortError`
   */
  async validate(
    { connection, credential }: OpenedConnection,
    token: string,
    signal?: AbortSignal,
  ): Promise<TokenVerdict> {
    const form = { type: 'access_token', client_id: connection.clientId };
    const call = { path: '/ims/validate_token/v1', form, bearer: token };
    const response = await this.#send(connection, call, signal);
    if (!response.ok) throw notAnswered(fromImsResponse(response, credential.kind));
    const body = asObject(jsonOf(response));
    if (typeof body?.valid !== 'boolean') {
      throw new AepError('BAD_RESPONSE', 'IMS did not say whether the token is valid', {
        details: { host: response.host, status: response.status },
      });
    }
    const reason = asString(body.reason);
    const isTellable = reason !== undefined && /^[\w .-]{1,80}$/.test(reason) && !looksSecret(reason);
    return { valid: body.valid, reason: isTellable ? reason : undefined };
  }

  /**
   * `POST /ims/invalidate_token/v2` (adobe/aio-lib-ims src/ims.js), with the second client secret where the first is refused.
   * @throws {AepError} `REVOCATION_REFUSED`, others of the groups IMS and "the way there"; an `AbortError`
   */
  async invalidate({ connection, credential }: OpenedConnection, token: string, signal?: AbortSignal): Promise<void> {
    await withEachSecret(secretsOf(credential), async (secret) => {
      const form = {
        token_type: 'access_token',
        token,
        cascading: 'all',
        client_id: connection.clientId,
        ...(secret === undefined ? {} : { client_secret: secret }),
      };
      const response = await this.#send(connection, { path: '/ims/invalidate_token/v2', form }, signal);
      if (!response.ok) throw notRevoked(fromImsResponse(response, credential.kind));
      // IMS answers with nothing. A proxy's sign-in page revokes no token.
      if (response.text.trim() !== '') jsonOf(response);
    });
  }

  async #send({ environment }: Connection, { path, form, bearer }: Call, signal?: AbortSignal): Promise<HttpResponse> {
    const { imsOrigin: origin } = environment;
    const headers = {
      accept: 'application/json',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    };
    const response = await this.http.send({ method: 'POST', origin, path, headers, form, signal });
    this.serverTime.observe(origin, response);
    return response;
  }
}

function secretsOf(credential: Credential): readonly (string | undefined)[] {
  if (credential.kind === 'oauth-server-to-server') return credential.clientSecrets;
  return [credential.kind === 'jwt' ? credential.clientSecret : undefined];
}

/** The texts of IMS errors are about issuing a token; and a pasted token has no secret that could be entered. */
function notRevoked(error: AepError): AepError {
  const isPasted = error.details.credentialKind === 'access-token' && !error.retryable;
  const isUnnamed = error.code === 'IMS_REJECTED' || error.code.startsWith('IMS_JWT_');
  if (!isPasted && !isUnnamed) return error;
  return new AepError('REVOCATION_REFUSED', error.message, { details: error.details });
}

/** No secret and no JWT was sent, so that none can be at fault. */
function notAnswered(error: AepError): AepError {
  const isOfIms = error.code.startsWith('IMS_') && error.code !== 'IMS_CLIENT_UNKNOWN';
  return isOfIms ? new AepError('VALIDATION_REFUSED', error.message, { details: error.details }) : error;
}
