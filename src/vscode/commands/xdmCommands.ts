import * as vscode from 'vscode';
import { dotPath, jsonPointer, sqlColumn } from '../../core/xdm/fieldPath';
import type { FieldPath } from '../../core/xdm/xdmField';
import { copyText } from '../clipboard';
import { commandIds, focusIds } from '../ids';
import { tell } from '../messages';
import type { TargetReader } from '../xdm/resourceOpener';
import { XdmRow, type XdmTarget } from '../xdm/xdmTarget';
import type { CommandTable } from './command';

/** The XDM view, as far as commands use it. */
export interface XdmViewControls {
  readonly filter: string;
  refresh(): Promise<void>;
  refreshRow(row: XdmRow): Promise<void>;
  stop(): void;
  setFilter(text: string): void;
  reveal(target: XdmTarget): Promise<boolean>;
}

export interface XdmCommandsOptions {
  readonly view: XdmViewControls;
  readonly targets: TargetReader;
}

/** Commands of the XDM view and its rows. */
export class XdmCommands {
  constructor(private readonly options: XdmCommandsOptions) {}

  table(): CommandTable {
    const { view } = this.options;
    const ui = (run: (argument: unknown) => unknown) => ({ kind: 'ui', run }) as const;
    return {
      [commandIds.refreshXdm]: { kind: 'interface', run: () => view.refresh() },
      [commandIds.stopXdm]: ui(() => {
        view.stop();
      }),
      [commandIds.filterXdm]: ui(() => this.#filter()),
      [commandIds.clearXdmFilter]: ui(() => {
        view.setFilter('');
      }),
      [commandIds.refreshXdmRow]: ui((row) => (row instanceof XdmRow ? view.refreshRow(row) : undefined)),
      [commandIds.revealXdm]: ui((argument) => this.#reveal(argument)),
      [commandIds.copyXdmId]: ui((argument) => this.#copy(argument, ({ $id }) => $id)),
      [commandIds.copyXdmAltId]: ui((argument) => this.#copy(argument, altIdOf)),
      [commandIds.copyXdmPath]: ui((argument) => this.#copyPath(argument, dotPath)),
      [commandIds.copyXdmPointer]: ui((argument) => this.#copyPath(argument, jsonPointer)),
      [commandIds.copyXdmSql]: ui((argument) => this.#copyPath(argument, sqlColumn)),
    };
  }

  /** Filters as one types; what was typed stays when the box is left. */
  async #filter(): Promise<void> {
    const { view } = this.options;
    await vscode.commands.executeCommand(focusIds.xdm);
    const box = vscode.window.createInputBox();
    box.title = vscode.l10n.t('Filter XDM View');
    box.prompt = vscode.l10n.t(
      'Each word has to occur in the title, $id or meta:altId. Leave it empty to show everything.',
    );
    box.value = view.filter;
    box.onDidChangeValue((text) => {
      view.setFilter(text);
    });
    box.onDidAccept(() => {
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
    });
    box.show();
  }

  async #reveal(argument: unknown): Promise<void> {
    const target = await this.options.targets.read(argument);
    if (!target || (await this.options.view.reveal(target))) return;
    const { name, sandbox } = target.connection;
    const { l10n } = vscode;
    void tell(
      sandbox === undefined
        ? l10n.t('“{0}” of {1} is not in the XDM view.', target.title, name)
        : l10n.t('“{0}” of {1} in the sandbox {2} is not in the XDM view.', target.title, name, sandbox),
    );
  }

  async #copy(argument: unknown, textOf: (target: XdmTarget) => string | undefined): Promise<void> {
    const target = await this.options.targets.read(argument);
    if (!target) return;
    const text = textOf(target);
    if (text === undefined) {
      void tell(vscode.l10n.t('“{0}” has no meta:altId.', target.title));
      return;
    }
    await copyText(text);
  }

  async #copyPath(argument: unknown, write: (path: FieldPath) => string): Promise<void> {
    await this.#copy(argument, ({ field, $id }) => (field ? write(field.path) : $id));
  }
}

/** A resource without one is looked up by its `$id`. */
function altIdOf({ ref, $id }: XdmTarget): string | undefined {
  return ref.id === $id ? undefined : ref.id;
}
