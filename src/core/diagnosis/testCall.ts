import type { Connection } from '../credentials/connection';

/** The test call of Adobe's tutorial "Authenticate and access Experience Platform APIs". */
export const testCallPath = '/data/foundation/schemaregistry/global/classes';
export const testCallAccept = 'application/vnd.adobe.xed-id+json';

/** The test call for a POSIX shell, with `$ACCESS_TOKEN` in the token's place. The sandbox is named only where one is chosen. */
export function testCallAsCurl({ environment, clientId, imsOrg, sandbox }: Connection): string {
  return [
    `curl -X GET ${quote(environment.platformOrigin + testCallPath)}`,
    `-H ${quote(`Accept: ${testCallAccept}`)}`,
    '-H "Authorization: Bearer $ACCESS_TOKEN"',
    `-H ${quote(`x-api-key: ${clientId}`)}`,
    `-H ${quote(`x-gw-ims-org-id: ${imsOrg}`)}`,
    ...(sandbox === undefined ? [] : [`-H ${quote(`x-sandbox-name: ${sandbox}`)}`]),
  ].join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
