import { type Answer } from '../http/message';
import { type OAuthCredential } from '../credentials';
import { type ImsContext } from './imsContext';
import { ImsError } from './imsError';

type Fields = ReadonlyMap<string, string>;

const required = (fields: Fields, name: string): string => {
  const value = fields.get(name);
  if (!value) throw new ImsError(400, 'invalid_request', `${name} parameter is missing`);
  return value;
};

function authenticated(fields: Fields, { credentials }: ImsContext): OAuthCredential {
  const clientId = required(fields, 'client_id');
  const clientSecret = required(fields, 'client_secret');
  const credential = credentials.findOAuth(clientId);
  if (!credential && credentials.findJwt(clientId)) {
    throw new ImsError(400, 'unauthorized_client', 'client_credentials grant is not enabled for this client');
  }
  if (!credential) throw new ImsError(400, 'invalid_client', 'invalid client_id parameter');
  if (!credential.clientSecrets.includes(clientSecret)) {
    throw new ImsError(400, 'invalid_client', 'invalid client_secret parameter');
  }
  return credential;
}

function grantedScope(fields: Fields, credential: OAuthCredential): string {
  const scopes = (fields.get('scope') ?? '')
    .split(',')
    .map((scope) => scope.trim())
    .filter(Boolean);
  const unknown = scopes.find((scope) => !credential.scopes.includes(scope));
  if (scopes.length === 0 || unknown !== undefined) {
    throw new ImsError(400, 'invalid_scope', unknown ? `invalid scope: ${unknown}` : 'scope parameter is missing');
  }
  return scopes.join(',');
}

/** `POST /ims/token/v3`. Answers `expires_in` in **seconds**. @throws {ImsError} */
export function clientCredentialsGrant(fields: Fields, context: ImsContext): Answer {
  if (required(fields, 'grant_type') !== 'client_credentials') {
    throw new ImsError(400, 'unsupported_grant_type', 'unsupported grant_type parameter');
  }
  const credential = authenticated(fields, context);
  const { token, lifetimeMs } = context.mint(credential, grantedScope(fields, credential));
  // A day's token is announced as 86399: a few milliseconds have passed and the rest is rounded down.
  const expiresInSeconds = Math.max(0, Math.floor((lifetimeMs - 8) / 1000));
  return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: expiresInSeconds } };
}
