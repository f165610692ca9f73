import { SilentReporter, downloadAndUnzipVSCode } from '@vscode/test-electron';
import { setTimeout as delay } from 'node:timers/promises';

import { repositoryRoot, testCache } from './paths';

export interface DesktopSearch {
  /** Path of VS Code's executable, if there is one. */
  readonly executable?: string;
  /** Why there is none. */
  readonly reason?: string;
}

/** How long the site that VS Code is downloaded from may take to give a sign of life. */
const silenceMs = 15_000;
const downloadLimitMs = 300_000;

/** Finds the desktop VS Code of an earlier run, or downloads it: `AEP_VSCODE_VERSION`, else the newest stable one. */
export async function findDesktop(): Promise<DesktopSearch> {
  if (!hasDisplay()) return { reason: 'there is no display' };
  const version = process.env.AEP_VSCODE_VERSION ?? 'stable';
  const download = downloadAndUnzipVSCode({
    version,
    cachePath: testCache(),
    extensionDevelopmentPath: repositoryRoot(),
    reporter: new SilentReporter(),
    timeout: silenceMs,
  });
  const limit = delay(downloadLimitMs, undefined, { ref: false }).then(() => {
    throw new Error('the download took too long');
  });
  try {
    return { executable: await Promise.race([download, limit]) };
  } catch (error) {
    const [firstLine] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { reason: `VS Code ${version} cannot be downloaded: ${firstLine}` };
  }
}

export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

export interface DesktopWindow {
  readonly workspaceFolder: string;
  readonly userDataFolder: string;
  readonly extensionsFolder: string;
  /** Folders of the extensions under development that the window loads. */
  readonly extensions: readonly string[];
  readonly tests?: string;
}

/** Command line of a window that runs our extensions and no others. */
export function desktopArguments(window: DesktopWindow): string[] {
  const args = [window.workspaceFolder, '--disable-updates', '--skip-welcome', '--skip-release-notes'];
  args.push('--disable-workspace-trust', `--user-data-dir=${window.userDataFolder}`);
  args.push(`--extensions-dir=${window.extensionsFolder}`);
  args.push(...window.extensions.map((folder) => `--extensionDevelopmentPath=${folder}`));
  if (window.tests !== undefined) args.push(`--extensionTestsPath=${window.tests}`);
  // Containers and CI images: no user namespaces, often root.
  if (process.platform === 'linux') args.push('--no-sandbox', '--disable-gpu-sandbox');
  return args;
}
