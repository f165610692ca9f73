import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until `read` gives something that is not `undefined` or `false`.
 * @throws Error that says what was waited for, with the last thing that `describe` saw.
 */
export async function until<T>(
  what: string,
  read: () => Promise<T | undefined | false> | T | undefined | false,
  { timeoutMs = 15_000, describe }: { timeoutMs?: number; describe?: () => unknown } = {},
): Promise<T> {
  const deadlineMs = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadlineMs) {
      const seen = describe === undefined ? '' : ` It was: ${JSON.stringify(await describe(), undefined, 1)}`;
      throw new Error(`Waited ${timeoutMs / 1000} s for ${what}.${seen}`);
    }
    await delay(50);
  }
}

/** Whether a text is what is wanted: the same, or a match. */
export function fits(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/** Text as a person reads it: VS Code writes no-break spaces. */
export function readable(text: string | null | undefined): string {
  return (text ?? '').replaceAll('\u00a0', ' ').trim();
}
