import type { AepErrorCode, InputProblem } from '../../errors';
import type { CredentialKind } from '../connection';
import type { ConnectionDraft } from '../connectionInput';
import type { Tree } from './tree';

/** What people already have, each named after where it comes from. */
export type ImportFormat =
  'console-project' | 'credential-page' | 'jwt-config' | 'aio' | 'dotenv' | 'postman' | 'aepp' | 'access-token';

/** Why something of a source was not used. */
export type IgnoredReason =
  | InputProblem
  | Extract<AepErrorCode, `KEY_${string}`>
  | 'not-understood'
  | 'disabled'
  | 'unusable-kind'
  | 'superseded'
  | 'key-file-missing'
  | 'key-file-too-large'
  | 'key-file-elsewhere';

export interface Ignored {
  /** Its name in the source, never its value. */
  readonly field: string;
  readonly reason: IgnoredReason;
}

/** What the person should know of a candidate before it is saved. */
export type ImportNote = 'jwt-retired' | 'migrated' | 'key-from-file';

/** A connection that a source describes, checked as far as it goes. What is absent has to be asked for. */
export interface ImportCandidate {
  readonly format: ImportFormat;
  readonly draft: Omit<ConnectionDraft, 'name'>;
  /** Need not be free. */
  readonly suggestedName: string;
  readonly notes: readonly ImportNote[];
}

export interface ImportResult {
  /** At least one. */
  readonly candidates: readonly ImportCandidate[];
  readonly ignored: readonly Ignored[];
}

/**
 * Reads a file that the source names by a path.
 * @returns why not, where it cannot
 */
export type ReadNamedFile = (path: string) => Promise<Uint8Array | Extract<IgnoredReason, `key-file-${string}`>>;

export interface ImportContext {
  /** To refuse a pasted token that has expired. */
  readonly nowMs: number;
  /** Absent where a path has nothing to be relative to. */
  readonly readFile?: ReadNamedFile;
  /** For a source that names nothing itself: a file's name, say. */
  readonly fallbackName: string;
}

/** The parts of a connection as sources have them. `ims` and `platform` are hosts, origins or URLs. */
export type FieldName =
  | 'imsOrg'
  | 'clientId'
  | 'clientSecrets'
  | 'scopes'
  | 'technicalAccountId'
  | 'privateKey'
  | 'passphrase'
  | 'metascopes'
  | 'accessToken'
  | 'environment'
  | 'ims'
  | 'platform'
  | 'sandbox';

export interface Given {
  /** Its name in the source. */
  readonly from: string;
  readonly value: Tree;
}

/** One connection as a format has it, before anything is checked. */
export interface Reading {
  readonly format: ImportFormat;
  readonly name?: string;
  /** Where the format says it; else what is there decides. */
  readonly kind?: CredentialKind;
  readonly fields: ReadonlyMap<FieldName, Given>;
  readonly ignored: readonly Ignored[];
  readonly notes?: readonly ImportNote[];
}

/** What a format finds in a source: nothing where it is not this format. */
export interface Found {
  readonly readings: readonly Reading[];
  readonly ignored: readonly Ignored[];
}
