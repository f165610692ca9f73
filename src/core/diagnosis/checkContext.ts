import type { Connection } from '../credentials/connection';
import type { ConnectionStore } from '../credentials/connectionStore';
import type { Clock } from '../clock';
import { AepError } from '../errors';
import type { HttpClient } from '../http/httpClient';
import type { ServerTime } from '../http/serverTime';
import type { AccessToken } from '../ims/accessToken';
import type { TokenService } from '../ims/tokenService';
import type { PlatformClient } from '../platform/platformClient';
import type { Sandbox, Sandboxes } from '../platform/sandboxes';
import type { SchemaRegistry } from '../platform/schemaRegistry';
import type { FactName, StepId } from './steps';

export interface AccessCheckOptions {
  readonly connections: Pick<ConnectionStore, 'get' | 'open'>;
  readonly http: Pick<HttpClient, 'send'>;
  readonly serverTime: ServerTime;
  readonly tokens: Pick<TokenService, 'get' | 'current'>;
  readonly platform: Pick<PlatformClient, 'get'>;
  readonly sandboxes: Pick<Sandboxes, 'list'>;
  readonly registry: Pick<SchemaRegistry, 'list' | 'stats'>;
  readonly clock: Clock;
}

/** What one run of the check knows: each step leaves what later ones need. */
export interface CheckContext {
  readonly options: AccessCheckOptions;
  readonly connectionId: string;
  readonly signal: AbortSignal;
  connection?: Connection;
  /** The time that IMS said, in milliseconds since the epoch, and this machine's at that moment. */
  times?: { readonly theirsMs: number | undefined; readonly oursMs: number };
  token?: AccessToken;
  sandboxes?: readonly Sandbox[];
  /** Why there is no list of sandboxes, although the gateway let the request through. */
  listRefusal?: AepError;
}

export type Note = (name: FactName, value: string | number) => void;

/** Throws what is wrong. `skipped`: there was nothing to look at. */
export type Step = (context: CheckContext, note: Note) => Promise<undefined | 'skipped'> | undefined | 'skipped';

export type Steps<Id extends StepId> = Readonly<Record<Id, Step>>;

/** What an earlier step left. The order of the steps sees to it that it did. @throws {AepError} `UNEXPECTED` where it did not */
export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new AepError('UNEXPECTED', 'A step ran before the one that it needs');
  return value;
}
