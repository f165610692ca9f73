import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { ConnectionStore } from '../../core/credentials/connectionStore';
import { AepError, isAbort, toAepError } from '../../core/errors';
import type { Disposable } from '../../core/event';
import type { Logger } from '../../core/logger';
import type { CatalogChange, DocumentAge, RememberedUse } from '../../core/xdm/catalogTypes';
import type { DocumentIdentity } from '../../core/xdm/documentPath';
import { RecentlyUsed } from '../../core/xdm/recentlyUsed';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import { presentError } from '../errorPresenter';
import { viewIds } from '../ids';
import type { OpenOptions, ResourceOpener } from '../xdm/resourceOpener';
import type { XdmTarget } from '../xdm/xdmTarget';
import { comparedWith, documentUri, identityOf } from '../xdm/xdmUri';
import { isAnswered, type AnsweringCatalog } from './answered';
import { comparedText } from './comparedText';
import { connectionOf } from './documentConnection';
import { rangeOfField } from './fieldRange';

/** What an editor shows, and how old it is. */
interface Document extends DocumentAge {
  readonly bytes: Uint8Array;
  readonly connection: Connection;
}

/** VS Code asks for the size just before it asks for the content: one request serves both. */
interface Entry {
  readonly loading: Promise<Document>;
  /** What it came to. */
  document: Document | undefined;
}

export interface XdmDocumentsOptions {
  readonly store: Pick<ConnectionStore, 'get'>;
  readonly catalog: AnsweringCatalog & Pick<XdmCatalog, 'getDocument' | 'onDidChange'>;
  readonly logger: Logger;
}

const keptDocuments = 50;

/**
 * The read-only `aep-xdm:` documents: JSON of the registry, fetched when VS Code reads them. Files, since VS Code restores their tabs
 * after a reload: what is remembered is shown then at once and asked for behind. The URI holds the identity and no content.
 */
export class XdmDocuments implements ResourceOpener, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #aged = new vscode.EventEmitter<void>();
  /** By URI. */
  readonly #entries = new RecentlyUsed<string, Entry>(keptDocuments);
  readonly #refreshing = new Map<string, Promise<void>>();
  readonly #subscriptions: readonly Disposable[];

  readonly onDidChangeFile = this.#changed.event;
  /** Fires when {@link ageOf} of a document may be another. */
  readonly onDidChangeAge = this.#aged.event;

  constructor(private readonly options: XdmDocumentsOptions) {
    this.#subscriptions = [
      options.catalog.onDidChange((change) => {
        this.#refreshIfReached(change);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
    ];
  }

  /** Fetches the document first, so that a failure is told before an editor opens. */
  async open(target: XdmTarget, options: OpenOptions = {}): Promise<void> {
    const { form = 'xed-full', preview = true, preserveFocus = false, signal } = options;
    const uri = documentUri(target.connection, target.ref, form);
    await vscode.window.withProgress({ location: { viewId: viewIds.xdm } }, () => this.prepare(uri, signal));
    const document = await vscode.workspace.openTextDocument(uri);
    const selection = target.field && rangeOfField(document, target.field, target.$id, form);
    await vscode.window.showTextDocument(document, {
      preview,
      preserveFocus,
      ...(selection ? { selection } : {}),
    });
  }

  /**
   * Fetches a document that is about to be opened: what is remembered is for where Adobe does not answer.
   * @throws {AepError}; an `AbortError`
   */
  async prepare(uri: vscode.Uri, signal?: AbortSignal): Promise<DocumentAge> {
    const before = this.#entries.get(uri.toString())?.document;
    const document = await this.#load(uri, 'fallback', signal);
    this.#tell(uri, before, document);
    return document;
  }

  /** @returns `undefined` for what was not read */
  ageOf(uri: vscode.Uri): DocumentAge | undefined {
    return this.#entries.get(uri.toString())?.document;
  }

  /** Whose it is, in its own sandbox. @returns `undefined` for what was not read */
  connectionOf(uri: vscode.Uri): Connection | undefined {
    return this.#entries.get(uri.toString())?.document?.connection;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, fetchedAtMs } = await this.#forEditor(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: fetchedAtMs, mtime: fetchedAtMs, size: bytes.byteLength, permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#forEditor(uri)).bytes;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#entries.clear();
    this.#changed.dispose();
    this.#aged.dispose();
  }

  /** VS Code shows the message in place of the document, with a button to try again. */
  async #forEditor(uri: vscode.Uri): Promise<Document> {
    const identity = identityOf(uri);
    if (!identity) throw vscode.FileSystemError.FileNotFound(uri);
    try {
      const entry = this.#entries.get(uri.toString());
      return (entry && (await this.#known(entry, identity))) ?? (await this.#restore(uri));
    } catch (caught) {
      const error = toAepError(caught);
      if (!(error instanceof AepError)) throw vscode.FileSystemError.Unavailable(uri);
      this.options.logger.error(`Document: ${error.code}: ${error.message}`);
      throw vscode.FileSystemError.Unavailable(presentError(error).message);
    }
  }

  /** What an editor shows or is about to show, unless its connection is another organisation's by now. */
  async #known({ loading }: Entry, identity: DocumentIdentity): Promise<Document | undefined> {
    const { store, catalog } = this.options;
    const [document, connection] = await Promise.all([loading, connectionOf(store, identity)]);
    return catalog.subjectOf(document.connection) === catalog.subjectOf(connection) ? document : undefined;
  }

  /** A document of an earlier session, or one that a link leads to: it is there at once where it is known. */
  async #restore(uri: vscode.Uri): Promise<Document> {
    const document = await this.#load(uri, 'first');
    if (document.isRemembered) void this.#refresh(uri);
    return document;
  }

  /** Asks Adobe for what is newer. Never throws: what is shown stays. */
  #refresh(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const running = this.#refreshing.get(key) ?? this.#replace(uri).finally(() => this.#refreshing.delete(key));
    this.#refreshing.set(key, running);
    return running;
  }

  async #replace(uri: vscode.Uri): Promise<void> {
    const entry = this.#entries.get(uri.toString());
    try {
      const document = await this.#fetch(uri, 'never');
      // Closed, or opened anew, meanwhile.
      if (this.#entries.get(uri.toString()) !== entry) return;
      this.#entries.set(uri.toString(), { loading: Promise.resolve(document), document });
      this.#tell(uri, entry?.document, document);
    } catch (caught) {
      const error = toAepError(caught);
      if (isAbort(error) || !(error instanceof AepError)) return;
      this.options.logger.warn(`Document remembered only: ${error.code}: ${error.message}`);
      if (entry?.document) entry.document = { ...entry.document, failure: error };
      this.#aged.fire();
    }
  }

  /** Adobe answered something else of the same registry: it may have documents for us again, too. */
  #refreshIfReached(change: CatalogChange): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      const document = this.#entries.get(uri.toString())?.document;
      if (document?.isRemembered && isAnswered(this.options.catalog, document.connection, change))
        void this.#refresh(uri);
    }
  }

  async #load(uri: vscode.Uri, remembered: RememberedUse, signal?: AbortSignal): Promise<Document> {
    const key = uri.toString();
    const loading = this.#fetch(uri, remembered, signal);
    const before = this.#entries.get(key);
    const entry: Entry = { loading, document: undefined };
    this.#entries.set(key, entry);
    try {
      entry.document = await loading;
      return entry.document;
    } catch (error) {
      // An editor goes on with what it shows.
      if (this.#entries.get(key) === entry) {
        if (before?.document) this.#entries.set(key, before);
        else this.#entries.delete(key);
      }
      throw error;
    }
  }

  /** Whoever opens it again wants it as it is then. One that is being loaded is for an editor to come. */
  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    if (this.#entries.get(key)?.document) this.#entries.delete(key);
  }

  /** An editor that shows an older version is brought up to date. One that shows the same is left alone. */
  #tell(uri: vscode.Uri, before: Document | undefined, now: Document): void {
    this.#aged.fire();
    if (before && Buffer.compare(before.bytes, now.bytes) === 0) return;
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async #fetch(uri: vscode.Uri, remembered: RememberedUse, signal?: AbortSignal): Promise<Document> {
    const identity = identityOf(uri);
    if (!identity) throw new AepError('NOT_FOUND', 'Not the path of a document');
    const { store, catalog } = this.options;
    const connection = await connectionOf(store, identity);
    // What a resource itself says is compared, not what it refers to.
    const form = identity.form === 'compared' ? 'xed' : identity.form;
    const { content, ...age } = await catalog.getDocument(connection, identity, form, { remembered, signal });
    const other = comparedWith(uri);
    const there = other && { connection: await connectionOf(store, other), ref: other };
    const text =
      identity.form === 'compared'
        ? await comparedText(catalog, content, { connection, ref: identity }, there, signal)
        : `${JSON.stringify(content, undefined, 2)}\n`;
    return { ...age, bytes: new TextEncoder().encode(text), connection };
  }
}
