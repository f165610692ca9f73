import * as vscode from 'vscode';
import { tell } from '../messages';
import type { SettingsPlace } from '../xdm/schemaBinder';
import { askChoice, askText, valueOf, type Choice } from './quickInput';

/** Files, as VS Code's setting `json.schemas` names them. */
export interface FilePatterns {
  readonly place: SettingsPlace;
  /** A pattern fits at any depth below the place. */
  readonly patterns: readonly string[];
  /** Which files these are, for a sentence. */
  readonly text: string;
}

const endings = ['json', 'jsonl', 'ndjson'] as const;

/** Asks which files are meant. @param file offered by itself, and with those beside it */
export async function askPatterns(file: vscode.TextDocument | undefined): Promise<FilePatterns | undefined> {
  const { l10n } = vscode;
  const title = l10n.t('Validate which files?');
  if (file?.isUntitled) {
    void tell(l10n.t('Save the file first: settings can refer only to saved files.'));
    return undefined;
  }
  if (!file) return askPattern(title, placeOf(undefined), '*.json');
  const place = placeOf(file.uri);
  const choices: readonly Choice<FilePatterns | 'pattern'>[] = [...fileChoices(file.uri, place), patternChoice()];
  const answer = valueOf(await askChoice({ title, canGoBack: false }, { placeholder: title, choices }));
  return answer === 'pattern' ? askPattern(title, place, `*.${endingOf(file.uri)}`) : answer;
}

function patternChoice(): Choice<'pattern'> {
  const { l10n } = vscode;
  return { label: l10n.t('Files that match a pattern…'), description: '*.events.json', value: 'pattern' };
}

function fileChoices(uri: vscode.Uri, place: SettingsPlace): readonly Choice<FilePatterns>[] {
  const { l10n } = vscode;
  const path = pathBelow(uri, place);
  const slash = path.lastIndexOf('/');
  const [name, folder] = [path.slice(slash + 1), path.slice(0, slash)];
  const one = l10n.t('Only “{0}”', name);
  const [patterns, all] =
    folder === ''
      ? // Settings of VS Code itself would be validated, too.
        [[...endings.map((ending) => `*.${ending}`), '!/.vscode/*'], l10n.t('All JSON and JSON Lines files here')]
      : [
          endings.map((ending) => `${literal(folder)}/*.${ending}`),
          l10n.t('All JSON and JSON Lines files in “{0}”', folder.slice(1)),
        ];
  return [
    { label: one, value: { place, patterns: [literal(path)], text: `“${name}”` } },
    { label: all, description: patterns.join(', '), value: { place, patterns, text: all } },
  ];
}

async function askPattern(title: string, place: SettingsPlace, value: string): Promise<FilePatterns | undefined> {
  const { l10n } = vscode;
  const answer = await askText(
    { title, canGoBack: false },
    {
      prompt: l10n.t('A pattern with * and **, e.g. payloads/*.json. It matches at any depth.'),
      value,
      validate: (text) =>
        text.trim().replace(/[!/]/g, '') === ''
          ? { severity: 'error', message: l10n.t('Type a pattern that matches some files.') }
          : undefined,
    },
  );
  const pattern = valueOf(answer)?.trim();
  return pattern === undefined ? undefined : { place, patterns: [pattern], text: `“${pattern}”` };
}

/** The settings that are nearest to a file and can be committed with it. */
function placeOf(uri: vscode.Uri | undefined): SettingsPlace {
  const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  const { workspaceFolders = [], workspaceFile } = vscode.workspace;
  const folder = uri ? vscode.workspace.getWorkspaceFolder(uri) : workspaceFolders[0];
  if (!folder) return { target: Global, folder: undefined };
  // VS Code reads the settings of a folder of several for itself alone.
  return uri && workspaceFile ? { target: WorkspaceFolder, folder } : { target: Workspace, folder: undefined };
}

/** The path below the folder that the settings are about, or the whole one; with a slash before it. */
function pathBelow(uri: vscode.Uri, { target }: SettingsPlace): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder || target === vscode.ConfigurationTarget.Global) return uri.path;
  return uri.path.slice(folder.uri.path.replace(/\/$/, '').length);
}

function endingOf({ path }: vscode.Uri): string {
  return endings.find((ending) => path.endsWith(`.${ending}`)) ?? 'json';
}

/** A path as a pattern: signs that have a meaning in one are any sign. */
function literal(path: string): string {
  return path.replace(/[*?[\]{}()!+@,\\]/g, '?');
}
