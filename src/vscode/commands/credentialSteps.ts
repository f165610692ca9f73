import { l10n } from 'vscode';
import { checkAccessToken, checkClientSecrets } from '../../core/credentials/credentialInput';
import { looksEncrypted, normalisePrivateKey } from '../../core/credentials/privateKey';
import { bareToken, readTokenClaims } from '../../core/credentials/tokenClaims';
import {
  bareMetascope,
  checkAepScopes,
  checkClientSecret,
  checkScope,
  checkTechnicalAccountId,
  splitList,
} from '../../core/credentials/validation';
import { formDefaults, type ConnectionForm } from './connectionForm';
import { mapAnswer, sentence, textStep, trimmed, verdictOf, type FormStep } from './formStep';
import { readKeyFile } from './keyFile';
import { askText } from './quickInput';

/** @param clientIdOf the client ID that the token has to be for, where that was said before the token */
const accessTokenStepFor = (clientIdOf: (form: ConnectionForm) => string | undefined): FormStep => ({
  when: ({ kind }) => kind === 'access-token',
  ask: async (frame, form) => {
    const answer = await askText(frame, {
      prompt: l10n.t(
        'Access token, as the Developer Console generated it. It cannot be renewed: paste a new one when it expires.',
      ),
      secret: true,
      value: form.accessToken ?? '',
      validate: (text) => verdictOf(() => checkAccessToken(text, clientIdOf(form), Date.now())),
    });
    return mapAnswer(answer, (accessToken) => {
      const clientId = form.clientId ?? readTokenClaims(bareToken(accessToken))?.clientId;
      return { accessToken, ...(clientId === undefined ? {} : { clientId }) };
    });
  },
});

/** The client ID that is asked for next is held against it. */
export const accessTokenStep = accessTokenStepFor(() => undefined);

export const oauthSecretStep = textStep(
  'clientSecret',
  ({ clientId }) => ({
    prompt: l10n.t('Client secret. While rotating, enter both, separated by a space.'),
    secret: true,
    validate: (text) => verdictOf(() => checkClientSecrets(splitList(text), clientId)),
  }),
  isOAuth,
);

/** @param stored what there is already, one or two with a space between; empty where it is lost */
export function secondSecretStep(stored: string, clientId: string): FormStep {
  const known = splitList(stored);
  return textStep('clientSecret', () => ({
    prompt:
      known.length > 1
        ? l10n.t('New client secret. It is tried first; the older of the two is dropped.')
        : l10n.t('New client secret. It is tried first, and the other one if Adobe refuses it.'),
    secret: true,
    validate: (text) => {
      const [secret = '', another] = splitList(text);
      if (another !== undefined) return { severity: 'error', message: l10n.t('Enter a single client secret.') };
      if (known.includes(secret))
        return { severity: 'error', message: l10n.t('The credential already has this client secret.') };
      return verdictOf(() => checkClientSecrets(splitList(text), clientId));
    },
  }));
}

export const scopesStep = textStep(
  'scopes',
  () => ({
    prompt: l10n.t('Scopes of the credential, separated by commas'),
    suggestion: formDefaults.scopes,
    validate: (text) => sentence(checkAepScopes(splitList(text))),
  }),
  isOAuth,
);

export const technicalAccountStep = textStep(
  'technicalAccountId',
  () => ({
    prompt: l10n.t('Technical account ID'),
    placeholder: '0123456789ABCDEF01234567@techacct.adobe.com',
    validate: trimmed(checkTechnicalAccountId),
  }),
  isJwt,
);

export const jwtSecretStep = textStep(
  'clientSecret',
  () => ({ prompt: l10n.t('Client secret'), secret: true, validate: trimmed(checkClientSecret) }),
  isJwt,
);

export const privateKeyStep = textStep(
  'privateKey',
  () => ({
    prompt: l10n.t('Private key: paste the whole private.key, or choose the file with the button above'),
    secret: true,
    validate: (text) => verdictOf(() => looksEncrypted(text) || normalisePrivateKey(text)),
    button: { icon: 'folder-opened', tooltip: l10n.t('Choose Private Key File…'), run: readKeyFile },
  }),
  isJwt,
);

export const passphraseStep = textStep(
  'passphrase',
  ({ privateKey = '' }) => ({
    prompt: l10n.t('Passphrase of the private key'),
    secret: true,
    validate: (text) => verdictOf(() => normalisePrivateKey(privateKey, text)),
  }),
  (form) => isJwt(form) && form.privateKey !== undefined && looksEncrypted(form.privateKey),
);

export const metascopesStep = textStep(
  'metascopes',
  () => ({
    prompt: l10n.t('Metascopes, separated by commas'),
    suggestion: formDefaults.metascopes,
    validate: (text) => {
      const metascopes = splitList(text).map(bareMetascope);
      return sentence(metascopes.length === 0 ? checkScope('') : metascopes.map(checkScope).find(Boolean));
    },
  }),
  isJwt,
);

/** What is secret in a credential of the form's kind, which is for the client ID of the form. */
export const secretSteps: readonly FormStep[] = [
  accessTokenStepFor(({ clientId }) => clientId),
  oauthSecretStep,
  jwtSecretStep,
  privateKeyStep,
  passphraseStep,
];

/** What else a credential of the form's kind has. */
export const credentialSteps: readonly FormStep[] = [scopesStep, technicalAccountStep, metascopesStep];

function isOAuth({ kind }: ConnectionForm): boolean {
  return kind === 'oauth-server-to-server';
}

function isJwt({ kind }: ConnectionForm): boolean {
  return kind === 'jwt';
}
