import * as fs from 'node:fs';
import * as path from 'node:path';
import { format } from 'node:util';
import type Mocha from 'mocha';

/** What the launcher reads when the run is over, through the file that `AEP_TEST_RESULTS` names. */
interface Results {
  passed: number;
  failed: number;
  pending: number;
}

/** Entry of the extension host: runs every `*.test.js` beside and below this file. Rejects when a test fails. */
export async function run(): Promise<void> {
  // Before mocha is required, which keeps the `console.log` of that moment.
  markOutput(process.env.AEP_TEST_MARK);
  // Required at run time: mocha is no part of the bundle.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const MochaRunner = require('mocha') as typeof Mocha;
  const grep = process.env.AEP_TEST_GREP;
  const mocha = new MochaRunner({ ui: 'tdd', color: false, timeout: 60_000, ...(grep ? { grep } : {}) });
  for (const file of testFiles()) mocha.addFile(file);
  const { passed, failed, pending } = await runAll(mocha);
  const file = process.env.AEP_TEST_RESULTS;
  if (file) fs.writeFileSync(file, JSON.stringify({ passed, failed, pending } satisfies Results));
  if (failed > 0) throw new Error(`${failed} failed`);
}

/** Lets the launcher tell what the suites print from what VS Code prints: on the server host both come through one pipe. */
function markOutput(mark: string | undefined): void {
  if (!mark) return;
  for (const name of ['log', 'info', 'warn', 'error'] as const) {
    const print = console[name].bind(console);
    const value = (...args: unknown[]): void => {
      print(mark + format(...args));
    };
    // The extension host's console ignores assignments.
    Object.defineProperty(console, name, { configurable: true, writable: true, value });
  }
}

/** What activation loads can only be seen before any other suite has asked something of Adobe. */
const first = 'activation.test.js';

function testFiles(): string[] {
  const found = fs.readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  const others = found.filter((file) => file.endsWith('.test.js') && file !== first).sort();
  return [first, ...others].map((file) => path.join(__dirname, file));
}

function runAll(mocha: Mocha): Promise<Results> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      resolve({
        passed: runner.stats?.passes ?? 0,
        failed: runner.stats?.failures ?? 0,
        pending: runner.stats?.pending ?? 0,
      });
    });
  });
}
