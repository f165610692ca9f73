import type { Connection, CredentialSummary } from './connection';

export type ExportFormat = 'postman' | 'dotenv';

/**
 * A connection for another tool. Secrets are left empty: a {@link Connection} does not even hold them.
 * @returns a Postman environment, with the names of Adobe's own template, or a `.env` with the `AEP_` names that Import reads
 */
export function exportConnection(connection: Connection, format: ExportFormat): string {
  return format === 'postman' ? postmanEnvironment(connection) : dotenv(connection);
}

function postmanEnvironment({ name, imsOrg, clientId, environment, sandbox, credential }: Connection): string {
  const values = [
    value('API_KEY', clientId),
    value('IMS_ORG', imsOrg),
    // Adobe's requests write the scheme themselves.
    value('IMS', environment.imsOrigin.replace('https://', '')),
    value('PLATFORM_URL', environment.platformOrigin.replace('https://', '')),
    value('SANDBOX_NAME', sandbox),
    ...postmanCredential(credential),
    secret('ACCESS_TOKEN'),
  ];
  return `${JSON.stringify({ name, values, _postman_variable_scope: 'environment' }, undefined, 2)}\n`;
}

function postmanCredential(credential: CredentialSummary): readonly object[] {
  switch (credential.kind) {
    case 'oauth-server-to-server':
      return [secret('CLIENT_SECRET'), value('SCOPES', credential.scopes.join(','))];
    case 'jwt':
      return [
        secret('CLIENT_SECRET'),
        secret('PRIVATE_KEY'),
        value('TECHNICAL_ACCOUNT_ID', credential.technicalAccountId),
        value('META_SCOPE', credential.metascopes.join(',')),
      ];
    case 'access-token':
      return [];
  }
}

function value(key: string, text = ''): object {
  return { key, value: text, type: 'default', enabled: true };
}

function secret(key: string): object {
  return { key, value: '', type: 'secret', enabled: true };
}

function dotenv({ name, imsOrg, clientId, environment, sandbox = '', credential }: Connection): string {
  return [
    `# ${name}`,
    `AEP_CLIENT_ID=${clientId}`,
    `AEP_ORG_ID=${imsOrg}`,
    `AEP_SANDBOX_NAME=${sandbox}`,
    `AEP_IMS_ORIGIN=${environment.imsOrigin}`,
    `AEP_PLATFORM_ORIGIN=${environment.platformOrigin}`,
    ...dotenvCredential(credential),
    '',
  ].join('\n');
}

function dotenvCredential(credential: CredentialSummary): readonly string[] {
  switch (credential.kind) {
    case 'oauth-server-to-server':
      return ['AEP_CLIENT_SECRET=', `AEP_SCOPES=${credential.scopes.join(',')}`];
    case 'jwt':
      return [
        'AEP_CLIENT_SECRET=',
        'AEP_PRIVATE_KEY=',
        `AEP_TECHNICAL_ACCOUNT_ID=${credential.technicalAccountId}`,
        `AEP_METASCOPES=${credential.metascopes.join(',')}`,
      ];
    case 'access-token':
      return ['AEP_ACCESS_TOKEN='];
  }
}
