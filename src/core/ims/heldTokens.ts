import { AepError, abortError } from '../errors';
import type { ServerTime } from '../http/serverTime';
import type { AccessToken } from './accessToken';
import type { TokenService } from './tokenService';
import type { GetOptions } from './tokenState';

/** Gives out the token that there is and never has one made: for what nobody asked for. */
export class HeldTokens {
  constructor(
    private readonly tokens: Pick<TokenService, 'current'>,
    private readonly serverTime: Pick<ServerTime, 'nowMs'>,
  ) {}

  /** @throws {AepError} `TOKEN_EXPIRED` where there is none that is valid, and what `current` throws; an `AbortError` */
  async get(id: string, { platformOrigin }: GetOptions = {}): Promise<AccessToken> {
    const { opened, token } = await this.tokens.current(id);
    const { environment } = opened.connection;
    if (platformOrigin !== undefined && platformOrigin !== environment.platformOrigin) throw abortError();
    if (token && token.expiresAtMs > this.serverTime.nowMs(environment.imsOrigin)) return token;
    throw new AepError('TOKEN_EXPIRED', 'There is no valid token, and none is made for this');
  }

  /** @returns `false`: there is no other one. Whoever asks for something finds out that Adobe refuses it. */
  reject(): Promise<boolean> {
    return Promise.resolve(false);
  }
}
