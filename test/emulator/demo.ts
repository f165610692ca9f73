import { type LocalAdobe, type Sandbox } from './localAdobe';

/** An organisation that does not exist. Its values have the shapes of real ones and open nothing. */
export const demo = {
  imsOrg: 'DE30DE30DE30DE30DE30DE30@AdobeOrg',
  oauth: {
    clientId: 'fa4e00000000000000000000000de301',
    clientSecret: 'p8e-FAKE_demo_client_secret_00001',
    technicalAccountId: 'DE30DE30DE30DE30DE30DE31@techacct.adobe.com',
    scopes: ['openid', 'session', 'AdobeID', 'read_organizations', 'additional_info.projectedProductContext'],
  },
  jwt: {
    clientId: 'fa4e00000000000000000000000de302',
    clientSecret: 'p8e-FAKE_demo_client_secret_00002',
    technicalAccountId: 'DE30DE30DE30DE30DE30DE32@techacct.adobe.com',
    metascopes: ['ent_dataservices_sdk'],
  },
  sandboxes: [
    { name: 'prod', title: 'Production', type: 'production', isDefault: true },
    { name: 'dev', title: 'Development', type: 'development' },
    { name: 'qa-emea', title: 'QA – Zürich & 東京', type: 'development', region: 'NLD2' },
    { name: 'old-pilot', title: 'Pilot 2023', type: 'development', state: 'resetting' },
  ] satisfies Sandbox[],
};

/** Adds the demo organisation; its JWT credential only when there is a public key to check signatures with. */
export function registerDemo(adobe: LocalAdobe, options: { jwtPublicKeyPem?: string } = {}): void {
  const { imsOrg, oauth, jwt, sandboxes } = demo;
  const { clientSecret, ...oauthRest } = oauth;
  adobe.addOAuthCredential({ ...oauthRest, clientSecrets: [clientSecret], imsOrg });
  if (options.jwtPublicKeyPem !== undefined) {
    adobe.addJwtCredential({ ...jwt, imsOrg, publicKeyPem: options.jwtPublicKeyPem });
  }
  adobe.setSandboxes(imsOrg, sandboxes);
}

/** The argument of `aep.connection.add` for the demo's OAuth Server-to-Server credential. */
export function demoConnection({ imsOrigin, platformOrigin }: LocalAdobe, name: string, sandbox?: string): object {
  const { clientId, clientSecret, scopes } = demo.oauth;
  return {
    ...{ name, imsOrg: demo.imsOrg, clientId, imsOrigin, platformOrigin },
    ...(sandbox === undefined ? {} : { sandbox }),
    credential: { kind: 'oauth-server-to-server', clientSecret, scopes },
  };
}
