// `npm start`: VS Code with the extension and a connection to a local Adobe, ready to try. Nothing leaves this machine.
//   npm start -- --headless       opens no window: prints the address and serves until Ctrl+C
//   AEP_TEST_HOST=desktop|server  a desktop VS Code, or one in the browser
import { startDemoAdobe } from './demoAdobe';
import { openDesktopDemo, openInBrowser, serveDemo } from './demoWindow';
import { findDesktop, hasDisplay } from './desktop';
import { report } from './install';
import { type ProcessTree } from './processes';

async function main(): Promise<void> {
  const interrupted = untilInterrupted();
  const adobe = await startDemoAdobe();
  const env = { AEP_DEMO_CONNECTION: JSON.stringify(adobe.connection) };
  const window = await openWindow(process.argv.includes('--headless'), env);
  console.log(whatToTry);
  const exitCode = await Promise.race([interrupted, window.ended]);
  if (typeof exitCode === 'number' && exitCode !== 0) console.error(window.lastLines.toString());
  await window.stop();
  await adobe.stop();
}

const whatToTry = `
  1. The status bar at the bottom left shows the token of the connection “Demo”: click it.
  2. The AEP icon at the left lists the XDM classes of the local Adobe: open one.
  3. F1, then type “AEP Access”: everything that the extension can do.
`;

async function openWindow(headless: boolean, env: Record<string, string>): Promise<ProcessTree> {
  const desktop = headless || process.env.AEP_TEST_HOST === 'server' ? {} : await findDesktop();
  if (desktop.executable !== undefined) {
    report('Opening VS Code. Close its window or press Ctrl+C to end.');
    return openDesktopDemo(desktop.executable, { env });
  }
  if (desktop.reason !== undefined) report(`VS Code in the browser, because ${desktop.reason}`);
  const { url, server } = await serveDemo({ env });
  report(`VS Code is at ${url} – press Ctrl+C to end.`);
  if (!headless && hasDisplay()) openInBrowser(url);
  return server;
}

/** Resolves on Ctrl+C, a request to end, or the end of the shell that npm runs this in, which forwards no signal. */
function untilInterrupted(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
    setInterval(() => {
      if (process.platform !== 'win32' && process.ppid !== parent) resolve();
    }, 500).unref();
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
