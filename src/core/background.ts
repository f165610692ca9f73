import { AepError, logText, toAepError } from './errors';
import type { Logger } from './logger';

/** Lets work go on that nobody waits for: a failure is logged, a cancellation is none. */
export function inBackground(work: Promise<unknown>, logger: Logger): void {
  work.catch((caught: unknown) => {
    const error = toAepError(caught);
    if (error instanceof AepError) logger.warn(`In the background: ${logText(error)}`);
  });
}
