import { env, l10n } from 'vscode';
import { timeLeft, type TimeLeft } from '../../core/timeLeft';

/** A moment as a person reads it, to the minute. @param atMs by this machine's clock, in milliseconds since the epoch */
export function momentText(atMs: number): string {
  return new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}

export interface TimeLeftText {
  /** For the eye: `23 h 41 m`, `1 h`, `9 min`, `< 1 min`, `expired`. */
  readonly text: string;
  /** For screen readers: `23 hours 41 minutes`. */
  readonly spoken: string;
  /** Milliseconds until the text changes, an hour and 1 ms at most; `undefined` once it is `expired`, which stays. */
  readonly changesInMs: number | undefined;
}

/** How much time is left, in words. @param remainingMs milliseconds; {@link timeLeft} says how they are rounded */
export function timeLeftText(remainingMs: number): TimeLeftText {
  const left = timeLeft(remainingMs);
  const [text, spoken] = words[left.kind](left);
  return { text, spoken, changesInMs: left.changesInMs };
}

type Words = readonly [text: string, spoken: string];

const words: Readonly<Record<TimeLeft['kind'], (left: TimeLeft) => Words>> = {
  expired: () => [l10n.t('expired'), l10n.t('expired')],
  underAMinute: () => [l10n.t('< 1 min'), l10n.t('less than 1 minute')],
  minutes: ({ minutes }) => [l10n.t('{0} min', minutes), spokenMinutes(minutes)],
  hours: ({ hours, minutes }) =>
    minutes === 0
      ? [l10n.t('{0} h', hours), spokenHours(hours)]
      : [l10n.t('{0} h {1} m', hours, minutes), `${spokenHours(hours)} ${spokenMinutes(minutes)}`],
  days: ({ days, hours }) =>
    hours === 0
      ? [l10n.t('{0} d', days), spokenDays(days)]
      : [l10n.t('{0} d {1} h', days, hours), `${spokenDays(days)} ${spokenHours(hours)}`],
};

function spokenMinutes(count: number): string {
  return count === 1 ? l10n.t('1 minute') : l10n.t('{0} minutes', count);
}

function spokenHours(count: number): string {
  return count === 1 ? l10n.t('1 hour') : l10n.t('{0} hours', count);
}

/** Two at least: what is less is told in hours. */
function spokenDays(count: number): string {
  return l10n.t('{0} days', count);
}
