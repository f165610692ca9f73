import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { ConnectionStore } from '../../core/credentials/connectionStore';
import { AepError, toAepError } from '../../core/errors';
import { idAt, linksIn, offsetOfField } from '../../core/xdm/documentLinks';
import { refOf } from '../../core/xdm/xdmResource';
import { CommandFailure } from '../errorPresenter';
import { plainText } from '../texts/markdown';
import { kindNames, statusTexts } from '../texts/xdmTexts';
import { documentUri, identityOf } from '../xdm/xdmUri';
import { connectionOf } from './documentConnection';
import type { DescribedResource, KnownResources } from './knownResources';

class ReferenceLink extends vscode.DocumentLink {
  constructor(
    range: vscode.Range,
    readonly source: vscode.Uri,
    readonly $id: string,
  ) {
    super(range);
    this.tooltip = vscode.l10n.t('Open XDM Resource');
  }
}

/** `"$ref": "#/definitions/x"`: the pointer, which the registry writes without escapes. */
const localReference = /"\$ref": "#(\/[^"\\]+)"/g;

export interface XdmReferencesOptions {
  readonly store: Pick<ConnectionStore, 'get'>;
  readonly resources: KnownResources;
}

/** Ids in documents lead to what they name, and say what that is; references within a document lead to the place. */
export class XdmReferences implements vscode.DocumentLinkProvider, vscode.HoverProvider {
  constructor(private readonly options: XdmReferencesOptions) {}

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const text = document.getText();
    // Its own id among them: VS Code would make a link into the browser of it, where there is nothing.
    const links = linksIn(text).map(
      ({ start, end, id }) => new ReferenceLink(rangeOf(document, start, end), document.uri, id),
    );
    return [...links, ...localLinks(document, text)];
  }

  /** Which resource it is, is found out when the link is followed: a document can have hundreds. */
  async resolveDocumentLink(
    link: vscode.DocumentLink,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink | undefined> {
    if (!(link instanceof ReferenceLink)) return link;
    const abort = new AbortController();
    token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      const connection = await this.#connectionOf(link.source);
      const resource = connection && (await this.options.resources.find(connection, link.$id, abort.signal));
      if (!connection || !resource) return undefined;
      link.target = documentUri(connection, refOf(resource), formOf(link.source));
      return link;
    } catch (caught) {
      const error = toAepError(caught);
      if (!(error instanceof AepError)) return undefined;
      // VS Code shows the message of what is thrown here.
      throw new CommandFailure(error);
    }
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const found = idAt(document.getText(), document.offsetAt(position));
    // Of a connection that was removed nothing is known, and a mouse that rests is told of no failure.
    const connection = found && (await this.#connectionOf(document.uri).catch(() => undefined));
    // Nothing is fetched for the mouse.
    const resource = connection && this.options.resources.describe(connection, found.id);
    return resource && new vscode.Hover(hoverText(resource), rangeOf(document, found.start, found.end));
  }

  async #connectionOf(uri: vscode.Uri): Promise<Connection | undefined> {
    const identity = identityOf(uri);
    return identity && connectionOf(this.options.store, identity);
  }
}

/** A composed document leads to composed ones, any other to resolved ones. */
function formOf(source: vscode.Uri): 'xed' | 'xed-full' | 'xed-full-notext' {
  const form = identityOf(source)?.form ?? 'xed-full';
  return form === 'compared' ? 'xed' : form;
}

function localLinks(document: vscode.TextDocument, text: string): readonly vscode.DocumentLink[] {
  const targets = new Map<string, vscode.Uri | undefined>();
  return [...text.matchAll(localReference)].flatMap(({ index, 0: whole, 1: pointer = '' }) => {
    if (!targets.has(pointer)) targets.set(pointer, placeOf(document, text, pointer));
    const target = targets.get(pointer);
    const end = index + whole.length - 1;
    return target ? [new vscode.DocumentLink(rangeOf(document, end - pointer.length - 1, end), target)] : [];
  });
}

/** VS Code takes line and column, counted from one, from the fragment. */
function placeOf(document: vscode.TextDocument, text: string, pointer: string): vscode.Uri | undefined {
  const offset = offsetOfField(text, pointer);
  if (offset === undefined) return undefined;
  const { line, character } = document.positionAt(offset);
  return document.uri.with({ fragment: `L${line + 1},${character + 1}` });
}

function rangeOf(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function hoverText({ title, kind, status, version, description }: DescribedResource): vscode.MarkdownString {
  const facts = [
    ...(kind === undefined ? [] : [kindNames[kind]()]),
    ...(version === undefined ? [] : [vscode.l10n.t('version {0}', version)]),
    ...(status === undefined ? [] : [statusTexts[status]()]),
  ];
  const text = new vscode.MarkdownString();
  text.appendMarkdown([`**${plainText(title)}**`, ...facts.map(plainText)].join(' · '));
  if (description !== undefined) text.appendMarkdown(`\n\n${plainText(description)}`);
  return text;
}
