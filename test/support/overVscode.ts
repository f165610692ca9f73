import { build } from 'esbuild';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { compileFunction } from 'node:vm';
import { repositoryRoot } from '../host/paths';

/** A CommonJS module's code. */
type Run = (module: object, exports: object, require: (id: string) => unknown) => void;

/**
 * A file of `src/vscode` in plain Node: it and all that it imports, over a `vscode` that has these members and no others.
 * @param file from the repository's root
 * @returns what the file exports
 */
export async function loadOver(vscode: object, file: string): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [path.join(repositoryRoot(), file)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'error',
  });
  const fromHere = createRequire(__filename);
  const module = { exports: {} };
  const code = outputFiles[0]?.text ?? '';
  const run = compileFunction(code, ['module', 'exports', 'require'], { filename: file }) as Run;
  run(module, module.exports, (id) => (id === 'vscode' ? vscode : (fromHere(id) as unknown)));
  return module.exports;
}

/** `vscode.l10n` in English. */
export const l10n = {
  t: (message: string, ...values: readonly unknown[]): string =>
    message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
};
