import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Environment } from '../../core/credentials/connection';
import { readConnectionInput } from '../../core/credentials/connectionInput';
import type { ImportContext, ImportResult, ReadNamedFile } from '../../core/credentials/importers/importTypes';
import { importFrom, importFromEnvironment } from '../../core/credentials/importers/recognise';
import { refuseTooLarge } from '../../core/credentials/importers/sourceText';
import { inputError, readText, refuseUnknown, unknownValue } from '../../core/credentials/inputFields';
import { asObject, asString } from '../../core/shape';
import { maxKeyBytes } from './keyFile';
import { askChoice, valueOf } from './quickInput';

/** Where connections are imported from. */
export type ImportSource =
  | { readonly kind: 'file'; readonly uri: vscode.Uri }
  | { readonly kind: 'text' | 'clipboard'; readonly text: string }
  | { readonly kind: 'environment' };

export interface ImportArgument {
  readonly source: ImportSource;
  /** For sources that do not say it, and instead of what they say. */
  readonly environment?: Environment;
}

const fields = new Set(['uri', 'text', 'environmentVariables', 'environment', 'imsOrigin', 'platformOrigin']);

/**
 * Reads the argument of `aep.connection.import`.
 * @throws {AepError} `INPUT_INVALID` that names the field
 */
export function readImportArgument(argument: unknown): ImportArgument {
  const given = asObject(argument);
  if (!given) throw inputError('input', 'not-an-object');
  refuseUnknown(given, fields, '');
  const { environment, imsOrigin, platformOrigin } = given;
  const read = readConnectionInput({ environment, imsOrigin, platformOrigin }, 0);
  return { source: readSource(given), ...(read.environment ? { environment: read.environment } : {}) };
}

function readSource(given: Readonly<Record<string, unknown>>): ImportSource {
  const text = readText(given, 'text', '', () => undefined);
  const named = [given.uri, text, given.environmentVariables].filter((one) => one !== undefined);
  if (named.length !== 1)
    throw inputError(named.length === 0 ? 'uri' : 'input', named.length === 0 ? 'missing' : 'unknown-field');
  if (text !== undefined) return { kind: 'text', text };
  if (given.uri !== undefined) return { kind: 'file', uri: readUri(given.uri) };
  if (given.environmentVariables !== true) throw unknownValue('environmentVariables', ['true']);
  return { kind: 'environment' };
}

/** As a `Uri`, as its text, or as its parts, which is what comes out of JSON. */
function readUri(value: unknown): vscode.Uri {
  if (value instanceof vscode.Uri) return value;
  const parts = asObject(value);
  try {
    if (typeof value === 'string') return vscode.Uri.parse(value, true);
    const [scheme, ofPath] = [asString(parts?.scheme), asString(parts?.path)];
    if (scheme !== undefined && ofPath !== undefined) {
      return vscode.Uri.from({ scheme, path: ofPath, authority: asString(parts?.authority) ?? '' });
    }
  } catch {
    // What `Uri` says quotes the text.
  }
  throw inputError('uri', 'not-a-uri');
}

/** Asks where to import from. @returns `undefined` when nothing was chosen */
export async function askSource(title: string): Promise<ImportSource | undefined> {
  const { l10n } = vscode;
  const answer = await askChoice<ImportSource['kind']>(
    { title, canGoBack: false },
    {
      placeholder: l10n.t('Where is the credential?'),
      choices: [
        {
          label: `$(go-to-file) ${l10n.t('File…')}`,
          detail: l10n.t('Developer Console download, Postman environment, .aio, .env or aepp configuration'),
          value: 'file',
        },
        {
          label: `$(clippy) ${l10n.t('Clipboard')}`,
          detail: l10n.t('The same as text, or an access token'),
          value: 'clipboard',
        },
        {
          label: `$(terminal) ${l10n.t('Environment variables')}`,
          detail: l10n.t('AEP_…, IMS_OAUTH_S2S_… and AIO_ims_… of this VS Code'),
          value: 'environment',
        },
      ],
    },
  );
  const kind = valueOf(answer);
  if (kind === 'file') return chooseFile(title);
  if (kind === 'clipboard') return { kind, text: await vscode.env.clipboard.readText() };
  return kind && { kind: 'environment' };
}

async function chooseFile(title: string): Promise<ImportSource | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title, openLabel: vscode.l10n.t('Import') })) ?? [];
  return uri && { kind: 'file', uri };
}

/** @throws {AepError} `IMPORT_…`, or `INPUT_INVALID` for a file that cannot be read */
export async function readImport(source: ImportSource): Promise<ImportResult> {
  const nowMs = Date.now();
  const context = (name: string): ImportContext => ({ nowMs, fallbackName: name });
  switch (source.kind) {
    case 'file': {
      const bytes = await readFile(source.uri);
      const name = path.posix.basename(source.uri.path).replace(/^\.|\.(?:postman_environment\.)?\w+$/g, '');
      return importFrom(bytes, {
        ...context(name === '' ? vscode.l10n.t('Imported') : name),
        readFile: keyReader(source.uri),
      });
    }
    case 'environment':
      return importFromEnvironment(process.env, context(vscode.l10n.t('Environment')));
    case 'text':
    case 'clipboard':
      return importFrom(source.text, context(vscode.l10n.t('Imported')));
  }
}

async function readFile(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    if (!isFile(stat)) throw inputError('uri', 'file-unreadable');
    refuseTooLarge(stat.size);
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError) throw inputError('uri', 'file-unreadable');
    throw error;
  }
}

/** Devices and pipes have no size and no end. */
function isFile({ type }: vscode.FileStat): boolean {
  return (type & vscode.FileType.File) !== 0;
}

/** Reads a key beside the file that names it. A host in the path (`\\host\share`) would be told who asks: it is refused. */
function keyReader(from: vscode.Uri): ReadNamedFile {
  return async (named) => {
    if (/^[\\/]{2}|^[a-z][\w+.-]+:\/\//i.test(named)) return 'key-file-elsewhere';
    const uri = resolve(from, named);
    try {
      const stat = await vscode.workspace.fs.stat(uri);
      if (!isFile(stat)) return 'key-file-missing';
      return stat.size > maxKeyBytes ? 'key-file-too-large' : await vscode.workspace.fs.readFile(uri);
    } catch {
      return 'key-file-missing';
    }
  };
}

function resolve(from: vscode.Uri, named: string): vscode.Uri {
  if (from.scheme !== 'file') {
    return from.with({ path: path.posix.resolve(path.posix.dirname(from.path), named) });
  }
  const fromHome = /^~[\\/]/.test(named) ? path.join(os.homedir(), named.slice(2)) : named;
  return vscode.Uri.file(path.resolve(path.dirname(from.fsPath), fromHome));
}
