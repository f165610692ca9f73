export interface TimeLeft {
  readonly kind: 'expired' | 'underAMinute' | 'minutes' | 'hours' | 'days';
  /** The two parts that count; the others are 0. `hours` reaches 47, since days begin where two are left. */
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  /** Milliseconds until a part changes, an hour and 1 ms at most; `undefined` once it is `expired`, which stays. */
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
  { days = 0, hours = 0, minutes = 0 }: { days?: number; hours?: number; minutes?: number },
  changesInMs: number | undefined,
): TimeLeft {
  return { kind, days, hours, minutes, changesInMs };
}
