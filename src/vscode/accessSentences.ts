import { l10n } from 'vscode';
import type { StepId } from '../core/diagnosis/steps';
import type { AepError, AepErrorCode } from '../core/errors';
import { presentError } from './errorPresenter';
import type { ErrorAction } from './errorText';

/** Adobe's pages where permissions and credentials are made. */
export type ConsolePage = 'developer' | 'admin' | 'permissions';

export const consolePages: Readonly<Record<ConsolePage, { readonly url: string; readonly title: () => string }>> = {
  developer: { url: 'https://developer.adobe.com/console', title: () => l10n.t('Adobe Developer Console') },
  admin: { url: 'https://adminconsole.adobe.com', title: () => l10n.t('Adobe Admin Console') },
  permissions: { url: 'https://experience.adobe.com/', title: () => l10n.t('Adobe Experience Cloud, Permissions') },
};

export interface StepFailure {
  readonly cause: string;
  /** What to do, a sentence each. */
  readonly remedies: readonly string[];
  /** HTTP status, Adobe's code and request ID in brackets, or nothing. */
  readonly codes: string;
  readonly action: ErrorAction;
  readonly page: ConsolePage | undefined;
}

/** How a failed step is told: the sentences of its error, and what this very step adds to them. */
export function accessSentences(id: StepId, error: AepError): StepFailure {
  const { cause, remedy, message, action } = presentError(error);
  const codes = /\([^()]*\)$/.exec(message)?.[0] ?? '';
  const remedies = [remedy, ...additions(id, error)].filter((sentence) => sentence !== '');
  return { cause, remedies, codes: remedy.endsWith(codes) ? '' : codes, action, page: pageOf(error.code) };
}

function additions(id: StepId, { code, details }: AepError): readonly string[] {
  if (code === 'TLS_UNTRUSTED') return tlsAddition(details.adobeCode ?? '');
  if (code === 'BAD_RESPONSE' && (details.status === 407 || details.status === 511)) {
    return [l10n.t('A proxy wants a sign-in: give it in http.proxy, or sign in with a browser.')];
  }
  if (code === 'ORG_OR_PROFILE_MISSING') return organisationCauses(details.adobeCode);
  if (code !== 'PERMISSION_DENIED') return [];
  return id === 'sandbox'
    ? [l10n.t('The credential sees no sandbox: it is in no role, or in one without sandboxes.')]
    : [l10n.t('The sandbox can be used, so the role lacks Data Modeling › View Schemas.')];
}

/** Node's names of what is wrong with a certificate (nodejs.org/api/tls.html#x509-certificate-error-codes). */
function tlsAddition(name: string): readonly string[] {
  if (/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY/.test(name)) {
    return [
      l10n.t('Its certificate authority is unknown here, as that of a company’s proxy is until it is installed.'),
    ];
  }
  if (name === 'DEPTH_ZERO_SELF_SIGNED_CERT') return [l10n.t('It vouches for itself, so it is not Adobe’s own.')];
  if (/EXPIRED|NOT_YET_VALID/.test(name)) return [l10n.t('It has expired or is not valid yet: check the clock, too.')];
  return /ALTNAME|HOSTNAME/.test(name) ? [l10n.t('It was made for another host.')] : [];
}

/** Adobe uses these codes for several causes: all are named, since nothing tells them apart. */
function organisationCauses(adobeCode: string | undefined): readonly string[] {
  const causes = [
    l10n.t('Cause 1: the organisation ID is mistyped, or that of another organisation than the credential’s.'),
    l10n.t('Cause 2: the credential is in no product profile of the Experience Platform.'),
  ];
  return adobeCode === '403027'
    ? [...causes, l10n.t('Cause 3: the account has no region that the Experience Platform is set up for.')]
    : causes;
}

const pages: Partial<Record<AepErrorCode, ConsolePage>> = {
  SECRET_MISSING: 'developer',
  KEY_IS_CERTIFICATE: 'developer',
  KEY_TOO_SHORT: 'developer',
  TOKEN_EXPIRED: 'developer',
  TOKEN_REJECTED: 'developer',
  TOKEN_MISMATCH: 'developer',
  API_KEY_REJECTED: 'developer',
  ORG_OR_PROFILE_MISSING: 'admin',
  PERMISSION_DENIED: 'permissions',
  SANDBOX_UNUSABLE: 'permissions',
};

function pageOf(code: AepErrorCode): ConsolePage | undefined {
  return pages[code] ?? (code.startsWith('IMS_') ? 'developer' : undefined);
}
