import * as fs from 'node:fs';
import * as path from 'node:path';

import { repositoryRoot, testCache } from './paths';
import { runToEnd } from './processes';

/** Pinned: it is a whole VS Code (4.139.1 carries VS Code 1.139.1), and its page is what the UI tests drive. */
const codeServerVersion = '4.139.1';
/** The VS Code server refuses other major versions of Node. */
const nodeMajor = '24';

/** A VS Code server that is ready to be started. */
export interface ServerInstallation {
  /** Path of a Node 24 binary. */
  readonly node: string;
  /** Folder of the code-server package. */
  readonly codeServer: string;
  /** Folder of the VS Code inside. */
  readonly vscode: string;
}

/** Finds or installs the VS Code server and its Node from the package registry: up to a minute, once. */
export async function installServer(): Promise<ServerInstallation> {
  const node = await installNode();
  const folder = await installOnce(
    `code-server-${codeServerVersion}`,
    `VS Code server (code-server ${codeServerVersion}, 600 MB)`,
    async (target) => {
      await npmInstall(target, `code-server@${codeServerVersion}`);
      const vscode = vscodeOf(codeServerOf(target));
      await npm(['install', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'], vscode);
      await compileLogging(vscode, node);
    },
  );
  const codeServer = codeServerOf(folder);
  const vscode = vscodeOf(codeServer);
  usePlainLogger(vscode);
  return { node, codeServer, vscode };
}

/** Where VS Code's logger is not compiled, a plain one takes its place: logs are written everywhere. */
function usePlainLogger(vscode: string): void {
  const logger = path.join(vscode, 'node_modules', '@vscode', 'spdlog');
  if (fs.existsSync(path.join(logger, 'build', 'Release', 'spdlog.node'))) return;
  fs.copyFileSync(path.join(repositoryRoot(), 'test', 'host', 'plainLogger.js'), path.join(logger, 'index.js'));
}

/**
 * Compiles, where python3, make and a C++ compiler are found, what VS Code writes its log files with: 25 s.
 */
async function compileLogging(vscode: string, node: string): Promise<void> {
  const missing = ['python3', 'make', 'g++'].filter((tool) => !isOnPath(tool));
  if (missing.length > 0) {
    report(`VS Code’s own logger is replaced by a plain one: ${missing.join(', ')} not found to compile it.`);
    return;
  }
  const headers = path.dirname(path.dirname(node));
  const env = {
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
    ...(fs.existsSync(path.join(headers, 'include', 'node')) ? { npm_config_nodedir: headers } : {}),
  };
  try {
    await npm(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], vscode, env);
  } catch (error) {
    report(
      `VS Code’s own logger is replaced by a plain one: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function isOnPath(tool: string): boolean {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => fs.existsSync(path.join(folder, tool)));
}

/** The Node that runs this, if it is of the right major version, else one from the registry. */
async function installNode(): Promise<string> {
  if (process.versions.node.startsWith(`${nodeMajor}.`)) return process.execPath;
  const { platform, arch } = process;
  // The names under which the `node` package publishes its binaries; its install script would only pick one of them.
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const folder = await installOnce(`node-${nodeMajor}`, `Node ${nodeMajor} (190 MB)`, (target) =>
    npmInstall(target, `${name}@${nodeMajor}`),
  );
  return path.join(folder, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Runs `install` on a folder that takes its final name only when everything is in it: an installation that was
 * interrupted is never taken for a whole one, and two that run at once do not disturb each other.
 * @returns the folder, under `.vscode-test`.
 */
export async function installOnce(
  name: string,
  description: string,
  install: (target: string) => Promise<void>,
): Promise<string> {
  const folder = testCache(name);
  if (fs.existsSync(folder)) return folder;
  removeAbandoned(name);
  const target = testCache(`${name}.partial-${process.pid}`);
  fs.mkdirSync(target, { recursive: true });
  report(`Installing ${description} into .vscode-test …`);
  const startedMs = Date.now();
  await install(target);
  try {
    fs.renameSync(target, folder);
  } catch (error) {
    // Somebody else was faster.
    if (!fs.existsSync(folder)) throw error;
    fs.rmSync(target, { recursive: true, force: true });
  }
  report(`Installed in ${Math.round((Date.now() - startedMs) / 1000)} s.`);
  return folder;
}

function removeAbandoned(name: string): void {
  if (!fs.existsSync(testCache())) return;
  for (const entry of fs.readdirSync(testCache())) {
    const pid = entry.startsWith(`${name}.partial-`) ? Number(entry.split('-').at(-1)) : undefined;
    if (pid === undefined || isAlive(pid)) continue;
    try {
      fs.rmSync(testCache(entry), { recursive: true, force: true });
    } catch {
      // An npm that outlived its parent still writes into it: the next installation removes it.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Installs one package into a folder of its own, without running its scripts. */
export async function npmInstall(target: string, ...specifications: readonly string[]): Promise<void> {
  fs.writeFileSync(path.join(target, 'package.json'), '{ "private": true }\n');
  await npm(['install', ...specifications, '--ignore-scripts', '--no-package-lock', '--prefix', target], target);
}

async function npm(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<void> {
  const quiet = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') && script.includes('npm-cli')) {
    await runToEnd(process.execPath, [script, ...quiet], { cwd, env });
  } else if (process.platform === 'win32') {
    await runToEnd('cmd.exe', ['/d', '/s', '/c', 'npm', ...quiet], { cwd, env });
  } else {
    await runToEnd('npm', quiet, { cwd, env });
  }
}

function codeServerOf(folder: string): string {
  return path.join(folder, 'node_modules', 'code-server');
}

function vscodeOf(codeServer: string): string {
  return path.join(codeServer, 'lib', 'vscode');
}

export function report(line: string): void {
  console.log(`[host] ${line}`);
}
