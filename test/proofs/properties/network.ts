import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromNetworkError } from '../../../src/core/http/networkErrors';
import { jsonOf, type HttpResponse } from '../../../src/core/http/httpClient';
import { isOrigin, parseOrigin } from '../../../src/core/http/origin';
import { parseRetryAfter, retryDelayMs } from '../../../src/core/http/retryPolicy';
import { AepError } from '../../../src/core/errors';
import { looksSecret, redact, screen } from '../../../src/core/redact';
import { adobeSecret, anyJson, anyJsonText, anyNumber, anyText, outcomeOf, property, tellsNone } from './hostile';

const dates = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.constantFrom('Fri, 13 Sep 275760 00:00:00 GMT', 'Sat, 99 Xyz 0000 99:99:99 GMT', 'Sun, GMT'),
);
const numerals = fc.oneof(
  fc.nat().map(String),
  fc.string({ unit: fc.constantFrom('0', '9'), minLength: 1, maxLength: 400, size: 'max' }),
);
const anyHeader = fc.option(fc.oneof(anyText, dates, numerals, anyNumber.map(String)), { nil: null });

/** An answer of whoever is on the line: of a proxy too. */
export function anyResponse(goodBody: unknown): fc.Arbitrary<HttpResponse> {
  return fc
    .record({
      status: fc.oneof(fc.constantFrom(200, 400, 401, 403, 404, 429, 500, 503), fc.integer({ min: 200, max: 599 })),
      text: fc.oneof(
        anyJsonText(goodBody),
        anyText.map((text) => `<!DOCTYPE html><title>Sign in</title>${text}`),
      ),
      header: anyHeader,
    })
    .map(({ status, text, header }) => ({
      status,
      ok: status >= 200 && status <= 299,
      host: 'adobe.example',
      text,
      header: () => header,
      dateMs: undefined,
      atMs: 0,
      retryAfterMs: parseRetryAfter(header, 0),
    }));
}

export function networkProperties(): void {
  property('an origin is https or this machine, and reading it again changes nothing', anyOrigin, (text) => {
    const origin = parseOrigin(text);
    if (!isOrigin(origin)) {
      assert.match(origin, /^origin-/);
      return;
    }
    const { protocol, hostname, username, password, pathname, search, hash } = new URL(origin);
    assert.ok(protocol === 'https:' || /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname), origin);
    assert.equal(username + password + pathname + search + hash, '/');
    assert.equal(parseOrigin(origin), origin);
  });
  property('Retry-After is a time that a timer can wait, or nothing', anyHeader, (header) => {
    const waitMs = parseRetryAfter(header, Date.UTC(2026, 0));
    assert.ok(waitMs === undefined || (waitMs >= 0 && Number.isSafeInteger(waitMs)), String(waitMs));
  });
  property(
    'nobody is asked to wait longer than a person does, nor more than three times',
    fc.tuple(fc.integer({ min: 1, max: 9 }), anyResponse({}), fc.double({ min: 0, max: 1, noNaN: true })),
    ([attempt, response, chance]) => {
      const delayMs = retryDelayMs(attempt, response, () => chance);
      assert.ok(delayMs === undefined || (attempt < 3 && delayMs >= 0 && delayMs <= 10_000), String(delayMs));
    },
  );
  property('a body is JSON, or an error that does not quote it', anyResponse({ a: 1 }), async (response) => {
    const outcome = await outcomeOf(() => jsonOf(response));
    if (outcome instanceof AepError) assert.equal(outcome.message.includes(response.host), true);
  });
  property(
    'what fails below HTTP is told by its code alone',
    fc.tuple(anyJson('code', 'cause', 'errors', 'type', 'message'), adobeSecret),
    ([given, secret]) => {
      const thrown = typeof given === 'object' && given !== null ? Object.assign(new Error(secret), given) : given;
      const error = fromNetworkError(thrown, 'adobe.example');
      assert.match(error.message, /^[\w ]+ \(adobe\.example(, [A-Z0-9_]+)?\)$/);
      tellsNone([error.message, error.details, error.stack, String(error.cause)], [secret]);
    },
  );
}

const anyOrigin = fc.oneof(
  anyText,
  fc.webUrl(),
  fc
    .tuple(fc.constantFrom('http://', 'https://', 'HTTPS://', 'file:', '', '//'), fc.oneof(fc.domain(), fc.ipV4()))
    .chain(([scheme, host]) => anyText.map((rest) => scheme + host + rest)),
);

export function logProperties(): void {
  property(
    'a secret is masked wherever it stands in a message',
    fc.tuple(anyText, fc.constantFrom(' ', '=', ': ', '"', '\n', '', ';'), adobeSecret, anyText),
    ([before, separator, secret, after]) => {
      const text = `${before}${separator}${secret} ${after}`;
      tellsNone(redact(text), [secret.slice(4)]);
      assert.ok(looksSecret(text));
    },
  );
  property('a message of any length is cut and read in no time', fc.tuple(anyText, fc.nat(2_000)), ([text, times]) => {
    assert.ok(redact(text.repeat(times)).length <= 3 * 8 * 1024);
  });
  property('an identity shows eight characters and its suffix at most', anyText, (id) => {
    const shown = screen(id);
    assert.ok(shown.length <= '1234…5678@techacct.adobe.com'.length, shown);
    assert.ok(id === '' || shown !== id);
  });
}
