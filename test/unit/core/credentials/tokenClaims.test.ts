import assert from 'node:assert/strict';
import { bareToken, readTokenClaims } from '../../../../src/core/credentials/tokenClaims';
import { tokenOf } from '../../../support/connections';

suite('readTokenClaims', () => {
  test("reads Adobe's sample: milliseconds in texts, and no exp", () => {
    const token = tokenOf({
      client_id: 'abc',
      type: 'access_token',
      created_at: '1520305486908',
      expires_in: '86400000',
      scope: 'openid,AdobeID, session',
    });
    assert.deepEqual(readTokenClaims(token), {
      createdAtMs: 1_520_305_486_908,
      expiresAtMs: 1_520_305_486_908 + 86_400_000,
      clientId: 'abc',
      type: 'access_token',
      scopes: ['openid', 'AdobeID', 'session'],
    });
  });

  const expiries: Record<string, { claims: Record<string, unknown>; expiresAtMs: number | undefined }> = {
    'numbers, too': { claims: { created_at: 1_000, expires_in: 500 }, expiresAtMs: 1_500 },
    'a standard exp in seconds': { claims: { exp: 12 }, expiresAtMs: 12_000 },
    'its own form rather than exp': { claims: { created_at: 1, expires_in: 2, exp: 99 }, expiresAtMs: 3 },
    'exp when the lifetime is absent': { claims: { created_at: 1, exp: 99 }, expiresAtMs: 99_000 },
    'exp when it does not say when it was made': { claims: { expires_in: 5, exp: 99 }, expiresAtMs: 99_000 },
    'no expiry out of a lifetime alone': { claims: { expires_in: '86400000' }, expiresAtMs: undefined },
    'no expiry out of texts that are no numbers': {
      claims: { created_at: 'now', expires_in: '', exp: null },
      expiresAtMs: undefined,
    },
  };
  for (const [name, { claims, expiresAtMs }] of Object.entries(expiries)) {
    test(`reads ${name}`, () => {
      assert.equal(readTokenClaims(tokenOf(claims))?.expiresAtMs, expiresAtMs);
    });
  }

  test('reads scopes with whatever stands between them, and none where there are none', () => {
    assert.deepEqual(readTokenClaims(tokenOf({ scope: ' openid  AdobeID,,session\n' }))?.scopes, [
      'openid',
      'AdobeID',
      'session',
    ]);
    assert.deepEqual(readTokenClaims(tokenOf({ scope: 7 }))?.scopes, []);
  });

  test('reads no time that is none', () => {
    const claims = readTokenClaims(tokenOf({ created_at: -1, expires_in: 5, exp: 253_402_300_800 }));
    assert.deepEqual([claims?.createdAtMs, claims?.expiresAtMs], [undefined, undefined]);
  });

  test('reads a token whose signature was cut off, and none that has anything around it', () => {
    const [header, payload] = tokenOf({ exp: 12 }).split('.');
    assert.equal(readTokenClaims(`${header}.${payload}.`)?.expiresAtMs, 12_000);
    for (const text of [`a ${header}.${payload}.c`, `.${payload}.c`, `${header}.${payload}.c.d`, `${header}..c`]) {
      assert.equal(readTokenClaims(text), undefined);
    }
  });

  const part = (text: string): string => Buffer.from(text).toString('base64url');
  const unreadable = ['', 'abc', 'a.b', 'a.b.c', `a.${part('[]')}.c`, `a.${part('null')}.c`, `a.${part('{}')}.c d`];
  for (const token of unreadable) {
    test(`reads nothing out of “${token}”`, () => {
      assert.equal(readTokenClaims(token), undefined);
    });
  }
});

suite('bareToken', () => {
  for (const text of [
    'a.b.c',
    ' a.b.c\n',
    'Bearer a.b.c',
    'bearer  a.b.c',
    '"a.b.c"',
    "'Bearer a.b.c'",
    'a.\n b.c',
    'Authorization: Bearer a.b.c',
    'authorization:  bearer \t a.b.c',
    'AUTHORIZATION:BEARER a.b.c',
    ' "Bearer a.b.c"\n',
  ]) {
    test(`finds a.b.c in ${JSON.stringify(text)}`, () => {
      assert.equal(bareToken(text), 'a.b.c');
    });
  }

  for (const [text, left] of [
    ['a"b.c', 'a"b.c'],
    ["'a'b'", "a'b"],
    ['my bearer a.b.c', 'mybearera.b.c'],
    ['an authorization: bearer a.b.c', 'anauthorization:bearera.b.c'],
    ['authorization: a.b.c', 'authorization:a.b.c'],
    ['bearera.b.c', 'bearera.b.c'],
  ] as const) {
    test(`takes nothing else off ${JSON.stringify(text)}`, () => {
      assert.equal(bareToken(text), left);
    });
  }
});
