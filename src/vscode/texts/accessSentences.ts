import { l10n } from 'vscode';
import type { FailedStep } from '../../core/diagnosis/steps';
import type { AepErrorCode } from '../../core/errors';
import { presentError } from '../errorPresenter';
import type { ErrorAction, ErrorText } from './errorText';

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
export function accessSentences(step: FailedStep): StepFailure {
  const { error } = step;
  const { cause, message, ...presented } = presentError(error);
  const { remedy, action } = error.code === 'INPUT_INVALID' ? ofStoredValue() : presented;
  const codes = /\([^()]*\)$/.exec(message)?.[0] ?? '';
  const remedies = [remedy, ...additions(step)].filter((sentence) => sentence !== '');
  return { cause, remedies, codes: remedy.endsWith(codes) ? '' : codes, action, page: pageOf(error.code) };
}

/** A value that was stored is not one that somebody is typing: there is no field to mend it in. */
function ofStoredValue(): Pick<ErrorText, 'remedy' | 'action'> {
  return { remedy: l10n.t('Edit the connection.'), action: 'edit' };
}

function additions({ id, facts, error: { code, details } }: FailedStep): readonly string[] {
  if (code === 'TLS_UNTRUSTED') return tlsAddition(details.adobeCode ?? '');
  if (code === 'BAD_RESPONSE' && (details.status === 407 || details.status === 511)) {
    return [
      l10n.t(
        'A proxy requires you to sign in: put the user name and password into http.proxy, or sign in with a browser.',
      ),
    ];
  }
  if (code === 'ORG_OR_PROFILE_MISSING') return organisationCauses(details.adobeCode);
  if (code !== 'PERMISSION_DENIED') return [];
  if (id !== 'sandbox') return [l10n.t('The sandbox can be used, so the role lacks Data Modeling › View Schemas.')];
  // An empty list was seen; of one that was refused nothing is known.
  return facts.some(({ name }) => name === 'sandboxListRefused')
    ? [
        l10n.t(
          'Adobe also refused to list the sandboxes: the credential may be in no role, or in one without this sandbox or View Schemas.',
        ),
      ]
    : [l10n.t('The credential sees no sandbox: it is in no role, or in one without sandboxes.')];
}

/** Node's names of what is wrong with a certificate (nodejs.org/api/tls.html#x509-certificate-error-codes). */
function tlsAddition(name: string): readonly string[] {
  if (/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY/.test(name)) {
    return [
      l10n.t(
        'This machine does not know the certificate’s authority; a company proxy’s is unknown until it is installed.',
      ),
    ];
  }
  if (name === 'DEPTH_ZERO_SELF_SIGNED_CERT')
    return [l10n.t('The certificate is self-signed, so it is not Adobe’s own.')];
  return /ALTNAME|HOSTNAME/.test(name) ? [l10n.t('The certificate was issued for another host.')] : [];
}

/** Adobe uses these codes for several causes: all are named, since nothing tells them apart. */
function organisationCauses(adobeCode: string | undefined): readonly string[] {
  const causes = [
    l10n.t('Possible cause 1: the organisation ID is mistyped, or is not that of the credential’s organisation.'),
    l10n.t('Possible cause 2: the credential is in no product profile of Experience Platform.'),
  ];
  return adobeCode === '403027'
    ? [...causes, l10n.t('Possible cause 3: the account has no region in which Experience Platform is set up.')]
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
