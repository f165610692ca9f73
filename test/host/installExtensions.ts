import * as fs from 'node:fs';
import * as path from 'node:path';

/**
 * Installs extensions by a link to the folder that each is built in. VS Code registers what it finds here when it has
 * no register yet, so the register of an earlier start is removed.
 */
export function installExtensions(extensionsFolder: string, extensions: readonly string[]): void {
  fs.rmSync(extensionsFolder, { recursive: true, force: true });
  fs.mkdirSync(extensionsFolder, { recursive: true });
  for (const extension of extensions) {
    const manifest = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8')) as Manifest;
    const name = `${manifest.publisher ?? 'undefined_publisher'}.${manifest.name}-${manifest.version}`;
    fs.symlinkSync(extension, path.join(extensionsFolder, name), 'junction');
  }
}

interface Manifest {
  readonly publisher?: string;
  readonly name: string;
  readonly version: string;
}
