import { env } from 'vscode';

/** A moment as a person reads it, to the minute. @param atMs by this machine's clock, in milliseconds since the epoch */
export function momentText(atMs: number): string {
  return new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}
