import { RegistryError } from './registryError';

const listForms = ['xed-id', 'xed'] as const;
const lookupForms = [
  'xed',
  'xed-full',
  'xed-notext',
  'xed-full-notext',
  'xed-full-desc',
  'xed-deprecatefield',
] as const;

export type ListForm = (typeof listForms)[number];
export type LookupForm = (typeof lookupForms)[number];

/** Without a choice the registry says 406. `fetch` sends the wildcard when it is told nothing. */
export const isChoice = (accept: string | undefined): accept is string => !!accept && accept.trim() !== '*/*';

function parse(accept: string): { form: string | undefined; parameters: string[] } {
  const [mediaType = '', ...parameters] = accept.split(';').map((part) => part.trim());
  const form = /^application\/vnd\.adobe\.([a-z-]+)\+json$/.exec(mediaType)?.[1];
  return { form, parameters };
}

const invalid = (code: 'XDM-1006-400' | 'XDM-1007-400', accept: string, rule: string) =>
  new RegistryError(code, 'Accept header invalid', `The supplied Accept header is not valid: ${accept}. ${rule}`);

/** A list takes no version. @throws {RegistryError} XDM-1006-400 */
export function listForm(accept: string): ListForm {
  const { form, parameters } = parse(accept);
  const found = listForms.find((known) => known === form);
  if (found && parameters.length === 0) return found;
  throw invalid('XDM-1006-400', accept, `For lists use application/vnd.adobe.{${listForms.join('|')}}+json.`);
}

/** A lookup needs a version; there is only 1. @throws {RegistryError} XDM-1007-400 */
export function lookupForm(accept: string): LookupForm {
  const { form, parameters } = parse(accept);
  const found = lookupForms.find((known) => known === form);
  if (found && parameters.length === 1 && /^version=1$/.test(parameters[0] ?? '')) return found;
  const rule = `For lookups use application/vnd.adobe.{${lookupForms.join('|')}}+json;version={MAJOR_VERSION}.`;
  throw invalid('XDM-1007-400', accept, rule);
}
