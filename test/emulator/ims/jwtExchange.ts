import { verify } from 'node:crypto';
import { type JwtCredential } from '../credentials';
import { type Answer } from '../http/message';
import { type ImsContext } from './imsContext';
import { ImsError } from './imsError';

type Fields = ReadonlyMap<string, string>;
type Claims = Readonly<Record<string, unknown>>;

const dayInSeconds = 86_400;

// The texts are those that users of the real service have reported.
const undecodable = () =>
  new ImsError(400, 'invalid_token', 'JWT token is incorrectly formatted, and can not be decoded.');
const wrongScopes = () =>
  new ImsError(400, 'invalid_scope', 'The metascopes in the JWT are not a subset of the metascopes in the binding.');
const unmatched = () => new ImsError(400, 'invalid_token', 'Could not match JWT signature to any of the bindings');

const isObject = (value: unknown): value is Claims => typeof value === 'object' && value !== null;

interface Decoded {
  readonly header: Claims;
  readonly payload: Claims;
  /** What was signed: header and payload as they came (RFC 7515, 5.2). */
  readonly input: string;
  readonly signature: Buffer;
}

/** By hand, and with Node's own cryptography: `jsonwebtoken` signs what comes here, and would believe itself. */
function decoded(jwt: string | undefined): Decoded {
  const [, header = '', payload = '', signature = ''] = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/.exec(jwt ?? '') ?? [];
  return {
    header: jsonIn(header),
    payload: jsonIn(payload),
    input: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

function jsonIn(part: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // It is no JSON.
  }
  throw undecodable();
}

function credentialOf(fields: Fields, { credentials }: ImsContext): JwtCredential {
  const clientId = fields.get('client_id') ?? '';
  const credential = credentials.findJwt(clientId);
  if (!credential && !credentials.findOAuth(clientId)) {
    throw new ImsError(400, 'invalid_client', 'invalid client_id parameter');
  }
  if (!credential || credential.retired) {
    throw new ImsError(401, 'invalid_client', 'client is not authorized for the exchange_jwt scope');
  }
  if (fields.get('client_secret') !== credential.clientSecret) {
    throw new ImsError(401, 'invalid_client', 'invalid client_secret parameter');
  }
  return credential;
}

/** RS256 is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3): what Node does with an RSA key when it is told nothing else. */
function checkSignature({ header, input, signature }: Decoded, { publicKeyPem }: JwtCredential): void {
  if (header.alg !== 'RS256') throw new ImsError(400, 'invalid_signature', 'JWT must be signed with RS256');
  if (!verify('sha256', Buffer.from(input), publicKeyPem, signature)) throw unmatched();
}

function checkTimes({ exp, jti }: Claims, nowMs: number): void {
  if (!Number.isInteger(exp)) throw undecodable();
  if (jti !== undefined && !Number.isInteger(jti)) throw undecodable();
  const remainingSeconds = Number(exp) - nowMs / 1000;
  if (remainingSeconds <= 0) throw new ImsError(400, 'invalid_token', 'JWT has expired.');
  // Milliseconds given as seconds end here.
  if (remainingSeconds > dayInSeconds) throw new ImsError(400, 'bad_request', 'exp is more than 24 hours ahead.');
}

function checkParties({ aud, iss, sub }: Claims, credential: JwtCredential, imsOrigin: string): void {
  if (aud !== `${imsOrigin}/c/${credential.clientId}`) {
    throw new ImsError(400, 'invalid_client', 'aud does not match the client_id');
  }
  if (iss !== credential.imsOrg) throw new ImsError(400, 'bad_request', 'iss is not the organization of this client.');
  if (sub !== credential.technicalAccountId) {
    throw new ImsError(400, 'bad_request', 'sub is not the technical account of this client.');
  }
}

function metascopesOf(claims: Claims, credential: JwtCredential, imsOrigin: string): string[] {
  const names = Object.keys(claims).filter((name) => /^https?:\/\//.test(name));
  const prefix = `${imsOrigin}/s/`;
  const isBound = (name: string): boolean =>
    claims[name] === true && name.startsWith(prefix) && credential.metascopes.includes(name.slice(prefix.length));
  if (names.length === 0 || !names.every(isBound)) throw wrongScopes();
  return names.map((name) => name.slice(prefix.length));
}

function useJwtId({ jti }: Claims, { clientId }: JwtCredential, { usedJwtIds }: ImsContext): void {
  if (jti === undefined) return;
  const key = `${clientId} ${Number(jti)}`;
  if (usedJwtIds.has(key)) throw new ImsError(400, 'invalid_token', 'jti has been used before.');
  usedJwtIds.add(key);
}

/** `POST /ims/exchange/jwt`. Answers `expires_in` in **milliseconds**. @throws {ImsError} */
export function exchangeJwt(fields: Fields, context: ImsContext): Answer {
  const credential = credentialOf(fields, context);
  const jwt = decoded(fields.get('jwt_token'));
  const { payload } = jwt;
  checkSignature(jwt, credential);
  checkTimes(payload, context.nowMs());
  checkParties(payload, credential, context.imsOrigin());
  const metascopes = metascopesOf(payload, credential, context.imsOrigin());
  useJwtId(payload, credential, context);
  const { token, lifetimeMs } = context.mint(credential, ['openid', 'AdobeID', ...metascopes].join(','));
  return { status: 200, body: { token_type: 'bearer', access_token: token, expires_in: Math.max(0, lifetimeMs - 8) } };
}
