import type { Origin } from '../http/origin';
import type { Environment } from './connection';

/**
 * Adobe's own environments. Hosts: adobe/aio-lib-ims src/ims.js (IMS), experience-platform-apis sandbox.yaml (gateway).
 * Stage is Adobe's internal one.
 */
export const knownEnvironments = {
  production: {
    name: 'production',
    imsOrigin: 'https://ims-na1.adobelogin.com' as Origin,
    platformOrigin: 'https://platform.adobe.io' as Origin,
  },
  stage: {
    name: 'stage',
    imsOrigin: 'https://ims-na1-stg1.adobelogin.com' as Origin,
    platformOrigin: 'https://platform-stage.adobe.io' as Origin,
  },
} as const satisfies Record<string, Environment>;

/** The environment of two origins: one of Adobe's own when they are its, else a custom one. */
export function environmentOf(imsOrigin: Origin, platformOrigin: Origin): Environment {
  const known = Object.values(knownEnvironments).find(
    (environment) => environment.imsOrigin === imsOrigin && environment.platformOrigin === platformOrigin,
  );
  return known ?? { name: 'custom', imsOrigin, platformOrigin };
}

/**
 * What the Experience Platform APIs ask for, as Adobe's own "Get credentials" form sends it
 * (AdobeDocs/experience-platform-apis, src/pages/credential/GetCredentialOAuth2.js).
 */
export const aepScopes: readonly string[] = [
  'openid',
  'AdobeID',
  'read_organizations',
  'additional_info.projectedProductContext',
  'session',
];

/** The metascope of the Experience Platform API (Adobe's retired JWT scopes page). */
export const aepMetascopes: readonly string[] = ['ent_dataservices_sdk'];
