import { l10n } from 'vscode';
import type { AepErrorCode } from '../../core/errors';
import { text, type TextOf } from './errorText';

/** About access tokens, part of the texts of all errors. */
export const tokenTexts = {
  TOKEN_NOT_RENEWABLE: () =>
    text(
      l10n.t('A pasted access token cannot be renewed.'),
      l10n.t('Paste a new one from the Developer Console.'),
      'enterSecret',
    ),
  TOKEN_EXPIRED: () =>
    text(
      l10n.t('The pasted access token has expired.'),
      l10n.t('Paste a new one from the Developer Console.'),
      'enterSecret',
    ),
  TOKEN_REJECTED: ({ credentialKind }) =>
    credentialKind === 'access-token'
      ? text(
          l10n.t('Experience Platform refused the pasted access token.'),
          l10n.t('Check that the environment is the one that issued it, then paste a new one.'),
          'enterSecret',
        )
      : text(
          l10n.t('Experience Platform refused the access token.'),
          l10n.t('Check that the environment is the one that issued it, then generate a new token.'),
          'generate',
        ),
  TOKEN_REVOKED: ({ credentialKind }) =>
    credentialKind === 'access-token'
      ? text(
          l10n.t('The pasted access token was revoked.'),
          l10n.t('Paste a new one from the Developer Console.'),
          'enterSecret',
        )
      : text(
          l10n.t('The access token was revoked. No new one is generated until you ask for it.'),
          l10n.t('Generate a token.'),
          'generate',
        ),
  NO_TOKEN: () => text(l10n.t('There is no access token to revoke.'), l10n.t('Nothing was changed.'), 'none'),
  REVOCATION_REFUSED: ({ credentialKind }) =>
    text(
      l10n.t('Adobe IMS refused to revoke the access token.'),
      credentialKind === 'access-token'
        ? l10n.t('Revoking it takes the client secret, which a pasted token does not come with.')
        : l10n.t('It stays valid: check the credential in the Developer Console and try again.'),
      credentialKind === 'access-token' ? 'none' : 'retry',
    ),
  VALIDATION_REFUSED: () =>
    text(
      l10n.t('Adobe IMS did not say whether the token is valid.'),
      l10n.t('Run Check AEP Access to see whether it works.'),
      'retry',
    ),
  RENEWAL_OFF: () =>
    text(
      l10n.t('There is no valid access token and renewal is switched off.'),
      l10n.t('Generate a token, or change the setting aep.token.renew.'),
      'generate',
    ),
} satisfies Partial<Record<AepErrorCode, TextOf>>;
