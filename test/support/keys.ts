import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** Keys are made when a test first asks for them and kept for the process. None is ever written to a file. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The passphrase of every encrypted key here. */
export const passphrase = 'open sesame, è ✓';

export const rsaKey = once(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
/** Not the pair of {@link rsaKey}: signs what Adobe would refuse. */
export const otherRsaKey = once(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
export const shortRsaKey = once(() => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey);
export const pssKey = once(() => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey);
export const ecKey = once(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
export const ed25519Key = once(() => generateKeyPairSync('ed25519').privateKey);

/** `BEGIN RSA PRIVATE KEY`. */
export const pkcs1 = (key: KeyObject = rsaKey()): string => key.export({ type: 'pkcs1', format: 'pem' }).toString();
/** `BEGIN PRIVATE KEY`. */
export const pkcs8 = (key: KeyObject = rsaKey()): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
/** `BEGIN EC PRIVATE KEY`. */
export const sec1 = (): string => ecKey().export({ type: 'sec1', format: 'pem' }).toString();
/** The public half, `BEGIN PUBLIC KEY`. */
export const publicPem = (key: KeyObject = rsaKey()): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
/** The public half, `BEGIN RSA PUBLIC KEY`. */
export const publicPkcs1 = (): string => createPublicKey(rsaKey()).export({ type: 'pkcs1', format: 'pem' }).toString();

/** `BEGIN ENCRYPTED PRIVATE KEY`, opened by {@link passphrase}. */
export const encryptedPkcs8 = once(() => encryptedPem('pkcs8', rsaKey()));
/** `BEGIN RSA PRIVATE KEY` with `Proc-Type` and `DEK-Info`, opened by {@link passphrase}. */
export const encryptedPkcs1 = once(() => encryptedPem('pkcs1', rsaKey()));
/** The same with the cipher of old: its initialisation vector is half as long. */
export const tripleDesPkcs1 = once(() => encryptedPem('pkcs1', rsaKey(), 'des-ede3-cbc'));

/** @param cipher by OpenSSL's name, e.g. `des-ede3-cbc` */
export function encryptedPem(type: 'pkcs1' | 'pkcs8', key: KeyObject, cipher = 'aes-256-cbc'): string {
  return key.export({ type, format: 'pem', cipher, passphrase } as never).toString();
}

/** DER of a PEM block without headers. */
export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}

export function pemOf(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** One DER element with a definite length. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length.toString(16);
  const digits = Buffer.from(length.padStart(length.length + (length.length % 2), '0'), 'hex');
  const header = body.length < 0x80 ? [tag, body.length] : [tag, 0x80 + digits.length, ...digits];
  return Buffer.concat([Buffer.from(header), body]);
}

/** An object identifier, its encoded arcs in hex. */
export const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

/** UTCTime, as X.509 writes years before 2050. */
export const utcTime = (ms: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

/** A self-signed certificate of {@link rsaKey}. Times are milliseconds since the epoch. */
export function certificateOf(fromMs: number, untilMs: number): string {
  const sha256WithRsa = der(0x30, oid('2a864886f70d01010b'), der(0x05));
  const name = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from('AEP Access test')))));
  const validity = der(0x30, utcTime(fromMs), utcTime(untilMs));
  const publicKey = createPublicKey(rsaKey()).export({ type: 'spki', format: 'der' });
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const toBeSigned = der(0x30, version3, der(0x02, Buffer.from([7])), sha256WithRsa, name, validity, name, publicKey);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, rsaKey()));
  return pemOf('CERTIFICATE', der(0x30, toBeSigned, sha256WithRsa, signature));
}

const yearMs = 365 * 86_400_000;

/** The certificate that belongs to {@link rsaKey}, as Adobe's console hands it out beside the key: self-signed, for a year. */
export const certificatePem = once(() => certificateOf(Date.now() - 86_400_000, Date.now() + yearMs));
/** One that was good until yesterday. */
export const expiredCertificatePem = once(() => certificateOf(Date.now() - yearMs, Date.now() - 86_400_000));

const integer = (value: number): Buffer => {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return der(0x02, bytes);
};
const salt = der(0x04, Buffer.alloc(8, 1));

/** An encrypted envelope that asks for `rounds` of PBKDF2, in bytes as they are; what it encloses is rubbish. */
export function pbkdf2Envelope(rounds: number | Uint8Array, ...more: readonly Uint8Array[]): Buffer {
  const count = typeof rounds === 'number' ? integer(rounds) : der(0x02, rounds);
  return envelope(der(0x30, oid('2a864886f70d01050c'), der(0x30, salt, count, ...more)));
}

/** An encrypted envelope that asks for scrypt with cost `n`, block size 8 and `p` times. */
export function scryptEnvelope(n: number, p: number): Buffer {
  return envelope(der(0x30, oid('2b06010401da47040b'), der(0x30, salt, integer(n), integer(8), integer(p))));
}

function envelope(derivation: Buffer): Buffer {
  const aes256 = der(0x30, oid('60864801650304012a'), der(0x04, Buffer.alloc(16, 2)));
  const pbes2 = der(0x30, oid('2a864886f70d01050d'), der(0x30, derivation, aes256));
  return der(0x30, pbes2, der(0x04, Buffer.alloc(1200, 3)));
}

/** A PKCS#8 key of any algorithm, by its object identifier in hex; its content is rubbish. */
export function pkcs8Of(algorithm: string): Buffer {
  return der(0x30, integer(0), der(0x30, oid(algorithm), der(0x05)), der(0x04, Buffer.alloc(300, 4)));
}

/** A PKCS#1 key whose modulus has this many bits. It opens, but its numbers belong to no key. */
export function hugePkcs1(bits: number): Buffer {
  const modulus = der(0x02, Buffer.from([0]), Buffer.alloc(bits / 8, 0xff));
  return der(0x30, der(0x02, Buffer.from([0])), modulus, ...Array.from({ length: 7 }, () => integer(65537)));
}

/** The beginning of OpenSSH's own private format, as far as anyone reads who cannot open it. */
export function openSshPem(algorithm: 'ssh-rsa' | 'ssh-ed25519'): string {
  const string = (value: string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    return Buffer.concat([length, Buffer.from(value)]);
  };
  const one = Buffer.from([0, 0, 0, 1]);
  const parts = ['none', 'none', '', string(algorithm).toString('latin1') + 'x'.repeat(40), 'y'.repeat(300)].map(
    string,
  );
  parts.splice(3, 0, one);
  return pemOf('OPENSSH PRIVATE KEY', Buffer.concat([Buffer.from('openssh-key-v1\0'), ...parts]));
}

/** Whether a PEM, opened with {@link passphrase} if it needs one, is this key. */
export function sameKey(pem: string, key: KeyObject = rsaKey()): boolean {
  return createPrivateKey({ key: pem, passphrase }).equals(key);
}

/** As much of a PKCS#12 file as tells what it is. */
export const pkcs12 = (): Buffer => der(0x30, der(0x02, Buffer.from([3])), der(0x30, der(0x05)));
