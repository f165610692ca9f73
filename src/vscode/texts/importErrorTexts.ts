import { l10n } from 'vscode';
import type { AepErrorCode } from '../../core/errors';
import { text, type TextOf } from './errorText';

export const importTexts = {
  IMPORT_UNRECOGNISED: () =>
    text(
      l10n.t('This is not one of the formats that hold an Adobe credential.'),
      l10n.t(
        'Use the project download or the JSON of a credential from the Developer Console, a Postman environment, or an .aio, .env or aepp configuration.',
      ),
      'import',
    ),
  IMPORT_EMPTY: ({ field }) =>
    text(
      field === undefined
        ? l10n.t('It contains no usable credential.')
        : l10n.t('It contains no usable credential: {0} cannot be used.', field),
      l10n.t('The project needs an OAuth Server-to-Server credential.'),
      'import',
    ),
  IMPORT_UNREADABLE: () =>
    text(
      l10n.t('It cannot be read as text: it is damaged, truncated or another kind of file.'),
      l10n.t('Download it again, or save it as UTF-8.'),
      'import',
    ),
  IMPORT_TOO_LARGE: () =>
    text(
      l10n.t('It is larger than 256 kB, and no credential file is.'),
      l10n.t('Choose the file that holds the credential.'),
      'import',
    ),
} satisfies Partial<Record<AepErrorCode, TextOf>>;
