import * as vscode from 'vscode';
import { ReadOnlyFiles } from './readOnlyFiles';

/** What a read-only file system of ours does by itself. */
export interface LoadedFiles extends Pick<vscode.FileSystemProvider, 'onDidChangeFile'> {
  stat(uri: vscode.Uri): Thenable<vscode.FileStat>;
  readFile(uri: vscode.Uri): Thenable<Uint8Array>;
}

/** A read-only file system that is loaded when a document of it is first read. */
export class LazyFiles extends ReadOnlyFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  #files: LoadedFiles | undefined;
  #subscription: vscode.Disposable | undefined;

  readonly onDidChangeFile = this.#changed.event;

  constructor(private readonly load: () => Promise<LoadedFiles>) {
    super();
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#loaded()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#loaded()).readFile(uri);
  }

  dispose(): void {
    this.#subscription?.dispose();
    this.#changed.dispose();
  }

  async #loaded(): Promise<LoadedFiles> {
    const files = await this.load();
    if (this.#files !== files) {
      this.#files = files;
      this.#subscription = files.onDidChangeFile((events) => {
        this.#changed.fire(events);
      });
    }
    return files;
  }
}

/** Registers a file system that is loaded when a document of it is first read. */
export function registerLazyFiles(scheme: string, load: () => Promise<LoadedFiles>): vscode.Disposable {
  const files = new LazyFiles(load);
  const options = { isReadonly: true, isCaseSensitive: true };
  return vscode.Disposable.from(vscode.workspace.registerFileSystemProvider(scheme, files, options), files);
}
