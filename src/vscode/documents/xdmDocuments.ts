import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { ConnectionStore } from '../../core/credentials/connectionStore';
import { AepError, toAepError } from '../../core/errors';
import type { Logger } from '../../core/logger';
import type { SchemaRegistry } from '../../core/platform/schemaRegistry';
import { parseDocumentPath } from '../../core/xdm/documentUri';
import { presentError } from '../errorPresenter';
import { ReadOnlyFiles } from './readOnlyFiles';

/** VS Code asks for the size just before it asks for the content: one request serves both. */
interface Document {
  readonly bytes: Uint8Array;
  readonly fetchedAtMs: number;
}

const keptDocuments = 50;

/**
 * The read-only `aep-xdm:` documents: JSON of the registry, fetched when VS Code reads them. A file system, since VS Code restores
 * its tabs after a reload, and fetched again then: the URI holds the identity and no content.
 */
export class XdmDocuments extends ReadOnlyFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** By URI, the least recently used first. */
  readonly #documents = new Map<string, Promise<Document>>();

  readonly onDidChangeFile = this.#changed.event;

  constructor(
    private readonly store: Pick<ConnectionStore, 'get'>,
    private readonly registry: Pick<SchemaRegistry, 'getClass'>,
    private readonly logger: Logger,
  ) {
    super();
  }

  /**
   * Fetches a document that is about to be opened.
   * @throws {AepError}
   */
  async prepare(uri: vscode.Uri): Promise<void> {
    this.#documents.delete(uri.toString());
    const { fetchedAtMs } = await this.#get(uri);
    // An editor that shows an older version of it is brought up to date.
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    this.logger.debug(`Fetched a document at ${new Date(fetchedAtMs).toISOString()}`);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, fetchedAtMs } = await this.#getForEditor(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: fetchedAtMs, mtime: fetchedAtMs, size: bytes.byteLength, permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#getForEditor(uri)).bytes;
  }

  dispose(): void {
    this.#documents.clear();
    this.#changed.dispose();
  }

  /** VS Code shows the message in place of the document, with a button to try again. */
  async #getForEditor(uri: vscode.Uri): Promise<Document> {
    if (!parseDocumentPath(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
    try {
      return await this.#get(uri);
    } catch (caught) {
      const error = toAepError(caught);
      if (!(error instanceof AepError)) throw vscode.FileSystemError.Unavailable(uri);
      this.logger.error(`Document: ${error.code}: ${error.message}`);
      throw vscode.FileSystemError.Unavailable(presentError(error).message);
    }
  }

  async #get(uri: vscode.Uri): Promise<Document> {
    const key = uri.toString();
    const fetching = this.#documents.get(key) ?? this.#fetch(uri);
    this.#documents.delete(key);
    this.#documents.set(key, fetching);
    const [oldest] = this.#documents.keys();
    if (this.#documents.size > keptDocuments && oldest !== undefined) this.#documents.delete(oldest);
    try {
      return await fetching;
    } catch (error) {
      if (this.#documents.get(key) === fetching) this.#documents.delete(key);
      throw error;
    }
  }

  async #fetch(uri: vscode.Uri): Promise<Document> {
    const identity = parseDocumentPath(uri.path);
    if (!identity) throw new AepError('NOT_FOUND', 'Not the path of a document');
    const { connectionId, sandbox, container, id } = identity;
    const stored = (await this.store.get(connectionId)).connection;
    // The document's own sandbox, whatever the connection's is by now.
    const connection = inSandbox(stored, sandbox);
    const content = await this.registry.getClass(connection, container, id);
    return { bytes: new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`), fetchedAtMs: Date.now() };
  }
}

function inSandbox(connection: Connection, sandbox: string | undefined): Connection {
  const { id, name, imsOrg, clientId, environment, credential } = connection;
  return { id, name, imsOrg, clientId, environment, credential, ...(sandbox === undefined ? {} : { sandbox }) };
}
