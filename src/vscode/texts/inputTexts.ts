import { env, l10n } from 'vscode';
import type { AepErrorDetails, InputProblem } from '../../core/errors';

/** What is wrong with a value and how it should be, one sentence each; as an error or, for the unusual, as a warning. */
export const inputTexts: Readonly<Record<InputProblem, (details?: AepErrorDetails) => string>> = {
  missing: () => l10n.t('A value is needed.'),
  'file-unreadable': () => l10n.t('There is no such file, or it cannot be read.'),
  'file-unwritable': () => l10n.t('The file could not be saved there. Choose another location.'),
  'not-text': () => l10n.t('This must be text.'),
  'not-an-object': () => l10n.t('This must be an object.'),
  'unknown-field': () => l10n.t('There is no such field.'),
  'unknown-value': (details) => unknownValueText(details?.possible),
  'not-a-uri': () => l10n.t('This must be a URI, such as file:///home/me/credential.json.'),
  'too-long': () => l10n.t('This is too long.'),
  'bad-characters': () =>
    l10n.t('This contains characters that are not allowed here: spaces, line breaks or non-ASCII characters.'),
  'org-not-adobe-org': () => l10n.t('An IMS organisation ID ends with @AdobeOrg.'),
  'org-unusual': () => l10n.t('Unusual: an organisation ID has 24 characters before @AdobeOrg.'),
  'client-id-is-something-else': () =>
    l10n.t('This is an organisation ID, a technical account ID or a client secret, not the client ID.'),
  'client-id-unusual': () => l10n.t('Unusual: a client ID has 32 characters of 0-9 and a-f.'),
  'secret-is-client-id': () => l10n.t('This is the client ID, not the client secret.'),
  'secrets-more-than-two': () => l10n.t('A credential has at most two client secrets.'),
  'scopes-unusual': () => l10n.t('Unusual: Experience Platform needs openid and AdobeID.'),
  'technical-account-without-domain': () => l10n.t('A technical account ID ends with @techacct.adobe.com.'),
  'technical-account-is-email': () => l10n.t('Unusual: this looks like the technical account’s e-mail, not its ID.'),
  'origin-malformed': () => l10n.t('This must be an origin such as https://platform.adobe.io.'),
  'origin-not-https': () => l10n.t('Secrets are sent over https only (http only to this machine).'),
  'origin-has-path': () => l10n.t('Leave out everything after the host and port.'),
  'sandbox-unusual': () => l10n.t('Unusual: a sandbox name has lower-case letters, digits and hyphens.'),
  'token-unreadable': () => l10n.t('This is not an Adobe access token: it does not have three parts.'),
  'token-without-expiry': () => l10n.t('This token does not say when it expires.'),
  'token-expired': () => l10n.t('This token has already expired.'),
  'token-wrong-type': () => l10n.t('This is not an access token but another kind of token.'),
  'token-of-other-client': () => l10n.t('This token was issued for another client ID.'),
};

function unknownValueText(possible: readonly string[] | undefined): string {
  if (!possible) return l10n.t('This value is not known.');
  return l10n.t('This must be {0}.', new Intl.ListFormat(env.language, { type: 'disjunction' }).format(possible));
}
