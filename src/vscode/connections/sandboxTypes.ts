import type * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { Sandbox } from '../../core/platform/sandboxes';
import { asObject, asString } from '../../core/shape';
import { stateKeys } from '../ids';

/** Stands for the sandbox of calls that name none. */
const noName = '';

/** Remembers what Adobe called each sandbox, so that production is marked without asking again. Nothing of it is secret. */
export class SandboxTypes {
  constructor(private readonly globalState: vscode.Memento) {}

  /** The type of the connection's sandbox, or of the default one where it has none; `undefined` where Adobe was not asked. */
  typeOf(connection: Connection): string | undefined {
    const remembered = asObject(this.#all()[connection.id]);
    // An edited connection may be another organisation's by now.
    if (remembered?.of !== placeOf(connection)) return undefined;
    return asString(asObject(remembered.types)?.[connection.sandbox ?? noName]);
  }

  /** @param listed all sandboxes of the connection. @param ids of the connections that there are; of others nothing is kept */
  async remember(connection: Connection, listed: readonly Sandbox[], ids: readonly string[]): Promise<void> {
    const known = listed.filter(({ type }) => type !== 'unknown');
    const types = Object.fromEntries([
      ...known.map(({ name, type }) => [name, type]),
      ...known.filter(({ isDefault }) => isDefault).map(({ type }) => [noName, type]),
    ]) as Readonly<Record<string, string>>;
    const kept = Object.entries(this.#all()).filter(([id]) => ids.includes(id));
    await this.globalState.update(stateKeys.sandboxTypes, {
      ...Object.fromEntries(kept),
      [connection.id]: { of: placeOf(connection), types },
    });
  }

  #all(): Readonly<Record<string, unknown>> {
    return asObject(this.globalState.get(stateKeys.sandboxTypes)) ?? {};
  }
}

function placeOf({ imsOrg, environment }: Connection): string {
  return `${imsOrg} ${environment.platformOrigin}`;
}
