import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkAccessToken } from '../../../src/core/credentials/credentialInput';
import { bareToken, readTokenClaims } from '../../../src/core/credentials/tokenClaims';
import { AepError } from '../../../src/core/errors';
import type { HttpClient, HttpResponse } from '../../../src/core/http/httpClient';
import { ServerTime } from '../../../src/core/http/serverTime';
import { pastedToken, readTokenResponse } from '../../../src/core/ims/accessToken';
import { ImsClient } from '../../../src/core/ims/imsClient';
import { fromImsResponse } from '../../../src/core/ims/imsErrors';
import { ImsTokenClient } from '../../../src/core/ims/imsTokenClient';
import { contentOf } from '../../../src/core/ims/tokenContent';
import { fingerprint, type OpenedConnection } from '../../../src/core/ims/tokenEntry';
import { TokenRecords } from '../../../src/core/ims/tokenRecords';
import { summaryOf } from '../../../src/core/credentials/connectionRecord';
import { oauthConnection, tokenOf } from '../../support/connections';
import { FakeClock } from '../../support/fakeClock';
import { Keyring } from '../../support/fakeStores';
import {
  adobeSecret,
  anyJson,
  anyJsonText,
  anyNumber,
  anyText,
  damaged,
  outcomeOf,
  property,
  shallow,
  tellsNone,
} from './hostile';
import { anyResponse } from './network';

const nowMs = Date.UTC(2026, 0);
const times = { created_at: String(nowMs), expires_in: '86400000' };
const goodClaims = {
  ...times,
  exp: 1_798_761_600,
  client_id: 'client',
  type: 'access_token',
  scope: 'openid,AdobeID',
  sid: 'x',
};
const token = tokenOf(goodClaims);

/** Tokens of any claims, and what looks like one. */
const anyToken = fc.oneof(
  shallow(fc.oneof(anyJson(...Object.keys(goodClaims)), damaged(goodClaims))).map((claims) =>
    tokenOf(claims as typeof goodClaims),
  ),
  anyText.map((text) => `eyJhbGciOiJub25lIn0.${Buffer.from(text).toString('base64url')}.c2ln`),
  anyText,
);

/** Whether a date can be made of it: what is shown as a time has to be one. */
const isTime = (ms: number): boolean => !Number.isNaN(new Date(ms).getTime());

function opened(clientSecret: string): OpenedConnection {
  const { credential, ...rest } = oauthConnection(undefined, {
    credential: { kind: 'oauth-server-to-server', clientSecrets: [clientSecret], scopes: ['openid'] },
  });
  return { connection: { ...rest, id: 'id', credential: summaryOf(credential) }, credential };
}

const answering = (response: HttpResponse): HttpClient =>
  ({ send: () => Promise.resolve(response) }) as unknown as HttpClient;

export function tokenProperties(): void {
  property('the claims of a token are read, or there are none; its times are times', anyToken, (text) => {
    const claims = readTokenClaims(text);
    for (const ms of [claims?.createdAtMs, claims?.expiresAtMs]) assert.ok(ms === undefined || isTime(ms), String(ms));
    const pasted = pastedToken(text);
    assert.ok(!pasted || (isTime(pasted.createdAtMs) && isTime(pasted.expiresAtMs)));
  });
  property('a pasted token is taken bare, or refused without being quoted', anyToken, async (text) => {
    const outcome = await outcomeOf(() => checkAccessToken(text, 'client', nowMs), text.length < 24 ? [] : [text]);
    if (!(outcome instanceof AepError)) assert.equal(bareToken(outcome), outcome);
  });
  property('what is shown of a token cannot rebuild it', anyToken, (text) => {
    const content = contentOf(text);
    const parts = text.split('.').filter((part) => part.length >= 24);
    if (content) tellsNone(content, [...parts, text]);
  });
}

const goodAnswer = { access_token: token, token_type: 'bearer', expires_in: 86_399 };
const anyAnswer = fc.oneof(
  damaged(goodAnswer, ...Object.keys(goodAnswer)),
  fc.record({ access_token: fc.oneof(anyToken, adobeSecret), expires_in: fc.oneof(anyNumber, anyNumber.map(String)) }),
  anyJson(...Object.keys(goodAnswer)),
);

export function imsProperties(): void {
  property(
    'the answer of a token endpoint is a token that lives, or an error without it',
    fc.tuple(anyAnswer, fc.constantFrom('seconds' as const, 'milliseconds' as const)),
    async ([body, unit]) => {
      const outcome = await outcomeOf(() => readTokenResponse(body, unit, nowMs, 'ims.example'), [token]);
      if (outcome instanceof AepError) {
        assert.equal(outcome.code, 'BAD_RESPONSE');
        return;
      }
      assert.match(outcome.value, /^[\x21-\x7e]+$/);
      assert.ok(
        outcome.expiresAtMs > outcome.createdAtMs && isTime(outcome.createdAtMs) && isTime(outcome.expiresAtMs),
      );
    },
  );
  property(
    'a refusal of IMS tells nothing that it echoes',
    fc.tuple(anyResponse({ error: 'invalid_client', error_description: 'client_secret' }), adobeSecret),
    async ([response, secret]) => {
      const echo = JSON.stringify({ error: secret, error_description: secret });
      for (const text of [response.text, echo]) {
        const error = fromImsResponse({ ...response, text, header: () => secret }, 'oauth-server-to-server');
        await outcomeOf(() => Promise.reject(error), [secret]);
      }
    },
  );
  property(
    'a mint ends in a token or an error without the secret',
    fc.tuple(fc.oneof(anyResponse(goodAnswer), anyResponse({ error: 'invalid_client' })), adobeSecret),
    async ([response, secret]) => {
      const { connection, credential } = opened(secret);
      const ims = new ImsClient(answering(response), new ServerTime(new FakeClock()));
      await outcomeOf(() => ims.mint(connection, credential), [secret, token]);
    },
  );
  property(
    'a verdict on a token, and its revocation, end in an answer or an error without the token',
    fc.tuple(anyResponse({ valid: false, reason: 'expired_token' }), adobeSecret),
    async ([response, secret]) => {
      const ims = new ImsTokenClient(answering(response), new ServerTime(new FakeClock()));
      const verdict = await outcomeOf(() => ims.validate(opened(secret), token), [secret, token]);
      tellsNone(verdict, [secret, token]);
      await outcomeOf(() => ims.invalidate(opened(secret), token), [secret, token]);
    },
  );
}

export function tokenRecordProperties(): void {
  const connection = opened('p8e-made-up-for-these-records');
  const record = {
    version: 1,
    boundTo: fingerprint(connection),
    value: token,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 1,
    skewMs: 0,
  };
  property(
    'a stored token is one with times, a mark that it was revoked, or nothing',
    anyJsonText(record),
    async (text) => {
      const keyring = new Keyring();
      keyring.values.set('aep.token.id', text);
      const records = new TokenRecords(keyring.window());
      const stored = await records.read(connection);
      if (stored === undefined || stored === 'revoked') return;
      const { createdAtMs, expiresAtMs } = stored.token;
      const here = [createdAtMs, expiresAtMs, createdAtMs - stored.skewMs, expiresAtMs - stored.skewMs];
      assert.ok(here.every(isTime), here.join(' '));
      await records.write(connection, stored);
      assert.deepEqual(await records.read(connection), stored);
    },
  );
}
