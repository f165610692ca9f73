import type { Check } from '../../core/credentials/validation';
import { AepError } from '../../core/errors';
import { presentError } from '../errorPresenter';
import { inputTexts } from '../texts/inputTexts';
import type { ConnectionForm } from './connectionForm';
import { askText, type Answer, type TextQuestion, type Validation } from './quickInput';
import type { Step } from './wizard';

export type FormStep = Step<ConnectionForm>;
type TextField = Exclude<keyof ConnectionForm, 'kind' | 'environment'>;

/** A step that asks for one text field of the form. */
export function textStep(
  field: TextField,
  question: (form: ConnectionForm) => Omit<TextQuestion, 'value'> & { readonly suggestion?: string },
  when?: FormStep['when'],
): FormStep {
  return {
    ...(when ? { when } : {}),
    ask: async (frame, form) => {
      const { suggestion = '', ...asked } = question(form);
      const answer = await askText(frame, { ...asked, value: form[field] ?? suggestion });
      return mapAnswer(answer, (text) => ({ [field]: asked.secret ? text : text.trim() }));
    },
  };
}

export function mapAnswer<T, U>(answer: Answer<T>, map: (value: T) => U): Answer<U> {
  if (answer === 'dismissed') return answer;
  if ('value' in answer) return { value: map(answer.value) };
  return { back: answer.back === undefined ? undefined : map(answer.back) };
}

export function trimmed(check: Check): (text: string) => Validation | undefined {
  return (text) => sentence(check(text.trim()));
}

export function sentence(finding: ReturnType<Check>): Validation | undefined {
  return finding && { severity: finding.severity, message: inputTexts[finding.problem]() };
}

/** The verdict of a check that throws. */
export function verdictOf(check: () => unknown): Validation | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return verdictOfFailure(error);
  }
}

/** That of one that asks the store: a keyring that is locked meanwhile is told, too. */
export async function verdictOfStore(check: () => Promise<Validation | undefined>): Promise<Validation | undefined> {
  try {
    return await check();
  } catch (error) {
    return verdictOfFailure(error);
  }
}

function verdictOfFailure(error: unknown): Validation {
  if (!(error instanceof AepError)) throw error;
  const { problem } = error.details;
  const message =
    error.code === 'INPUT_INVALID' && problem ? inputTexts[problem](error.details) : presentError(error).message;
  return { severity: 'error', message };
}
