import { desktopArguments } from './desktop';
import { type IntegrationRun, Watchdog } from './integrationRun';
import { ProcessTree, outsideVsCode } from './processes';

/** Runs the suites in a desktop VS Code. */
export async function runOnDesktop(run: IntegrationRun, executable: string): Promise<void> {
  const watchdog = new Watchdog();
  const args = desktopArguments({
    workspaceFolder: run.workspaceFolder,
    userDataFolder: run.folder('u'),
    extensionsFolder: run.folder('extensions'),
    extensions: [run.extension],
    tests: run.tests,
  });
  const window = new ProcessTree(executable, args, {
    env: { ...outsideVsCode(), ...run.env },
    onOutput: (chunk) => {
      watchdog.heard();
      process.stdout.write(chunk);
    },
  });
  try {
    await Promise.race([window.ended, watchdog.silence]);
  } catch (error) {
    throw new Error(`VS Code said:\n${window.lastLines.toString()}`, { cause: error });
  } finally {
    watchdog.dispose();
    await window.stop();
  }
}
