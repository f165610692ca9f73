import type * as vscode from 'vscode';
import { asObject, asString } from '../../core/shape';
import type { Choice, Choices, ChoosingSettings } from './choice';
import { stateKeys } from '../ids';

/** What a person chose in this workspace. Windows share connections and tokens, never this. */
export class WorkspaceChoices {
  constructor(
    private readonly workspaceState: vscode.Memento,
    private readonly settings: () => ChoosingSettings,
  ) {}

  read(): Choices {
    const connection = readChoice(this.workspaceState.get(stateKeys.chosenConnection));
    const sandboxes = Object.entries(this.#record(stateKeys.chosenSandboxes)).flatMap(([id, value]) => {
      const choice = readChoice(value);
      return choice ? [[id, choice] as const] : [];
    });
    const answers = Object.entries(this.#record(stateKeys.settingAnswers)).filter(
      (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
    );
    return {
      connection: typeof connection?.value === 'string' ? { ...connection, value: connection.value } : undefined,
      sandboxes: Object.fromEntries(sandboxes),
      answers: Object.fromEntries(answers),
    };
  }

  async chooseConnection(id: string): Promise<void> {
    await this.workspaceState.update(stateKeys.chosenConnection, choiceOf(id, this.settings().connection));
  }

  /** @param sandbox `null` to send no header */
  async chooseSandbox(id: string, sandbox: string | null): Promise<void> {
    const choice = choiceOf(sandbox, this.settings().sandbox);
    await this.workspaceState.update(stateKeys.chosenSandboxes, {
      ...this.#record(stateKeys.chosenSandboxes),
      [id]: choice,
    });
  }

  /** Remembers whether a setting may choose what the key names. */
  async answer(key: string, mayUse: boolean): Promise<void> {
    await this.workspaceState.update(stateKeys.settingAnswers, {
      ...this.#record(stateKeys.settingAnswers),
      [key]: mayUse,
    });
  }

  #record(key: string): Readonly<Record<string, unknown>> {
    return asObject(this.workspaceState.get(key)) ?? {};
  }
}

function choiceOf<T>(value: T, setting: string | undefined): Choice<T> {
  return { value, ...(setting === undefined ? {} : { setting }) };
}

function readChoice(stored: unknown): Choice<string | null> | undefined {
  const given = asObject(stored);
  const value = given?.value === null ? null : asString(given?.value);
  return value === undefined ? undefined : choiceOf(value, asString(given?.setting));
}
