import { randomUUID } from 'node:crypto';
import { formFields } from '../http/form';
import { type Answer, type Incoming } from '../http/message';
import { clientCredentialsGrant } from './clientCredentials';
import { type ImsContext } from './imsContext';
import { ImsError } from './imsError';
import { exchangeJwt } from './jwtExchange';
import { invalidateToken, validateToken } from './tokenLife';

type Route = (fields: ReadonlyMap<string, string>, context: ImsContext, incoming: Incoming) => Answer;

const routes: Readonly<Record<string, Route>> = {
  '/ims/token/v3': clientCredentialsGrant,
  '/ims/exchange/jwt': exchangeJwt,
  '/ims/exchange/jwt/': exchangeJwt,
  '/ims/exchange/v1/jwt': exchangeJwt,
  '/ims/validate_token/v1': validateToken,
  '/ims/invalidate_token/v2': invalidateToken,
};

/** Where the public keys are that tokens are signed with: the one thing that anybody may ask for. */
const keysPath = '/ims/keys';

const secrets = ['client_secret', 'jwt_token', 'token'];

export const imsHeaders = (): Record<string, string> => ({ 'x-debug-id': randomUUID(), 'cache-control': 'no-store' });

function answer(incoming: Incoming, context: ImsContext): Answer {
  const { method, path, query } = incoming.record;
  if (path === keysPath && method === 'GET') return { status: 200, body: { keys: [context.tokens.publicKey()] } };
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!route) throw new ImsError(404, 'not_found', 'no such resource');
  if (method !== 'POST') throw new ImsError(405, 'invalid_request', 'method not allowed');
  // Adobe takes parameters from the query too, and warns against it: whatever logs URLs would log the secret.
  if (secrets.some((name) => query.has(name))) {
    throw new ImsError(400, 'invalid_request', 'secrets belong into the request body');
  }
  const fields = formFields(incoming);
  if (!fields) throw new ImsError(400, 'invalid_request', 'the body must be form data');
  return route(fields, context, incoming);
}

export function handleIms(incoming: Incoming, context: ImsContext): Answer {
  try {
    return answer(incoming, context);
  } catch (error) {
    if (error instanceof ImsError) return error.toAnswer();
    throw error;
  }
}
