import Module from 'node:module';
import { Emitter } from '../../src/core/event';
import { formatted, type MarkdownString, type ThemeColor, values } from './windows/vscodeValues';

/** A status bar item as somebody sees it. */
export interface ShownItem {
  text: string;
  tooltip: MarkdownString | undefined;
  backgroundColor: ThemeColor | undefined;
  accessibilityInformation: { readonly label: string } | undefined;
}

/** A question in the middle of the window, or a notification. */
export interface Question {
  readonly message: string;
  readonly detail: string | undefined;
  readonly buttons: readonly string[];
}

interface PickItem {
  readonly label: string;
}

/**
 * VS Code's module for tests in plain Node, with what they look at and what they do. To be imported before anything that imports
 * `vscode`, which then gets this one: there is none outside an extension host.
 */
export class FakeVscode {
  focused = true;
  clipboard = '';
  /** How often the clipboard was read. */
  clipboardReads = 0;
  /** What is answered to the questions to come, one after the other; without one they are dismissed. */
  answers: string[] = [];
  questions: Question[] = [];
  /** Rows of the last list that was offered, without their icons. */
  offered: readonly string[] = [];
  /** Commands that were run, context keys aside. */
  ran: unknown[][] = [];
  /** Items of the status bar. */
  readonly items: ShownItem[] = [];
  readonly #focus = new Emitter<{ readonly focused: boolean }>();

  setFocus(focused: boolean): void {
    this.focused = focused;
    this.#focus.fire({ focused });
  }

  /** As it is when a test begins. */
  reset(): void {
    [this.focused, this.clipboard, this.clipboardReads] = [true, '', 0];
    [this.answers, this.questions, this.offered, this.ran] = [[], [], [], []];
    this.items.length = 0;
  }

  get module(): object {
    return {
      ...values,
      l10n: { t: formatted },
      QuickInputButtons: {},
      commands: { executeCommand: (...call: unknown[]) => this.#run(call) },
      env: { language: 'en', clipboard: this.#clipboard() },
      window: this.#window(),
    };
  }

  #run(call: unknown[]): Promise<void> {
    if (call[0] !== 'setContext') this.ran.push(call);
    return Promise.resolve();
  }

  #clipboard(): object {
    return {
      readText: () => {
        this.clipboardReads += 1;
        return Promise.resolve(this.clipboard);
      },
      writeText: (text: string) => {
        this.clipboard = text;
        return Promise.resolve();
      },
    };
  }

  #window(): object {
    const isFocused = (): boolean => this.focused;
    return {
      get state() {
        return { focused: isFocused() };
      },
      onDidChangeWindowState: this.#focus.event,
      createStatusBarItem: () => {
        const item = { ...unseen, show: () => undefined, dispose: () => undefined };
        this.items.push(item);
        return item;
      },
      createQuickPick: () => this.#pick(),
      showWarningMessage: (text: string, { detail }: { readonly detail?: string }, ...buttons: readonly string[]) =>
        this.#ask({ message: text, detail, buttons }),
      showErrorMessage: (message: string, ...buttons: readonly string[]) =>
        this.#ask({ message, detail: undefined, buttons }),
    };
  }

  #ask(question: Question): Promise<string | undefined> {
    this.questions.push(question);
    return Promise.resolve(this.answers.shift());
  }

  /** Takes the row that the next answer names, else goes away. */
  #pick(): object {
    const [accepted, hidden] = [new Emitter<void>(), new Emitter<void>()];
    const pick = {
      items: [] as readonly PickItem[],
      activeItems: [] as readonly PickItem[],
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      onDidTriggerButton: new Emitter<void>().event,
      dispose: () => undefined,
      show: () => {
        const titleOf = ({ label }: PickItem): string => label.replace(/^\$\([^)]*\) /, '');
        this.offered = pick.items.map(titleOf);
        const answer = this.answers.shift();
        pick.activeItems = pick.items.filter((item) => titleOf(item) === answer);
        (pick.activeItems.length === 0 ? hidden : accepted).fire();
      },
    };
    return pick;
  }
}

const unseen: ShownItem = {
  text: '',
  tooltip: undefined,
  backgroundColor: undefined,
  accessibilityInformation: undefined,
};

interface Loader {
  _load(request: string, ...rest: unknown[]): unknown;
}

/** One for all test files: what is loaded late must get the same. */
const shared = globalThis as { fakeVscode?: FakeVscode };

function install(): FakeVscode {
  const fake = new FakeVscode();
  const { module } = fake;
  // As the extension host does it.
  const loader = Module as unknown as Loader;
  const load = loader._load.bind(loader);
  loader._load = (request, ...rest) => (request === 'vscode' ? module : load(request, ...rest));
  return fake;
}

export const fakeVscode = (shared.fakeVscode ??= install());
