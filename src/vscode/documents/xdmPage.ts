import * as vscode from 'vscode';
import { AepError, toAepError } from '../../core/errors';
import type { Logger } from '../../core/logger';
import { asObject, asString } from '../../core/shape';
import type { RememberedUse } from '../../core/xdm/catalogTypes';
import { dotPath } from '../../core/xdm/fieldPath';
import { copyText } from '../clipboard';
import { presentError } from '../errorPresenter';
import { targetOf, type XdmTarget } from '../xdm/xdmTarget';
import type { PageContent } from './pageContent';
import { failureHtml, pageHtml } from './pageHtml';
import { pageModel } from './pageModel';

export interface XdmPageOptions {
  /** The path of its document: what VS Code keeps over a reload. */
  readonly key: string;
  readonly load: (remembered: RememberedUse, signal: AbortSignal) => Promise<PageContent>;
  readonly logger: Logger;
}

/** One page: its panel, what it shows, and what its buttons ask for. */
export class XdmPage implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #content: PageContent | undefined;
  #paths: ReadonlySet<string> = new Set();
  /** The model of the page, to see that there is nothing new in another one. */
  #shown = '';
  #refreshing: Promise<void> | undefined;
  /** Ends what is loaded for a page that is closed. */
  readonly #closing = new AbortController();

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly options: XdmPageOptions,
  ) {
    // Nothing of the disk can be read by it, and nothing of the network by its own policy.
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    this.#subscription = panel.webview.onDidReceiveMessage((message) => void this.#receive(message));
  }

  /** What commands on the page are about; `undefined` while it shows a failure. */
  get target(): XdmTarget | undefined {
    return this.#content && targetOf(this.#content.connection, this.#content.resource);
  }

  get content(): PageContent | undefined {
    return this.#content;
  }

  /** @param path of the field that is shown first */
  show(content: PageContent, path?: string): void {
    if (this.#closing.signal.aborted) return;
    this.#content = content;
    const model = pageModel(content, this.options.key);
    const text = JSON.stringify(model);
    // One that shows the same is left alone: it would lose its place.
    if (text === this.#shown) {
      if (path !== undefined) void this.panel.webview.postMessage({ command: 'reveal', path });
      return;
    }
    this.#shown = text;
    this.#paths = new Set(content.fields.map((field) => dotPath(field.path)));
    this.panel.title = content.resource.title;
    this.panel.webview.html = pageHtml(model, path);
  }

  /** A page of an earlier session: what is remembered is there at once. Never throws. */
  async restore(): Promise<void> {
    await this.#load('first');
    if (this.#content?.isRemembered) await this.refresh();
  }

  /** Asks Adobe for what is newer. Never throws: what is there stays. */
  async refresh(): Promise<void> {
    this.#refreshing ??= this.#load('never').finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
  }

  dispose(): void {
    this.#closing.abort();
    this.#subscription.dispose();
  }

  async #load(remembered: RememberedUse): Promise<void> {
    try {
      this.show(await this.options.load(remembered, this.#closing.signal));
    } catch (caught) {
      const error = toAepError(caught);
      this.#tellInterruption(error instanceof AepError ? error : undefined);
    }
  }

  /** @param failure none where loading was stopped: by a person, or because the view left the sandbox */
  #tellInterruption(failure: AepError | undefined): void {
    if (failure) this.options.logger.error(`Page: ${failure.code}: ${failure.message}`);
    const content = this.#content;
    if (this.#closing.signal.aborted) return;
    if (!content) {
      const text = failure ? presentError(failure).message : vscode.l10n.t('Loading was stopped.');
      this.panel.webview.html = failureHtml(text, this.options.key);
    } else if (content.isRemembered && failure) {
      // What is there stays, and says why there is nothing newer.
      this.show({ ...content, failure });
    }
  }

  /** Only what the page itself can ask for, about what it shows. */
  async #receive(message: unknown): Promise<void> {
    const given = asObject(message);
    const path = asString(given?.path);
    if (given?.command === 'retry') await this.#load('fallback');
    if (given?.command !== 'copy' || path === undefined || !this.#paths.has(path)) return;
    await copyText(path);
  }
}
