// Drives the workbench in a real browser: runs the Mocha suites of out/test/ui, `npm run test:ui`.
//   CHROME_PATH=/path/to/chrome   which browser
//   AEP_TEST_GREP=text            only the tests whose titles contain it
import * as fs from 'node:fs';
import Mocha from 'mocha';
import * as path from 'node:path';

import { installServer } from './install';
import { installBrowser } from './installBrowser';

async function main(): Promise<number> {
  // Here, so that a test's time limit does not count the installation.
  await installServer();
  await installBrowser();
  const grep = process.env.AEP_TEST_GREP;
  // Machines are shared: a workbench that was held up once gets further chances, and what fails thrice has failed.
  const mocha = new Mocha({ ui: 'tdd', timeout: 90_000, slow: 20_000, retries: 2, ...(grep ? { grep } : {}) });
  const folder = path.resolve(__dirname, '..', 'ui');
  for (const file of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(folder, file));
  }
  const { stats, retried } = await runAll(mocha);
  const { passes = 0, failures = 0 } = stats;
  if (retried.size > 0) console.log(`\nTried again:\n${describe(retried)}`);
  console.log(`\n${passes} passed, ${failures} failed`);
  return failures === 0 && passes > 0 ? 0 : 1;
}

interface Outcome {
  readonly stats: Partial<Mocha.Stats>;
  /** What each attempt that was not the last one failed with, by the title of the test. */
  readonly retried: ReadonlyMap<string, readonly string[]>;
}

function runAll(mocha: Mocha): Promise<Outcome> {
  const retried = new Map<string, readonly string[]>();
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      resolve({ stats: runner.stats ?? {}, retried });
    });
    runner.on('retry', (test: Mocha.Test, error: unknown) => {
      const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
      retried.set(test.fullTitle(), [...(retried.get(test.fullTitle()) ?? []), reason]);
    });
  });
}

/** A test that passes at its second attempt is no failure, and is not well either. */
function describe(retried: Outcome['retried']): string {
  return [...retried].map(([title, reasons]) => `  ${title}\n    ${reasons.join('\n    ')}`).join('\n');
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    console.log('\n0 passed, 1 failed');
    process.exit(1);
  },
);
