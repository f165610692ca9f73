import { Emitter } from '../../../src/core/event';
import { type FromWindow, type OpenWindow, type SecretCall, type State } from './protocol';
import { Disposable, formatted, MarkdownString, Uri, values } from './vscodeValues';

type Command = (argument: unknown) => unknown;

/** What a window gets from the desktop around it. */
export interface Surroundings {
  readonly options: OpenWindow;
  tell(message: FromWindow): void;
  secret(call: SecretCall): Promise<string | undefined>;
}

const registration = new Disposable(() => undefined);

/** An object of VS Code's. What it lacks here is an error and not `undefined`, but for what it might be told of and never is. */
function part<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get: (target, key) => {
      if (key in target || typeof key === 'symbol') return Reflect.get(target, key) as unknown;
      if (/^(register|onDid|onWill)/.test(key)) return () => registration;
      throw new Error(`These windows have no ${name}.${key}`);
    },
    set: (target, key, value) => Reflect.set(target, key, value),
  });
}

/** One window's `vscode` module and extension context: what activation and the commands about tokens and connections use. */
export class VscodeWindow {
  readonly secretChanged = new Emitter<{ readonly key: string }>();
  readonly #focus = new Emitter<{ readonly focused: boolean }>();
  readonly #commands = new Map<string, Command>();
  #state: { readonly focused: boolean };
  #globalState: State;
  #workspaceState: State;
  #status: string | undefined;
  clipboard = '';

  constructor(private readonly surroundings: Surroundings) {
    const { focused, globalState, workspaceState } = surroundings.options;
    this.#state = { focused };
    this.#globalState = globalState;
    this.#workspaceState = workspaceState;
  }

  /** Another window changed what all of them share. */
  replaceGlobalState(state: State): void {
    this.#globalState = state;
  }

  setFocus(focused: boolean): void {
    if (this.#state.focused === focused) return;
    this.#state = { focused };
    this.#focus.fire(this.#state);
  }

  async run(id: string, argument?: unknown): Promise<unknown> {
    if (id === 'setContext') return undefined;
    const command = this.#commands.get(id);
    if (!command) throw new Error(`There is no command ${id}`);
    const answer: unknown = await command(argument);
    return answer;
  }

  /** The module, as `require('vscode')` answers it. */
  get api(): object {
    return {
      ...values,
      l10n: { t: formatted },
      commands: part('commands', {
        registerCommand: (id: string, run: Command) => {
          this.#commands.set(id, run);
          return registration;
        },
        executeCommand: (id: string, argument: unknown) => this.run(id, argument),
      }),
      env: part('env', {
        language: 'en',
        clipboard: {
          readText: () => Promise.resolve(this.clipboard),
          writeText: (text: string) => {
            this.clipboard = text;
            return Promise.resolve();
          },
        },
      }),
      languages: part('languages', {
        match: () => 0,
        createLanguageStatusItem: () => part('LanguageStatusItem', { dispose: () => undefined }),
        createDiagnosticCollection: () => part('DiagnosticCollection', { dispose: () => undefined }),
      }),
      workspace: part('workspace', {
        isTrusted: true,
        workspaceFolders: undefined,
        textDocuments: [],
        getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
        fs: new Proxy({}, { get: () => () => Promise.reject(new FileNotFound()) }),
      }),
      window: this.#window(),
    };
  }

  /** What `activate` is given. */
  get context(): object {
    const { folder } = this.surroundings.options;
    return part('ExtensionContext', {
      subscriptions: [],
      secrets: this.#secrets(),
      globalState: this.#memento('global'),
      workspaceState: this.#memento('workspace'),
      extension: { id: 'aep-access.aep-access', packageJSON: { version: '0.0.0' } },
      extensionUri: Uri.file(folder),
      globalStorageUri: Uri.file(`${folder}/globalStorage`),
    });
  }

  #window(): object {
    const { surroundings } = this;
    const show = (text: unknown): void => {
      surroundings.tell({ type: 'shown', text: String(text) });
    };
    const ask = (message: string): Promise<undefined> => {
      show(message);
      return Promise.resolve(undefined);
    };
    const focused = (): { readonly focused: boolean } => this.#state;
    return part('window', {
      get state() {
        return focused();
      },
      activeTextEditor: undefined,
      onDidChangeWindowState: this.#focus.event,
      showInformationMessage: ask,
      showWarningMessage: ask,
      showErrorMessage: ask,
      setStatusBarMessage: show,
      withProgress: (_: unknown, work: (progress: object, cancellation: object) => unknown) =>
        work({ report: show }, { onCancellationRequested: () => registration }),
      createOutputChannel: () =>
        part('LogOutputChannel', { debug: show, info: show, warn: show, error: show, dispose: () => undefined }),
      createStatusBarItem: () => this.#statusBarItem(),
      createTreeView: () => part('TreeView', { visible: false, dispose: () => undefined }),
    });
  }

  #statusBarItem(): object {
    const item = {
      text: '',
      accessibilityInformation: { label: '' },
      tooltip: new MarkdownString(),
      show: () => {
        const { text, tooltip, accessibilityInformation } = item;
        this.surroundings.tell({ type: 'shown', text: `${tooltip.value} ${accessibilityInformation.label}` });
        if (text !== this.#status) this.surroundings.tell({ type: 'status', text });
        this.#status = text;
      },
      dispose: () => undefined,
    };
    return item;
  }

  #secrets(): object {
    const { surroundings } = this;
    return {
      onDidChange: this.secretChanged.event,
      get: (key: string) => surroundings.secret({ operation: 'get', key }),
      store: (key: string, value: string) => surroundings.secret({ operation: 'store', key, value }),
      delete: (key: string) => surroundings.secret({ operation: 'delete', key }),
    };
  }

  /** As on a desktop, a window writes all that its Memento holds, also what it has from others. */
  #memento(scope: 'global' | 'workspace'): object {
    const state = (): State => (scope === 'global' ? this.#globalState : this.#workspaceState);
    return {
      get: (key: string, otherwise?: unknown) => (Object.hasOwn(state(), key) ? state()[key] : otherwise),
      update: (key: string, value: unknown) => {
        const changed = { ...state(), [key]: value };
        if (scope === 'global') this.#globalState = changed;
        else this.#workspaceState = changed;
        this.surroundings.tell({ type: 'memento', scope, state: changed });
        return Promise.resolve();
      },
    };
  }
}

class FileNotFound extends Error {
  readonly code = 'FileNotFound';
}
