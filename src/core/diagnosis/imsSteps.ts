import { untilAborted } from '../abort';
import { AepError } from '../errors';
import type { HttpResponse } from '../http/httpClient';
import type { AccessToken } from '../ims/accessToken';
import { known, type Steps } from './checkContext';

/** More than this is no matter of a slow line: a signed JWT lives for five minutes. */
const clockToleranceMs = 60_000;

/** The public keys that IMS signs with: needs no credential (Adobe Developer Console, UserAuthentication/ims.md). */
const keysPath = '/ims/keys';

/** What the way to Adobe's Identity Management Service gives. */
export const imsSteps: Steps<'ims' | 'clock' | 'token'> = {
  ims: async (context, note) => {
    const { imsOrigin: origin } = known(context.connection).environment;
    const { http, serverTime } = context.options;
    note('tried', `GET ${origin}${keysPath}`);
    let response: HttpResponse;
    try {
      response = await http.send({ method: 'GET', origin, path: keysPath, signal: context.signal });
    } catch (error) {
      // A redirect is an answer too; whether it is in the way, the request for a token tells.
      if (!(error instanceof AepError) || error.code !== 'REDIRECTED') throw error;
      note('answer', `HTTP ${error.details.status ?? 302}`);
      return;
    }
    note('answer', `HTTP ${response.status}`);
    if (isFromProxy(response)) {
      const details = { host: response.host, status: response.status };
      throw new AepError('BAD_RESPONSE', 'Something between answered in the place of IMS', { details });
    }
    context.times = { theirsMs: response.dateMs, oursMs: response.atMs };
    serverTime.observe(origin, response);
  },

  clock: (context, note) => {
    const { theirsMs, oursMs } = context.times ?? { theirsMs: undefined, oursMs: 0 };
    if (theirsMs === undefined) {
      note('noTime', '');
      return 'skipped';
    }
    const aheadMs = oursMs - theirsMs;
    note('clockAheadSeconds', Math.round(aheadMs / 1000));
    if (Math.abs(aheadMs) <= clockToleranceMs) return undefined;
    throw new AepError('CLOCK_WRONG', `The clock is wrong by ${Math.round(aheadMs / 1000)} s`);
  },

  token: async (context, note) => {
    const { environment, credential } = known(context.connection);
    const { connectionId, signal, options } = context;
    const held = (await untilAborted(options.tokens.current(connectionId), signal)).token;
    let token: AccessToken | undefined;
    try {
      token = await options.tokens.get(connectionId, { signal, explicit: true });
    } finally {
      // Where the token was there already, nothing was sent.
      if (credential.kind !== 'access-token' && (token === undefined || token.value !== held?.value)) {
        const path = credential.kind === 'jwt' ? '/ims/exchange/jwt' : '/ims/token/v3';
        note('tried', `POST ${environment.imsOrigin}${path}`);
      }
    }
    context.token = token;
    note('issuedAt', new Date(token.createdAtMs).toISOString());
    note('expiresAt', new Date(token.expiresAtMs).toISOString());
  },
};

/** A proxy that wants a sign-in, or blocks. IMS marks what it says with `x-debug-id`, and its keys are no page. */
function isFromProxy(response: HttpResponse): boolean {
  const { status } = response;
  if (status === 407 || status === 511) return true;
  const isPage = /html/i.test(response.header('content-type') ?? '') && response.header('x-debug-id') === null;
  return isPage && (status === 200 || status === 403);
}
