import * as assert from 'node:assert/strict';
import {
  certificatePem,
  ecKey,
  ed25519Key,
  encryptedPkcs1,
  encryptedPkcs8,
  openSshPem,
  passphrase,
  pbkdf2Envelope,
  pemOf,
  pkcs1,
  pkcs12,
  pkcs8,
  pssKey,
  publicPem,
  publicPkcs1,
  sec1,
  shortRsaKey,
} from '../support/keys';
import { addConnection } from './support/aepCommands';
import { assertTellsNone, rejectionOf } from './support/failure';
import { useLocalAdobe } from './support/localAdobe';

interface KeyCase {
  readonly name: string;
  readonly key: () => string;
  readonly passphrase?: string;
  readonly code: string;
  readonly sentence: string;
}

const isUnreadable = {
  code: 'KEY_UNREADABLE',
  sentence:
    'The private key cannot be read. Use the whole private.key file in PEM format, from the BEGIN line to the END line.',
};
const isPutty = {
  code: 'KEY_UNREADABLE',
  sentence:
    'This private key is in the format of PuTTY. Load it in PuTTYgen, choose Conversions › Export OpenSSH key, and use the file that it writes.',
};
const isPkcs12 = {
  code: 'KEY_UNREADABLE',
  sentence:
    'This is a PKCS#12 file (.p12 or .pfx), which holds the private key and its certificate. Extract the key with “openssl pkcs12 -in FILE -nocerts -out private.key” and use that file.',
};
const isOpenSsh = {
  code: 'KEY_UNREADABLE',
  sentence:
    'This private key is in the format of OpenSSH. Convert a copy of the file with “ssh-keygen -p -m PEM -f FILE” and use that.',
};
const hasTooManyRounds = {
  code: 'KEY_UNREADABLE',
  sentence:
    'Opening this private key with its passphrase would take minutes or years. Encrypt it again with fewer rounds, with “openssl pkcs8 -topk8 -in FILE -out private.key”, and use the new file.',
};
const hasUnknownCipher = {
  code: 'KEY_UNREADABLE',
  sentence:
    'This private key is encrypted in a way that cannot be read here. Encrypt it again with AES-256, with “openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out private.key”, and use the new file.',
};
const isCertificate = {
  code: 'KEY_IS_CERTIFICATE',
  sentence: 'This is a certificate, not the private key. Use the private.key file that came with certificate_pub.crt.',
};
const isPublic = {
  code: 'KEY_IS_PUBLIC',
  sentence: 'This is a public key, not the private key. Use the private.key file that belongs to it.',
};
const isNotRsa = {
  code: 'KEY_NOT_RSA',
  sentence: 'This private key is not an RSA key. Adobe accepts only RSA keys (RS256): use the credential’s RSA key.',
};
const isTooShort = {
  code: 'KEY_TOO_SHORT',
  sentence:
    'This RSA key has fewer than 2048 bits. Create a key pair of 2048 bits and register its certificate with Adobe.',
};
const isLocked = {
  code: 'KEY_PASSPHRASE_WRONG',
  sentence: 'The passphrase does not open the private key. Enter the passphrase of this key.',
};
const needsPassphrase = {
  code: 'KEY_PASSPHRASE_MISSING',
  sentence: 'The private key is encrypted. Enter its passphrase.',
};

const keyCases: readonly KeyCase[] = [
  { name: 'a certificate', key: certificatePem, ...isCertificate },
  {
    name: 'a certificate with its line breaks gone',
    key: () => certificatePem().replaceAll('\n', ' '),
    ...isCertificate,
  },
  { name: 'a public key', key: publicPem, ...isPublic },
  { name: 'a public key in PKCS#1', key: publicPkcs1, ...isPublic },
  { name: 'a public SSH key', key: () => 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ me@here', ...isPublic },
  { name: 'an elliptic-curve key', key: sec1, ...isNotRsa },
  { name: 'an elliptic-curve key in PKCS#8', key: () => pkcs8(ecKey()), ...isNotRsa },
  { name: 'an Ed25519 key', key: () => pkcs8(ed25519Key()), ...isNotRsa },
  { name: 'an RSA-PSS key', key: () => pkcs8(pssKey()), ...isNotRsa },
  { name: 'an Ed25519 key of OpenSSH', key: () => openSshPem('ssh-ed25519'), ...isNotRsa },
  { name: 'an RSA key of OpenSSH', key: () => openSshPem('ssh-rsa'), ...isOpenSsh },
  { name: "a key in PuTTY's format", key: () => 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n', ...isPutty },
  { name: 'a PKCS#12 file', key: () => pkcs12().toString('base64'), ...isPkcs12 },
  {
    name: 'a passphrase that takes minutes to try',
    key: () => pemOf('ENCRYPTED PRIVATE KEY', pbkdf2Envelope(2 ** 31)),
    passphrase,
    ...hasTooManyRounds,
  },
  {
    name: 'an unknown cipher',
    key: () => encryptedPkcs1().replace('AES-256-CBC', 'NO-SUCH-CBC'),
    passphrase,
    ...hasUnknownCipher,
  },
  { name: 'an RSA key of 1024 bits', key: () => pkcs1(shortRsaKey()), ...isTooShort },
  { name: 'an encrypted key with another passphrase', key: encryptedPkcs8, passphrase: 'not it', ...isLocked },
  { name: 'an encrypted PKCS#1 key with another passphrase', key: encryptedPkcs1, passphrase: 'not it', ...isLocked },
  { name: 'an encrypted key with an empty passphrase', key: encryptedPkcs8, passphrase: '', ...needsPassphrase },
  { name: 'junk', key: () => 'not a key at all', ...isUnreadable },
  { name: 'nothing', key: () => '', ...isUnreadable },
  { name: 'a truncated key', key: () => pkcs8().slice(0, 900), ...isUnreadable },
  { name: 'a key without its beginning', key: () => pkcs8().slice(200), ...isUnreadable },
  { name: 'a truncated encrypted key', key: () => encryptedPkcs8().slice(0, 900), passphrase, ...isUnreadable },
  { name: 'the path of a key file', key: () => '~/adobe/private.key', ...isUnreadable },
];

suite('The sentence for a wrong private key', () => {
  const fixture = useLocalAdobe();

  for (const { name, key, code, sentence, passphrase: given } of keyCases) {
    test(name, async () => {
      const input = fixture.jwt(key(), {}, given === undefined ? {} : { passphrase: given });
      const failure = await rejectionOf(addConnection(input));
      const field = code.includes('PASSPHRASE') ? 'credential.passphrase' : 'credential.privateKey';
      assert.deepEqual([failure.code, failure.field, failure.message], [code, field, sentence]);
      assertTellsNone([...fixture.secrets, key(), given ?? ''], failure.error);
    });
  }
});
