import type { Locator, Page } from 'playwright-core';

import { until } from './until';

export interface WalkthroughStep {
  readonly id: string;
  readonly title: string;
  readonly isDone: boolean;
  readonly isOpen: boolean;
  /** What a screen reader says of its tick. */
  readonly spoken: string;
}

const readSteps = `[...document.querySelectorAll('.getting-started-step')].map((step) => {
  const tick = step.querySelector('[role=checkbox]');
  return {
    id: step.dataset.stepId.split('#').at(-1),
    title: step.querySelector('.step-title').textContent,
    isDone: tick.getAttribute('aria-checked') === 'true',
    isOpen: step.getAttribute('aria-expanded') === 'true',
    spoken: tick.getAttribute('aria-label'),
  };
})`;

/** The walkthrough in the editor area. */
export class Walkthrough {
  constructor(private readonly page: Page) {}

  /** Its steps, once it is open. */
  async steps(): Promise<readonly WalkthroughStep[]> {
    return until('the walkthrough', async () => {
      const steps = await this.page.evaluate<readonly WalkthroughStep[]>(readSteps);
      return steps.length > 0 && steps;
    });
  }

  /** Waits until exactly these steps are ticked. */
  async waitUntilDone(ids: readonly string[]): Promise<void> {
    const done = async (): Promise<string> =>
      (await this.steps())
        .filter(({ isDone }) => isDone)
        .map(({ id }) => id)
        .join();
    await until(`the steps ${ids.join()} to be done`, async () => (await done()) === ids.join(), { describe: done });
  }

  /** Opens a step by the keyboard: the arrow keys go from step to step. */
  async open(id: string): Promise<void> {
    await this.#step(id).focus();
    await this.page.keyboard.press('Enter');
    await until(`the step ${id}`, async () => (await this.steps()).some((step) => step.id === id && step.isOpen));
    await this.picture().waitFor({ state: 'attached' });
  }

  /** A button of the open step. */
  button(name: string): Locator {
    return this.page.locator('.getting-started-step.expanded').getByRole('button', { name, exact: true });
  }

  /** The drawing of the open step, in the frames that VS Code puts it into. */
  picture(): Locator {
    return this.page
      .frameLocator('.getting-started-media iframe.webview.ready')
      .frameLocator('iframe#active-frame')
      .locator('svg');
  }

  #step(id: string): Locator {
    return this.page.locator(`.getting-started-step[data-step-id$="#${id}"]`);
  }
}
