import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

import { desktopArguments } from './desktop';
import { installServer } from './install';
import { installExtensions } from './installExtensions';
import { repositoryRoot, testCache, writeJson } from './paths';
import { ProcessTree, freePort, outsideVsCode } from './processes';
import { quietSettings } from './serverHost';

/** The same at every start: a browser keeps connections and secrets by the page's origin. */
const usualPort = 47_800;

export interface DemoEnvironment {
  readonly env: Readonly<Record<string, string>>;
}

/** Our extension, and the helper that adds the demo connection. */
function demoExtensions(): string[] {
  return [repositoryRoot(), path.join(repositoryRoot(), 'test', 'host', 'demoExtension')];
}

/** Opens a desktop VS Code. It ends when its window is closed. */
export function openDesktopDemo(executable: string, { env }: DemoEnvironment): ProcessTree {
  const userDataFolder = testCache('demo', 'desktop');
  writeSettingsOnce(userDataFolder);
  const args = desktopArguments({
    workspaceFolder: demoWorkspace(),
    userDataFolder,
    extensionsFolder: testCache('demo', 'desktop-extensions'),
    extensions: demoExtensions(),
  });
  return new ProcessTree(executable, args, { env: { ...outsideVsCode(), ...env } });
}

/** Serves VS Code to any browser of this machine. This entry of code-server keeps secrets, as a desktop does. */
export async function serveDemo({ env }: DemoEnvironment): Promise<{ url: string; server: ProcessTree }> {
  const { node, codeServer } = await installServer();
  const userDataFolder = testCache('demo', 'server');
  const extensionsFolder = testCache('demo', 'server-extensions');
  writeSettingsOnce(userDataFolder);
  installExtensions(extensionsFolder, demoExtensions());
  const port = await freePort(usualPort);
  const args = [path.join(codeServer, 'out', 'node', 'entry.js'), '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`];
  args.push('--user-data-dir', userDataFolder, '--extensions-dir', extensionsFolder);
  // Otherwise it writes a configuration into the home folder.
  args.push('--config', path.join(userDataFolder, 'config.yaml'));
  args.push('--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--ignore-last-opened');
  args.push(demoWorkspace());
  const server = new ProcessTree(node, args, { env: { ...outsideVsCode(), ...env } });
  try {
    await server.untilPrinted('HTTP server listening');
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}/`, server };
}

/** Opens an address in the browser that the person uses. */
export function openInBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : [process.platform === 'darwin' ? 'open' : 'xdg-open'];
  const opener = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  // No such program: the address is printed anyway.
  opener.on('error', () => undefined);
  opener.unref();
}

function demoWorkspace(): string {
  const folder = testCache('demo', 'workspace');
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/** Settings of the first start; what a person changes afterwards stays. */
function writeSettingsOnce(userDataFolder: string): void {
  const file = path.join(userDataFolder, 'User', 'settings.json');
  if (!fs.existsSync(file)) writeJson(file, quietSettings);
}
