import { AepError, type InputProblem } from '../errors';
import { redact } from '../redact';
import type { Check } from './validation';

/** A checked text field, without the white space around it. Warnings pass: they never block a command. */
export function readText(
  given: Readonly<Record<string, unknown>>,
  field: string,
  prefix: string,
  check: Check,
): string | undefined {
  const value = given[field];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw inputError(prefix + field, 'not-text');
  const text = value.trim();
  const finding = check(text);
  if (finding?.severity === 'error') throw inputError(prefix + field, finding.problem);
  return text;
}

/** A misspelt field would be asked for as if it were absent, or ignored: it is named instead. */
export function refuseUnknown(
  given: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  prefix: string,
): void {
  const unknown = Object.keys(given).find((field) => !known.has(field));
  if (unknown !== undefined) throw inputError(prefix + redact(unknown).slice(0, 40), 'unknown-field');
}

/** The error for a value that cannot be. It names the field and never quotes the value. */
export function inputError(field: string, problem: InputProblem): AepError {
  return new AepError('INPUT_INVALID', `${field}: ${problem}`, { details: { field, problem } });
}

/** The error for a value that is none of the few that there are. */
export function unknownValue(field: string, possible: readonly string[]): AepError {
  const problem = 'unknown-value';
  return new AepError('INPUT_INVALID', `${field}: ${problem}`, { details: { field, problem, possible } });
}
