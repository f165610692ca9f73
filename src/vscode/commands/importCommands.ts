import * as vscode from 'vscode';
import { completeDraft, type NewConnection } from '../../core/credentials/connectionInput';
import { sameName, type ConnectionStore } from '../../core/credentials/connectionStore';
import type { Ignored, ImportCandidate, ImportResult } from '../../core/credentials/importers/importTypes';
import { missingFields } from '../../core/credentials/importers/missing';
import { inputError } from '../../core/credentials/inputFields';
import type { RenewalPolicy } from '../../core/ims/tokenState';
import type { ActiveConnection } from '../connections/activeConnection';
import { commandIds } from '../ids';
import type { CommandTable } from './command';
import { ImportDialogue, type NamedCandidate } from './importDialogue';
import { offerToTidy } from './importLeftovers';
import { askSource, readImport, readImportArgument } from './importSource';
import { proveConnection } from './provenConnection';

export interface ImportCommandsOptions {
  readonly store: ConnectionStore;
  readonly active: ActiveConnection;
  readonly policy: () => RenewalPolicy;
}

/** What `aep.connection.import` returns. */
export interface Imported {
  readonly connectionIds: readonly string[];
  /** By name, with the reason: nothing is left out silently. */
  readonly ignored: readonly Ignored[];
}

/** Makes connections of what people already have. */
export class ImportCommands {
  constructor(private readonly options: ImportCommandsOptions) {}

  table(): CommandTable {
    return {
      [commandIds.importConnection]: {
        kind: 'interface',
        run: (argument, by) => (by === 'caller' ? this.#import(argument) : this.#importForPerson(argument)),
      },
    };
  }

  /** Without any user interface. What cannot be completed is named; when nothing can, it is an error. */
  async #import(argument: unknown): Promise<Imported> {
    const { source, environment } = readImportArgument(argument);
    const { candidates, ignored } = await readImport(source);
    const named = await this.#name(candidates);
    const whole: NewConnection[] = [];
    const incomplete: Ignored[] = [];
    let firstMissing: string | undefined;
    for (const { draft, name } of named) {
      const connection = completeDraft({ ...draft, name, ...(environment ? { environment } : {}) });
      const missing = missingFields(draft);
      if (connection) whole.push(connection);
      else incomplete.push(...missing.map((field) => ({ field: `${name}: ${field}`, reason: 'missing' as const })));
      firstMissing ??= missing.join(', ');
    }
    if (whole.length === 0) throw inputError(firstMissing ?? 'input', 'missing');
    return { connectionIds: await this.#store(whole), ignored: [...ignored, ...incomplete] };
  }

  /** @param argument the file, where it was chosen in the Explorer */
  async #importForPerson(argument: unknown): Promise<Imported | undefined> {
    const title = vscode.l10n.t('Import AEP Connection');
    const source = argument instanceof vscode.Uri ? ({ kind: 'file', uri: argument } as const) : await askSource(title);
    if (!source) return undefined;
    const { candidates, ignored }: ImportResult = await readImport(source);
    const dialogue = new ImportDialogue(title, (name) => this.options.store.isNameFree(name));
    const confirmed = await dialogue.confirm(await this.#name(candidates), ignored);
    const [first] = confirmed ?? [];
    if (!confirmed || !first) return undefined;
    const connectionIds = await this.#store(confirmed);
    // Not awaited: the import is done, whether or not the notification is answered.
    void offerToTidy(source);
    const [id] = connectionIds;
    if (id !== undefined) await proveConnection({ id, name: first.name }, this.options.policy());
    return { connectionIds, ignored };
  }

  /** All or none; the first becomes this workspace's choice. */
  async #store(connections: readonly NewConnection[]): Promise<readonly string[]> {
    const added = await this.options.store.addAll(connections);
    const ids = added.map(({ id }) => id);
    const [first] = ids;
    if (first !== undefined) await this.options.active.choose(first);
    return ids;
  }

  /** Gives each a name that no connection has: `Demo`, `Demo 2`, … */
  async #name(candidates: readonly ImportCandidate[]): Promise<readonly NamedCandidate[]> {
    const named: NamedCandidate[] = [];
    const isTaken = (name: string): boolean => named.some((other) => sameName(other.name, name));
    for (const candidate of candidates) {
      let name = candidate.suggestedName;
      for (let count = 2; isTaken(name) || !(await this.options.store.isNameFree(name)); count++) {
        name = `${candidate.suggestedName} ${count}`;
      }
      named.push({ ...candidate, name });
    }
    return named;
  }
}
