import { withoutSandbox, type Connection } from '../../core/credentials/connection';
import { sameName, type ListedConnection } from '../../core/credentials/connectionStore';

/** What a person chose in this workspace, and what the setting about the same said then. */
export interface Choice<T> {
  readonly value: T;
  readonly setting?: string;
}

/** What is remembered of the choices in this workspace. */
export interface Choices {
  /** By id. */
  readonly connection: Choice<string> | undefined;
  /** By the connection's id; `null` sends no sandbox header. */
  readonly sandboxes: Readonly<Record<string, Choice<string | null>>>;
  /** By {@link questionKey}: whether a setting may choose it here. */
  readonly answers: Readonly<Record<string, boolean>>;
}

/** What the settings choose: names, which bring nothing of their own. */
export interface ChoosingSettings {
  readonly connection: string | undefined;
  readonly sandbox: string | undefined;
}

/** Where a connection's sandbox comes from. */
export type SandboxSource = 'person' | 'setting' | 'connection';

/** A connection as this window uses it: its `sandbox` is the one of this window. */
export interface UsedConnection extends ListedConnection {
  readonly sandboxSource: SandboxSource;
  /** What Adobe calls the sandbox, or the default one where no header is sent; `undefined` where that is not known. */
  readonly sandboxType: string | undefined;
}

/** A production sandbox, or one that may be, which a setting chooses: a person is asked first. */
export interface SettingQuestion {
  readonly connection: Connection;
  readonly sandboxType: string | undefined;
}

export interface ChoiceInput {
  readonly connections: readonly ListedConnection[];
  /** The one of a window that never chose. */
  readonly fallbackId: string | undefined;
  readonly choices: Choices;
  readonly settings: ChoosingSettings;
  readonly typeOf: (connection: Connection) => string | undefined;
}

export interface Resolution {
  readonly connections: readonly UsedConnection[];
  readonly active: UsedConnection | undefined;
  readonly question: SettingQuestion | undefined;
  /** The setting names a connection that there is not. */
  readonly unknownName: string | undefined;
}

export const productionType = 'production';

/** Names a connection with a sandbox in what is remembered of answers. */
export function questionKey({ id, sandbox = '' }: Connection): string {
  return `${id} ${sandbox}`;
}

/** Which connection and sandbox a window uses. A setting decides until a person chooses otherwise, and again once it is changed. */
export function resolveChoice(input: ChoiceInput): Resolution {
  const { connections, choices, settings } = input;
  const named = connections.find(({ connection }) => isNamed(connection, settings.connection));
  const used = connections.map((listed) => useSandbox(listed, named, input));
  const find = (id: string | undefined): Used | undefined => used.find(({ use }) => use.connection.id === id);
  const chosen = find(choices.connection?.value ?? input.fallbackId);
  // With one connection there is nothing to choose.
  const own = chosen ?? (used.length === 1 ? used[0] : undefined);
  const bySetting = decider(choices.connection, named && settings.connection) === 'setting';
  const wanted = bySetting ? find(named?.connection.id) : own;
  // What the window has anyway is no move.
  const moves = bySetting && wanted !== undefined && wanted !== own;
  const question = wanted?.question ?? (moves ? openQuestion(wanted.use, input) : undefined);
  // Nothing moves before the person has answered.
  const stays = moves && (question !== undefined || !mayUse(wanted.use, input));
  return {
    connections: used.map(({ use }) => use),
    active: (stays ? own : wanted)?.use,
    question,
    unknownName: named ? undefined : settings.connection,
  };
}

interface Used {
  readonly use: UsedConnection;
  readonly question: SettingQuestion | undefined;
}

function useSandbox(listed: ListedConnection, named: ListedConnection | undefined, input: ChoiceInput): Used {
  const { choices, settings } = input;
  const { connection } = listed;
  const choice = choices.sandboxes[connection.id];
  // With a connection beside it, the setting means that connection's sandbox and no other's.
  const applies = settings.connection === undefined || named === listed;
  const setting = applies ? settings.sandbox : undefined;
  const own: UsedConnection = choice
    ? inSandbox(listed, choice.value ?? undefined, 'person', input)
    : inSandbox(listed, connection.sandbox, 'connection', input);
  if (setting === undefined || decider(choice, setting) !== 'setting') return { use: own, question: undefined };
  const wanted = inSandbox(listed, setting, 'setting', input);
  if (mayUse(wanted, input)) return { use: wanted, question: undefined };
  return { use: own, question: openQuestion(wanted, input) };
}

function inSandbox(
  { connection, secret }: ListedConnection,
  sandbox: string | undefined,
  sandboxSource: SandboxSource,
  { typeOf }: ChoiceInput,
): UsedConnection {
  const inIt: Connection = { ...withoutSandbox(connection), ...(sandbox === undefined ? {} : { sandbox }) };
  return { connection: inIt, secret, sandboxSource, sandboxType: typeOf(inIt) };
}

/** Whether a setting may choose it without asking, or was allowed to. What is not known to be safe is not taken for safe. */
function mayUse({ connection, sandboxType, sandboxSource }: UsedConnection, { choices }: ChoiceInput): boolean {
  if (sandboxSource === 'person') return true;
  const answer = choices.answers[questionKey(connection)];
  if (answer !== undefined) return answer;
  return sandboxType !== undefined && sandboxType !== productionType;
}

function openQuestion(use: UsedConnection, input: ChoiceInput): SettingQuestion | undefined {
  if (mayUse(use, input) || input.choices.answers[questionKey(use.connection)] !== undefined) return undefined;
  return { connection: use.connection, sandboxType: use.sandboxType };
}

/** The later one of the two: a setting that is what it was when the person chose has been overruled. */
function decider(choice: Choice<unknown> | undefined, setting: string | undefined): 'person' | 'setting' | 'nobody' {
  if (setting !== undefined && choice?.setting !== setting) return 'setting';
  return choice ? 'person' : 'nobody';
}

function isNamed({ name }: Connection, wanted: string | undefined): boolean {
  return wanted !== undefined && sameName(name, wanted);
}
