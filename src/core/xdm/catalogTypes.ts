import type { Connection } from '../credentials/connection';
import type { AepError } from '../errors';
import type { RegistryStats } from '../platform/registryReading';
import type { Container, ResourceKind, ResourceSummary } from '../platform/resourceTypes';
import type { XdmLibrary } from './xdmLibrary';

/** `stopped`: by a person, or because something else was chosen. */
export type ListStatus = 'idle' | 'loading' | 'complete' | 'stopped' | 'failed';

/** Of everything that is loaded. */
interface LoadedState {
  readonly status: ListStatus;
  /** Why the last load failed. What was there before stays beside it. */
  readonly failure: AepError | undefined;
  /** When Adobe was asked for what is there, in milliseconds since the epoch. */
  readonly fetchedAtMs: number | undefined;
  /** What is there was known before this session, and is not Adobe's answer of now. */
  readonly isRemembered: boolean;
}

/** What there is of a kind in a container. */
export interface ListState extends LoadedState {
  /** Sorted by title. Also there while later pages are loading, and after a failure. The same array until they change. */
  readonly rows: readonly ResourceSummary[];
  /** There are more than are shown. */
  readonly isPartial: boolean;
}

/** A kind that this credential may not list, or that its registry does not have. */
export interface OmittedPart {
  readonly container: Container;
  readonly kind: ResourceKind | 'descriptors';
  /** Adobe's refusal. Unknown of what was remembered. */
  readonly failure: AepError | undefined;
}

/** Every resource of both containers. */
export interface IndexState extends LoadedState {
  readonly library: XdmLibrary | undefined;
  /** There are more resources than it holds. */
  readonly isPartial: boolean;
  readonly omitted: readonly OmittedPart[];
}

/** What the organisation's registry says of itself. */
export interface TenantState extends LoadedState {
  /** Part of every id that the organisation makes. */
  readonly tenantId: string | undefined;
  readonly stats: RegistryStats | undefined;
}

/** What changed: somebody's `list` names its container and kind. */
export interface CatalogChange {
  readonly subject: string;
  readonly part: 'list' | 'index' | 'tenant';
  readonly container?: Container;
  readonly kind?: ResourceKind;
}

/** How old a document is. */
export interface DocumentAge {
  /** When Adobe was asked for it, in milliseconds since the epoch. */
  readonly fetchedAtMs: number;
  /** Not Adobe's answer of now. */
  readonly isRemembered: boolean;
  /** Why there is nothing newer. Absent where Adobe was not asked. */
  readonly failure?: AepError;
}

export interface KnownDocument extends DocumentAge {
  /** As the registry gave it. */
  readonly content: unknown;
}

/**
 * When what is remembered will do: before Adobe is asked, where Adobe does not answer, or never.
 */
export type RememberedUse = 'first' | 'fallback' | 'never';

/** Whose data something is. A connection may be used in several sandboxes, and its organisation or key may be changed. */
export interface CacheSubject {
  readonly connectionId: string;
  /** Connection, sandbox, organisation, client and platform in one text. */
  readonly key: string;
}

/** One connection, or all but those that there still are. */
export type GoneConnections = { readonly id: string } | { readonly allBut: readonly string[] };

/** Where texts are kept between sessions. It never throws: what cannot be kept is not, and what cannot be read is not there. */
export interface XdmCache {
  read(subject: CacheSubject, name: string): Promise<string | undefined>;
  /** @param name letters, digits and hyphens */
  write(subject: CacheSubject, name: string, text: string): Promise<void>;
  /** Deletes what is kept of connections. */
  forget(gone: GoneConnections): Promise<void>;
}

/** Whose data the registry shows to a connection in its sandbox. */
export function cacheSubjectOf({ id, sandbox, imsOrg, clientId, environment }: Connection): CacheSubject {
  const key = JSON.stringify([id, sandbox ?? null, imsOrg, clientId, environment.platformOrigin]);
  return { connectionId: id, key };
}
