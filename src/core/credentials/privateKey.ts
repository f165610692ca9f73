import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { type AepError } from '../errors';
import { keyError, keyUnreadable, readKeyMaterial, type KeyMaterial } from './keyMaterial';

export interface NormalisedKey {
  /** PEM with real line breaks, a final one too. The content is as it was given: an encrypted key stays encrypted. */
  readonly pem: string;
  /** Whether `pem` needs its passphrase each time it is opened. */
  readonly encrypted: boolean;
}

/** Adobe's service accounts take RSA keys of 2048 bits and up; RS256 itself asks for as much (RFC 7518 §3.3). */
const minBits = 2048;
/** Above it a single signature takes seconds; BoringSSL, in VS Code's Electron, stops here too. */
const maxBits = 16384;

/**
 * Turns whatever a person has into a key that can be stored, and proves it: opens it and checks a signature made with it.
 * Takes PKCS#1 and PKCS#8, plain or encrypted, as PEM in any state of repair, as Base64 or as DER.
 * @param passphrase needed for an encrypted key, ignored for another
 * @throws {AepError} `KEY_UNREADABLE`, `KEY_IS_CERTIFICATE`, `KEY_IS_PUBLIC`, `KEY_NOT_RSA`, `KEY_TOO_SHORT`,
 *   `KEY_PASSPHRASE_MISSING` or `KEY_PASSPHRASE_WRONG`, with the input field in `details.field`; never with a part of the key
 */
export function normalisePrivateKey(input: string | Uint8Array, passphrase?: string): NormalisedKey {
  const material = readKeyMaterial(input);
  const key = open(material, passphrase);
  if (!signsWhatItsPublicHalfVerifies(key)) throw keyError('KEY_UNREADABLE', 'The private key is damaged');
  return { pem: material.pem, encrypted: material.encrypted };
}

/**
 * Opens a key that {@link normalisePrivateKey} returned, ready to sign with.
 * @throws {AepError} as {@link normalisePrivateKey} does
 */
export function openPrivateKey(pem: string, passphrase?: string): KeyObject {
  return open(readKeyMaterial(pem), passphrase);
}

/** Whether the input holds an encrypted private key, so that a passphrase must be asked for. Never throws. */
export function looksEncrypted(input: string | Uint8Array): boolean {
  try {
    return readKeyMaterial(input).encrypted;
  } catch {
    return false;
  }
}

/**
 * What tells keys apart without revealing them.
 * @returns `sha256` of the public half's DER (SubjectPublicKeyInfo) in lower-case hex, as
 *   `openssl pkey -in private.key -pubout -outform der | sha256sum` prints it; `bits` of the modulus
 */
export function keyFingerprint(key: KeyObject): { sha256: string; bits: number } {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return { sha256: createHash('sha256').update(spki).digest('hex'), bits: bitsOf(key) };
}

function open({ pem, encrypted }: KeyMaterial, passphrase: string | undefined): KeyObject {
  if (encrypted && (passphrase === undefined || passphrase === '')) {
    throw keyError('KEY_PASSPHRASE_MISSING', 'The private key is encrypted: it needs a passphrase', passphraseField);
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(encrypted && passphrase !== undefined ? { key: pem, passphrase } : pem);
  } catch (error) {
    throw whyNotOpened(encrypted, error);
  }
  if (key.asymmetricKeyType !== 'rsa') throw keyError('KEY_NOT_RSA', 'The key is not a plain RSA key');
  const bits = bitsOf(key);
  if (bits < minBits) throw keyError('KEY_TOO_SHORT', `The RSA key has ${bits} bits; ${minBits} are the least`);
  if (bits > maxBits) throw keyUnreadable('too-many-bits', `The RSA key has ${bits} bits; ${maxBits} are the most`);
  return key;
}

const passphraseField = 'credential.passphrase';

function whyNotOpened(encrypted: boolean, error: unknown): AepError {
  if (!encrypted) return keyError('KEY_UNREADABLE', 'The private key is damaged');
  if (isCipherUnsupported(error)) {
    return keyUnreadable(
      'unknown-cipher',
      'The private key is encrypted in a way that cannot be read here: use AES-256-CBC',
    );
  }
  return keyError('KEY_PASSPHRASE_WRONG', 'The passphrase does not open the private key', passphraseField);
}

/**
 * OpenSSL says `ERR_OSSL_EVP_UNSUPPORTED` or `ERR_OSSL_PEM_UNSUPPORTED_ENCRYPTION`, BoringSSL `…_UNKNOWN_ALGORITHM`,
 * `…_UNSUPPORTED_CIPHER` and the like. The bare `ERR_OSSL_UNSUPPORTED` is what OpenSSL makes of decrypted rubbish: one wrong
 * passphrase in 256 gets past the padding.
 */
function isCipherUnsupported(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code !== 'ERR_OSSL_UNSUPPORTED' && /UNSUPPORTED|UNKNOWN/.test(code);
}

function bitsOf(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0;
}

/** One changed character leaves a key that opens and signs rubbish, which Adobe would call a wrong signature. */
function signsWhatItsPublicHalfVerifies(key: KeyObject): boolean {
  const probe = Buffer.from('AEP Access');
  try {
    return verify('sha256', probe, createPublicKey(key), sign('sha256', probe, key));
  } catch {
    return false;
  }
}
