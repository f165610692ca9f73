import assert from 'node:assert/strict';
import { type AepErrorCode } from '../../../../src/core/errors';
import { fromImsResponse } from '../../../../src/core/ims/imsErrors';
import { type HttpResponse } from '../../../../src/core/http/httpClient';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryAfterMs?: number;
}

const responseOf = ({ status, body, headers = {}, retryAfterMs }: Answer): HttpResponse => ({
  status,
  ok: status >= 200 && status <= 299,
  host: 'ims.example',
  text: typeof body === 'string' ? body : JSON.stringify(body ?? {}),
  header: (name) => headers[name] ?? null,
  dateMs: undefined,
  atMs: 0,
  retryAfterMs,
});
const refused = (error: string, description?: string): object => ({
  error,
  ...(description === undefined ? {} : { error_description: description }),
});

suite('fromImsResponse', () => {
  type Kind = 'oauth-server-to-server' | 'jwt';
  const oauth: Kind = 'oauth-server-to-server';
  /** Sources: the error table of Adobe's JWT guide, the IMS API of the Developer Console guides, and what users reported. */
  const cases: readonly (readonly [what: string, kind: Kind, answer: Answer, code: AepErrorCode])[] = [
    [
      'a wrong secret',
      oauth,
      { status: 400, body: refused('invalid_client', 'invalid client_secret parameter') },
      'IMS_SECRET_INVALID',
    ],
    [
      'an unknown client',
      oauth,
      { status: 400, body: refused('invalid_client', 'invalid client_id parameter') },
      'IMS_CLIENT_UNKNOWN',
    ],
    ['a client without a reason', oauth, { status: 400, body: refused('invalid_client') }, 'IMS_CLIENT_REFUSED'],
    [
      'a client that may not use this grant',
      oauth,
      { status: 400, body: refused('unauthorized_client', 'client_credentials grant is not enabled') },
      'IMS_CLIENT_REFUSED',
    ],
    ['a scope', oauth, { status: 400, body: refused('invalid_scope', 'invalid scope: x') }, 'IMS_SCOPE_INVALID'],
    ['a request', oauth, { status: 400, body: refused('invalid_request') }, 'IMS_REJECTED'],
    ['a token, which this grant has none of', oauth, { status: 400, body: refused('invalid_token') }, 'IMS_REJECTED'],
    [
      'an integration that does not exist',
      'jwt',
      { status: 400, body: refused('invalid_client') },
      'IMS_CLIENT_UNKNOWN',
    ],
    [
      'a client id that differs from aud',
      'jwt',
      { status: 400, body: refused('invalid_client', 'aud does not match the client_id') },
      'IMS_CLIENT_UNKNOWN',
    ],
    ['a wrong pair of id and secret', 'jwt', { status: 401, body: refused('invalid_client') }, 'IMS_CLIENT_REFUSED'],
    [
      'a converted credential',
      'jwt',
      { status: 401, body: refused('invalid_client', 'client is not authorized for the exchange_jwt scope') },
      'IMS_CLIENT_REFUSED',
    ],
    [
      'a wrong secret',
      'jwt',
      { status: 401, body: refused('invalid_client', 'invalid client_secret parameter') },
      'IMS_SECRET_INVALID',
    ],
    [
      'an expired assertion',
      'jwt',
      { status: 400, body: refused('invalid_token', 'JWT has expired.') },
      'IMS_JWT_MALFORMED',
    ],
    [
      'an undecodable assertion',
      'jwt',
      { status: 400, body: refused('invalid_token', 'JWT token is incorrectly formatted, and can not be decoded.') },
      'IMS_JWT_MALFORMED',
    ],
    ['sub or iss', 'jwt', { status: 400, body: refused('bad_request') }, 'IMS_JWT_MALFORMED'],
    ['a signature', 'jwt', { status: 400, body: refused('invalid_signature') }, 'IMS_JWT_SIGNATURE'],
    [
      'a signature, as users saw it',
      'jwt',
      { status: 400, body: refused('invalid_token', 'Could not match JWT signature to any of the bindings') },
      'IMS_JWT_SIGNATURE',
    ],
    [
      'a metascope',
      'jwt',
      {
        status: 400,
        body: refused('invalid_scope', 'The metascopes in the JWT are not a subset of the metascopes in the binding.'),
      },
      'IMS_SCOPE_INVALID',
    ],
    ['something else', 'jwt', { status: 403, body: refused('access_denied') }, 'IMS_REJECTED'],
    ['too many requests', oauth, { status: 429, body: refused('invalid_client') }, 'RATE_LIMITED'],
    ['too many requests, with a page', oauth, { status: 429, body: '<html>' }, 'RATE_LIMITED'],
    ['the first of its own failures', 'jwt', { status: 500, body: refused('server') }, 'SERVER_ERROR'],
    ['the last that is not its own', oauth, { status: 499, body: refused('server') }, 'IMS_REJECTED'],
    ['its own failure', 'jwt', { status: 503, body: '<html>' }, 'SERVER_ERROR'],
    ['a page from a proxy', oauth, { status: 403, body: '<html>Sign in</html>' }, 'BAD_RESPONSE'],
    ['nothing', oauth, { status: 400, body: '' }, 'BAD_RESPONSE'],
    ['a list', oauth, { status: 400, body: [] }, 'BAD_RESPONSE'],
    ['an error that is no text', oauth, { status: 400, body: { error: 7 } }, 'BAD_RESPONSE'],
  ];
  for (const [what, kind, answer, code] of cases) {
    test(`${kind}, ${answer.status}, ${what}: ${code}`, () => {
      const error = fromImsResponse(responseOf(answer), kind);
      assert.equal(error.code, code);
      assert.equal(error.details.status, answer.status);
      assert.equal(error.details.credentialKind, kind);
      assert.equal(error.details.host, 'ims.example');
    });
  }

  test('keeps the error, the debug id and the pause, and nothing of the description', () => {
    const headers = { 'x-debug-id': 'a1b2-c3' };
    const body = refused('invalid_client', 'invalid client_secret parameter p8e-SECRET');
    const error = fromImsResponse(responseOf({ status: 400, body, headers, retryAfterMs: 9 }), oauth);
    assert.deepEqual(error.details, {
      host: 'ims.example',
      status: 400,
      credentialKind: oauth,
      adobeCode: 'invalid_client',
      requestId: 'a1b2-c3',
      retryAfterMs: 9,
    });
    assert.equal(error.message, 'IMS answered 400 (invalid_client)');
    assert.equal(error.cause, undefined);
  });

  test('drops an error and a debug id that quote a secret', () => {
    const headers = { 'x-debug-id': 'eyJhbGciOiJSUzI1NiJ9.eyJpZCI6IjEifQ.c2lnbmF0dXJl' };
    const error = fromImsResponse(responseOf({ status: 400, body: refused('p8e-FAKE_secret'), headers }), oauth);
    assert.deepEqual(error.details, { host: 'ims.example', status: 400, credentialKind: oauth });
    assert.equal(error.message, 'IMS answered 400 (no error code)');
  });

  test('drops an error and a debug id that hold more than one', () => {
    for (const id of ['id <b>', '<b> id', 'i'.repeat(101)]) {
      const body = refused(id);
      const error = fromImsResponse(responseOf({ status: 400, body, headers: { 'x-debug-id': id } }), oauth);
      assert.deepEqual(error.details, { host: 'ims.example', status: 400, credentialKind: oauth });
    }
    const [adobeCode, requestId] = ['e'.repeat(59), 'i-'.repeat(50)];
    const headers = { 'x-debug-id': requestId };
    const { details } = fromImsResponse(responseOf({ status: 400, body: refused(adobeCode), headers }), oauth);
    assert.deepEqual([details.adobeCode, details.requestId], [adobeCode, requestId]);
  });

  test('drops an error and a debug id that are none', () => {
    const headers = { 'x-debug-id': '<script>' };
    const error = fromImsResponse(responseOf({ status: 400, body: refused('p8e SECRET'), headers }), oauth);
    assert.deepEqual(error.details, { host: 'ims.example', status: 400, credentialKind: oauth });
    assert.equal(error.message, 'IMS answered 400 (no error code)');
  });
});
