import type { AepErrorDetails } from '../../core/errors';

/** The one button that helps. `none`: the sentence says all there is to do. */
export type ErrorAction =
  'edit' | 'enterSecret' | 'add' | 'import' | 'choose' | 'generate' | 'retry' | 'reset' | 'none';

export interface ErrorText {
  /** What happened, one sentence. */
  readonly cause: string;
  /** What to do about it, one sentence. */
  readonly remedy: string;
  readonly action: ErrorAction;
}

export type TextOf = (details: AepErrorDetails) => ErrorText;

export const text = (cause: string, remedy: string, action: ErrorAction): ErrorText => ({ cause, remedy, action });
