import { type Answer, type Incoming } from '../http/message';
import { type ImsContext } from './imsContext';
import { ImsError } from './imsError';

const reasons = { unknown: 'invalid_token', revoked: 'revoked_token', expired: 'expired_token' } as const;

/** `POST /ims/validate_token/v1`: the token comes as Bearer or in the form; an invalid one is still a 200. */
export function validateToken(fields: ReadonlyMap<string, string>, context: ImsContext, incoming: Incoming): Answer {
  if (fields.get('type') !== 'access_token') throw new ImsError(400, 'bad_request', 'invalid type parameter');
  const clientId = fields.get('client_id') ?? '';
  if (!context.credentials.find(clientId)) throw new ImsError(400, 'invalid_client', 'invalid client_id parameter');
  const bearer = /^Bearer (.+)$/i.exec(incoming.record.headers.authorization ?? '')?.[1];
  const token = bearer ?? fields.get('token');
  if (!token) throw new ImsError(400, 'bad_request', 'token parameter is missing');
  const checked = context.tokens.check(token, context.nowMs());
  if (typeof checked === 'string') return { status: 200, body: { valid: false, reason: reasons[checked] } };
  if (checked.clientId !== clientId) return { status: 200, body: { valid: false, reason: 'client_id_mismatch' } };
  return { status: 200, body: { valid: true, token: checked.claims } };
}

/** `POST /ims/invalidate_token/v2`: answers with an empty body, also for a token that is no longer valid. */
export function invalidateToken(fields: ReadonlyMap<string, string>, { credentials, tokens }: ImsContext): Answer {
  const clientId = fields.get('client_id') ?? '';
  const [oauth, jwt] = [credentials.findOAuth(clientId), credentials.findJwt(clientId)];
  if (!oauth && !jwt) throw new ImsError(400, 'invalid_client', 'invalid client_id parameter');
  const secrets = [...(oauth?.clientSecrets ?? []), ...(jwt ? [jwt.clientSecret] : [])];
  if (!secrets.includes(fields.get('client_secret') ?? '')) {
    throw new ImsError(400, 'invalid_client', 'invalid client_secret parameter');
  }
  if (fields.get('token_type') !== 'access_token')
    throw new ImsError(400, 'bad_request', 'invalid token_type parameter');
  const token = fields.get('token');
  if (!token) throw new ImsError(400, 'bad_request', 'token parameter is missing');
  tokens.revoke(token);
  return { status: 200 };
}
