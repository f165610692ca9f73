import * as vscode from 'vscode';
import { exportConnection, type ExportFormat } from '../../core/credentials/connectionExport';
import { inputError, readText, refuseUnknown, unknownValue } from '../../core/credentials/inputFields';
import { asObject } from '../../core/shape';
import type { ActiveConnection } from '../connections/activeConnection';
import { commandIds } from '../ids';
import type { CommandTable } from './command';
import type { ConnectionPicker } from './connectionPicker';
import { askChoice, valueOf } from './quickInput';

const fields = new Set(['connectionId', 'format']);

/** For people who go back to another tool. Secrets never leave the store. */
export class ExportCommands {
  constructor(
    private readonly active: ActiveConnection,
    private readonly picker: ConnectionPicker,
  ) {}

  table(): CommandTable {
    return {
      [commandIds.exportConnection]: { kind: 'interface', run: (argument) => this.#export(argument) },
    };
  }

  async #export(argument: unknown): Promise<{ connectionId: string } | undefined> {
    const title = vscode.l10n.t('Export AEP Connection');
    const given = readArgument(argument);
    const connection =
      given.connectionId === undefined
        ? await this.picker.pick(title)
        : (await this.active.get(given.connectionId)).connection;
    const format = connection && (given.format ?? (await askFormat(title)));
    if (!connection || !format) return undefined;
    const document = await vscode.workspace.openTextDocument({
      content: exportConnection(connection, format),
      language: format === 'postman' ? 'json' : await variablesLanguage(),
    });
    await vscode.window.showTextDocument(document);
    return { connectionId: connection.id };
  }
}

function readArgument(argument: unknown): { readonly connectionId?: string; readonly format?: ExportFormat } {
  if (argument === undefined) return {};
  const given = asObject(argument);
  if (!given) throw inputError('input', 'not-an-object');
  refuseUnknown(given, fields, '');
  const connectionId = readText(given, 'connectionId', '', () => undefined);
  const format = readText(given, 'format', '', () => undefined);
  if (format !== undefined && format !== 'postman' && format !== 'dotenv') {
    throw unknownValue('format', ['postman', 'dotenv']);
  }
  return { ...(connectionId === undefined ? {} : { connectionId }), ...(format === undefined ? {} : { format }) };
}

async function askFormat(title: string): Promise<ExportFormat | undefined> {
  const { l10n } = vscode;
  const detail = l10n.t('Without secrets: their fields are left empty');
  const answer = await askChoice<ExportFormat>(
    { title, canGoBack: false },
    {
      placeholder: l10n.t('In which format?'),
      choices: [
        { label: l10n.t('Postman environment'), detail, value: 'postman' },
        { label: '.env', detail, value: 'dotenv' },
      ],
    },
  );
  return valueOf(answer);
}

/** The one that this VS Code has for `.env`: a language that is not there is an error. */
async function variablesLanguage(): Promise<string> {
  const languages = await vscode.languages.getLanguages();
  return ['dotenv', 'properties'].find((language) => languages.includes(language)) ?? 'plaintext';
}
