import type { CredentialKind } from '../connection';
import { ignore, readFields, withFields } from './fields';
import type { Found, Ignored, Reading } from './importTypes';
import { at, isList, objectAt, textAt, type Tree, type TreeObject } from './tree';

/**
 * The Developer Console's project download (schema/config.schema.json of aio-cli-plugin-app). It may hold several credentials, of
 * which only two kinds are of use; it never holds a private key.
 */
export function readConsoleProject(root: TreeObject): Found | undefined {
  const project = objectAt(root, 'project') ?? root;
  const credentials = at(project, 'workspace', 'details', 'credentials');
  if (!isList(credentials)) return undefined;
  const readings: Reading[] = [];
  const ignored: Ignored[] = [];
  for (const credential of credentials) {
    const reading = readCredential(project, credential, credentials.length > 1);
    if (reading) readings.push(reading);
    else ignored.push(ignore(describe(credential), 'unusable-kind'));
  }
  return { readings, ignored };
}

function readCredential(project: TreeObject, credential: Tree, isOneOfSeveral: boolean): Reading | undefined {
  const oauth = objectAt(credential, 'oauth_server_to_server');
  const jwt = objectAt(credential, 'jwt');
  const [kind, details]: readonly [CredentialKind, TreeObject | undefined] = oauth
    ? ['oauth-server-to-server', oauth]
    : ['jwt', jwt];
  if (!details) return undefined;
  const prefix = `${textAt(credential, 'name') ?? 'credential'}.`;
  const found = withFields(readFields(details, { prefix }), {
    imsOrg: ['project.org.ims_org_id', at(project, 'org', 'ims_org_id')],
  });
  const title = [
    textAt(project, 'title') ?? textAt(project, 'name'),
    textAt(project, 'workspace', 'name'),
    ...(isOneOfSeveral ? [textAt(credential, 'name')] : []),
  ];
  return {
    format: 'console-project',
    kind,
    name: title.filter((part) => part !== undefined).join(' '),
    ...found,
    notes: oauth && jwt ? ['migrated'] : [],
  };
}

function describe(credential: Tree): string {
  const kind = textAt(credential, 'integration_type') ?? 'unknown';
  return `${textAt(credential, 'name') ?? 'credential'} (${kind})`;
}
