import { untilAborted } from '../abort';
import { AepError } from '../errors';
import type { ImsTokenClient } from './imsTokenClient';
import type { TokenService } from './tokenService';

/** Takes a connection's token back. */
export class TokenRevoker {
  constructor(
    private readonly tokens: Pick<TokenService, 'current' | 'pause'>,
    private readonly ims: Pick<ImsTokenClient, 'invalidate'>,
  ) {}

  /**
   * Revokes the token at Adobe, deletes it for all windows, and pauses renewal until a person asks for a token. Where Adobe does
   * not revoke it, nothing changes here.
   * @throws {AepError} `NO_TOKEN`; `REVOCATION_REFUSED`; of the groups IMS, "what is stored" and "the way there"; an `AbortError`
   */
  async revoke(id: string, signal?: AbortSignal): Promise<void> {
    const { opened, token } = await untilAborted(this.tokens.current(id), signal);
    if (!token) throw new AepError('NO_TOKEN', 'There is no token to revoke');
    await this.ims.invalidate(opened, token.value, signal);
    await this.tokens.pause(id, { opened, token });
  }
}
