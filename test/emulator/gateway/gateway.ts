import { randomUUID } from 'node:crypto';
import {
  experiencePlatformApi,
  type CredentialRegistry,
  type JwtCredential,
  type OAuthCredential,
} from '../credentials';
import { type Answer, type Incoming } from '../http/message';
import { type TokenStore } from '../tokens';
import { gatewayError, type GatewayErrorCode, type GatewayErrorStyle } from './gatewayErrors';

export type AnyCredential = OAuthCredential | JwtCredential;

/** What the gateway and the services behind it need of the server. */
export interface GatewayContext {
  readonly credentials: CredentialRegistry;
  readonly tokens: TokenStore;
  readonly gatewayErrorStyle: GatewayErrorStyle;
  nowMs(): number;
}

/** A service behind the gateway, for a caller whom the gateway let through. */
export interface Service {
  readonly prefix: string;
  handle(incoming: Incoming, caller: AnyCredential): Answer;
}

const orgPattern = /^[0-9A-Za-z]{20,30}@AdobeOrg$/;

export const gatewayHeaders = (): Record<string, string> => ({ 'x-request-id': randomUUID() });

/** Checks the headers in the gateway's order; answers the caller or the code of the first failure. */
export function admit(
  headers: Readonly<Record<string, string>>,
  context: GatewayContext,
): AnyCredential | GatewayErrorCode {
  const authorization = headers.authorization;
  if (!authorization) return '403010';
  const token = context.tokens.check(/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '', context.nowMs());
  if (typeof token === 'string') return '401013';
  const apiKey = headers['x-api-key'];
  if (!apiKey) return '403000';
  const caller = context.credentials.find(token.clientId);
  const services = caller?.services ?? [experiencePlatformApi];
  if (apiKey !== caller?.clientId || !services.includes(experiencePlatformApi)) return '403003';
  const org = headers['x-gw-ims-org-id'];
  if (!org) return '400003';
  if (!orgPattern.test(org)) return '403027';
  return org === caller.imsOrg && caller.hasProfile !== false ? caller : '403025';
}

export function handleGateway(incoming: Incoming, services: readonly Service[], context: GatewayContext): Answer {
  const { path, headers } = incoming.record;
  const caller = admit(headers, context);
  if (typeof caller === 'string') return gatewayError(caller, context.gatewayErrorStyle);
  const service = services.find(({ prefix }) => path.startsWith(`${prefix}/`));
  return service?.handle(incoming, caller) ?? gatewayError('404000', context.gatewayErrorStyle);
}
