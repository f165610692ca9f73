/** Asks again and again until the answer is yes; mocha's own timeout ends it. */
export async function until(isTrue: () => PromiseLike<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise(setImmediate);
}
