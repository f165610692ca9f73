import * as vscode from 'vscode';
import { completeDraft, readConnectionInput, type NewConnection } from '../../core/credentials/connectionInput';
import type { Ignored, ImportCandidate } from '../../core/credentials/importers/importTypes';
import { sameName } from '../../core/credentials/connectionStore';
import { missingFields } from '../../core/credentials/importers/missing';
import { rowText } from '../texts/shownText';
import { formOf, inputOf, type ConnectionForm } from './connectionForm';
import { allSteps } from './connectionSteps';
import { ignoredLines, kindText, notesOf, summaryOf } from './importTexts';
import { askChoice, valueOf, type Choice } from './quickInput';
import { runWizard } from './wizard';

export interface NamedCandidate extends ImportCandidate {
  /** Free. */
  readonly name: string;
}

/** What a person is asked and shown before anything of an import is stored. */
export class ImportDialogue {
  constructor(
    private readonly title: string,
    private readonly isNameFree: (name: string) => Promise<boolean>,
  ) {}

  /** @returns the connections to store, each whole and confirmed; `undefined` when the person did not want it */
  async confirm(
    candidates: readonly NamedCandidate[],
    ignored: readonly Ignored[],
  ): Promise<readonly NewConnection[] | undefined> {
    const picked = await this.#pick(candidates);
    if (!picked) return undefined;
    let connections: NewConnection[] = [];
    for (const candidate of picked) {
      const whole = await this.#complete(candidate);
      if (!whole) return undefined;
      connections.push(whole);
    }
    for (;;) {
      const answer = await this.#summarise(connections, picked, ignored);
      if (answer !== 'change') return answer === 'import' ? connections : undefined;
      const changed: NewConnection[] = [];
      for (const [index, connection] of connections.entries()) {
        const others = [...changed, ...connections.slice(index + 1)].map(({ name }) => name);
        changed.push((await this.#change(connection, others)) ?? connection);
      }
      connections = changed;
    }
  }

  async #pick(candidates: readonly NamedCandidate[]): Promise<readonly NamedCandidate[] | undefined> {
    if (candidates.length === 1) return candidates;
    const choices: Choice<readonly NamedCandidate[]>[] = candidates.map((candidate) => ({
      label: rowText(candidate.name),
      description: candidate.draft.clientId ?? '',
      detail: [
        ...(candidate.draft.credential ? [kindText(candidate.draft.credential.kind)] : []),
        ...(candidate.draft.imsOrg === undefined ? [] : [candidate.draft.imsOrg]),
      ].join(' · '),
      value: [candidate],
    }));
    const all = { label: vscode.l10n.t('All {0}', candidates.length), value: candidates };
    const placeholder = vscode.l10n.t('Which credential?');
    return valueOf(
      await askChoice({ title: this.title, canGoBack: false }, { placeholder, choices: [...choices, all] }),
    );
  }

  /** Asks for what is missing and has no good default. */
  async #complete({ draft, name }: NamedCandidate): Promise<NewConnection | undefined> {
    const missing = missingFields(draft).map((field) => field.replace('credential.', ''));
    const whole = completeDraft({ ...draft, name });
    if (whole && missing.length === 0) return whole;
    const steps = this.#steps(({ field }) => missing.includes(field));
    return this.#ask(steps, { ...formOf(draft), name });
  }

  /** Asks everything again, with what is known filled in. @param others names of what is imported with it */
  #change(connection: NewConnection, others: readonly string[]): Promise<NewConnection | undefined> {
    return this.#ask(
      this.#steps(() => true, others),
      formOf(connection),
    );
  }

  #steps(
    isAsked: (step: { readonly field: keyof ConnectionForm }) => boolean,
    others: readonly string[] = [],
  ): ReturnType<typeof allSteps>[number][1][] {
    const isTaken = (name: string): boolean => others.some((other) => sameName(other, name));
    return allSteps(async (name) => !isTaken(name) && (await this.isNameFree(name)))
      .filter(([field]) => isAsked({ field }))
      .map(([, step]) => step);
  }

  async #ask(
    steps: readonly ReturnType<typeof allSteps>[number][1][],
    initial: ConnectionForm,
  ): Promise<NewConnection | undefined> {
    const form = await runWizard(this.title, steps, initial);
    return form && completeDraft(readConnectionInput(inputOf(form), Date.now()));
  }

  async #summarise(
    connections: readonly NewConnection[],
    candidates: readonly ImportCandidate[],
    ignored: readonly Ignored[],
  ): Promise<'import' | 'change' | undefined> {
    const { l10n } = vscode;
    const [only] = connections;
    const message =
      connections.length === 1 && only
        ? l10n.t('Import the connection “{0}”?', only.name)
        : l10n.t('Import {0} connections?', connections.length);
    const parts = [...connections.map(summaryOf), notesOf(candidates), ignoredLines(ignored)];
    const detail = parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n');
    const [doImport, change] = [l10n.t('Import'), l10n.t('Change…')];
    const answer = await vscode.window.showInformationMessage(message, { modal: true, detail }, doImport, change);
    return answer === doImport ? 'import' : answer === change ? 'change' : undefined;
  }
}
