import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** The folder of the project: the nearest one above this file that has a package.json, wherever the bundle lies. */
export function repositoryRoot(): string {
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`No package.json above ${__dirname}`);
    folder = parent;
  }
  return folder;
}

/** Where everything that is installed, recorded or photographed goes: ignored by git, safe to delete. */
export function testCache(...parts: string[]): string {
  return path.join(repositoryRoot(), '.vscode-test', ...parts);
}

/** A new folder that its owner removes. Its path is short: macOS limits the sockets that VS Code opens inside. */
export function makeTemporaryFolder(label: string): string {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `aep-${label}-`)));
}

/** Removes a folder that a dying process may still write to. */
export function removeFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

export function writeJson(file: string, value: unknown): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
