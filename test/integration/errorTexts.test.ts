import * as assert from 'node:assert/strict';
import {
  type AepErrorCode,
  AepError,
  type AepErrorDetails,
  aepErrorCodes,
  inputProblems,
  keyProblems,
} from '../../src/core/errors';
import { CommandFailure, presentError } from '../../src/vscode/errorPresenter';

const everyDetail: AepErrorDetails = {
  field: 'credential.clientSecret',
  host: 'ims.example.com',
  status: 503,
  adobeCode: 'some_code',
  requestId: 'a-1',
  retryAfterMs: 1_500,
  connection: 'Acme dev',
};
const variants: readonly AepErrorDetails[] = [
  {},
  everyDetail,
  { ...everyDetail, credentialKind: 'jwt' },
  { ...everyDetail, credentialKind: 'oauth-server-to-server' },
  { ...everyDetail, credentialKind: 'access-token' },
];
const codes = aepErrorCodes.filter((code) => code !== 'INPUT_INVALID');

suite('What a person is told of a failure', () => {
  for (const code of codes) {
    test(`${code}: a cause and a remedy, each a sentence`, () => {
      for (const details of variants) {
        const { cause, remedy } = presentError(errorOf(code, details));
        assertIsSentence(cause);
        assertIsSentence(remedy);
      }
    });
  }

  for (const problem of inputProblems) {
    test(`INPUT_INVALID, ${problem}: the field, and what is wrong with it`, () => {
      const { cause } = presentError(errorOf('INPUT_INVALID', { field: 'credential.scopes', problem }));
      // What is wrong with a file needs no name beside it: it is the one that was chosen.
      assert.equal(cause.startsWith('credential.scopes: '), !problem.startsWith('file-'));
      assertIsSentence(cause.replace('credential.scopes: ', ''));
    });
  }

  test('has a cause of its own for each code', () => {
    for (const details of variants) assertDistinct(codes.map((code) => presentError(errorOf(code, details)).cause));
  });

  test('has a text of its own for each problem with an input', () => {
    const texts = inputProblems.map((problem) => presentError(errorOf('INPUT_INVALID', { field: 'x', problem })).cause);
    assertDistinct(texts);
  });

  test('has a cause and a remedy of its own for certificates that are not trusted, have expired, and for what is no TLS', () => {
    const texts = ['SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED', 'EPROTO'].map((adobeCode) =>
      presentError(errorOf('TLS_UNTRUSTED', { host: 'ims.example', adobeCode })),
    );
    assertDistinct(texts.map(({ cause }) => cause));
    assertDistinct(texts.map(({ remedy }) => remedy));
    assert.match(presentError(errorOf('TLS_UNTRUSTED', { adobeCode: 'CERT_NOT_YET_VALID' })).remedy, /clock/);
  });

  test('has a cause and a remedy of its own for each private key that can be made readable', () => {
    const texts = [undefined, ...keyProblems].map((keyProblem) =>
      presentError(errorOf('KEY_UNREADABLE', keyProblem && { keyProblem })),
    );
    for (const { cause, remedy } of texts) {
      assertIsSentence(cause);
      assertIsSentence(remedy);
    }
    assertDistinct(texts.map(({ cause }) => cause));
    assertDistinct(texts.map(({ remedy }) => remedy));
  });

  test('ends with the codes that Adobe’s support asks for, where there are any', () => {
    const { cause, remedy, message } = presentError(errorOf('SERVER_ERROR', everyDetail));
    assert.equal(message, `${cause} ${remedy} (HTTP 503, some_code, request ID a-1)`);
    assert.equal(presentError(errorOf('SERVER_ERROR')).message.endsWith('.'), true);
  });

  test('rounds a pause up to whole seconds', () => {
    const { remedy } = presentError(errorOf('RATE_LIMITED', { retryAfterMs: 1_001 }));
    assert.equal(remedy, 'Try again in 2 s.');
  });

  test('is what a command throws, with code and field and nothing of the cause', () => {
    const cause = new Error('the wire said p8e-secret');
    const failure = new CommandFailure(new AepError('NAME_TAKEN', 'for the log', { cause, details: everyDetail }));
    assert.deepEqual(
      [failure.name, failure.code, failure.field],
      ['CommandFailure', 'NAME_TAKEN', 'credential.clientSecret'],
    );
    assert.equal(failure.cause, undefined);
  });
});

function errorOf(code: AepErrorCode, details: AepErrorDetails = {}): AepError {
  return new AepError(code, 'for the log', { details });
}

/** Begins like a sentence or with a name, ends with a full stop, and has no marks of a text that was not finished. */
function assertIsSentence(text: string): void {
  assert.match(text, /^(?:[A-Z]|ims\.example\.com|the host |name: |connectionId: ).*[^.]\.$/s);
  assert.doesNotMatch(text, /[—–]| - |\.\.\.|…|!| {2}|undefined|null|NaN|\{\d\}|for the log|TODO/);
}

function assertDistinct(texts: readonly string[]): void {
  const double = texts.filter((text, index) => texts.indexOf(text) !== index);
  assert.deepEqual(double, []);
}
