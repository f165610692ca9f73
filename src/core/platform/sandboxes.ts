import { withoutSandbox, type Connection } from '../credentials/connection';
import { AepError } from '../errors';
import { asNumber, asObject, asString } from '../shape';
import type { PlatformClient } from './platformClient';

/** A sandbox that a credential can see. */
export interface Sandbox {
  /** What `x-sandbox-name` takes. */
  readonly name: string;
  /** What the console shows; the name where Adobe gives none. */
  readonly title: string;
  /** By the API, never guessed from the name. `unknown` where Adobe does not say. */
  readonly type: 'production' | 'development' | (string & Record<never, never>);
  /** `active`, `creating`, `resetting`, …: an open list. `unknown` where Adobe does not say. */
  readonly state: string;
  /** Such as `VA7`. */
  readonly region?: string;
  /** Whether calls without `x-sandbox-name` go here. */
  readonly isDefault: boolean;
}

/** The trailing slash makes it the list for everybody: `/sandboxes` is for administrators. */
const path = '/data/foundation/sandbox-management/';
/** Adobe's own default (Sandbox API, available sandboxes). */
const pageSize = 50;
/** Adobe allows an organisation a few dozen: whoever goes on after that is not Adobe. */
const mostSandboxes = 10_000;

/** Reads Adobe's Sandbox Management. */
export class Sandboxes {
  constructor(private readonly platform: Pick<PlatformClient, 'get'>) {}

  /**
   * The sandboxes that the credential can use, in Adobe's order. A credential without a role sees none.
   * @throws {AepError} what {@link PlatformClient.get} throws; `BAD_RESPONSE`; an `AbortError`
   */
  async list(connection: Connection, signal?: AbortSignal): Promise<readonly Sandbox[]> {
    const found = new Map<string, Sandbox>();
    for (let offset = 0; ;) {
      const body = await this.platform.get(withoutSandbox(connection), {
        path,
        accept: 'application/json',
        // Refused unless they are given together.
        query: { limit: String(pageSize), offset: String(offset) },
        signal,
      });
      const { given, sandboxes, hasNext } = readPage(body);
      const before = found.size;
      for (const sandbox of sandboxes) if (!found.has(sandbox.name)) found.set(sandbox.name, sandbox);
      if (found.size > mostSandboxes) throw new AepError('RESPONSE_TOO_LARGE', 'There is no end of sandboxes');
      // A page that brings nothing new would go on for ever.
      if (found.size === before || (given < pageSize && !hasNext)) return [...found.values()];
      offset += given;
    }
  }
}

function readPage(body: unknown): {
  readonly given: number;
  readonly sandboxes: readonly Sandbox[];
  readonly hasNext: boolean;
} {
  const page = asObject(body);
  const rows: unknown = page?.sandboxes;
  if (!Array.isArray(rows)) throw new AepError('BAD_RESPONSE', 'The platform answered without a list of sandboxes');
  return {
    given: rows.length,
    sandboxes: rows.flatMap((row: unknown) => readSandbox(row) ?? []),
    hasNext: Boolean(asObject(page?._links)?.next),
  };
}

function readSandbox(row: unknown): Sandbox | undefined {
  const given = asObject(row);
  const name = asString(given?.name)?.trim();
  if (!given || name === undefined || name === '') return undefined;
  const text = (key: string): string | undefined => {
    const value = asString(given[key])?.trim() ?? asNumber(given[key])?.toString();
    return value === '' ? undefined : value;
  };
  const region = text('region');
  return {
    name,
    title: text('title') ?? name,
    type: text('type') ?? 'unknown',
    state: text('state') ?? 'unknown',
    ...(region === undefined ? {} : { region }),
    isDefault: given.isDefault === true || given.isDefault === 'true',
  };
}
