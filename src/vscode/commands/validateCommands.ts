import * as vscode from 'vscode';
import { inputError } from '../../core/credentials/inputFields';
import { commandIds } from '../ids';
import { tell, tellFailure } from '../messages';
import type { ResourcePicker, TargetReader } from '../xdm/resourceOpener';
import type { Binding, SchemaBinder, SettingsPlace, Undo } from '../xdm/schemaBinder';
import { schemaUri } from '../xdm/schemaUri';
import { XdmRow, type XdmTarget } from '../xdm/xdmTarget';
import { identityOf } from '../xdm/xdmUri';
import type { CommandTable } from './command';
import { askPatterns, type FilePatterns } from './filePatterns';
import { askChoice, valueOf } from './quickInput';

export interface ValidateCommandsOptions {
  readonly targets: TargetReader;
  readonly picker: ResourcePicker;
  readonly binder: SchemaBinder;
}

/** Says which files VS Code validates with which schema, by its own setting; the files themselves are never changed. */
export class ValidateCommands {
  constructor(private readonly options: ValidateCommandsOptions) {}

  table(): CommandTable {
    return { [commandIds.validateWithXdm]: { kind: 'ui', run: (argument) => this.#validate(argument) } };
  }

  async #validate(argument: unknown): Promise<void> {
    const { targets, picker, binder } = this.options;
    // On a file of the Explorer nothing is said of the schema, whichever is shown beside it.
    const target = isFile(argument) ? undefined : schemaOf(await targets.read(argument));
    const file = await payloadFile(argument);
    const binding = file && binder.bindingOf(file);
    // Who comes from a schema has said what is to be changed.
    if (file && binding && !target && !(await this.#mayChange(file, binding))) return;
    const chosen =
      target ?? (await picker.pick(vscode.l10n.t('With which schema should JSON files be validated?'), ['schemas']));
    if (!chosen) return;
    const files = await askPatterns(file);
    if (!files) return;
    const undo = await write(() => binder.addPatterns(files.place, schemaUri(chosen.ref).toString(), files.patterns));
    if (undo) await offerUndo(addedText(files, chosen), undo);
  }

  /** Says what a file is validated with by now. @returns whether another schema is wanted */
  async #mayChange(file: vscode.TextDocument, { schema, setting }: Binding): Promise<boolean> {
    const { l10n } = vscode;
    const title = this.options.binder.titleOf(schema) ?? schema.id;
    const name = nameOf(file.uri);
    if (!setting) {
      const message = l10n.t('“{0}” names its schema itself, in $schema: “{1}”. Change it there.', name, title);
      void tell(message);
      return false;
    }
    const answer = await askChoice(
      { title: l10n.t('“{0}” is validated with “{1}”', name, title), canGoBack: false },
      {
        placeholder: l10n.t('Validated as files that match: {0}', setting.patterns.join(', ')),
        choices: [
          { label: l10n.t('Choose another schema…'), value: 'change' },
          { label: l10n.t('Stop validating these files'), value: 'stop' },
        ],
      },
    );
    if (valueOf(answer) === 'stop') {
      const undo = await write(() => this.options.binder.removePatterns(setting, setting.patterns));
      if (undo) void offerUndo(l10n.t('These files are no longer validated: {0}', setting.patterns.join(', ')), undo);
    }
    return valueOf(answer) === 'change';
  }
}

/** Changes settings. VS Code's own sentence says which settings file is wrong, and how to mend it. */
async function write<T>(change: () => Promise<T>): Promise<T | undefined> {
  try {
    return await change();
  } catch (error) {
    void tellFailure(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function schemaOf(target: XdmTarget | undefined): XdmTarget | undefined {
  return target?.ref.kind === 'schemas' ? target : undefined;
}

/** One of the Explorer. */
function isFile(argument: unknown): argument is vscode.Uri {
  return argument instanceof vscode.Uri && !identityOf(argument);
}

/**
 * The file of the Explorer, or of the active editor, that can be a payload.
 * @throws {AepError} `INPUT_INVALID` of `uri` when the file of the Explorer is gone, or no text
 */
async function payloadFile(argument: unknown): Promise<vscode.TextDocument | undefined> {
  if (isFile(argument)) return readDocument(argument);
  const document = vscode.window.activeTextEditor?.document;
  if (!document || (argument !== undefined && !(argument instanceof XdmRow))) return undefined;
  const isPayload = vscode.languages.match(['json', 'jsonc', 'jsonl'], document) > 0 && !identityOf(document.uri);
  return isPayload ? document : undefined;
}

async function readDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw inputError('uri', 'file-unreadable');
  }
}

const nameOf = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf('/') + 1);

function addedText({ text, place }: FilePatterns, { title }: XdmTarget): string {
  const { l10n } = vscode;
  return l10n.t('{0} – validated with “{1}” from now on. {2}', text, title, placeText(place));
}

function placeText({ target, folder }: SettingsPlace): string {
  const { l10n } = vscode;
  if (target === vscode.ConfigurationTarget.Global) return l10n.t('Kept in your user settings (json.schemas).');
  if (folder) return l10n.t('Kept in the settings of the folder “{0}” (json.schemas).', folder.name);
  return l10n.t('Kept in the settings of this workspace (json.schemas).');
}

async function offerUndo(message: string, undo: Undo): Promise<void> {
  const label = vscode.l10n.t('Undo');
  if ((await tell(message, label)) === label) await write(undo);
}
