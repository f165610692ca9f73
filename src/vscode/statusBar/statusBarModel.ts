import { l10n } from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { AepError } from '../../core/errors';
import type { RenewalPolicy, TokenState } from '../../core/ims/tokenState';
import type { ActiveState } from '../connections/activeConnection';
import type { UsedConnection } from '../connections/choice';
import { sandboxMark, sandboxText } from '../texts/sandboxTexts';
import { timeLeftText } from '../texts/timeTexts';

/** What the status bar item shows, free of VS Code's objects. */
export interface StatusBarModel {
  readonly text: string;
  readonly spoken: string;
  readonly background: 'none' | 'warning' | 'error';
  /** What is to be said of the token, one sentence; empty where only the failure has something to say. */
  readonly status: string;
  readonly failure: AepError | undefined;
  /** In how many milliseconds the text will be another, if time alone changes it. */
  readonly changesInMs: number | undefined;
}

/** A token that will not be renewed is worth a warning only when its end is this near. */
const nearExpiryMs = 30 * 60_000;
const longestName = 24;

export interface StatusInput {
  readonly active: ActiveState;
  readonly token: TokenState | undefined;
  readonly policy: RenewalPolicy;
  /** By this machine's clock. */
  readonly nowMs: number;
}

/**
 * The status bar's states: no connection, none chosen, minting, secret missing, valid with the time left, revoked, refused, expired, no
 * token. Its background is a warning only where renewal fails or is off and the end is near, an error only where retrying cannot mend it.
 */
export function statusBarModel(input: StatusInput): StatusBarModel {
  const { active, token } = input;
  if (active.failure) return failed(l10n.t('AEP: storage problem'), active.failure);
  if (!active.active) {
    const several = active.connections.length > 0;
    const status = several
      ? l10n.t('No AEP connection is chosen in this workspace.')
      : l10n.t('No AEP connection yet.');
    return plain(`$(key) ${several ? l10n.t('AEP: no connection chosen') : l10n.t('AEP')}`, status);
  }
  const { secret } = active.active;
  const name = nameOf(active.active);
  if (token?.minting) return plain(`$(sync~spin) ${name}`, l10n.t('Generating a token…'));
  if (secret === 'missing') {
    return plain(
      `$(key) ${l10n.t('{0}: secret missing', name)}`,
      l10n.t('The secret is missing on this machine.'),
      token?.failure,
    );
  }
  const leftMs = (token?.expiresAtMs ?? Number.NEGATIVE_INFINITY) - input.nowMs;
  if (leftMs > 0) return valid(name, leftMs, active.active, input);
  if (token?.revoked && !token.failure) {
    return plain(
      `$(key) ${l10n.t('{0}: no token', name)}`,
      l10n.t('The token was revoked. No new one is generated until you ask for it.'),
    );
  }
  if (token?.failure && !token.failure.retryable) return failed(l10n.t('{0}: no token', name), token.failure);
  if (token?.expiresAtMs !== undefined) {
    return plain(`$(key) ${l10n.t('{0}: expired', name)}`, l10n.t('The token has expired.'), token.failure);
  }
  if (token && !token.known) return plain(`$(key) ${name}`, l10n.t('Reading the stored token…'));
  return plain(`$(key) ${l10n.t('{0}: no token', name)}`, l10n.t('No token yet.'), token?.failure);
}

function valid(
  name: string,
  leftMs: number,
  { connection: { name: fullName, sandbox, credential }, sandboxType }: UsedConnection,
  { token, policy }: StatusInput,
): StatusBarModel {
  const { text, spoken, changesInMs } = timeLeftText(leftMs);
  const failure = token?.failure;
  const isRenewed = credential.kind !== 'access-token' && policy !== 'never' && !failure;
  const warnInMs = isRenewed ? undefined : leftMs - nearExpiryMs;
  const warns = warnInMs !== undefined && warnInMs <= 0;
  const changes = [changesInMs, warns ? undefined : warnInMs].filter((ms) => ms !== undefined);
  return {
    text: `$(${warns ? 'warning' : 'key'}) ${name} ${text}`,
    spoken: [
      l10n.t('AEP token of {0}: valid for {1}', fullName, spoken),
      l10n.t('sandbox: {0}', sandboxText(sandbox, sandboxType)),
    ].join(', '),
    background: warns ? 'warning' : 'none',
    status: statusOfValid(text, credential.kind, policy, failure),
    failure,
    changesInMs: changes.length > 0 ? Math.min(...changes) : undefined,
  };
}

function statusOfValid(
  left: string,
  kind: Connection['credential']['kind'],
  policy: RenewalPolicy,
  failure: AepError | undefined,
): string {
  if (kind === 'access-token') return l10n.t('Valid for {0}. A pasted token cannot be renewed.', left);
  if (failure) return l10n.t('Valid for {0}. Renewing it failed.', left);
  if (policy === 'never') return l10n.t('Valid for {0}. Renewal is switched off.', left);
  if (policy === 'onUse') return l10n.t('Valid for {0}. Renewed when it is used.', left);
  return l10n.t('Valid for {0}. Renewed automatically while it is in use.', left);
}

function plain(text: string, status: string, failure?: AepError): StatusBarModel {
  return { text, spoken: spokenOf(text, status), background: 'none', status, failure, changesInMs: undefined };
}

function failed(text: string, failure: AepError): StatusBarModel {
  return {
    text: `$(error) ${text}`,
    spoken: spokenOf(text, ''),
    background: 'error',
    status: '',
    failure,
    changesInMs: undefined,
  };
}

function spokenOf(text: string, status: string): string {
  return `${text.replace(/\$\([^)]*\)\s*/g, '')}. ${status}`.trim();
}

/** The connection with its sandbox: in which one a call lands matters more than anything else here. */
function nameOf({ connection: { name, sandbox }, sandboxType }: UsedConnection): string {
  const mark = sandboxMark(sandbox === undefined ? undefined : shorten(sandbox), sandboxType);
  return mark === '' ? shorten(name) : `${shorten(name)} · ${mark}`;
}

/** Short enough for a status bar, and without anything that VS Code would draw as an icon. */
function shorten(name: string): string {
  const characters = Array.from(name.replaceAll('$(', '$ ('));
  return characters.length <= longestName ? characters.join('') : `${characters.slice(0, longestName - 1).join('')}…`;
}
