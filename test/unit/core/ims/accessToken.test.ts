import assert from 'node:assert/strict';
import { pastedToken, readTokenResponse, type AccessToken } from '../../../../src/core/ims/accessToken';
import { freshnessOf, renewalDueMs } from '../../../../src/core/ims/freshness';
import { tokenOf } from '../../../support/connections';

const nowMs = Date.UTC(2026, 2, 1);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const opaque = 'opaque-token-without-claims';

suite('readTokenResponse', () => {
  const lifetimes: Record<string, { body: object; unit: 'seconds' | 'milliseconds'; lifeMs: number }> = {
    'seconds of OAuth': { body: { access_token: opaque, expires_in: 86_399 }, unit: 'seconds', lifeMs: 86_399_000 },
    'milliseconds of JWT': {
      body: { access_token: opaque, expires_in: 86_399_992 },
      unit: 'milliseconds',
      lifeMs: 86_399_992,
    },
    'seconds in a text': { body: { access_token: opaque, expires_in: '3600' }, unit: 'seconds', lifeMs: hourMs },
  };
  for (const [name, { body, unit, lifeMs }] of Object.entries(lifetimes)) {
    test(`dates a token without claims by ${name}, from now`, () => {
      const token = readTokenResponse(body, unit, nowMs, 'ims.example');
      assert.deepEqual(token, { value: opaque, createdAtMs: nowMs, expiresAtMs: nowMs + lifeMs });
    });
  }

  for (const claims of [
    { created_at: String(nowMs - hourMs), expires_in: String(dayMs) },
    { created_at: nowMs - hourMs, expires_in: dayMs },
  ]) {
    test(`believes the claims before the answer, as ${typeof claims.created_at}s`, () => {
      const value = tokenOf(claims);
      const token = readTokenResponse({ access_token: value, expires_in: 5 }, 'seconds', nowMs, 'h');
      assert.deepEqual(token, { value, createdAtMs: nowMs - hourMs, expiresAtMs: nowMs - hourMs + dayMs });
    });
  }

  test('takes a standard exp where there is nothing else', () => {
    const value = tokenOf({ exp: nowMs / 1000 + 60 });
    const token = readTokenResponse({ access_token: value }, 'milliseconds', nowMs, 'h');
    assert.deepEqual(token, { value, createdAtMs: nowMs, expiresAtMs: nowMs + 60_000 });
  });

  test('falls back to the answer when only one of the two claims is there', () => {
    const value = tokenOf({ created_at: String(nowMs) });
    const { expiresAtMs } = readTokenResponse({ access_token: value, expires_in: 60 }, 'seconds', nowMs, 'h');
    assert.equal(expiresAtMs, nowMs + 60_000);
  });

  /** What the log says, and the answers of which it says so. */
  const absurd: Record<string, Record<string, unknown>> = {
    'no access token': {
      nothing: undefined,
      'a list': [],
      'a text': 'token',
      'no token': { expires_in: 5 },
      'a token that is no text': { access_token: 7, expires_in: 5 },
      'an empty token': { access_token: '', expires_in: 5 },
      'a token with a line break': { access_token: 'abc\r\nx-evil: 1', expires_in: 5 },
    },
    'no expiry': {
      'no expiry': { access_token: opaque },
      'an expiry that is no number': { access_token: opaque, expires_in: 'tomorrow' },
      'an endless life': { access_token: opaque, expires_in: Infinity },
    },
    'an impossible expiry': {
      'no time left': { access_token: opaque, expires_in: 0 },
      'less than no time': { access_token: opaque, expires_in: -5 },
      'more than a year, as when milliseconds are read as seconds': { access_token: opaque, expires_in: 86_400_000 },
      'claims of an expiry before the creation': { access_token: tokenOf({ created_at: nowMs, expires_in: -1 }) },
      'claims of a life of years': { access_token: tokenOf({ created_at: 0, expires_in: nowMs }) },
      'claims that it has expired': { access_token: tokenOf({ exp: nowMs / 1000 }) },
    },
  };
  for (const [what, bodies] of Object.entries(absurd)) {
    for (const [name, body] of Object.entries(bodies)) {
      test(`refuses ${name}, without quoting it`, () => {
        assert.throws(
          () => readTokenResponse(body, 'seconds', nowMs, 'ims.example'),
          (error: Error & { code?: string; details?: unknown }) => {
            assert.equal(error.code, 'BAD_RESPONSE');
            assert.deepEqual(error.details, { host: 'ims.example' });
            assert.equal(error.message, `The token endpoint answered with ${what}`);
            return true;
          },
        );
      });
    }
  }

  test('takes a life of a leap year, and not a second more', () => {
    const leapYearSeconds = (366 * dayMs) / 1000;
    const living = (seconds: number): AccessToken =>
      readTokenResponse({ access_token: opaque, expires_in: seconds }, 'seconds', nowMs, 'h');
    assert.equal(living(leapYearSeconds).expiresAtMs, nowMs + 366 * dayMs);
    assert.throws(() => living(leapYearSeconds + 1), { code: 'BAD_RESPONSE' });
  });

  test('refuses an expiry of which no date can be made', () => {
    const lastSecondMs = Date.UTC(9999, 11, 31, 23, 59, 59);
    const body = { access_token: opaque, expires_in: 60 };
    assert.throws(() => readTokenResponse(body, 'seconds', lastSecondMs, 'h'), { code: 'BAD_RESPONSE' });
  });
});

suite('pastedToken', () => {
  test('has the times of its claims', () => {
    const value = tokenOf({ created_at: '5', expires_in: '10' });
    assert.deepEqual(pastedToken(value), { value, createdAtMs: 5, expiresAtMs: 15 });
  });

  test('is fresh to its end when it does not say when it was made', () => {
    const token = pastedToken(tokenOf({ exp: nowMs / 1000 + 2 }));
    assert.equal(freshnessOf(token!, nowMs + 1_999), 'fresh');
    assert.equal(freshnessOf(token!, nowMs + 2_000), 'expired');
  });

  test('is none when it does not say when it expires', () => {
    assert.equal(pastedToken(opaque), undefined);
    assert.equal(pastedToken(tokenOf({})), undefined);
  });
});

suite('freshnessOf', () => {
  const living = (lifeMs: number): AccessToken => ({ value: 'x', createdAtMs: nowMs, expiresAtMs: nowMs + lifeMs });
  const minuteMs = 60_000;
  const cases: readonly (readonly [life: number, left: number, expected: string])[] = [
    [dayMs, dayMs, 'fresh'],
    [dayMs, 30 * minuteMs + 1, 'fresh'],
    [dayMs, 30 * minuteMs, 'should-renew'],
    [dayMs, 5 * minuteMs + 1, 'should-renew'],
    [dayMs, 5 * minuteMs, 'must-renew'],
    [dayMs, 1, 'must-renew'],
    [dayMs, 0, 'expired'],
    [dayMs, -dayMs, 'expired'],
    [20 * minuteMs, 5 * minuteMs + 1, 'fresh'],
    [20 * minuteMs, 5 * minuteMs, 'should-renew'],
    [20 * minuteMs, 2 * minuteMs, 'must-renew'],
    // Created later than now by this clock: it lives longer than it should, and is still good.
    [dayMs, 2 * dayMs, 'fresh'],
  ];
  for (const [lifeMs, leftMs, expected] of cases) {
    test(`calls a token of ${lifeMs / minuteMs} min with ${leftMs / minuteMs} min left ${expected}`, () => {
      assert.equal(freshnessOf(living(lifeMs), nowMs + lifeMs - leftMs), expected);
    });
  }

  test('changes to should-renew when renewal is due', () => {
    for (const lifeMs of [dayMs, 20 * minuteMs, 1_000]) {
      const token = living(lifeMs);
      assert.equal(freshnessOf(token, renewalDueMs(token)), 'should-renew');
      assert.equal(freshnessOf(token, renewalDueMs(token) - 1), 'fresh');
    }
  });
});
