import type { Connection } from '../credentials/connection';
import { AepError } from '../errors';
import { jsonOf, type HttpClient, type HttpResponse } from '../http/httpClient';
import type { ServerTime } from '../http/serverTime';
import type { AccessToken } from '../ims/accessToken';
import type { TokenService } from '../ims/tokenService';
import { platformHeaders } from './headers';
import { fromPlatformResponse } from './platformErrors';

export interface PlatformRequest {
  readonly path: string;
  readonly accept: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Reads from the platform with a connection's token, organisation, key and sandbox. */
export class PlatformClient {
  constructor(
    private readonly http: HttpClient,
    private readonly tokens: Pick<TokenService, 'get' | 'reject'>,
    private readonly serverTime: ServerTime,
  ) {}

  /**
   * The JSON body of an answer. A token that Adobe calls invalid is replaced once and the request sent again. Anything else that
   * answers 401, such as a proxy with a page of its own, says nothing of the token.
   * @throws {AepError} of the groups platform, tokens, IMS and "the way there"; an `AbortError`
   */
  async get(connection: Connection, request: PlatformRequest): Promise<unknown> {
    const { id, environment } = connection;
    const options = { signal: request.signal, platformOrigin: environment.platformOrigin };
    const token = await this.tokens.get(id, options);
    const response = await this.#send(connection, token, request);
    if (!isTokenRefused(response) || !(await this.tokens.reject(id, token))) return readBody(response);
    const renewed = await this.tokens.get(id, options);
    return readBody(await this.#send(connection, renewed, request));
  }

  async #send(connection: Connection, token: AccessToken, request: PlatformRequest): Promise<HttpResponse> {
    const { accept, ...rest } = request;
    const { imsOrigin, platformOrigin: origin } = connection.environment;
    const headers = { ...platformHeaders(connection, token), accept };
    const response = await this.http.send({ ...rest, method: 'GET', origin, headers });
    this.serverTime.observe(imsOrigin, response);
    return response;
  }
}

/** The gateway's 403010 has the same code, and says that no token arrived: another one would not arrive either. */
function isTokenRefused(response: HttpResponse): boolean {
  return response.status === 401 && fromPlatformResponse(response).code === 'TOKEN_REJECTED';
}

function readBody(response: HttpResponse): unknown {
  if (!response.ok) throw fromPlatformResponse(response);
  if (response.text === '') {
    throw new AepError('BAD_RESPONSE', `${response.host} answered with nothing`, {
      details: { host: response.host, status: response.status },
    });
  }
  return jsonOf(response);
}
