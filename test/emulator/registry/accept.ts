import { RegistryError } from './registryError';
import { type Kind } from './resource';

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

/** Of a union there are only these. */
const unionForms: readonly LookupForm[] = ['xed', 'xed-full'];

const descriptorForms = ['xdm', 'xdm-id', 'xdm-link', 'xdm-v2', 'xdm-v2-id', 'xdm-v2-link'] as const;
export type DescriptorForm = (typeof descriptorForms)[number];

/** Without a choice the registry says 406. `fetch` sends the wildcard when it is told nothing. */
export const isChoice = (accept: string | undefined): accept is string => !!accept && accept.trim() !== '*/*';

function parse(accept: string): { form: string | undefined; parameters: string[] } {
  const [mediaType = '', ...parameters] = accept.split(';').map((part) => part.trim());
  const form = /^application\/vnd\.adobe\.([a-z0-9-]+)\+json$/.exec(mediaType)?.[1];
  return { form, parameters };
}

type Code = 'XDM-1006-400' | 'XDM-1007-400' | 'XDM-1008-400' | 'XDM-1009-400';

const invalid = (code: Code, accept: string, rule: string) =>
  new RegistryError(code, 'Accept header invalid', `The supplied Accept header is not valid: ${accept}. ${rule}`);

/** A list takes no version. @throws {RegistryError} XDM-1006-400 */
export function listForm(accept: string): ListForm {
  const { form, parameters } = parse(accept);
  const found = listForms.find((known) => known === form);
  if (found && parameters.length === 0) return found;
  throw invalid('XDM-1006-400', accept, `For lists use application/vnd.adobe.{${listForms.join('|')}}+json.`);
}

/** A lookup needs a version; there is only 1. @throws {RegistryError} XDM-1007-400 */
export function lookupForm(accept: string, kind: Kind): LookupForm {
  const { form, parameters } = parse(accept);
  const forms = kind === 'unions' ? unionForms : lookupForms;
  const found = forms.find((known) => known === form);
  if (found && parameters.length === 1 && /^version=1$/.test(parameters[0] ?? '')) return found;
  const rule = `For lookups use application/vnd.adobe.{${forms.join('|')}}+json;version={MAJOR_VERSION}.`;
  throw invalid('XDM-1007-400', accept, rule);
}

const descriptorForm = (accept: string, code: Code): DescriptorForm => {
  const { form, parameters } = parse(accept);
  const found = descriptorForms.find((known) => known === form);
  if (found && parameters.length === 0) return found;
  throw invalid(code, accept, `For descriptors use application/vnd.adobe.{${descriptorForms.join('|')}}+json.`);
};

/** Descriptors have forms of their own. @throws {RegistryError} XDM-1008-400 */
export const descriptorListForm = (accept: string): DescriptorForm => descriptorForm(accept, 'XDM-1008-400');

/** A descriptor has no version and needs no Accept, but not a wrong one either. @throws {RegistryError} XDM-1009-400 */
export const checkDescriptorAccept = (accept: string): unknown => descriptorForm(accept, 'XDM-1009-400');
