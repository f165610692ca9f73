// Runs the Mocha suites of out/test/integration inside a real extension host: `npm run test:integration`.
//   AEP_TEST_HOST=desktop|server   which VS Code; by default the desktop's if one can be had
//   AEP_VSCODE_VERSION=1.103.0     which version of the desktop's; by default the newest stable one
//   AEP_TEST_GREP=text             only the tests whose titles contain it
import { findDesktop } from './desktop';
import { report } from './install';
import { runOnDesktop } from './integrationDesktop';
import { IntegrationRun } from './integrationRun';
import { runOnServer } from './integrationServer';

async function main(): Promise<number> {
  const run = new IntegrationRun();
  try {
    const desktop = await chooseDesktop();
    if (desktop === undefined) await runOnServer(run);
    else await runOnDesktop(run, desktop);
    const results = run.results();
    if (results === undefined) throw new Error('The suites did not run to their end');
    console.log(`\n${results.passed} passed, ${results.failed} failed`);
    return results.failed === 0 && results.passed > 0 ? 0 : 1;
  } finally {
    run.dispose();
  }
}

/** Executable of the desktop VS Code to use, or `undefined` for the server. */
async function chooseDesktop(): Promise<string | undefined> {
  const wanted = process.env.AEP_TEST_HOST;
  if (wanted === 'server') return undefined;
  const { executable, reason } = await findDesktop();
  if (executable === undefined && wanted === 'desktop') throw new Error(`No desktop VS Code: ${reason}`);
  report(executable ? `Desktop VS Code: ${executable}` : `VS Code server, because ${reason}`);
  return executable;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    console.log('\n0 passed, 1 failed');
    process.exit(1);
  },
);
