import { l10n } from 'vscode';
import type { AepErrorDetails } from '../../core/errors';

/** The failures that only the access check looks for. */
export const accessErrorTexts = {
  TOKEN_MISMATCH: () => ({
    cause: l10n.t('The access token does not match the connection.'),
    remedy: l10n.t('Check its client ID and scopes against the credential in the Developer Console.'),
    action: 'edit' as const,
  }),
  CLOCK_WRONG: () => ({
    cause: l10n.t('The clock of this machine is wrong.'),
    remedy: l10n.t('Let the operating system set it. AEP Access allows for the error; other tools do not.'),
    action: 'retry' as const,
  }),
  SANDBOX_UNUSABLE: ({ sandbox }: AepErrorDetails) => ({
    cause:
      sandbox === undefined
        ? l10n.t('No sandbox is chosen, and the credential cannot use the default one.')
        : l10n.t('The credential cannot use the sandbox “{0}”.', sandbox),
    remedy: l10n.t(
      'Choose an active sandbox, or ask an administrator to add this one to the credential’s role (Permissions › Roles).',
    ),
    action: 'edit' as const,
  }),
};
