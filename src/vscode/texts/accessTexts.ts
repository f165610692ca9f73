import { l10n } from 'vscode';
import {
  hasFailed,
  type Fact,
  type FactName,
  type StepId,
  type StepResult,
  type StepState,
} from '../../core/diagnosis/steps';
import { accessSentences } from './accessSentences';
import { momentText } from './timeTexts';

/** What each step of the access check is called. */
export const stepTitles: Readonly<Record<StepId, () => string>> = {
  connection: () => l10n.t('Connection complete'),
  secret: () => l10n.t('Secret or key usable'),
  ims: () => l10n.t('Adobe IMS reachable'),
  clock: () => l10n.t('Clock within bounds'),
  token: () => l10n.t('Token issued'),
  claims: () => l10n.t('Token as requested'),
  apiKey: () => l10n.t('Token and API key accepted'),
  organisation: () => l10n.t('Organisation and profile accepted'),
  sandbox: () => l10n.t('Sandbox usable'),
  registry: () => l10n.t('Schema Registry readable'),
  classes: () => l10n.t('XDM classes seen'),
  tenant: () => l10n.t('Tenant ID known'),
};

export const stateTexts: Readonly<Record<StepState, () => string>> = {
  pending: () => l10n.t('waiting'),
  running: () => l10n.t('running'),
  passed: () => l10n.t('passed'),
  failed: () => l10n.t('failed'),
  skipped: () => l10n.t('skipped'),
};

const factTexts: Readonly<Record<FactName, (value: string) => string>> = {
  connectionName: (value) => l10n.t('connection “{0}”', value),
  organisationId: (value) => l10n.t('organisation {0}', value),
  clientId: (value) => l10n.t('client ID {0}', value),
  credentialKind: (value) => kindOf(value),
  unusual: (value) => l10n.t('{0} looks unusual', value),
  clientSecrets: (value) => (value === '1' ? l10n.t('1 client secret') : l10n.t('{0} client secrets', value)),
  keySize: (value) => l10n.t('{0}-bit RSA key', value),
  keyFingerprint: (value) => l10n.t('SHA-256 of the public key: {0}', value),
  technicalAccount: (value) => l10n.t('technical account {0}', value),
  tried: (value) => value,
  answer: (value) => value,
  clockAheadSeconds: (value) => clockText(Number(value)),
  noTime: () => l10n.t('Adobe’s answer gave no time'),
  issuedAt: (value) => l10n.t('issued {0}', value),
  expiresAt: (value) => l10n.t('expires {0}', value),
  opaque: () => l10n.t('the token cannot be read'),
  tokenClientId: (value) => l10n.t('token issued for the client ID {0}', value),
  scopes: (value) => l10n.t('scopes {0}', value),
  missingScopes: (value) => l10n.t('missing scopes: {0}', value),
  sandboxSent: (value) => l10n.t('requests name the sandbox “{0}”', value),
  noSandboxSent: () => l10n.t('requests name no sandbox: Adobe uses the default one'),
  sandboxesSeen: (value) => (value === '1' ? l10n.t('1 sandbox seen') : l10n.t('{0} sandboxes seen', value)),
  sandboxListRefused: (value) =>
    value === ''
      ? l10n.t('the list of sandboxes was refused')
      : l10n.t('the list of sandboxes was refused ({0})', value),
  sandboxFound: (value) => value,
  classesSeen: (value) => (value === '1' ? l10n.t('1 class') : l10n.t('{0} classes', value)),
  moreClasses: (value) => l10n.t('at least {0} classes', value),
  tenantId: (value) => value,
  ownClasses: (value) => l10n.t('own classes: {0}', value),
  ownSchemas: (value) => l10n.t('own schemas: {0}', value),
};

export function factText({ name, value }: Fact): string {
  return factTexts[name](value);
}

/** The fact of a step that its row has room for, the first of them that there is. */
const telling: Readonly<Record<StepId, readonly FactName[]>> = {
  connection: ['credentialKind'],
  secret: ['keySize', 'clientSecrets'],
  ims: ['answer'],
  clock: ['clockAheadSeconds', 'noTime'],
  token: ['expiresAt'],
  claims: ['scopes', 'opaque'],
  apiKey: ['answer'],
  organisation: ['sandboxesSeen'],
  sandbox: ['sandboxFound', 'sandboxSent', 'noSandboxSent'],
  registry: ['answer'],
  classes: ['classesSeen', 'moreClasses'],
  tenant: ['tenantId'],
};

/** One line about a step: what failed, else what was found. */
export function stepSummary(step: StepResult): string {
  if (hasFailed(step)) return accessSentences(step).cause;
  const { id, state, facts } = step;
  if (state === 'running' || state === 'pending') return '';
  const fact = telling[id].flatMap((name) => facts.find((one) => one.name === name) ?? [])[0];
  // Facts have times for a ticket; a row has them for the person.
  if (fact?.name === 'expiresAt') return l10n.t('until {0}', momentText(Date.parse(fact.value)));
  return fact ? factText(fact) : state === 'skipped' ? stateTexts.skipped() : '';
}

function kindOf(kind: string): string {
  if (kind === 'jwt') return l10n.t('service account (JWT)');
  return kind === 'access-token' ? l10n.t('pasted access token') : l10n.t('OAuth Server-to-Server');
}

function clockText(aheadSeconds: number): string {
  if (Math.abs(aheadSeconds) <= 2) return l10n.t('correct to within 2 s');
  return aheadSeconds > 0 ? l10n.t('{0} s ahead', aheadSeconds) : l10n.t('{0} s behind', -aheadSeconds);
}

export function overtakenText(): string {
  return l10n.t('The connection or its token changed during the access check. Run it again.');
}
