import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { inputError } from '../../core/credentials/inputFields';
import type { LookupForm } from '../../core/platform/resourceTypes';
import { commandIds } from '../ids';
import { tell } from '../messages';
import type { ResourceFinder, ResourceOpener, ResourcePicker, TargetReader } from '../xdm/resourceOpener';
import { targetOf, type XdmTarget } from '../xdm/xdmTarget';
import type { CommandTable } from './command';
import { withPatience } from './progress';

/** The page with the fields of a resource. */
export interface PageOpener {
  /** @throws {AepError} when the resource is not to be had; an `AbortError` */
  show(target: XdmTarget, signal: AbortSignal): Promise<void>;
  /** @returns the page as a file that needs nothing else; what {@link show} throws */
  write(target: XdmTarget, signal: AbortSignal): Promise<string>;
}

export interface XdmDocumentCommandsOptions {
  readonly targets: TargetReader;
  readonly opener: ResourceOpener;
  readonly pages: PageOpener;
  readonly picker: ResourcePicker;
  readonly resources: ResourceFinder;
}

/** Commands that open a resource, in one form or another. */
export class XdmDocumentCommands {
  constructor(private readonly options: XdmDocumentCommandsOptions) {}

  table(): CommandTable {
    return {
      [commandIds.openXdm]: { kind: 'ui', run: (argument) => this.#open(argument) },
      [commandIds.showComposedXdm]: { kind: 'ui', run: (argument) => this.#show(argument, 'xed') },
      [commandIds.showResolvedXdm]: { kind: 'ui', run: (argument) => this.#show(argument, 'xed-full') },
      [commandIds.showCompactXdm]: { kind: 'ui', run: (argument) => this.#show(argument, 'xed-full-notext') },
      [commandIds.showXdmPage]: { kind: 'ui', run: (argument) => this.#showPage(argument) },
      [commandIds.saveXdmPage]: { kind: 'ui', run: (argument) => this.#savePage(argument) },
    };
  }

  async #open(argument: unknown): Promise<void> {
    const { targets, opener, resources } = this.options;
    const target = await targets.read(argument);
    if (!target) return;
    const { connection, field } = target;
    await withPatience(openingTitle(target), async (signal) => {
      // What contains itself is not opened again below itself: its type is.
      const typeId = field?.isRecursive ? field.typeId : undefined;
      const type = typeId === undefined ? undefined : await resources.find(connection, typeId, signal);
      await opener.open(type ? targetOf(connection, type) : target, { signal });
    });
  }

  async #show(argument: unknown, form: LookupForm): Promise<void> {
    const target = await this.options.targets.read(argument);
    if (target)
      await withPatience(openingTitle(target), (signal) => this.options.opener.open(target, { form, signal }));
  }

  async #showPage(argument: unknown): Promise<void> {
    const { targets, picker, pages } = this.options;
    const target = (await targets.read(argument)) ?? (await picker.pick(vscode.l10n.t('Show Fields as a Page')));
    if (target) await withPatience(openingTitle(target), (signal) => pages.show(target, signal));
  }

  async #savePage(argument: unknown): Promise<void> {
    const target = await this.options.targets.read(argument);
    if (!target) {
      void tell(vscode.l10n.t('There is nothing to save: this page could not be loaded.'));
      return;
    }
    const uri = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Save Page as HTML'),
      defaultUri: proposedUri(target),
      filters: { HTML: ['html'] },
    });
    if (!uri) return;
    const html = await withPatience(openingTitle(target), (signal) => this.options.pages.write(target, signal));
    await writeFile(uri, html);
    const open = vscode.l10n.t('Open in Browser');
    const saved = vscode.l10n.t('Saved. You can print it from a browser.');
    if ((await tell(saved, open)) === open) await vscode.env.openExternal(uri);
  }
}

/** @throws {AepError} `INPUT_INVALID` of `file` where nothing can be written */
async function writeFile(uri: vscode.Uri, text: string): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch {
    throw inputError('file', 'file-unwritable');
  }
}

function openingTitle({ title }: XdmTarget): string {
  return vscode.l10n.t('Opening {0}…', title);
}

/** In the folder of the workspace, where there is one; else in the person's own. */
function proposedUri({ title }: XdmTarget): vscode.Uri {
  const name = `${
    title
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 80) || 'xdm'
  }.html`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return vscode.Uri.joinPath(folder, name);
}
