import { l10n } from 'vscode';
import type { AepErrorCode, KeyProblem } from '../../core/errors';
import { text, type TextOf } from './errorText';

const unreadable = (): readonly [cause: string, remedy: string] => [
  l10n.t('The private key cannot be read.'),
  l10n.t('Use the whole private.key file in PEM format, from the BEGIN line to the END line.'),
];

/** A key that would be good in another form: cause, and how to get at that form. */
const problems: Readonly<Record<KeyProblem, () => readonly [cause: string, remedy: string]>> = {
  putty: () => [
    l10n.t('This private key is in the format of PuTTY.'),
    l10n.t('Load it in PuTTYgen, choose Conversions › Export OpenSSH key, and use the file that it writes.'),
  ],
  pkcs12: () => [
    l10n.t('This is a PKCS#12 file (.p12 or .pfx), which holds the private key and its certificate.'),
    l10n.t('Extract the key with “{0}” and use that file.', 'openssl pkcs12 -in FILE -nocerts -out private.key'),
  ],
  openssh: () => [
    l10n.t('This private key is in the format of OpenSSH.'),
    l10n.t('Convert a copy of the file with “{0}” and use that.', 'ssh-keygen -p -m PEM -f FILE'),
  ],
  'too-many-rounds': () => [
    l10n.t('Opening this private key with its passphrase would take minutes or years.'),
    l10n.t(
      'Encrypt it again with fewer rounds, with “{0}”, and use the new file.',
      'openssl pkcs8 -topk8 -in FILE -out private.key',
    ),
  ],
  'unknown-cipher': () => [
    l10n.t('This private key is encrypted in a way that cannot be read here.'),
    l10n.t(
      'Encrypt it again with AES-256, with “{0}”, and use the new file.',
      'openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out private.key',
    ),
  ],
  'too-many-bits': () => [
    l10n.t('This RSA key has more than 16384 bits.'),
    l10n.t('Create a key pair of 2048 bits and register its certificate with Adobe.'),
  ],
};

/** About private keys, part of the texts of all errors. */
export const keyTexts = {
  KEY_UNREADABLE: ({ keyProblem }) => {
    const [cause, remedy] = keyProblem === undefined ? unreadable() : problems[keyProblem]();
    return text(cause, remedy, 'edit');
  },
  KEY_IS_CERTIFICATE: () =>
    text(
      l10n.t('This is a certificate, not the private key.'),
      l10n.t('Use the private.key file that came with certificate_pub.crt.'),
      'edit',
    ),
  KEY_IS_PUBLIC: () =>
    text(
      l10n.t('This is a public key, not the private key.'),
      l10n.t('Use the private.key file that belongs to it.'),
      'edit',
    ),
  KEY_NOT_RSA: () =>
    text(
      l10n.t('This private key is not an RSA key.'),
      l10n.t('Adobe accepts only RSA keys (RS256): use the credential’s RSA key.'),
      'edit',
    ),
  KEY_TOO_SHORT: () =>
    text(
      l10n.t('This RSA key has fewer than 2048 bits.'),
      l10n.t('Create a key pair of 2048 bits and register its certificate with Adobe.'),
      'edit',
    ),
  KEY_PASSPHRASE_MISSING: () =>
    text(l10n.t('The private key is encrypted.'), l10n.t('Enter its passphrase.'), 'enterSecret'),
  KEY_PASSPHRASE_WRONG: () =>
    text(
      l10n.t('The passphrase does not open the private key.'),
      l10n.t('Enter the passphrase of this key.'),
      'enterSecret',
    ),
} satisfies Partial<Record<AepErrorCode, TextOf>>;
