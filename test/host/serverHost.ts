import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

import { type ServerInstallation, installServer } from './install';
import { installExtensions } from './installExtensions';
import { makeTemporaryFolder, removeFolder, writeJson } from './paths';
import { ProcessTree, freePort, outsideVsCode } from './processes';

export interface Keybinding {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
  readonly args?: unknown;
}

export interface ServerHostOptions {
  /** Folder that the window opens; without one the window is empty. */
  readonly workspaceFolder?: string;
  /** User settings, beside those that keep a test quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly keybindings?: readonly Keybinding[];
  /** Whether a folder has to be trusted first, which is Restricted Mode. Off unless asked for. */
  readonly workspaceTrust?: boolean;
  /** Environment of the server, and so of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where VS Code keeps its data. A temporary folder that `stop` removes, unless given. */
  readonly dataFolder?: string;
  /** Folders of the extensions that the window runs. */
  readonly extensions: readonly string[];
  /**
   * Module that the extension host runs as its tests. The extensions are then under development and VS Code is under
   * automation, which shows no notification. Without it they are installed, and all is as a user has it.
   */
  readonly tests?: string;
  /** What is logged, by VS Code's names: `trace`, or `publisher.name:trace` for one extension. */
  readonly logLevel?: string;
  /** Called with everything that the server prints. */
  readonly onOutput?: (chunk: string) => void;
}

const readyLine = 'Extension host agent started';

/** Nothing that asks, animates or reaches out: a test sees only what it does itself. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
};

/** A VS Code server of its own: port, data and processes are nobody else's. */
export class ServerHost {
  readonly origin: string;
  readonly dataFolder: string;
  readonly #options: ServerHostOptions;
  readonly #process: ProcessTree;

  private constructor(origin: string, dataFolder: string, options: ServerHostOptions, server: ProcessTree) {
    this.origin = origin;
    this.dataFolder = dataFolder;
    this.#options = options;
    this.#process = server;
  }

  /** Resolves when the server takes connections. @throws Error with its last lines when it does not come up. */
  static async start(options: ServerHostOptions): Promise<ServerHost> {
    const installation = await installServer();
    const dataFolder = options.dataFolder ?? makeTemporaryFolder('server');
    const user = path.join(dataFolder, 'data', 'User');
    writeJson(path.join(user, 'settings.json'), { ...quietSettings, ...options.settings });
    if (options.tests === undefined) installExtensions(path.join(dataFolder, 'extensions'), options.extensions);
    if (options.keybindings) writeJson(path.join(user, 'keybindings.json'), options.keybindings);
    const port = await freePort();
    const server = new ProcessTree(installation.node, serverArguments(installation, port, dataFolder, options), {
      env: { ...outsideVsCode(), ...options.env },
      ...(options.onOutput ? { onOutput: options.onOutput } : {}),
    });
    const host = new ServerHost(`http://127.0.0.1:${port}`, dataFolder, options, server);
    try {
      await server.untilPrinted(readyLine);
      return host;
    } catch (error) {
      await host.stop();
      throw new Error('The VS Code server did not start', { cause: error });
    }
  }

  /** The last lines that the server printed. */
  get lastLines(): string {
    return this.#process.lastLines.toString();
  }

  /** Address of the window. */
  get pageUrl(): string {
    const { workspaceFolder: folder, extensions, tests, logLevel } = this.#options;
    const opened = folder === undefined ? 'ew=true' : `folder=${encodeURIComponent(uriPath(folder))}`;
    const payload = [['skipWelcome', 'true']];
    if (logLevel !== undefined) payload.push(['logLevel', logLevel]);
    if (tests !== undefined) {
      payload.push(...extensions.map((extension) => ['extensionDevelopmentPath', this.#remote(extension)]));
      payload.push(['extensionTestsPath', this.#remote(tests)]);
    }
    return `${this.origin}/?${opened}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  }

  /** @param inspect looks at what was left behind in the data folder, before that is removed */
  async stop(inspect: (dataFolder: string) => void = () => undefined): Promise<void> {
    await this.#process.stop();
    try {
      inspect(this.dataFolder);
    } finally {
      if (this.#options.dataFolder === undefined) removeFolder(this.dataFolder);
    }
  }

  #remote(file: string): string {
    // The authority must be that of the page.
    return `vscode-remote://${new URL(this.origin).host}${uriPath(file)}`;
  }
}

function serverArguments(
  { vscode }: ServerInstallation,
  port: number,
  dataFolder: string,
  { workspaceTrust = false, tests }: ServerHostOptions,
): string[] {
  const args = [path.join(vscode, 'out', 'server-main.js'), '--host', '127.0.0.1', '--port', String(port)];
  args.push('--without-connection-token', '--accept-server-license-terms');
  if (tests !== undefined) args.push('--enable-smoke-test-driver');
  args.push('--server-data-dir', dataFolder, '--telemetry-level', 'off');
  if (!workspaceTrust) args.push('--disable-workspace-trust');
  return args;
}

/** Path as it stands in a URI: `/c:/…` on Windows. */
function uriPath(file: string): string {
  return decodeURIComponent(pathToFileURL(file).pathname);
}
