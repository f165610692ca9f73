import { readFields, withFields } from './fields';
import type { Found } from './importTypes';
import { at, isTrue, objectAt, textAt, type TreeObject } from './tree';

const scopeClaim = /^(https?:\/\/[^/]+)\/s\/[\w.-]+$/;

const aliases = {
  name: 'skip',
  jwtpayload: 'skip',
  tokenexchangeurl: 'ims',
  jwtprivatekey: 'privateKey',
  jwtpassphrase: 'passphrase',
  xsandboxname: 'sandbox',
  xsandboxid: 'skip',
} as const;

/**
 * `config.json` of the service accounts of old, alone or as `jwt-auth` of an aio configuration (aio-cli-plugin-jwt-auth README).
 * Organisation, account and metascopes are in the claims.
 */
export function readJwtConfig(root: TreeObject): Found | undefined {
  const config = objectAt(root, 'jwt-auth') ?? root;
  const claims = objectAt(config, 'jwt_payload');
  if (!claims) return undefined;
  const scopes = Object.keys(claims).filter((claim) => scopeClaim.test(claim) && isTrue(claims[claim]));
  const [host] = scopes.map((claim) => scopeClaim.exec(claim)?.[1]);
  const found = withFields(readFields(config, { aliases }), {
    imsOrg: ['jwt_payload.iss', at(claims, 'iss')],
    technicalAccountId: ['jwt_payload.sub', at(claims, 'sub')],
    metascopes: ['jwt_payload', scopes],
    ims: ['jwt_payload', host],
  });
  const name = textAt(config, 'name');
  return { readings: [{ format: 'jwt-config', kind: 'jwt', ...(name ? { name } : {}), ...found }], ignored: [] };
}
