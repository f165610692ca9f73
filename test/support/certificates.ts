import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { der, oid, pemOf, utcTime } from './keys';

/** What a TLS server shows, as `tls.createServer` takes it. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

interface Contents {
  readonly name: string;
  readonly key: KeyObject;
  readonly issuer: { readonly name: string; readonly key: KeyObject };
  /** Of extensions, each a whole DER element. */
  readonly extensions: readonly Buffer[];
  /** Until when it is good, in milliseconds since the epoch. Default: a month from now. */
  readonly untilMs?: number;
}

const dayMs = 86_400_000;
const isTrue = der(0x01, Buffer.from([0xff]));
const ecdsaWithSha256 = der(0x30, oid('2a8648ce3d040302'));
const authority = der(0x30, oid('551d13'), isTrue, der(0x04, der(0x30, isTrue)));

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const commonName = (name: string): Buffer =>
  der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from(name)))));

/** Names and IPv4 addresses that a certificate is good for. */
function alternativeNames(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
  );
  return der(0x30, oid('551d11'), der(0x04, der(0x30, ...names)));
}

/** An X.509 certificate (RFC 5280), good from yesterday for a month unless it ends otherwise. */
function certificateOf({ name, key, issuer, extensions, untilMs = Date.now() + 30 * dayMs }: Contents): string {
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]), randomBytes(8));
  const fromMs = Math.min(Date.now(), untilMs - 30 * dayMs) - dayMs;
  const validity = der(0x30, utcTime(fromMs), utcTime(untilMs));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const toBeSigned = der(
    0x30,
    ...[version3, serial, ecdsaWithSha256, commonName(issuer.name), validity, commonName(name), publicKey],
    der(0xa3, der(0x30, ...extensions)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, issuer.key));
  return pemOf('CERTIFICATE', der(0x30, toBeSigned, ecdsaWithSha256, signature));
}

/** A company's own authority, as it stands behind a proxy that looks into TLS. */
export class CertificateAuthority {
  readonly #name = 'AEP Access test authority';
  readonly #key = newKey();
  /** What machines are told to trust. */
  readonly certificate = certificateOf({
    name: this.#name,
    key: this.#key,
    issuer: { name: this.#name, key: this.#key },
    extensions: [authority],
  });

  /** @param hosts names and IPv4 addresses */
  issue(...hosts: readonly string[]): TlsIdentity {
    return this.#issue(hosts);
  }

  /** One that was good until yesterday. */
  issueExpired(...hosts: readonly string[]): TlsIdentity {
    return this.#issue(hosts, Date.now() - dayMs);
  }

  #issue(hosts: readonly string[], untilMs?: number): TlsIdentity {
    const key = newKey();
    const issuer = { name: this.#name, key: this.#key };
    const extensions = [alternativeNames(hosts)];
    const cert = certificateOf({
      name: 'issued',
      key,
      issuer,
      extensions,
      ...(untilMs === undefined ? {} : { untilMs }),
    });
    return { cert, key: pkcs8(key) };
  }
}

/** What somebody between us and Adobe has: the right names, and nobody who vouches for it. */
export function selfSigned(...hosts: readonly string[]): TlsIdentity {
  const key = newKey();
  const name = 'nobody';
  const cert = certificateOf({ name, key, issuer: { name, key }, extensions: [alternativeNames(hosts)] });
  return { cert, key: pkcs8(key) };
}
