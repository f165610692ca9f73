import assert from 'node:assert/strict';
import { type AepErrorCode } from '../../../../src/core/errors';
import { fromNetworkError } from '../../../../src/core/http/networkErrors';

const failing = (code: string): Error => Object.assign(new Error('SECRET in the text'), { code });

suite('fromNetworkError', () => {
  const codes: Record<string, AepErrorCode> = {
    ENOTFOUND: 'HOST_UNKNOWN',
    EAI_AGAIN: 'HOST_UNKNOWN',
    ECONNREFUSED: 'CONNECTION_REFUSED',
    ENETUNREACH: 'CONNECTION_REFUSED',
    EHOSTUNREACH: 'CONNECTION_REFUSED',
    ETIMEDOUT: 'TIMEOUT',
    ECONNRESET: 'CONNECTION_LOST',
    EPIPE: 'CONNECTION_LOST',
    ERR_STREAM_PREMATURE_CLOSE: 'CONNECTION_LOST',
    CERT_HAS_EXPIRED: 'TLS_UNTRUSTED',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS_UNTRUSTED',
    SELF_SIGNED_CERT_IN_CHAIN: 'TLS_UNTRUSTED',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS_UNTRUSTED',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TLS_UNTRUSTED',
    ERR_TLS_CERT_ALTNAME_INVALID: 'TLS_UNTRUSTED',
    EPROTO: 'TLS_UNTRUSTED',
    Z_DATA_ERROR: 'BAD_RESPONSE',
    HPE_INVALID_CONSTANT: 'BAD_RESPONSE',
    SOMETHING_ELSE: 'CONNECTION_LOST',
  };
  for (const [system, code] of Object.entries(codes)) {
    test(`${system} is ${code}, by host and code and nothing else`, () => {
      const error = fromNetworkError(failing(system), 'ims.example');
      assert.equal(error.code, code);
      assert.deepEqual(error.details, { host: 'ims.example', adobeCode: system });
      assert.ok(error.message.endsWith(`(ims.example, ${system})`));
      assert.equal(error.cause, undefined);
      assert.ok(!`${error.message}${error.stack}`.includes('SECRET'));
    });
  }

  const nested: Record<string, unknown> = {
    'a cause': new Error('outer', { cause: failing('ENOTFOUND') }),
    'the first of several attempts': new AggregateError([failing('ENOTFOUND'), failing('ECONNREFUSED')]),
    'a cause of a cause': new Error('a', { cause: new Error('b', { cause: failing('ENOTFOUND') }) }),
  };
  for (const [name, error] of Object.entries(nested)) {
    test(`looks into ${name}`, () => {
      assert.equal(fromNetworkError(error, 'h').code, 'HOST_UNKNOWN');
    });
  }

  test('ends on a cause that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    assert.equal(fromNetworkError(error, 'h').code, 'CONNECTION_LOST');
  });

  test('knows by its words that VS Code could not reach the proxy, and quotes nothing of them', () => {
    const words = 'request to https://h/ failed, reason: Failed to establish a socket connection to proxies: PROXY p:1';
    const error = fromNetworkError(new Error(words), 'h');
    assert.equal(error.code, 'CONNECTION_REFUSED');
    assert.equal(error.message, 'The host could not be reached (h)');
  });

  for (const odd of ['text', undefined, null, 7, new Error('no code'), failing('not a code: SECRET')]) {
    test(`takes ${odd instanceof Error ? `an error with “${odd.message}”` : String(odd)} for a lost connection`, () => {
      const error = fromNetworkError(odd, 'h');
      assert.equal(error.code, 'CONNECTION_LOST');
      assert.ok(!error.message.includes('SECRET'));
    });
  }
});
