import type { Connection, Credential, JwtCredential, OAuthCredential } from '../credentials/connection';
import { AepError } from '../errors';
import { jsonOf, type HttpClient, type HttpResponse } from '../http/httpClient';
import type { ServerTime } from '../http/serverTime';
import { readTokenResponse, type AccessToken, type ExpiryUnit } from './accessToken';
import { withEachSecret } from './eachSecret';
import { fromImsResponse } from './imsErrors';
import { signAssertion } from './jwtAssertion';

/** A wrong clock shows itself in the first answer; this much is worth a second try. */
const clockErrorWorthRetryingMs = 60_000;

/** Gets access tokens from Adobe's Identity Management Service. */
export class ImsClient {
  constructor(
    private readonly http: HttpClient,
    private readonly serverTime: ServerTime,
  ) {}

  /**
   * A new token for the credential.
   * @throws {AepError} of the groups IMS, private keys and "the way there"; `TOKEN_NOT_RENEWABLE` for a pasted token
   */
  async mint(connection: Connection, credential: Credential, signal?: AbortSignal): Promise<AccessToken> {
    switch (credential.kind) {
      case 'oauth-server-to-server':
        return this.#mintOAuth(connection, credential, signal);
      case 'jwt':
        return this.#mintJwt(connection, credential, signal);
      case 'access-token':
        throw new AepError('TOKEN_NOT_RENEWABLE', 'A pasted token cannot be renewed', {
          details: { connection: connection.name },
        });
    }
  }

  /** `POST /ims/token/v3`, `expires_in` in seconds (Adobe Developer Console, ServerToServerAuthentication/ims.md). */
  async #mintOAuth(connection: Connection, credential: OAuthCredential, signal?: AbortSignal): Promise<AccessToken> {
    return withEachSecret(credential.clientSecrets, (clientSecret) =>
      this.#post(connection, credential.kind, '/ims/token/v3', 'seconds', signal, {
        grant_type: 'client_credentials',
        client_id: connection.clientId,
        client_secret: clientSecret,
        scope: credential.scopes.join(','),
      }),
    );
  }

  /** `POST /ims/exchange/jwt`, `expires_in` in milliseconds (Adobe's API authentication tutorial). */
  async #mintJwt(connection: Connection, credential: JwtCredential, signal?: AbortSignal): Promise<AccessToken> {
    const { imsOrigin } = connection.environment;
    const exchange = async (): Promise<AccessToken> =>
      this.#post(connection, credential.kind, '/ims/exchange/jwt', 'milliseconds', signal, {
        client_id: connection.clientId,
        client_secret: credential.clientSecret,
        jwt_token: await signAssertion(connection, credential, this.serverTime.nowMs(imsOrigin)),
      });
    const assumedSkewMs = this.serverTime.skewMs(imsOrigin);
    try {
      return await exchange();
    } catch (error) {
      const learntMs = Math.abs(this.serverTime.skewMs(imsOrigin) - assumedSkewMs);
      const malformed = error instanceof AepError && error.code === 'IMS_JWT_MALFORMED';
      if (!malformed || learntMs < clockErrorWorthRetryingMs) throw error;
      return exchange();
    }
  }

  async #post(
    { environment }: Connection,
    kind: Credential['kind'],
    path: string,
    unit: ExpiryUnit,
    signal: AbortSignal | undefined,
    form: Readonly<Record<string, string>>,
  ): Promise<AccessToken> {
    const headers = { accept: 'application/json' };
    const { imsOrigin: origin } = environment;
    const response: HttpResponse = await this.http.send({ method: 'POST', origin, path, headers, form, signal });
    this.serverTime.observe(origin, response);
    if (!response.ok) throw fromImsResponse(response, kind);
    return readTokenResponse(jsonOf(response), unit, this.serverTime.nowMs(origin), response.host);
  }
}
