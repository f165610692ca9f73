import type { InputProblem } from '../errors';

/**
 * What is to be said of a value: an `error` makes it impossible, a `warning` only unusual, which never blocks.
 * Shapes: Adobe's documentation shows them but defines none, so only what cannot travel in a header is refused.
 */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly problem: InputProblem;
}

export type Check = (value: string) => Finding | undefined;

const longestId = 256;
const longestSecret = 4096;

const error = (problem: InputProblem): Finding => ({ severity: 'error', problem });
const warning = (problem: InputProblem): Finding => ({ severity: 'warning', problem });

/** Printable ASCII without spaces: what a header value and a form field carry unharmed. */
const visibleAscii = /^[\x21-\x7e]+$/;

function checkText(value: string, longest: number, pattern: RegExp): Finding | undefined {
  if (value === '') return error('missing');
  if (value.length > longest) return error('too-long');
  return pattern.test(value) ? undefined : error('bad-characters');
}

export const checkName: Check = (value) => checkText(value.trim(), 100, /^\P{Cc}+$/u);

/** `ABCDEF1234567890ABCDEF12@AdobeOrg`: usually 24 hexadecimal digits before the `@`. */
export const checkImsOrg: Check = (value) => {
  const finding = checkText(value, longestId, visibleAscii);
  if (finding) return finding;
  if (!/^\w+@AdobeOrg$/.test(value)) return error('org-not-adobe-org');
  return /^[0-9A-Za-z]{20,30}@AdobeOrg$/.test(value) ? undefined : warning('org-unusual');
};

/** Usually 32 lower-case hexadecimal digits. A client secret that went into the wrong field would be shown and kept in the open. */
export const checkClientId: Check = (value) => {
  const finding = checkText(value, longestId, visibleAscii);
  if (finding) return finding;
  if (/^p8e-|@AdobeOrg$|@techacct\.adobe\.com$/i.test(value)) return error('client-id-is-something-else');
  return /^[0-9a-f]{32}$/.test(value) ? undefined : warning('client-id-unusual');
};

export const checkClientSecret: Check = (value) => checkText(value, longestSecret, visibleAscii);

/** `0123ABCD…@techacct.adobe.com`. The account's e-mail looks alike, but is a UUID before the `@`. */
export const checkTechnicalAccountId: Check = (value) => {
  const finding = checkText(value, longestId, visibleAscii);
  if (finding) return finding;
  if (!/^[^@]+@techacct\.adobe\.com$/i.test(value)) return error('technical-account-without-domain');
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+@/i.test(value) ? warning('technical-account-is-email') : undefined;
};

/** `x-sandbox-name`: the sandbox's name, not its title. Lower-case letters, digits and hyphens where the sandbox UI made it. */
export const checkSandbox: Check = (value) => {
  const finding = checkText(value, longestId, visibleAscii);
  return finding ?? (/^[a-z][a-z0-9-]*$/.test(value) ? undefined : warning('sandbox-unusual'));
};

/** OAuth scopes, or the metascopes of a service account. */
export const checkScope: Check = (value) => checkText(value, longestId, /^[\w.:/-]+$/);

/** Scopes without which IMS gives a token that the Experience Platform refuses. */
export function checkAepScopes(scopes: readonly string[]): Finding | undefined {
  if (scopes.length === 0) return error('missing');
  for (const scope of scopes) {
    const finding = checkScope(scope);
    if (finding) return finding;
  }
  return scopes.includes('openid') && scopes.includes('AdobeID') ? undefined : warning('scopes-unusual');
}

/** Splits what people paste: commas (as IMS wants them), spaces or line breaks between the scopes. */
export function splitList(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((item) => item !== '');
}

/** `ent_dataservices_sdk` out of itself or out of its claim `https://ims-na1.adobelogin.com/s/ent_dataservices_sdk`. */
export function bareMetascope(text: string): string {
  return text.trim().replace(/^https?:\/\/[^/]+\/s\//, '');
}
