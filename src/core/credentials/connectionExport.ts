import type { Connection } from './connection';

export type ExportFormat = 'postman' | 'dotenv';

/**
 * A connection for another tool. Secrets are left empty: a {@link Connection} does not even hold them.
 * @returns a Postman environment, with the names of Adobe's own template, or a `.env` with the `AEP_` names that Import reads
 */
export function exportConnection(connection: Connection, format: ExportFormat): string {
  return format === 'postman' ? postmanEnvironment(connection) : dotenv(connection);
}

function postmanEnvironment({ name, imsOrg, clientId, environment, sandbox, credential }: Connection): string {
  const value = (key: string, text = ''): object => ({ key, value: text, type: 'default', enabled: true });
  const secret = (key: string): object => ({ key, value: '', type: 'secret', enabled: true });
  const ofKind = {
    'oauth-server-to-server': () => [secret('CLIENT_SECRET'), value('SCOPES', scopesOf(credential))],
    jwt: () => [
      secret('CLIENT_SECRET'),
      secret('PRIVATE_KEY'),
      value('TECHNICAL_ACCOUNT_ID', credential.kind === 'jwt' ? credential.technicalAccountId : ''),
      value('META_SCOPE', scopesOf(credential)),
    ],
    'access-token': () => [],
  };
  const values = [
    value('API_KEY', clientId),
    value('IMS_ORG', imsOrg),
    // Adobe's requests write the scheme themselves.
    value('IMS', environment.imsOrigin.replace(/^https:\/\//, '')),
    value('PLATFORM_URL', environment.platformOrigin.replace(/^https:\/\//, '')),
    value('SANDBOX_NAME', sandbox),
    ...ofKind[credential.kind](),
    secret('ACCESS_TOKEN'),
  ];
  return `${JSON.stringify({ name, values, _postman_variable_scope: 'environment' }, undefined, 2)}\n`;
}

function dotenv({ name, imsOrg, clientId, environment, sandbox = '', credential }: Connection): string {
  const ofKind = {
    'oauth-server-to-server': () => ['AEP_CLIENT_SECRET=', `AEP_SCOPES=${scopesOf(credential)}`],
    jwt: () => [
      'AEP_CLIENT_SECRET=',
      'AEP_PRIVATE_KEY=',
      `AEP_TECHNICAL_ACCOUNT_ID=${credential.kind === 'jwt' ? credential.technicalAccountId : ''}`,
      `AEP_METASCOPES=${scopesOf(credential)}`,
    ],
    'access-token': () => ['AEP_ACCESS_TOKEN='],
  };
  return [
    `# ${name}`,
    `AEP_CLIENT_ID=${clientId}`,
    `AEP_ORG_ID=${imsOrg}`,
    `AEP_SANDBOX_NAME=${sandbox}`,
    `AEP_IMS_ORIGIN=${environment.imsOrigin}`,
    `AEP_PLATFORM_ORIGIN=${environment.platformOrigin}`,
    ...ofKind[credential.kind](),
    '',
  ].join('\n');
}

function scopesOf(credential: Connection['credential']): string {
  if (credential.kind === 'oauth-server-to-server') return credential.scopes.join(',');
  return credential.kind === 'jwt' ? credential.metascopes.join(',') : '';
}
