import assert from 'node:assert/strict';
import { type AepErrorCode } from '../../../../src/core/errors';
import { type HttpResponse } from '../../../../src/core/http/httpClient';
import { fromPlatformResponse } from '../../../../src/core/platform/platformErrors';

const responseOf = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse => ({
  status,
  ok: status >= 200 && status <= 299,
  host: 'platform.example',
  text: typeof body === 'string' ? body : JSON.stringify(body),
  header: (name) => headers[name] ?? null,
  dateMs: undefined,
  atMs: 0,
  retryAfterMs: status === 429 ? 30_000 : undefined,
});
const registry = (code: string): object => ({
  type: `http://ns.adobe.com/aep/errors/${code}`,
  title: 'Some title',
  status: Number(code.slice(-3)),
  report: { registryRequestId: 'd2550d48-1', 'detailed-message': 'DETAIL', 'sub-errors': [] },
  detail: 'DETAIL',
});

suite('fromPlatformResponse', () => {
  const oldGateway = (code: string): object => ({ error_code: code, message: 'DETAIL' });
  const newGateway = (code: number): object => ({ title: 'ErrSome', status: 401, error_code: code, message: 'DETAIL' });
  const cases: readonly (readonly [
    status: number,
    body: unknown,
    code: AepErrorCode,
    adobeCode: string | undefined,
  ])[] = [
    [401, oldGateway('401013'), 'TOKEN_REJECTED', '401013'],
    [401, newGateway(401013), 'TOKEN_REJECTED', '401013'],
    [403, oldGateway('403010'), 'TOKEN_REJECTED', '403010'],
    [403, oldGateway('403000'), 'API_KEY_REJECTED', '403000'],
    [403, newGateway(403003), 'API_KEY_REJECTED', '403003'],
    [403, oldGateway('403025'), 'ORG_OR_PROFILE_MISSING', '403025'],
    [403, newGateway(403027), 'ORG_OR_PROFILE_MISSING', '403027'],
    [400, oldGateway('400003'), 'REQUEST_REFUSED', '400003'],
    [404, newGateway(404000), 'NOT_FOUND', '404000'],
    [429, oldGateway('429050'), 'RATE_LIMITED', '429050'],
    [403, oldGateway('403999'), 'PERMISSION_DENIED', '403999'],
    [400, registry('XDM-1006-400'), 'REQUEST_REFUSED', 'XDM-1006-400'],
    [400, registry('XDM-1007-400'), 'REQUEST_REFUSED', 'XDM-1007-400'],
    [403, registry('XDM-1030-403'), 'PERMISSION_DENIED', 'XDM-1030-403'],
    [404, registry('XDM-1010-404'), 'NOT_FOUND', 'XDM-1010-404'],
    [
      406,
      { type: '/placeholder/type/uri', status: 406, title: 'NotAcceptableError', detail: 'DETAIL' },
      'REQUEST_REFUSED',
      undefined,
    ],
    [400, { 'error-chain': [{ serviceId: 'x', errorCode: 'INSGHT-1000-400' }] }, 'REQUEST_REFUSED', 'INSGHT-1000-400'],
    [500, { 'error-chain': [] }, 'SERVER_ERROR', undefined],
    [401, {}, 'TOKEN_REJECTED', undefined],
    [403, { message: 'DETAIL' }, 'PERMISSION_DENIED', undefined],
    [404, {}, 'NOT_FOUND', undefined],
    [418, {}, 'REQUEST_REFUSED', undefined],
    [429, '<html>', 'RATE_LIMITED', undefined],
    [500, '<html>', 'SERVER_ERROR', undefined],
    [503, '', 'SERVER_ERROR', undefined],
    [401, '<html>', 'BAD_RESPONSE', undefined],
    [403, '<html>', 'BAD_RESPONSE', undefined],
    [407, '<html>', 'BAD_RESPONSE', undefined],
    [404, '', 'BAD_RESPONSE', undefined],
    [400, '[]', 'BAD_RESPONSE', undefined],
    [400, { error_code: 'no code: p8e SECRET' }, 'REQUEST_REFUSED', undefined],
    [400, { error_code: { deep: 1 }, type: 7 }, 'REQUEST_REFUSED', undefined],
    [400, { error_code: 'constructor' }, 'REQUEST_REFUSED', 'constructor'],
    [400, { error_code: '__proto__' }, 'REQUEST_REFUSED', '__proto__'],
  ];
  for (const [status, body, code, adobeCode] of cases) {
    test(`${status} ${typeof body === 'string' ? body : JSON.stringify(body).slice(0, 70)} is ${code}`, () => {
      const error = fromPlatformResponse(responseOf(status, body));
      assert.deepEqual([error.code, error.details.adobeCode, error.details.status], [code, adobeCode, status]);
      assert.equal(error.message, `The platform answered ${status} (${adobeCode ?? 'no error code'})`);
      assert.equal(error.details.host, 'platform.example');
      assert.ok(!JSON.stringify(error.details).includes('DETAIL'));
      assert.equal(error.cause, undefined);
    });
  }

  test('takes the request id from the gateway, or else from the registry', () => {
    const body = registry('XDM-1010-404');
    const { details } = fromPlatformResponse(responseOf(404, body, { 'x-request-id': 'gateway-1' }));
    assert.equal(details.requestId, 'gateway-1');
    assert.equal(fromPlatformResponse(responseOf(404, body)).details.requestId, 'd2550d48-1');
    assert.equal(fromPlatformResponse(responseOf(404, {}, { 'x-request-id': '<b>' })).details.requestId, undefined);
  });

  test('says how long the service asked us to wait', () => {
    assert.equal(fromPlatformResponse(responseOf(429, {})).details.retryAfterMs, 30_000);
  });
});
