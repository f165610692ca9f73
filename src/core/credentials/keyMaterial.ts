import { AepError, type AepErrorCode, type KeyProblem } from '../errors';

/** A private key in the one spelling that Node reads: PEM with real line breaks, its content as it was given. */
export interface KeyMaterial {
  readonly pem: string;
  readonly encrypted: boolean;
}

type Shape = 'pkcs1' | 'pkcs8' | 'encrypted' | 'notRsa' | 'public' | 'certificate' | 'pkcs12';

interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** Characters or bytes. A 16384-bit key in PEM, twice in Base64, is a third of it. */
const maxLength = 64 * 1024;

/** Deriving a key from a passphrase blocks the extension host: this many rounds take a second or a few. */
const maxDerivationRounds = 5_000_000;

/** The tags of what is inside the outer SEQUENCE tell the formats apart, whatever the armour around it claims. */
const shapes: readonly (readonly [RegExp, Shape])[] = [
  [/^02( 02){8}( 30)?$/, 'pkcs1'],
  [/^02 30 04/, 'pkcs8'],
  [/^30 04$/, 'encrypted'],
  [/^02 04/, 'notRsa'], // SEC 1: elliptic curve
  [/^02( 02){5}$/, 'notRsa'], // DSA
  [/^30 30 03$/, 'certificate'], // or a request for one
  [/^(30 03|02 02)$/, 'public'],
  [/^02 30( 30)?$/, 'pkcs12'],
];

const oids = {
  rsaEncryption: Buffer.from('2a864886f70d010101', 'hex'),
  scrypt: Buffer.from('2b06010401da47040b', 'hex'),
};

/** An error about the key as entered. It has no cause on purpose: nothing that has touched the key may reach a log. */
export function keyError(code: AepErrorCode, message: string, field = 'credential.privateKey'): AepError {
  return new AepError(code, message, { details: { field } });
}

/** A key that a person can make readable, each kind in its own way. */
export function keyUnreadable(keyProblem: KeyProblem, message: string): AepError {
  return new AepError('KEY_UNREADABLE', message, { details: { field: 'credential.privateKey', keyProblem } });
}

/**
 * Finds the private key in whatever a person has: PEM in any state of repair (escaped, quoted, indented, on one line, between
 * other things), Base64 of it, a bare Base64 body, UTF-16, or DER.
 * @throws {AepError} `KEY_UNREADABLE`, `KEY_IS_CERTIFICATE`, `KEY_IS_PUBLIC` or `KEY_NOT_RSA`
 */
export function readKeyMaterial(input: string | Uint8Array): KeyMaterial {
  if (input.length > maxLength) throw keyError('KEY_UNREADABLE', 'The text is larger than any private key');
  return unwrap(input, 2);
}

function unwrap(input: string | Uint8Array, layersOfBase64: number): KeyMaterial {
  if (typeof input !== 'string') {
    const der = Buffer.from(input);
    const shape = shapeOf(der);
    if (shape !== undefined) return fromDer(der, shape);
  }
  const text = flatten(typeof input === 'string' ? input : Buffer.from(input).toString('utf8'));
  const armoured = fromArmour(text);
  if (armoured !== undefined) return armoured;
  if (/^(ssh|ecdsa|sk)-[a-z0-9@.-]{1,60} AAAA/.test(text)) {
    throw keyError('KEY_IS_PUBLIC', 'This is a public SSH key');
  }
  if (text.startsWith('PuTTY-User-Key-File')) {
    throw keyUnreadable('putty', "This is PuTTY's own format: export the key in OpenSSH's PEM format");
  }
  const bytes = fromBase64(text.split(/[-,;]/, 1)[0] ?? '');
  if (bytes !== undefined && layersOfBase64 > 0) return unwrap(bytes, layersOfBase64 - 1);
  throw keyError('KEY_UNREADABLE', 'There is no private key in the text');
}

/** One line of printable ASCII: escapes, quotes, byte order marks and UTF-16's zero bytes gone, white space single. */
function flatten(text: string): string {
  return text
    .replaceAll('\0', '')
    .replace(/\\(?:[nrt]|u000[adAD])/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[^\x21-\x7e]+/g, ' ')
    .replace(/[\\"'`]/g, '')
    .trim();
}

/** Takes the first private key between PEM lines; where there is none, says what the text holds instead. */
function fromArmour(text: string): KeyMaterial | undefined {
  const found = [...text.matchAll(/BEGIN ?([A-Z0-9 ]{0,20}?) ?(PRIVATE|PUBLIC ?KEY|CERTIFICATE)( ?KEY)?[- ]*/g)];
  const block = found.find(([, , noun]) => noun === 'PRIVATE') ?? found[0];
  if (block === undefined) return undefined;
  const [opening, kind = '', noun = ''] = block;
  if (noun.startsWith('PUBLIC')) throw keyError('KEY_IS_PUBLIC', 'This is a public key');
  if (noun === 'CERTIFICATE') throw keyError('KEY_IS_CERTIFICATE', 'This is a certificate');
  if (kind === 'EC' || kind === 'DSA') throw keyError('KEY_NOT_RSA', 'The key is not an RSA key');
  return fromBlock(kind, text.slice(block.index + opening.length));
}

function fromBlock(kind: string, block: string): KeyMaterial {
  const legacy = /^Proc-Type: ?4, ?ENCRYPTED ?DEK-Info: ?([A-Z0-9]{1,12}(?:-[A-Z0-9]{1,8}){0,3}), ?/.exec(block);
  if (legacy?.[1] !== undefined) return fromLegacy(legacy[1], block.slice(legacy[0].length));
  const der = fromBase64(block.split('-', 1)[0] ?? '');
  if (der === undefined) throw keyError('KEY_UNREADABLE', 'The text between the BEGIN and END lines is damaged');
  if (kind === 'OPENSSH') throw whyNotOpenSsh(der);
  const shape = shapeOf(der);
  if (shape === undefined) throw keyError('KEY_UNREADABLE', 'The private key is incomplete or damaged');
  return fromDer(der, shape);
}

/** PEM's own encryption, older than PKCS#8. Its body is opaque: only an END line tells that all of it is here. */
function fromLegacy(cipher: string, rest: string): KeyMaterial {
  const ivDigits = /^(DES|RC2|BF|IDEA|CAST)/.test(cipher) ? 16 : 32;
  // Where line breaks have vanished, only its fixed length tells where the vector ends and the body begins.
  const iv = rest.slice(0, ivDigits);
  const [body = '', end = ''] = rest.slice(ivDigits).split(/-+/, 2);
  const der = fromBase64(body);
  if (!/^[0-9A-F]+$/i.test(iv) || !end.startsWith('END') || der === undefined || der.length === 0) {
    throw keyError('KEY_UNREADABLE', 'The encrypted private key is incomplete or damaged');
  }
  const header = `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${cipher},${iv}\n\n`;
  return { pem: toPem('RSA PRIVATE KEY', der, header), encrypted: true };
}

function fromDer(der: Buffer, shape: Shape): KeyMaterial {
  const outer = elementAt(der, 0, der.length);
  const exact = der.subarray(0, outer?.end);
  switch (shape) {
    case 'pkcs1':
      return { pem: toPem('RSA PRIVATE KEY', exact), encrypted: false };
    case 'pkcs8':
      requireRsaAlgorithm(exact);
      return { pem: toPem('PRIVATE KEY', exact), encrypted: false };
    case 'encrypted':
      requireBearableDerivation(exact);
      return { pem: toPem('ENCRYPTED PRIVATE KEY', exact), encrypted: true };
    case 'notRsa':
      throw keyError('KEY_NOT_RSA', 'The key is not an RSA key');
    case 'public':
      throw keyError('KEY_IS_PUBLIC', 'This is a public key');
    case 'certificate':
      throw keyError('KEY_IS_CERTIFICATE', 'This is a certificate');
    case 'pkcs12':
      throw keyUnreadable('pkcs12', 'This is a PKCS#12 file: take the key out with openssl pkcs12 -nocerts');
  }
}

function whyNotOpenSsh(body: Buffer): AepError {
  // The public half comes first and in clear, with the name of its algorithm.
  return body.subarray(0, 256).includes('ssh-rsa')
    ? keyUnreadable('openssh', "This is OpenSSH's own format: convert a copy with ssh-keygen -p -m PEM -f <file>")
    : keyError('KEY_NOT_RSA', 'The key is not an RSA key');
}

function requireRsaAlgorithm(der: Buffer): void {
  const algorithm = childrenOf(der)[1];
  const oid = algorithm && elementAt(der, algorithm.start, algorithm.end);
  if (!oid || !der.subarray(oid.start, oid.end).equals(oids.rsaEncryption)) {
    throw keyError('KEY_NOT_RSA', 'The key is not an RSA key');
  }
}

/** Refuses an envelope whose passphrase would take minutes or years to try: nothing can interrupt that. */
function requireBearableDerivation(der: Buffer): void {
  const algorithm = childrenOf(der)[0];
  const costs = algorithm === undefined ? [] : integersIn(der, algorithm, 5);
  const isScrypt = algorithm !== undefined && der.subarray(algorithm.start, algorithm.end).includes(oids.scrypt);
  const rounds = isScrypt ? costs.reduce((product, cost) => product * cost, 1) : Math.max(0, ...costs);
  if (rounds > maxDerivationRounds) {
    throw keyUnreadable(
      'too-many-rounds',
      'The key asks for more passphrase rounds than this extension is willing to do',
    );
  }
}

function integersIn(der: Buffer, parent: Element, depth: number): number[] {
  return childrenOf(der, parent).flatMap((child) => {
    if (child.tag === 0x30 && depth > 0) return integersIn(der, child, depth - 1);
    if (child.tag !== 0x02) return [];
    const size = child.end - child.start;
    return [size >= 1 && size <= 6 ? der.readUIntBE(child.start, size) : Infinity];
  });
}

function shapeOf(der: Buffer): Shape | undefined {
  const tags = childrenOf(der).map(({ tag }) => tag.toString(16).padStart(2, '0'));
  return shapes.find(([pattern]) => pattern.test(tags.join(' ')))?.[1];
}

/** The elements inside a SEQUENCE, at most 16; none when it is cut off or no DER at all. */
function childrenOf(der: Buffer, parent = elementAt(der, 0, der.length)): Element[] {
  if (parent?.tag !== 0x30) return [];
  const children: Element[] = [];
  for (let at = parent.start; at < parent.end && children.length < 16;) {
    const child = elementAt(der, at, parent.end);
    if (child === undefined) return [];
    children.push(child);
    at = child.end;
  }
  return children;
}

/** Reads one tag and its definite length; `undefined` when it does not fit before `limit`. */
function elementAt(der: Buffer, at: number, limit: number): Element | undefined {
  const tag = der[at];
  const first = der[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const start = at + 2 + lengthBytes;
  if (first === 0x80 || lengthBytes > 4 || start > limit) return undefined;
  const end = start + (lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes));
  return end <= limit ? { tag, start, end } : undefined;
}

function fromBase64(text: string): Buffer | undefined {
  const compact = text.replaceAll(' ', '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(compact) ? Buffer.from(compact, 'base64') : undefined;
}

function toPem(label: string, der: Buffer, header = ''): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${header}${lines.join('\n')}\n-----END ${label}-----\n`;
}
