import {
  containers,
  kindsOf,
  lookupForms,
  type Container,
  type LookupForm,
  type ResourceKind,
} from '../platform/resourceTypes';

/** In which form a document shows its resource: as the registry answers a look-up, or the text that comparisons are made of. */
export type DocumentForm = LookupForm | 'compared';

const documentForms: readonly DocumentForm[] = [...lookupForms, 'compared'];

/** What a read-only document shows: enough to fetch it again after a reload, and nothing of its content. */
export interface DocumentIdentity {
  readonly connectionId: string;
  /** `undefined`: no sandbox header, so the organisation's default. */
  readonly sandbox: string | undefined;
  readonly container: Container;
  /** One that the container has. */
  readonly kind: ResourceKind;
  readonly form: DocumentForm;
  /** `meta:altId`, or `$id` where there is none. */
  readonly id: string;
}

/** Stands for "no sandbox": a sandbox name cannot begin with it. */
const noSandbox = '-';

/**
 * The path of a document: `/{connection}/{sandbox or -}/{container}/{kind}/{form}/{id}.json`. VS Code encodes it where that is
 * needed; only the slashes of an id are encoded here, so that it stays one segment.
 */
export function documentPath({ connectionId, sandbox, container, kind, form, id }: DocumentIdentity): string {
  const segments = [connectionId, sandbox ?? noSandbox, container, kind, form, `${id}.json`];
  return segments.map((segment) => `/${segment.replaceAll('%', '%25').replaceAll('/', '%2F')}`).join('');
}

/** @returns what {@link documentPath} was given, or `undefined` for a path that it did not make */
export function parseDocumentPath(path: string): DocumentIdentity | undefined {
  const segments = path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('%2F', '/').replaceAll('%25', '%'));
  const [connectionId, sandbox, givenContainer, givenKind, givenForm, file] = segments;
  if (segments.length !== 6 || !connectionId || !sandbox || file === undefined || !/.\.json$/s.test(file))
    return undefined;
  const container = containers.find((known) => known === givenContainer);
  const kind = container && kindsOf[container].find((known) => known === givenKind);
  const form = documentForms.find((known) => known === givenForm);
  if (!container || !kind || !form) return undefined;
  const identity: DocumentIdentity = {
    connectionId,
    sandbox: sandbox === noSandbox ? undefined : sandbox,
    container,
    kind,
    form,
    id: file.slice(0, -'.json'.length),
  };
  // One document has one path: another spelling of it was not made here.
  return documentPath(identity) === path ? identity : undefined;
}
