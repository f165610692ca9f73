import type { SecretKind } from '../../support/secretsInPlay';

export type Encoding = 'as it is' | 'URL' | 'JSON' | 'Base64' | 'hex';

/** One way in which one piece of a secret could lie somewhere. */
export interface Needle {
  readonly secret: string;
  readonly kind: SecretKind | 'canary';
  readonly encoding: Encoding;
  readonly bytes: Buffer;
}

/**
 * Looks for all needles at once, in one pass over the bytes. Long secrets are looked for in pieces, so that a part of one
 * is found as well: any 39 characters of a private key in a row, any 79 of a token's payload or signature.
 */
export class NeedleSet {
  readonly #byStart = new Map<number, Needle[]>();
  /** One bit for each first three bytes that a needle has: spares nearly every look into the map. */
  readonly #starts = new Uint8Array(1 << 21);

  constructor(secrets: ReadonlyMap<string, Needle['kind']>) {
    for (const [secret, kind] of secrets) for (const needle of needlesOf(secret, kind)) this.#add(needle);
  }

  /** The needles that lie in these bytes. */
  findIn(bytes: Buffer): ReadonlySet<Needle> {
    const found = new Set<Needle>();
    let start = bytes.length < 3 ? 0 : bytes.readUInt16BE(0);
    for (let at = 0; at + 4 <= bytes.length; at++) {
      start = ((start << 8) | bytes[at + 2]!) & 0xffffff;
      if ((this.#starts[start >> 3]! & (1 << (start & 7))) === 0) continue;
      for (const needle of this.#byStart.get(bytes.readUInt32BE(at)) ?? []) {
        if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) found.add(needle);
      }
    }
    return found;
  }

  #add(needle: Needle): void {
    const start = needle.bytes.readUIntBE(0, 3);
    this.#starts[start >> 3]! |= 1 << (start & 7);
    const key = needle.bytes.readUInt32BE(0);
    const same = this.#byStart.get(key) ?? [];
    if (!same.some(({ bytes }) => bytes.equals(needle.bytes))) same.push(needle);
    this.#byStart.set(key, same);
  }
}

function* needlesOf(secret: string, kind: Needle['kind']): Iterable<Needle> {
  for (const piece of piecesOf(secret)) {
    for (const [encoding, text] of encodingsOf(piece)) {
      yield { secret, kind, encoding, bytes: Buffer.from(text, 'utf8') };
      // Chromium keeps text as Latin-1, or as UTF-16 when Latin-1 cannot hold it.
      yield { secret, kind, encoding, bytes: Buffer.from(text, 'utf16le') };
      if (/[\x80-\xff]/.test(text)) yield { secret, kind, encoding, bytes: Buffer.from(text, 'latin1') };
    }
  }
}

/** What of a secret is looked for. What all secrets of a kind begin with is no secret: a token's header, a key's version. */
function piecesOf(secret: string): readonly string[] {
  const token = /^(?:Bearer )?[\w-]+\.([\w-]{40,})\.([\w-]{40,})$/.exec(secret);
  if (token) return [...chunks(token[1]!, 40), ...chunks(token[2]!, 40)];
  const pem = /-----BEGIN [A-Z0-9 ]+-----(.*?)-----END/s.exec(secret)?.[1];
  if (pem !== undefined) return chunks(keyBody(pem).slice(40), 20);
  return secret.length > 300 ? chunks(secret.slice(100), 20) : [secret];
}

/** The Base64 of a key without line breaks, whatever became of them, and without the headers of an encrypted one. */
function keyBody(pem: string): string {
  return pem.replace(/Proc-Type:[^]*?DEK-Info:\s*[\w-]+,[0-9A-F]+/i, '').replace(/\\[rn]|\s/g, '');
}

function chunks(text: string, length: number): readonly string[] {
  const whole = Math.floor(text.length / length);
  return Array.from({ length: whole }, (_, index) => text.slice(index * length, (index + 1) * length));
}

function encodingsOf(text: string): readonly (readonly [Encoding, string])[] {
  const url = encodeURIComponent(text);
  const json = JSON.stringify(text).slice(1, -1);
  const bytes = Buffer.from(text, 'utf8');
  const all: readonly (readonly [Encoding, string])[] = [
    ['as it is', text],
    ['URL', url],
    ['URL', url.replaceAll('%20', '+')],
    ['URL', url.replace(/%../g, (escape) => escape.toLowerCase())],
    ['JSON', json],
    ['JSON', JSON.stringify(json).slice(1, -1)],
    ...base64InTheMiddle(bytes).flatMap(
      (base64) =>
        [
          ['Base64', base64],
          ['Base64', base64.replaceAll('+', '-').replaceAll('/', '_')],
        ] as const,
    ),
    ['hex', bytes.toString('hex')],
    ['hex', bytes.toString('hex').toUpperCase()],
  ];
  return [...new Map(all.map(([encoding, encoded]) => [encoded, encoding] as const).reverse())].map(
    ([encoded, encoding]) => [encoding, encoded],
  );
}

/** What the Base64 of a longer text has in it when these bytes begin at its first, second or third byte. */
function base64InTheMiddle(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const base64 = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return base64.slice([0, 2, 3][before], Math.floor(((before + bytes.length) * 8) / 6));
  });
}
