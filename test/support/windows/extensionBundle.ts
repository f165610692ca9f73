import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { repositoryRoot } from '../../host/paths';

/**
 * Builds the extension into `dist` of a folder of its own, as `npm run compile` does: a `dist` that somebody works with stays as it
 * is. There, `require('vscode')` gives what its process has in `globalThis.vscode`.
 */
export function bundleExtension(folder: string): void {
  const root = repositoryRoot();
  fs.symlinkSync(path.join(root, 'src'), path.join(folder, 'src'), 'junction');
  execFileSync(process.execPath, [path.join(root, 'esbuild.js')], { cwd: folder });
  const standIn = path.join(folder, 'node_modules', 'vscode');
  fs.mkdirSync(standIn, { recursive: true });
  fs.writeFileSync(path.join(standIn, 'index.js'), 'module.exports = globalThis.vscode;\n');
}
