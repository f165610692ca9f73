import assert from 'node:assert/strict';
import { parseRetryAfter, retryDelayMs } from '../../../../src/core/http/retryPolicy';

suite('parseRetryAfter', () => {
  const nowMs = Date.UTC(2026, 0, 1, 12);
  const read: Record<string, number | undefined> = {
    '0': 0,
    '3': 3_000,
    ' 120 ': 120_000,
    '99999999999': 86_400_000,
    'Thu, 01 Jan 2026 12:00:30 GMT': 30_000,
    'Thu, 01 Jan 2026 11:00:00 GMT': 0,
    'Thursday, 01-Jan-26 12:00:30 GMT': 30_000,
    '': undefined,
    soon: undefined,
    '-5': undefined,
    '1.5': undefined,
    '3, 4': undefined,
  };
  for (const [header, ms] of Object.entries(read)) {
    test(`reads “${header}” as ${ms ?? 'nothing'}`, () => {
      assert.equal(parseRetryAfter(header, nowMs), ms);
    });
  }

  test('reads no header as nothing', () => {
    assert.equal(parseRetryAfter(null, nowMs), undefined);
  });
});

suite('retryDelayMs', () => {
  const outcome = { status: 503, retryAfterMs: undefined };

  test('spreads callers from half to one and a half times the delay', () => {
    assert.deepEqual(
      [0, 0.5, 1].map((random) => retryDelayMs(1, outcome, () => random)),
      [150, 300, 450],
    );
  });

  test('keeps to what the service asked for, whatever the attempt', () => {
    assert.equal(
      retryDelayMs(2, { status: 429, retryAfterMs: 2_000 }, () => 0),
      2_000,
    );
  });
});
