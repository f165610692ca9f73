import { l10n } from 'vscode';
import type { NewConnection } from '../../core/credentials/connectionInput';
import type { Ignored, IgnoredReason, ImportCandidate, ImportNote } from '../../core/credentials/importers/importTypes';
import { AepError, type InputProblem } from '../../core/errors';
import { presentError } from '../errorPresenter';
import { inputTexts } from '../texts/inputTexts';

type OwnReason = Exclude<IgnoredReason, InputProblem | `KEY_${string}`>;

const ownReasons: Readonly<Record<OwnReason, () => string>> = {
  'not-understood': () => l10n.t('Not known.'),
  disabled: () => l10n.t('Switched off.'),
  'unusable-kind': () => l10n.t('Experience Platform does not accept this kind of credential.'),
  superseded: () => l10n.t('There is something better.'),
  'key-file-missing': () => l10n.t('The key file cannot be read.'),
  'key-file-too-large': () => l10n.t('The key file is larger than any key can be.'),
  'key-file-elsewhere': () => l10n.t('The key file is not next to the imported file.'),
};

const notes: Readonly<Record<ImportNote, () => string>> = {
  'jwt-retired': () => l10n.t('Adobe has ended service account (JWT) credentials in production.'),
  migrated: () => l10n.t('The credential was converted from JWT: its OAuth part is imported.'),
  'key-from-file': () => l10n.t('The private key was read from the file named there.'),
};

const kinds: Readonly<Record<NewConnection['credential']['kind'], () => string>> = {
  'oauth-server-to-server': () => l10n.t('OAuth Server-to-Server'),
  jwt: () => l10n.t('Service account (JWT)'),
  'access-token': () => l10n.t('Access token'),
};

const mask = '••••••••';

export function kindText(kind: NewConnection['credential']['kind']): string {
  return kinds[kind]();
}

/** All that will be stored of a connection, its secrets masked; a line for each part. */
export function summaryOf(connection: NewConnection): readonly string[] {
  const { name, imsOrg, clientId, environment, sandbox, credential } = connection;
  const hosts = `${new URL(environment.imsOrigin).host}, ${new URL(environment.platformOrigin).host}`;
  return [
    l10n.t('Name: {0}', name),
    l10n.t('Credential: {0}', kindText(credential.kind)),
    l10n.t('IMS organisation: {0}', imsOrg),
    l10n.t('Client ID: {0}', clientId),
    ...secretsOf(credential),
    environment.name === 'custom' ? l10n.t('Sent to: {0} (not Adobe’s own)', hosts) : l10n.t('Sent to: {0}', hosts),
    l10n.t('Sandbox: {0}', sandbox ?? l10n.t('none chosen')),
  ];
}

export function notesOf(candidates: readonly ImportCandidate[]): readonly string[] {
  return [...new Set(candidates.flatMap((candidate) => candidate.notes))].map((note) => notes[note]());
}

/** What was not used, and why: a line each. */
export function ignoredLines(ignored: readonly Ignored[]): readonly string[] {
  if (ignored.length === 0) return [];
  const shown = ignored.slice(0, 8).map(({ field, reason }) => `· ${field}: ${reasonText(reason)}`);
  const more = ignored.length - shown.length;
  return [l10n.t('Not used:'), ...shown, ...(more > 0 ? [l10n.t('· and {0} more', more)] : [])];
}

function secretsOf(credential: NewConnection['credential']): readonly string[] {
  const secret = l10n.t('Client secret: {0}', mask);
  switch (credential.kind) {
    case 'oauth-server-to-server':
      return [secret, l10n.t('Scopes: {0}', credential.scopes.join(', '))];
    case 'jwt':
      return [
        secret,
        l10n.t('Private key: {0}', mask),
        l10n.t('Technical account: {0}', credential.technicalAccountId),
        l10n.t('Metascopes: {0}', credential.metascopes.join(', ')),
      ];
    case 'access-token':
      return [l10n.t('Access token: {0}', mask)];
  }
}

function reasonText(reason: IgnoredReason): string {
  if (isOwn(reason)) return ownReasons[reason]();
  if (isKeyCode(reason)) return presentError(new AepError(reason, '')).cause;
  return inputTexts[reason]();
}

function isOwn(reason: IgnoredReason): reason is OwnReason {
  return Object.hasOwn(ownReasons, reason);
}

function isKeyCode(reason: IgnoredReason): reason is Extract<IgnoredReason, `KEY_${string}`> {
  return reason.startsWith('KEY_');
}
