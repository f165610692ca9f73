import type { ConnectionDraft } from '../connectionInput';
import type { CredentialDraft } from '../credentialInput';
import { looksEncrypted } from '../privateKey';

/** What a draft lacks, by the names that the argument of `aep.connection.add` has for it; nothing that has a good default. */
export function missingFields(draft: ConnectionDraft): readonly string[] {
  const { imsOrg, clientId, credential } = draft;
  return [
    ...(imsOrg === undefined ? ['imsOrg'] : []),
    ...(clientId === undefined ? ['clientId'] : []),
    ...(credential ? missingSecrets(credential) : ['kind']).map((field) => `credential.${field}`),
  ];
}

function missingSecrets(credential: CredentialDraft): readonly string[] {
  switch (credential.kind) {
    case 'oauth-server-to-server':
      return credential.clientSecrets ? [] : ['clientSecret'];
    case 'jwt': {
      const { clientSecret, privateKey, passphrase, technicalAccountId } = credential;
      // Whether a key that is yet to be given has a passphrase is not known: it is asked for when it has one.
      const mayNeedPassphrase = privateKey === undefined || looksEncrypted(privateKey);
      return [
        ...(technicalAccountId === undefined ? ['technicalAccountId'] : []),
        ...(clientSecret === undefined ? ['clientSecret'] : []),
        ...(privateKey === undefined ? ['privateKey'] : []),
        ...(passphrase === undefined && mayNeedPassphrase ? ['passphrase'] : []),
      ];
    }
    case 'access-token':
      return credential.accessToken === undefined ? ['accessToken'] : [];
  }
}
