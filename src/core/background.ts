import { isAbort } from './errors';
import type { Logger } from './logger';

/** Lets work go on that nobody waits for: a failure is logged, a cancellation is none. */
export function inBackground(work: Promise<unknown>, logger: Logger): void {
  work.catch((error: unknown) => {
    if (!isAbort(error)) logger.warn(`In the background: ${error instanceof Error ? error.message : 'failed'}`);
  });
}
