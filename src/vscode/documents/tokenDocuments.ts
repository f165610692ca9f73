import * as vscode from 'vscode';
import { AepError, toAepError } from '../../core/errors';
import type { Disposable } from '../../core/event';
import type { TokenInspector } from '../../core/ims/tokenInspector';
import type { TokenService } from '../../core/ims/tokenService';
import type { Logger } from '../../core/logger';
import { presentError } from '../errorPresenter';
import { tokenScheme } from '../ids';
import { ReadOnlyFiles } from '../lazy/readOnlyFiles';

/** VS Code asks for the size just before it asks for the content: one look at the token serves both. */
interface Page {
  readonly uri: vscode.Uri;
  readonly text: Promise<Uint8Array>;
  readonly madeAtMs: number;
  /** The token's state when it was made: another one makes the page stale. */
  readonly edition: string;
}

export interface TokenDocumentsOptions {
  readonly inspector: Pick<TokenInspector, 'inspect'>;
  readonly tokens: Pick<TokenService, 'state' | 'onDidChange'>;
  readonly textOf: (inspection: Awaited<ReturnType<TokenInspector['inspect']>>) => string;
  readonly logger: Logger;
}

/**
 * The read-only `aep-token:` documents: what a connection's token says of itself. Their URI names the connection and nothing of the
 * token; they are made when VS Code reads them, again after a reload, and lie on no disk.
 */
export class TokenDocuments extends ReadOnlyFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** By connection. */
  readonly #pages = new Map<string, Page>();
  readonly #subscription: Disposable;

  readonly onDidChangeFile = this.#changed.event;

  constructor(private readonly options: TokenDocumentsOptions) {
    super();
    this.#subscription = options.tokens.onDidChange((id) => {
      this.#renew(id);
    });
  }

  /** The document of a connection, which is the authority: VS Code shows the path to people. Its name says nothing to us. */
  uriOf({ id, name }: { readonly id: string; readonly name: string }): vscode.Uri {
    const file = vscode.l10n.t('Token of {0}', name).replace(/[/\\]/g, '-');
    return vscode.Uri.from({ scheme: tokenScheme, authority: id, path: `/${file}.md` });
  }

  /** Makes a document that is about to be opened. @throws {AepError} of the group "what is stored"; an `AbortError` */
  async prepare(uri: vscode.Uri, signal: AbortSignal): Promise<void> {
    await this.#make(uri, signal).text;
    // An editor that shows an older one is brought up to date.
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { text, madeAtMs } = this.#page(uri);
    const size = (await this.#forEditor(text, uri)).byteLength;
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: madeAtMs, mtime: madeAtMs, size, permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.#forEditor(this.#page(uri).text, uri);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#pages.clear();
    this.#changed.dispose();
  }

  #page(uri: vscode.Uri): Page {
    const known = this.#pages.get(idOf(uri) ?? '');
    return known?.uri.toString() === uri.toString() ? known : this.#make(uri);
  }

  #make(uri: vscode.Uri, signal?: AbortSignal): Page {
    const id = idOf(uri);
    if (id === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    const { inspector, textOf } = this.options;
    const text = inspector.inspect(id, signal).then((inspection) => new TextEncoder().encode(textOf(inspection)));
    const page: Page = { uri, text, madeAtMs: Date.now(), edition: this.#edition(id) };
    this.#pages.set(id, page);
    text.catch(() => {
      if (this.#pages.get(id) === page) this.#pages.delete(id);
    });
    return page;
  }

  /** Another token, or none: an editor that shows the old one is brought up to date. */
  #renew(id: string): void {
    const page = this.#pages.get(id);
    if (!page || this.options.tokens.state(id).minting || this.#edition(id) === page.edition) return;
    this.#pages.delete(id);
    const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === page.uri.toString());
    if (isOpen) this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri: page.uri }]);
  }

  #edition(id: string): string {
    const { expiresAtMs, revoked } = this.options.tokens.state(id);
    return `${expiresAtMs ?? 'none'} ${String(revoked)}`;
  }

  /** VS Code shows the message in place of the document, with a button to try again. */
  async #forEditor(text: Promise<Uint8Array>, uri: vscode.Uri): Promise<Uint8Array> {
    try {
      return await text;
    } catch (caught) {
      const error = toAepError(caught);
      if (!(error instanceof AepError)) throw vscode.FileSystemError.Unavailable(uri);
      this.options.logger.error(`Token document: ${error.code}: ${error.message}`);
      throw vscode.FileSystemError.Unavailable(presentError(error).message);
    }
  }
}

/** Of `//{connection}/{name}.md`, and `undefined` for what was not made here. */
function idOf({ authority, path }: vscode.Uri): string | undefined {
  return authority !== '' && /^\/[^/]+\.md$/.test(path) ? authority : undefined;
}
