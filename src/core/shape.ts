/** Narrowing of outside data: `unknown` in, a narrow type or `undefined` out. */

export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Adobe writes some numbers as strings (`error_code`, `created_at`). */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The end of the year 9999. */
const lastTimeMs = 253_402_300_799_999;

/** Milliseconds since the epoch, of a year with four digits: of others not every date can be made, nor every difference. */
export function asTimeMs(value: unknown): number | undefined {
  const ms = asNumber(value);
  return ms !== undefined && ms >= 0 && ms <= lastTimeMs ? ms : undefined;
}

export function asStrings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : undefined;
}

/** Whether a value has no more than so many levels: one that has very many cannot be written as JSON again. */
export function isNestedWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((child) => isNestedWithin(child, levels - 1));
}

/** JSON text to a value, or `undefined` for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
