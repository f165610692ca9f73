import type { Uri } from 'vscode';
import type { CacheFiles } from '../../src/vscode/xdm/xdmDiskCache';

/** As much of a `vscode.Uri` as a path needs, in plain Node. */
export function uriOf(path: string): Uri {
  const uri = { path, with: (change: { path?: string }) => uriOf(change.path ?? path) };
  return uri as unknown as Uri;
}

class FileError extends Error {
  constructor(readonly code: string) {
    super(`${code} /home/somebody/secret`);
  }
}

/** A file system in memory, shaped like `vscode.workspace.fs`. */
export class MemoryFiles implements CacheFiles {
  readonly files = new Map<string, { bytes: Uint8Array; mtime: number }>();
  readonly folders = new Set<string>();
  /** What every call of that name fails with. */
  readonly failures = new Map<keyof CacheFiles, string>();
  /** Called before every call. */
  before: (call: keyof CacheFiles, path: string) => void = () => undefined;
  nowMs = 0;

  async readFile({ path }: Uri): Promise<Uint8Array> {
    await this.#begin('readFile', path);
    return this.#file(path).bytes;
  }

  async writeFile({ path }: Uri, bytes: Uint8Array): Promise<void> {
    await this.#begin('writeFile', path);
    if (!this.folders.has(parentOf(path))) throw new FileError('FileNotFound');
    this.files.set(path, { bytes, mtime: ++this.nowMs });
  }

  async rename(from: Uri, to: Uri, options?: { overwrite?: boolean }): Promise<void> {
    await this.#begin('rename', to.path);
    if (this.files.has(to.path) && !options?.overwrite) throw new FileError('FileExists');
    this.files.set(to.path, this.#file(from.path));
    this.files.delete(from.path);
  }

  async delete({ path }: Uri, options?: { recursive?: boolean }): Promise<void> {
    await this.#begin('delete', path);
    const below = [...this.files.keys(), ...this.folders].filter((one) => one.startsWith(`${path}/`));
    if (!this.files.has(path) && !this.folders.has(path)) throw new FileError('FileNotFound');
    if (below.length > 0 && !options?.recursive) throw new FileError('Unavailable');
    for (const one of [path, ...below]) {
      this.files.delete(one);
      this.folders.delete(one);
    }
  }

  async createDirectory({ path }: Uri): Promise<void> {
    await this.#begin('createDirectory', path);
    for (let folder = path; folder !== ''; folder = parentOf(folder)) this.folders.add(folder);
  }

  async readDirectory({ path }: Uri): Promise<[string, number][]> {
    await this.#begin('readDirectory', path);
    if (!this.folders.has(path)) throw new FileError('FileNotADirectory');
    const entries = [...this.folders, ...this.files.keys()].filter((one) => parentOf(one) === path);
    return entries.map((one) => [one.slice(path.length + 1), this.files.has(one) ? 1 : 2]);
  }

  async stat({ path }: Uri): Promise<{ type: number; ctime: number; mtime: number; size: number }> {
    await this.#begin('stat', path);
    if (this.folders.has(path)) return { type: 2, ctime: 0, mtime: 0, size: 0 };
    const { bytes, mtime } = this.#file(path);
    return { type: 1, ctime: mtime, mtime, size: bytes.length };
  }

  get totalBytes(): number {
    return [...this.files.values()].reduce((total, { bytes }) => total + bytes.length, 0);
  }

  async #begin(call: keyof CacheFiles, path: string): Promise<void> {
    await Promise.resolve();
    this.before(call, path);
    const code = this.failures.get(call);
    if (code !== undefined) throw new FileError(code);
  }

  #file(path: string): { bytes: Uint8Array; mtime: number } {
    const file = this.files.get(path);
    if (!file) throw new FileError('FileNotFound');
    return file;
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
