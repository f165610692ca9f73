import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  type FromWindow,
  type OpenWindow,
  type Question,
  type Times,
  type ToWindow,
  type WindowReport,
} from './protocol';

/** What a command throws to who calls it. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

type Answer = Pick<Extract<FromWindow, { type: 'answer' }>, 'value' | 'failure'>;

/** One window: a process of its own with the whole extension. */
export class WindowProcess {
  /** Everything that a person, a log or a file may get to see. */
  readonly shown: string[] = [];
  /** The text of its status bar item. */
  status = '';
  readonly #process: ChildProcess;
  readonly #questions = new Map<number, (answer: Answer) => void>();
  #lastQuestion = 0;

  /**
   * @param clockErrorMs its clock less the right one
   * @param entry the file that the process runs
   * @param hear what it says, but for answers
   */
  constructor(
    readonly clockErrorMs: number,
    entry: string,
    hear: (message: FromWindow) => void,
  ) {
    this.#process = fork(entry, { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.shown.push(text));
    }
    this.#process.on('message', (message: FromWindow) => {
      this.#note(message);
      hear(message);
    });
    this.#process.on('exit', () => {
      for (const settle of this.#questions.values()) settle({ failure: { message: this.#lastWords, code: undefined } });
    });
  }

  async open(options: OpenWindow): Promise<void> {
    await this.#ask({ type: 'open', options });
  }

  /** @throws CommandError what the command throws */
  async run(command: string, argument?: unknown): Promise<unknown> {
    const answer = await this.#ask({ type: 'run', command, argument });
    this.shown.push(JSON.stringify(answer ?? ''));
    return answer;
  }

  clipboard(): Promise<string> {
    return this.#ask({ type: 'readClipboard' }) as Promise<string>;
  }

  report(): Promise<WindowReport> {
    return this.#ask({ type: 'report' }) as Promise<WindowReport>;
  }

  /** Tells it the time, with the error of its clock. */
  async move({ wallMs, upMs }: Times): Promise<void> {
    await this.#ask({ type: 'time', times: { wallMs: wallMs + this.clockErrorMs, upMs } });
  }

  tell(message: ToWindow): void {
    if (this.#process.connected) this.#process.send(message);
  }

  /** It crashes, whatever it does. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  #note(message: FromWindow): void {
    switch (message.type) {
      case 'answer':
        if (message.failure) this.shown.push(message.failure.message);
        this.#questions.get(message.id)?.(message);
        this.#questions.delete(message.id);
        return;
      case 'status':
        this.status = message.text;
        this.shown.push(message.text);
        return;
      case 'shown':
        this.shown.push(message.text);
        return;
      case 'memento':
        this.shown.push(JSON.stringify(message.state));
        return;
      case 'secret':
    }
  }

  get #lastWords(): string {
    return `The window has ended. It said: ${this.shown.slice(-5).join('\n')}`;
  }

  #ask(question: Question): Promise<unknown> {
    this.#lastQuestion += 1;
    const id = this.#lastQuestion;
    if (!this.#process.connected) return Promise.reject(new Error(this.#lastWords));
    return new Promise((resolve, reject) => {
      this.#questions.set(id, ({ value, failure }) => {
        if (failure) reject(new CommandError(failure.message, failure.code));
        else resolve(value);
      });
      this.tell({ type: 'question', id, question });
    });
  }
}
