import * as assert from 'node:assert/strict';
import { inspect } from 'node:util';

/** What a command throws, as its caller sees it. */
export interface Failure {
  readonly message: string;
  readonly code: string | undefined;
  readonly field: string | undefined;
}

export function failureOf(error: unknown): Failure & { readonly error: Error } {
  assert.ok(error instanceof Error, `not an Error: ${inspect(error)}`);
  const { code, field } = error as { code?: string; field?: string };
  return { message: error.message, code, field, error };
}

/** What the call is rejected with. */
export async function rejectionOf(call: PromiseLike<unknown>): Promise<ReturnType<typeof failureOf>> {
  let value: unknown;
  try {
    value = await call;
  } catch (error) {
    return failureOf(error);
  }
  assert.fail(`it was not rejected but gave ${inspect(value)}`);
}

/** Fails when any of the secrets can be read in an error: in its text, its stack, its properties or its causes. */
export function assertTellsNone(secrets: readonly string[], error: Error): void {
  const told = [
    String(error),
    error.message,
    error.stack ?? '',
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { depth: 20, showHidden: true, maxStringLength: null }),
  ].join('\n');
  for (const secret of secrets.flatMap(piecesOf)) {
    assert.ok(!told.includes(secret), `the error tells ${secret.slice(0, 8)}…: ${error.message}`);
  }
}

/** A secret of several lines or parts is told by any of them. */
function piecesOf(secret: string): readonly string[] {
  return secret.split(/[\s.]+|\\n/).filter((piece) => piece.length >= 12 && !piece.startsWith('-----'));
}
