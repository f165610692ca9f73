import type { Answer, StepFrame } from './quickInput';

/** One question of a wizard. It answers with the part of the state that it is about. */
export interface Step<S> {
  /** Whether the question arises, given the answers so far. */
  readonly when?: (state: S) => boolean;
  readonly ask: (frame: StepFrame, state: S) => Promise<Answer<Partial<S>>>;
}

/**
 * Asks the steps that arise, with Back on all but the first. What was answered is offered again when one comes back to it.
 * @returns the state with all answers, or `undefined` when the wizard was dismissed
 */
export async function runWizard<S>(title: string, steps: readonly Step<S>[], initial: S): Promise<S | undefined> {
  let state = initial;
  for (let index = 0; ;) {
    const arising = steps.filter(({ when }) => when?.(state) ?? true);
    const step = arising[index];
    if (!step) return state;
    const several = arising.length > 1 ? { step: index + 1, totalSteps: arising.length } : {};
    const answer = await step.ask({ title, canGoBack: index > 0, ...several }, state);
    if (answer === 'dismissed') return undefined;
    const goesOn = 'value' in answer;
    state = { ...state, ...(goesOn ? answer.value : answer.back) };
    index = goesOn ? index + 1 : Math.max(0, index - 1);
  }
}
