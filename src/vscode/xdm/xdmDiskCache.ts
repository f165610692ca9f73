import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type * as vscode from 'vscode';
import type { Logger } from '../../core/logger';
import type { CacheSubject, GoneConnections, XdmCache } from '../../core/xdm/catalogTypes';
import { xdmFolder } from './xdmFolder';

/** The part of `vscode.workspace.fs` that the cache needs. */
export type CacheFiles = Pick<
  typeof vscode.workspace.fs,
  'readFile' | 'writeFile' | 'rename' | 'delete' | 'createDirectory' | 'readDirectory' | 'stat'
>;

export interface XdmDiskCacheOptions {
  readonly files: CacheFiles;
  /** `globalStorageUri`: of this extension alone, and shared by all windows. */
  readonly storage: vscode.Uri;
  /** The setting `aep.xdm.keepOnDisk`. */
  readonly isOn: () => boolean;
  readonly logger: Logger;
  /** Bytes of all files together. Default: 64 MB. */
  readonly maxBytes?: number;
}

interface Stored {
  readonly uri: vscode.Uri;
  readonly bytes: number;
  readonly writtenAtMs: number;
}

interface StoredFile extends Stored {
  /** The folder that it is in. */
  readonly subject: vscode.Uri;
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** A text that is longer was not written here. */
const longestText = 512 * 1024 * 1024;

/**
 * Keeps the catalog's texts in `xdm/{connection}/{subject}/{name}.json.gz`: data models, no secrets. Never throws: what cannot be
 * written is fetched again. When the files are too large together, the subjects that were written longest ago go.
 */
export class XdmDiskCache implements XdmCache {
  readonly #maxBytes: number;
  /** One change after the other, so that what is forgotten is not written again by one that began before. */
  #changes: Promise<void> = Promise.resolve();
  /** Bytes at most, or unknown: other windows write too, so that it is counted now and then. */
  #bytes: number | undefined;
  #isEmptied = false;
  readonly #reported = new Set<string>();

  constructor(private readonly options: XdmDiskCacheOptions) {
    this.#maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
  }

  /** Deletes what lies there when the setting is off: to be called at the start and when the setting changed. */
  async heedSetting(): Promise<void> {
    if (this.options.isOn()) this.#isEmptied = false;
    else if (!this.#isEmptied) {
      this.#isEmptied = true;
      await this.forget({ allBut: [] });
    }
  }

  async read(subject: CacheSubject, name: string): Promise<string | undefined> {
    if (!this.options.isOn()) {
      await this.heedSetting();
      return undefined;
    }
    try {
      const bytes = await this.options.files.readFile(this.#fileOf(subject, name));
      const text = await decompress(bytes, { maxOutputLength: longestText });
      return text.toString('utf8');
    } catch (error) {
      this.#report('read', error);
      return undefined;
    }
  }

  async write(subject: CacheSubject, name: string, text: string): Promise<void> {
    if (!this.options.isOn()) return this.heedSetting();
    this.#isEmptied = false;
    await this.#change('write', async () => {
      const bytes = await compress(text);
      // It may have been switched off by now.
      if (!this.options.isOn() || bytes.length > this.#maxBytes) return;
      await this.options.files.createDirectory(this.#folderOf(subject));
      await this.#replace(this.#fileOf(subject, name), bytes);
      await this.#trim(this.#folderOf(subject), bytes.length);
    });
  }

  /** @inheritdoc */
  async forget(gone: GoneConnections): Promise<void> {
    for (const folder of 'id' in gone ? [this.#folderOfAll(gone.id)] : await this.#foldersBut(gone.allBut)) {
      await this.#change('delete', async () => {
        await this.options.files.delete(folder, { recursive: true, useTrash: false });
      });
    }
  }

  async #foldersBut(connectionIds: readonly string[]): Promise<readonly vscode.Uri[]> {
    if (connectionIds.length === 0) return [this.#root];
    const kept = new Set(connectionIds.map((id) => this.#folderOfAll(id).path));
    // Behind what is being written.
    await this.#changes;
    return (await this.#namesIn(this.#root)).filter(({ path }) => !kept.has(path));
  }

  get #root(): vscode.Uri {
    return xdmFolder(this.options.storage);
  }

  /** Of a connection in all its sandboxes. */
  #folderOfAll(connectionId: string): vscode.Uri {
    return below(this.#root, plainName(connectionId));
  }

  #folderOf({ connectionId, key }: CacheSubject): vscode.Uri {
    return below(this.#folderOfAll(connectionId), createHash('sha256').update(key).digest('hex'));
  }

  #fileOf(subject: CacheSubject, name: string): vscode.Uri {
    return below(this.#folderOf(subject), `${plainName(name)}.json.gz`);
  }

  #change(what: string, work: () => Promise<void>): Promise<void> {
    this.#changes = this.#changes.then(work).catch((error: unknown) => {
      this.#report(what, error);
    });
    return this.#changes;
  }

  /** A reader, also one in another window, finds the old file or the new one, whole. */
  async #replace(file: vscode.Uri, bytes: Uint8Array): Promise<void> {
    const { files } = this.options;
    const draft = file.with({ path: `${file.path}.${randomUUID()}.tmp` });
    try {
      await files.writeFile(draft, bytes);
      await files.rename(draft, file, { overwrite: true });
    } catch (error) {
      await orNothing(files.delete(draft, { useTrash: false }));
      throw error;
    }
  }

  /** @param current the subject that was written, which goes last */
  async #trim(current: vscode.Uri, written: number): Promise<void> {
    if (this.#bytes !== undefined) this.#bytes += written;
    if (this.#bytes !== undefined && this.#bytes <= this.#maxBytes) return;
    const stored = await this.#list();
    let bytes = stored.reduce((total, file) => total + file.bytes, 0);
    // Some room is made, so that not every write from now on has to count again.
    const goal = bytes > this.#maxBytes ? this.#maxBytes * 0.75 : bytes;
    for (const loss of inOrderOfLoss(stored, current)) {
      if (bytes <= goal) break;
      await this.options.files.delete(loss.uri, { recursive: true, useTrash: false });
      bytes -= loss.bytes;
    }
    this.#bytes = bytes;
  }

  async #list(): Promise<readonly StoredFile[]> {
    const stored: StoredFile[] = [];
    for (const connection of await this.#namesIn(this.#root)) {
      for (const subject of await this.#namesIn(connection)) {
        for (const uri of await this.#namesIn(subject)) {
          const { size = 0, mtime = 0 } = (await orNothing(this.options.files.stat(uri))) ?? {};
          stored.push({ uri, subject, bytes: size, writtenAtMs: mtime });
        }
      }
    }
    return stored;
  }

  async #namesIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
    const entries = (await orNothing(this.options.files.readDirectory(folder))) ?? [];
    return entries.map(([name]) => below(folder, name));
  }

  /** Names no path, and each kind of failure once. */
  #report(what: string, error: unknown): void {
    const given = error instanceof Error && 'code' in error ? error.code : undefined;
    const code = typeof given === 'string' && /^\w{1,40}$/.test(given) ? given : 'unknown';
    const message = `XDM cache: cannot ${what} (${code})`;
    if (code === 'FileNotFound' || this.#reported.has(message)) return;
    this.#reported.add(message);
    this.options.logger.warn(message);
  }
}

/** Another window may have deleted it by now, and what lies there may be no folder. */
async function orNothing<T>(work: Thenable<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch {
    return undefined;
  }
}

/** What goes first: folders of subjects, the one that was written longest ago before the others; then files of the current one. */
function inOrderOfLoss(stored: readonly StoredFile[], current: vscode.Uri): readonly Stored[] {
  const folders = new Map<string, Stored>();
  for (const { subject, bytes, writtenAtMs } of stored) {
    const folder = folders.get(subject.path) ?? { uri: subject, bytes: 0, writtenAtMs: 0 };
    const last = Math.max(folder.writtenAtMs, writtenAtMs);
    folders.set(subject.path, { uri: subject, bytes: folder.bytes + bytes, writtenAtMs: last });
  }
  folders.delete(current.path);
  const byAge = (all: Iterable<Stored>): readonly Stored[] => [...all].sort((a, b) => a.writtenAtMs - b.writtenAtMs);
  return [...byAge(folders.values()), ...byAge(stored.filter(({ subject }) => subject.path === current.path))];
}

/** Ids are random and names are the catalog's own; whatever else comes must not lead out of the folder. */
function plainName(name: string): string {
  return /^[\w-]{1,100}$/.test(name) ? name : createHash('sha256').update(name).digest('hex');
}

function below(folder: vscode.Uri, ...names: readonly string[]): vscode.Uri {
  return folder.with({ path: [folder.path, ...names].join('/') });
}
