export interface TimeLeft {
  readonly kind: 'expired' | 'underAMinute' | 'minutes' | 'hours' | 'days';
  /** The parts that `text` names; the others are 0. `hours` reaches 47, since days begin where two are left. */
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  /** For the eye: `23 h 41 m`, `1 h`, `9 min`, `< 1 min`, `expired`. */
  readonly text: string;
  /** For screen readers: `23 hours 41 minutes`. */
  readonly spoken: string;
  /** Milliseconds until `text` changes, an hour and 1 ms at most; `undefined` once it is `expired`, which stays. */
  readonly changesInMs: number | undefined;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const daysFromMs = 2 * dayMs;
/** Shown for anything longer, endless included: less than the truth, as every rounding here. */
const longestMs = 1000 * dayMs - 1;

/**
 * Says how much time is left, rounded down so that it never promises more than there is.
 * @param remainingMs milliseconds; nothing, a negative number or not a number all mean expired
 */
export function timeLeft(remainingMs: number): TimeLeft {
  const ms = Math.floor(Math.min(remainingMs, longestMs));
  if (!(remainingMs > 0)) return described('expired', {}, undefined);
  // A fraction of a millisecond floors to 0 but is still time.
  if (ms < minuteMs) return described('underAMinute', {}, Math.max(1, ms));
  if (ms < hourMs) return described('minutes', { minutes: Math.floor(ms / minuteMs) }, (ms % minuteMs) + 1);
  if (ms < daysFromMs) {
    const parts = { hours: Math.floor(ms / hourMs), minutes: Math.floor((ms % hourMs) / minuteMs) };
    return described('hours', parts, (ms % minuteMs) + 1);
  }
  const parts = { days: Math.floor(ms / dayMs), hours: Math.floor((ms % dayMs) / hourMs) };
  return described('days', parts, (ms % hourMs) + 1);
}

function described(
  kind: TimeLeft['kind'],
  parts: { days?: number; hours?: number; minutes?: number },
  changesInMs: number | undefined,
): TimeLeft {
  const { days = 0, hours = 0, minutes = 0 } = parts;
  const texts = {
    expired: ['expired', 'expired'],
    underAMinute: ['< 1 min', 'less than 1 minute'],
    minutes: [short(minutes, 'min'), long(minutes, 'minute')],
    hours: [joined(short(hours, 'h'), short(minutes, 'm')), joined(long(hours, 'hour'), long(minutes, 'minute'))],
    days: [joined(short(days, 'd'), short(hours, 'h')), joined(long(days, 'day'), long(hours, 'hour'))],
  } as const;
  const [text, spoken] = texts[kind];
  return { kind, days, hours, minutes, text, spoken, changesInMs };
}

function short(count: number, unit: string): string {
  return count === 0 ? '' : `${count} ${unit}`;
}

function long(count: number, unit: string): string {
  return short(count, count === 1 ? unit : `${unit}s`);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
