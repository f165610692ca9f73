import * as vscode from 'vscode';
import type { ConnectionStore } from '../../core/credentials/connectionStore';
import { AepError } from '../../core/errors';
import type { Disposable } from '../../core/event';
import type { Logger } from '../../core/logger';
import { asObject, asString } from '../../core/shape';
import type { CatalogChange, RememberedUse } from '../../core/xdm/catalogTypes';
import { documentPath, parseDocumentPath, type DocumentIdentity } from '../../core/xdm/documentPath';
import { dotPath } from '../../core/xdm/fieldPath';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import { pageViewType } from '../ids';
import type { XdmTarget } from '../xdm/xdmTarget';
import { isAnswered, type AnsweringCatalog } from './answered';
import { connectionOf } from './documentConnection';
import { loadPageContent, type PageContent } from './pageContent';
import { failureHtml, pageHtml } from './pageHtml';
import { pageModel } from './pageModel';
import { XdmPage } from './xdmPage';

export interface XdmPagesOptions {
  readonly store: Pick<ConnectionStore, 'get'>;
  readonly catalog: AnsweringCatalog & Pick<XdmCatalog, 'getDocument' | 'getResources' | 'lookup' | 'onDidChange'>;
  readonly logger: Logger;
  /** Of the extension: where the icons are. */
  readonly extensionUri: vscode.Uri;
}

/** The pages for reading: one for each resource, whose tab VS Code restores after a reload. */
export class XdmPages implements vscode.WebviewPanelSerializer, vscode.Disposable {
  /** By the path of the document. */
  readonly #pages = new Map<string, XdmPage>();
  readonly #subscription: Disposable;

  constructor(private readonly options: XdmPagesOptions) {
    this.#subscription = options.catalog.onDidChange((change) => {
      this.#update(change);
    });
  }

  /** What the page that has the focus is about. */
  get active(): XdmTarget | undefined {
    return [...this.#pages.values()].find(({ panel }) => panel.active)?.target;
  }

  /** @throws {AepError} when the resource is not to be had; an `AbortError` */
  async show(target: XdmTarget, signal: AbortSignal): Promise<void> {
    const key = keyOf(target);
    const content = await this.#load(key, 'fallback', signal);
    const open = this.#pages.get(key);
    if (open) open.panel.reveal();
    const page = open ?? this.#adopt(key, this.#createPanel(target.title));
    page.show(content, target.field && dotPath(target.field.path));
  }

  /** @throws {AepError} when the resource is not to be had; an `AbortError` */
  async write(target: XdmTarget, signal: AbortSignal): Promise<string> {
    return pageHtml(pageModel(await this.#load(keyOf(target), 'fallback', signal), undefined));
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const key = asString(asObject(state)?.key) ?? '';
    const open = this.#pages.get(key);
    if (open) {
      // It was asked for before its old tab was looked at.
      panel.dispose();
      open.panel.reveal();
      return;
    }
    if (parseDocumentPath(key)) {
      await this.#adopt(key, panel).restore();
      return;
    }
    // What is kept with the workspace may be of another version.
    panel.webview.options = { enableScripts: false, localResourceRoots: [] };
    panel.webview.html = failureHtml(vscode.l10n.t('This page cannot be restored. Open it again.'), undefined);
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const page of this.#pages.values()) page.panel.dispose();
  }

  #createPanel(title: string): vscode.WebviewPanel {
    const column = vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.Active;
    return vscode.window.createWebviewPanel(pageViewType, title, column, { enableFindWidget: true });
  }

  #adopt(key: string, panel: vscode.WebviewPanel): XdmPage {
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(this.options.extensionUri, 'media', `page-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const { logger } = this.options;
    const page = new XdmPage(panel, { key, load: (remembered, signal) => this.#load(key, remembered, signal), logger });
    this.#pages.set(key, page);
    panel.onDidDispose(() => {
      page.dispose();
      if (this.#pages.get(key) === page) this.#pages.delete(key);
    });
    return page;
  }

  /** What Adobe answers may bring a page up to date, and the index says what descriptors say of its fields. */
  #update(change: CatalogChange): void {
    const { catalog } = this.options;
    for (const page of this.#pages.values()) {
      const { content } = page;
      if (!content || !isAnswered(catalog, content.connection, change)) continue;
      const { library } = catalog.index(content.connection);
      if (content.isRemembered) void page.refresh();
      else if (change.part === 'index' && library && content.library !== library) page.show({ ...content, library });
    }
  }

  async #load(key: string, remembered: RememberedUse, signal: AbortSignal): Promise<PageContent> {
    const identity = parseDocumentPath(key);
    if (!identity) throw new AepError('NOT_FOUND', 'Not the path of a document');
    const connection = await connectionOf(this.options.store, identity);
    return loadPageContent(this.options.catalog, connection, refOfIdentity(identity), { remembered, signal });
  }
}

/** A page is about the composed form, whose references tell of which types the fields are. */
function keyOf({ connection, ref }: XdmTarget): string {
  return documentPath({ connectionId: connection.id, sandbox: connection.sandbox, ...ref, form: 'xed' });
}

function refOfIdentity({ container, kind, id }: DocumentIdentity): XdmTarget['ref'] {
  return { container, kind, id };
}
