import type { Workbench } from './workbench';

/** Takes a picture of the window when a test of this suite fails. Call it in the suite. */
export function photographFailures(window: () => Workbench | undefined): void {
  teardown(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const file = await window()?.screenshot(`failed-${test.fullTitle().replaceAll(/[^\w]+/g, '-')}`);
    if (file !== undefined) console.log(`      picture: ${file}`);
  });
}
