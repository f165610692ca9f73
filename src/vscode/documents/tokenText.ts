import * as vscode from 'vscode';
import type { Connection, CredentialKind } from '../../core/credentials/connection';
import { AepError } from '../../core/errors';
import type { InspectedToken, TokenInspection } from '../../core/ims/tokenInspector';
import { presentError } from '../errorPresenter';
import { timeLeftText } from '../texts/timeTexts';

/** What is below this is the resolution of the `Date` header and the way of the answer. */
const notableSkewMs = 60_000;

/** A token as a document: Markdown that reads well as it is. Nothing in it is the token or its signature. */
export function tokenText({ connection, atMs, revoked, token }: TokenInspection): string {
  const { l10n } = vscode;
  const title = `# ${l10n.t('Token of {0}', escaped(connection.name))}`;
  const end = l10n.t('The token itself and its signature are not part of this document.');
  const blocks = token
    ? [
        summary(token, atMs),
        section(l10n.t('Times'), times(token, atMs)),
        section(l10n.t('Adobe IMS'), [verdict(token)]),
        section(l10n.t('Belongs to'), owner(connection, token)),
        section(
          l10n.t('Scopes'),
          (token.content?.scopes ?? []).map((scope) => `- ${escaped(scope)}`),
        ),
        section(l10n.t('Claims'), claims(token)),
        end,
      ]
    : [absent(connection, revoked), section(l10n.t('Belongs to'), owner(connection, undefined))];
  return `${[title, ...blocks.filter((block) => block !== '')].join('\n\n')}\n`;
}

function summary({ expiresAtMs, skewMs }: InspectedToken, atMs: number): string {
  const here = expiresAtMs - skewMs;
  return here > atMs
    ? vscode.l10n.t('Valid for {0}, until {1}.', timeLeftText(here - atMs).text, clockTime(here))
    : vscode.l10n.t('Expired at {0}.', clockTime(here));
}

function absent({ credential }: Connection, revoked: boolean): string {
  const { l10n } = vscode;
  if (revoked) {
    const details = { credentialKind: credential.kind };
    return presentError(new AepError('TOKEN_REVOKED', 'The token was revoked', { details })).message;
  }
  return credential.kind === 'access-token'
    ? l10n.t('There is no usable token. Paste a new one with Enter Secret of AEP Connection.')
    : l10n.t('There is no token at the moment. Generate AEP Token gets one.');
}

function times({ createdAtMs, expiresAtMs, skewMs }: InspectedToken, atMs: number): readonly string[] {
  const { l10n } = vscode;
  const both = (ms: number): string => `${clockTime(ms - skewMs)} (${new Date(ms).toISOString()})`;
  const left = timeLeftText(expiresAtMs - skewMs - atMs).text;
  return [
    item(l10n.t('Created'), both(createdAtMs)),
    item(l10n.t('Expires'), both(expiresAtMs)),
    item(l10n.t('Time left'), l10n.t('{0}, as of {1}', left, clockTime(atMs))),
    ...(Math.abs(skewMs) < notableSkewMs ? [] : [item(l10n.t('Clock'), clockError(skewMs))]),
  ];
}

function clockError(skewMs: number): string {
  const by = timeLeftText(Math.abs(skewMs)).text;
  return skewMs > 0
    ? vscode.l10n.t('this machine’s is {0} behind Adobe’s; the times in brackets are Adobe’s', by)
    : vscode.l10n.t('this machine’s is {0} ahead of Adobe’s; the times in brackets are Adobe’s', by);
}

function verdict({ verdict: said }: InspectedToken): string {
  const { l10n } = vscode;
  if (said instanceof AepError) return l10n.t('Asking it failed. {0}', escaped(presentError(said).message));
  if (said.valid) return l10n.t('It says that the token is valid.');
  return said.reason === undefined
    ? l10n.t('It says that the token is not valid.')
    : l10n.t('It says that the token is not valid: {0}.', escaped(said.reason));
}

function owner(connection: Connection, token: InspectedToken | undefined): readonly string[] {
  const { l10n } = vscode;
  const { content } = token ?? {};
  return [
    item(l10n.t('Connection'), escaped(connection.name)),
    ...(content?.account === undefined ? [] : [item(l10n.t('Account'), escaped(content.account))]),
    item(l10n.t('Client ID'), escaped(content?.clientId ?? connection.clientId)),
    item(l10n.t('Organisation'), escaped(connection.imsOrg)),
    item(l10n.t('Credential'), kindText(connection.credential.kind)),
    item(l10n.t('IMS'), escaped(new URL(connection.environment.imsOrigin).host)),
  ];
}

function kindText(kind: CredentialKind): string {
  const texts: Readonly<Record<CredentialKind, string>> = {
    'oauth-server-to-server': vscode.l10n.t('OAuth Server-to-Server'),
    jwt: vscode.l10n.t('Service account (JWT), legacy'),
    'access-token': vscode.l10n.t('Pasted access token'),
  };
  return texts[kind];
}

function claims({ content }: InspectedToken): readonly string[] {
  if (!content) return [vscode.l10n.t('The token cannot be decoded: it is opaque.')];
  // No claim can end the block of code.
  return ['```json', JSON.stringify(content.claims, undefined, 2).replaceAll('`', '\\u0060'), '```'];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`;
}

function item(label: string, value: string): string {
  return `- ${label}: ${value}`;
}

/** Only what would become a link, a picture or code: other signs read better as they are. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`[\]<>]/g, '\\$&');
}

function clockTime(atMs: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(atMs);
}
