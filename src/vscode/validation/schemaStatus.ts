import * as vscode from 'vscode';
import type { Clock } from '../../core/clock';
import { presentError } from '../errorPresenter';
import { commandIds } from '../ids';
import { uriOfSchema } from '../xdm/schemaUri';
import { messageText, rowText } from '../texts/shownText';
import { sandboxName } from '../texts/sandboxTexts';
import { ageText } from '../texts/xdmTexts';
import type { SchemaState } from './makeSchema';
import { bindingOf } from './bindingOf';
import type { SchemaFiles } from './schemaFiles';

/** Says in the language status of a file with which schema it is validated, and once and quietly when that cannot be loaded. */
export class SchemaStatus implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable;
  #item: vscode.LanguageStatusItem | undefined;

  constructor(
    private readonly schemas: Pick<SchemaFiles, 'peek' | 'stat' | 'onDidChangeState'>,
    private readonly clock: Pick<Clock, 'nowMs'>,
  ) {
    const { workspace, window } = vscode;
    const update = (): void => {
      this.#update();
    };
    this.#subscriptions = vscode.Disposable.from(
      schemas.onDidChangeState(update),
      window.onDidChangeActiveTextEditor(update),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('json.schemas')) update();
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === window.activeTextEditor?.document) update();
      }),
    );
    update();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#item?.dispose();
  }

  #update(): void {
    const document = vscode.window.activeTextEditor?.document;
    const binding = document && bindingOf(document);
    if (!document || !binding) {
      this.#item?.dispose();
      this.#item = undefined;
      return;
    }
    const uri = uriOfSchema(binding.schema);
    const state = this.schemas.peek(uri);
    // The JSON support does not ask for it where the file is JSON Lines.
    if (!state) void this.schemas.stat(uri).catch(() => undefined);
    this.#item ??= createItem();
    this.#item.selector = { language: document.languageId };
    Object.assign(this.#item, describe(state, this.clock.nowMs()));
  }
}

function createItem(): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('aep.schema', []);
  item.name = vscode.l10n.t('XDM Schema');
  item.command = { command: commandIds.validateWithXdm, title: vscode.l10n.t('Change…') };
  return item;
}

type Described = Required<Pick<vscode.LanguageStatusItem, 'text' | 'severity' | 'busy'>> & { readonly detail: string };

function describe(state: SchemaState | undefined, nowMs: number): Described {
  const { l10n, LanguageStatusSeverity: severity } = vscode;
  if (!state)
    return { text: l10n.t('XDM schema'), detail: l10n.t('Loading…'), severity: severity.Information, busy: true };
  const { failure, title = '', connection, rememberedAtMs } = state;
  if (failure) {
    const detail = statusText(presentError(failure).message);
    return { text: l10n.t('XDM schema cannot be loaded'), detail, severity: severity.Warning, busy: false };
  }
  const where = l10n.t('{0} in {1}', connection?.name ?? '', sandboxName(connection?.sandbox));
  const detail = statusText(rememberedAtMs === undefined ? where : `${where}, ${ageText(rememberedAtMs, nowMs)}`);
  return { text: statusText(l10n.t('XDM: {0}', title)), detail, severity: severity.Information, busy: false };
}

/** A language status draws icons and links. */
function statusText(text: string): string {
  return messageText(rowText(text));
}
