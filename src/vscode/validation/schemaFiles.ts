import * as vscode from 'vscode';
import type { Clock } from '../../core/clock';
import type { Logger } from '../../core/logger';
import type { RememberedUse } from '../../core/xdm/catalogTypes';
import { schemaPath, type SchemaIdentity } from '../../core/xdm/schemaPath';
import type { ResourceSource } from '../../core/xdm/wholeResource';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { ActiveConnection } from '../connections/activeConnection';
import type { LoadedFiles } from '../lazy/lazyFiles';
import { schemaIdentityOf, uriOfSchema } from '../xdm/schemaUri';
import { makeSchema, type SchemaState } from './makeSchema';

export interface SchemaFilesOptions {
  readonly active: Pick<ActiveConnection, 'connection' | 'required' | 'onDidChange'>;
  readonly catalog: ResourceSource & Pick<XdmCatalog, 'index' | 'onDidChange' | 'subjectOf'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
}

interface SchemaFile {
  readonly identity: SchemaIdentity;
  /** Whose resource it was made of; `undefined` without a connection. */
  readonly subject: string | undefined;
  readonly state: SchemaState;
  readonly bytes: Uint8Array;
  readonly changedAtMs: number;
}

/**
 * The JSON Schemas of `aep-schema:` addresses, which VS Code's JSON support reads as documents. They are made of the resource as the
 * window's connection knows it in its sandbox: of what is remembered at once, and of what Adobe says by now behind.
 */
export class SchemaFiles implements LoadedFiles, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #stateChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  /** By path: those that are open somewhere, and maybe others. */
  readonly #files = new Map<string, SchemaFile>();
  /** What was begun last, by path: what was begun earlier and ends later is of no use. */
  readonly #renewing = new Map<string, Promise<SchemaFile>>();
  /** What Adobe was asked for in this session. */
  readonly #asked = new Set<string>();

  readonly onDidChangeFile = this.#changed.event;
  /** There is another thing to say of a schema. */
  readonly onDidChangeState = this.#stateChanged.event;

  constructor(private readonly options: SchemaFilesOptions) {
    const { active, catalog } = options;
    const indexed = catalog.onDidChange(({ subject, part }) => {
      const { connection } = active;
      if (!connection || part !== 'index' || subject !== catalog.subjectOf(connection)) return;
      if (catalog.index(connection).status === 'complete') this.#renewAll(() => true);
    });
    this.#subscriptions = vscode.Disposable.from(
      active.onDidChange(() => {
        this.#renewAll(({ subject, state }) => subject !== this.#subject || state.failure !== undefined);
      }),
      new vscode.Disposable(() => {
        indexed.dispose();
      }),
    );
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, changedAtMs } = await this.#get(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: changedAtMs, mtime: changedAtMs, size: bytes.byteLength, permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#get(uri)).bytes;
  }

  /** What is known of a schema by now; `undefined` while it is made for the first time. */
  peek(uri: vscode.Uri): SchemaState | undefined {
    return this.#files.get(uri.path)?.state;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
    this.#stateChanged.dispose();
  }

  get #subject(): string | undefined {
    const { active, catalog } = this.options;
    return active.connection && catalog.subjectOf(active.connection);
  }

  async #get(uri: vscode.Uri): Promise<SchemaFile> {
    const identity = schemaIdentityOf(uri);
    if (!identity) throw vscode.FileSystemError.FileNotFound(uri);
    const file = this.#files.get(uri.path);
    // VS Code asks again every few minutes, and Adobe may answer by then.
    if (file && !file.state.failure?.retryable) return file;
    return this.#renewing.get(uri.path) ?? this.#renew(identity, 'first');
  }

  /** Makes those anew that are open; others are made when they are next asked for. */
  #renewAll(isWanted: (file: SchemaFile) => boolean): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const [path, file] of this.#files) {
      if (!isWanted(file)) continue;
      if (open.has(uriOfSchema(file.identity).toString())) void this.#renewBehind(file.identity, 'first');
      else this.#files.delete(path);
    }
  }

  /** Loading may be stopped by a person. Then what there is stays, and the next who asks begins anew. */
  async #renewBehind(identity: SchemaIdentity, remembered: RememberedUse): Promise<void> {
    await this.#renew(identity, remembered).catch(() => undefined);
  }

  /** @throws an `AbortError` where loading was stopped by a person */
  #renew(identity: SchemaIdentity, remembered: RememberedUse): Promise<SchemaFile> {
    const path = schemaPath(identity);
    const isNewest = (): boolean => this.#renewing.get(path) === renewing;
    const renewing: Promise<SchemaFile> = this.#replace(identity, remembered, isNewest).finally(() => {
      if (isNewest()) this.#renewing.delete(path);
    });
    this.#renewing.set(path, renewing);
    return renewing;
  }

  async #replace(identity: SchemaIdentity, remembered: RememberedUse, isNewest: () => boolean): Promise<SchemaFile> {
    const path = schemaPath(identity);
    const subject = this.#subject;
    const made = await this.#make(identity, remembered).catch((error: unknown) => {
      // The view stops what it leaves, and what is wanted then is of the other sandbox.
      if (isNewest() && subject === this.#subject) throw error;
      return undefined;
    });
    if (!isNewest()) return this.#renewing.get(path) ?? this.#files.get(path) ?? this.#renew(identity, 'first');
    // Another connection or sandbox was chosen meanwhile.
    if (!made || made.subject !== this.#subject) return this.#replace(identity, 'first', isNewest);
    this.#adopt(path, made);
    if (made.state.rememberedAtMs !== undefined && this.#isNew(path, made))
      void this.#renewBehind(identity, 'fallback');
    return made;
  }

  async #make(identity: SchemaIdentity, remembered: RememberedUse): Promise<SchemaFile> {
    const { active, catalog, clock, logger } = this.options;
    const subject = this.#subject;
    const before = this.#files.get(schemaPath(identity));
    const { state, text } = await makeSchema(catalog, () => active.required(), identity, remembered);
    const { failure } = state;
    if (failure) logger.warn(`A JSON Schema cannot be made: ${failure.code}: ${failure.message}`);
    // What is known of it still serves, unless Adobe says that it is gone.
    const isKnown = before?.subject === subject && before?.state.failure === undefined;
    if (before && isKnown && failure && failure.code !== 'NOT_FOUND') return before;
    const bytes = new TextEncoder().encode(text);
    // VS Code reads a file again only where it is younger.
    const changedAtMs = Math.max(clock.nowMs(), (before?.changedAtMs ?? 0) + 1);
    return { identity, subject, state, bytes, changedAtMs };
  }

  #adopt(path: string, made: SchemaFile): void {
    const before = this.#files.get(path);
    const isSame = before !== undefined && Buffer.compare(before.bytes, made.bytes) === 0;
    this.#files.set(path, isSame ? { ...made, changedAtMs: before.changedAtMs } : made);
    if (before && !isSame) {
      this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri: uriOfSchema(made.identity) }]);
    }
    this.#stateChanged.fire();
  }

  /** Whether Adobe was not asked yet in this session. */
  #isNew(path: string, { subject }: SchemaFile): boolean {
    const key = JSON.stringify([subject, path]);
    return !this.#asked.has(key) && Boolean(this.#asked.add(key));
  }
}
