import assert from 'node:assert/strict';
import { inspect } from 'node:util';

/**
 * Looks for secrets in everything that an error carries (its stack and causes too) and in texts.
 * @param places by the name that a failure tells; never what was found
 */
export function assertNoSecret(places: Readonly<Record<string, unknown>>, secrets: Iterable<string>): void {
  const texts = Object.entries(places).map(([name, value]) => [name, textOf(value)] as const);
  for (const secret of secrets) {
    for (const [name, text] of texts) assert.ok(!text.includes(secret), `a secret is in the ${name}`);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { depth: 10, maxStringLength: Infinity });
}
