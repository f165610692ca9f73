import { keyFingerprint, openPrivateKey } from '../credentials/privateKey';
import { readTokenClaims } from '../credentials/tokenClaims';
import { checkAccessToken } from '../credentials/credentialInput';
import { inputError } from '../credentials/inputFields';
import { checkAepScopes, checkClientId, checkImsOrg, checkSandbox, type Finding } from '../credentials/validation';
import { AepError } from '../errors';
import { screen } from '../redact';
import { known, type Note, type Steps } from './checkContext';

/** What can be judged on this machine: the connection, its secret, and what the token says of itself. */
export const localSteps: Steps<'connection' | 'secret' | 'claims'> = {
  connection: async (context, note) => {
    const { connection } = await context.options.connections.get(context.connectionId);
    const { name, imsOrg, clientId, sandbox, credential } = connection;
    context.connection = connection;
    note('connectionName', name);
    note('credentialKind', credential.kind);
    note('organisationId', screen(imsOrg));
    note('clientId', screen(clientId));
    judge(note, 'imsOrg', checkImsOrg(imsOrg));
    judge(note, 'clientId', checkClientId(clientId));
    if (sandbox !== undefined) judge(note, 'sandbox', checkSandbox(sandbox));
    if (credential.kind === 'oauth-server-to-server')
      judge(note, 'credential.scopes', checkAepScopes(credential.scopes));
  },

  secret: async (context, note) => {
    const { credential } = await context.options.connections.open(context.connectionId);
    switch (credential.kind) {
      case 'oauth-server-to-server':
        note('clientSecrets', credential.clientSecrets.length);
        return;
      case 'jwt': {
        const { sha256, bits } = keyFingerprint(openPrivateKey(credential.privateKey, credential.passphrase));
        note('keySize', bits);
        note('keyFingerprint', sha256);
        note('technicalAccount', screen(credential.technicalAccountId));
        return;
      }
      case 'access-token':
        // Whether it has expired is a matter of Adobe's time, which a later step knows.
        checkAccessToken(credential.accessToken, undefined, Number.NEGATIVE_INFINITY);
    }
  },

  claims: (context, note) => {
    const { clientId, credential } = known(context.connection);
    const claims = readTokenClaims(known(context.token).value);
    if (!claims) {
      note('opaque', '');
      return 'skipped';
    }
    if (claims.clientId !== undefined) note('tokenClientId', screen(claims.clientId));
    if (claims.scopes.length > 0) note('scopes', claims.scopes.join(', '));
    if (claims.clientId !== undefined && claims.clientId !== clientId) {
      throw new AepError('TOKEN_MISMATCH', 'The token is of another client');
    }
    const asked = credential.kind === 'oauth-server-to-server' ? credential.scopes : [];
    const missing = claims.scopes.length === 0 ? [] : asked.filter((scope) => !claims.scopes.includes(scope));
    if (missing.length === 0) return undefined;
    note('missingScopes', missing.join(', '));
    throw new AepError('TOKEN_MISMATCH', 'The token lacks scopes that were asked for');
  },
};

/** What is impossible fails; what is only unusual is told, since no document forbids it. */
function judge(note: Note, field: string, finding: Finding | undefined): void {
  if (finding?.severity === 'error') throw inputError(field, finding.problem);
  if (finding) note('unusual', field);
}
