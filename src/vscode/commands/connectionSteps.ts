import { l10n } from 'vscode';
import { checkAccessToken } from '../../core/credentials/credentialInput';
import { checkClientId, checkImsOrg, checkName, checkSandbox } from '../../core/credentials/validation';
import { isOrigin, parseOrigin } from '../../core/http/origin';
import { inputTexts } from '../texts/inputTexts';
import { formDefaults, type ConnectionForm } from './connectionForm';
import {
  accessTokenStep,
  jwtSecretStep,
  metascopesStep,
  oauthSecretStep,
  passphraseStep,
  privateKeyStep,
  scopesStep,
  technicalAccountStep,
} from './credentialSteps';
import { mapAnswer, textStep, trimmed, verdictOf, verdictOfStore, type FormStep } from './formStep';
import { askChoice, type Validation } from './quickInput';

const kindStep: FormStep = {
  ask: async (frame, form) => {
    const answer = await askChoice(frame, {
      placeholder: l10n.t('What kind of credential do you have?'),
      ...(form.kind ? { selected: form.kind } : {}),
      choices: [
        {
          label: l10n.t('OAuth Server-to-Server'),
          description: l10n.t('recommended'),
          detail: l10n.t('Client ID, client secret and scopes of a Developer Console project'),
          value: 'oauth-server-to-server' as const,
        },
        {
          label: l10n.t('Access token'),
          description: l10n.t('cannot be renewed'),
          detail: l10n.t('A token generated in the Developer Console, used until it expires'),
          value: 'access-token' as const,
        },
        {
          label: l10n.t('Service account (JWT)'),
          description: l10n.t('legacy'),
          detail: l10n.t('Private key and technical account; ended by Adobe in production in 2025'),
          value: 'jwt' as const,
        },
      ],
    });
    return mapAnswer(answer, (kind) => ({ kind }));
  },
};

export const imsOrgStep = textStep('imsOrg', () => ({
  prompt: l10n.t('IMS organisation ID (Developer Console › credential details › Organization ID)'),
  placeholder: 'ABCDEF1234567890ABCDEF12@AdobeOrg',
  validate: trimmed(checkImsOrg),
}));

export const clientIdStep = textStep('clientId', ({ kind, accessToken }) => ({
  prompt: l10n.t('Client ID, which is also the API key'),
  placeholder: '0123456789abcdef0123456789abcdef',
  validate: (text) => {
    const verdict = trimmed(checkClientId)(text);
    if (verdict?.severity === 'error' || kind !== 'access-token' || accessToken === undefined) return verdict;
    return verdictOf(() => checkAccessToken(accessToken, text.trim(), Date.now())) ?? verdict;
  },
}));

const environmentStep: FormStep = {
  ask: async (frame, form) => {
    const answer = await askChoice(frame, {
      placeholder: l10n.t('Which Adobe environment?'),
      selected: form.environment ?? 'production',
      choices: [
        { label: l10n.t('Production'), description: 'platform.adobe.io', value: 'production' as const },
        { label: l10n.t('Stage'), description: 'platform-stage.adobe.io', value: 'stage' as const },
        {
          label: l10n.t('Custom origins…'),
          description: l10n.t('Your own IMS and platform'),
          value: 'custom' as const,
        },
      ],
    });
    return mapAnswer(answer, (environment) => ({ environment }));
  },
};

const imsOriginStep = textStep(
  'imsOrigin',
  () => ({ prompt: l10n.t('Origin of IMS'), suggestion: formDefaults.imsOrigin, validate: validateOrigin }),
  isCustom,
);

const platformOriginStep = textStep(
  'platformOrigin',
  () => ({
    prompt: l10n.t('Origin of the platform'),
    suggestion: formDefaults.platformOrigin,
    validate: validateOrigin,
  }),
  isCustom,
);

export const sandboxStep = textStep('sandbox', () => ({
  prompt: l10n.t('Sandbox name. Leave it empty to send none: Adobe then uses the organisation’s default sandbox.'),
  placeholder: 'dev',
  validate: (text) => (text.trim() === '' ? undefined : trimmed(checkSandbox)(text)),
}));

/** @param isFree whether no other connection has the name */
export function nameStep(isFree: (name: string) => Promise<boolean>): FormStep {
  return textStep('name', () => ({
    prompt: l10n.t('Name of the connection'),
    placeholder: l10n.t('Acme dev'),
    validate: (text) =>
      verdictOfStore(async () => {
        const verdict = trimmed(checkName)(text);
        if (verdict || (await isFree(text.trim()))) return verdict;
        return { severity: 'error', message: l10n.t('There is already a connection with this name.') };
      }),
  }));
}

export const environmentSteps: readonly FormStep[] = [environmentStep, imsOriginStep, platformOriginStep];

/** All that a new connection needs, in the order in which people have it in front of them. */
export function allSteps(
  isFree: (name: string) => Promise<boolean>,
): readonly (readonly [keyof ConnectionForm, FormStep])[] {
  return [
    ['kind', kindStep],
    ['accessToken', accessTokenStep],
    ['imsOrg', imsOrgStep],
    ['clientId', clientIdStep],
    ['clientSecret', oauthSecretStep],
    ['scopes', scopesStep],
    ['technicalAccountId', technicalAccountStep],
    ['clientSecret', jwtSecretStep],
    ['privateKey', privateKeyStep],
    ['passphrase', passphraseStep],
    ['metascopes', metascopesStep],
    ['environment', environmentStep],
    ['imsOrigin', imsOriginStep],
    ['platformOrigin', platformOriginStep],
    ['sandbox', sandboxStep],
    ['name', nameStep(isFree)],
  ];
}

function isCustom({ environment }: ConnectionForm): boolean {
  return environment === 'custom';
}

function validateOrigin(text: string): Validation | undefined {
  const parsed = parseOrigin(text);
  return isOrigin(parsed) ? undefined : { severity: 'error', message: inputTexts[parsed]() };
}
