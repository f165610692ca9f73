import { Browser } from './browser';
import { type IntegrationRun, Watchdog } from './integrationRun';
import { LastLines } from './processes';
import { ServerHost } from './serverHost';

/** Stands before what the suites print; all else is VS Code's own noise. */
const mark = '[suite] ';

/** What the extension host prints on the suites' console where its compiled modules were not built, as here. */
const missingModule = /Could not locate the bindings file|native-watchdog/;

/** Runs the suites in the extension host of a VS Code server, whose window a headless browser opens. */
export async function runOnServer(run: IntegrationRun): Promise<void> {
  const host = await ServerHost.start({
    workspaceFolder: run.workspaceFolder,
    extensions: [run.extension],
    tests: run.tests,
    env: { ...run.env, AEP_TEST_MARK: mark },
  });
  try {
    const browser = await Browser.launch({ origin: host.origin });
    try {
      await runInBrowser(run, host, browser);
    } finally {
      await browser.close();
    }
  } finally {
    await host.stop();
  }
}

async function runInBrowser(run: IntegrationRun, host: ServerHost, browser: Browser): Promise<void> {
  const page = await browser.newPage();
  const watchdog = new Watchdog();
  const noise = new LastLines();
  // VS Code's page calls these two: what is logged in the page and the extension host, and how the tests ended.
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
    const line = args.map(String).join(' ');
    if (!line.startsWith(mark)) noise.add(`${line}\n`);
    if (!print(line)) return;
    watchdog.heard();
  });
  const ended = new Promise<void>((resolve) => {
    void page.exposeFunction('codeAutomationExit', () => {
      resolve();
    });
  });
  try {
    await page.goto(host.pageUrl);
    await Promise.race([ended, watchdog.silence]);
  } catch (error) {
    throw new Error(`The page said:\n${noise.toString()}\nThe server said:\n${host.lastLines}`, { cause: error });
  } finally {
    watchdog.dispose();
  }
  if (run.results() === undefined) console.error(noise.toString());
}

/** Prints what the suites say, and with `AEP_TEST_VERBOSE` all else. @returns whether it was the suites. */
function print(line: string): boolean {
  const fromSuite = line.startsWith(mark) && !missingModule.test(line);
  if (fromSuite) console.log(line.slice(mark.length));
  else if (process.env.AEP_TEST_VERBOSE) console.log(line);
  return fromSuite;
}
