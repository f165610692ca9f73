import type { Connection } from '../../core/credentials/connection';
import type { LookupForm } from '../../core/platform/resourceTypes';
import type { XdmResource } from '../../core/xdm/xdmResource';
import type { XdmTarget } from './xdmTarget';

export interface OpenOptions {
  /** Default: resolved (`xed-full`). */
  readonly form?: LookupForm;
  /** Whether the editor is a preview, which the next one replaces. Default: true. */
  readonly preview?: boolean;
  /** Whether the focus stays where it is. Default: false. */
  readonly preserveFocus?: boolean;
  readonly signal?: AbortSignal;
}

/** Opens the document of a resource; at the field, where the target names one. */
export interface ResourceOpener {
  /** @throws {AepError} when it is neither to be had from Adobe nor remembered */
  open(target: XdmTarget, options?: OpenOptions): Promise<void>;
}

/** Finds out what a command is about: a row, a document's URI, or else what the active editor or page shows. */
export interface TargetReader {
  /** @throws {AepError} `CONNECTION_NOT_FOUND` for a document of a connection that is gone */
  read(argument: unknown): Promise<XdmTarget | undefined>;
}

/** Lets the person choose a resource of the active connection. */
export interface ResourcePicker {
  pick(title: string, kinds?: readonly XdmTarget['ref']['kind'][]): Promise<XdmTarget | undefined>;
}

/** Opens VS Code's comparison of two resources, as texts that can be compared. */
export interface ResourceComparer {
  /** @throws {AepError} when one of the two is not to be had; an `AbortError` */
  compare(left: XdmTarget, right: XdmTarget, options?: Pick<OpenOptions, 'preserveFocus' | 'signal'>): Promise<void>;
}

/** Finds out which resource an id names. */
export interface ResourceFinder {
  /**
   * @returns `undefined` where the registry has none by that id
   * @throws {AepError} what the registry throws; an `AbortError`
   */
  find(connection: Connection, $id: string, signal?: AbortSignal): Promise<XdmResource | undefined>;
}
