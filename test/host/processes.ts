import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import * as net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** The last lines that something printed: what an error message quotes. */
export class LastLines {
  #lines: string[] = [];

  add(chunk: string): void {
    const [first = '', ...others] = chunk.split('\n');
    const open = this.#lines.pop() ?? '';
    this.#lines.push(open + first, ...others);
    if (this.#lines.length > 400) this.#lines = this.#lines.slice(-200);
  }

  include(text: string): boolean {
    return this.#lines.some((line) => line.includes(text));
  }

  toString(): string {
    return this.#lines
      .filter((line) => line.trim() !== '' && !knownNoise.test(line))
      .slice(-25)
      .join('\n');
  }
}

/** VS Code without its compiled modules says so at length, which hides what matters. */
const knownNoise =
  /^\s+at |→|bindings file|spdlog|watchdog|\/extensionHostProcess|Require stack|tries: \[|^\s*[\]}]|vsda|open-vsx/;

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with everything that the process prints. */
  readonly onOutput?: (chunk: string) => void;
}

/** A process with all the processes it starts. They end together, at the latest when this one exits. */
export class ProcessTree {
  readonly lastLines = new LastLines();
  /** Settles with the exit code when the process has ended. */
  readonly ended: Promise<number>;
  readonly #child: ChildProcess;
  readonly #output = new EventEmitter<{ output: [] }>();
  #running = true;
  readonly #killNow = (): void => {
    this.#kill('SIGKILL');
  };

  constructor(command: string, args: readonly string[], options: StartOptions = {}) {
    this.#child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that all of it can be signalled at once.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.lastLines.add(chunk);
        this.#output.emit('output');
        options.onOutput?.(chunk);
      });
    }
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.lastLines.add(`${error.message}\n`);
        resolve(this.#hasEnded(-1));
      });
      this.#child.once('exit', (code) => {
        resolve(this.#hasEnded(code ?? -1));
      });
    });
    process.once('exit', this.#killNow);
  }

  get running(): boolean {
    return this.#running;
  }

  /** Resolves when the process has printed `text`. @throws Error with its last lines when it does not. */
  async untilPrinted(text: string, timeoutMs = 60_000): Promise<void> {
    const signal = AbortSignal.timeout(timeoutMs);
    while (!this.lastLines.include(text)) {
      const more = once(this.#output, 'output', { signal }).catch(() => undefined);
      await Promise.race([more, this.ended]);
      if (!signal.aborted && this.#running) continue;
      const what = this.#running ? `did not print “${text}” in ${timeoutMs / 1000} s` : 'ended';
      throw new Error(`The process ${what}. It said:\n${this.lastLines.toString()}`);
    }
  }

  /** Asks the whole tree to end, and makes it after `graceMs`. */
  async stop(graceMs = 3_000): Promise<void> {
    if (this.#running) {
      this.#kill('SIGTERM');
      await Promise.race([this.ended, delay(graceMs, undefined, { ref: false })]);
    }
    this.#kill('SIGKILL');
    await Promise.race([this.ended, delay(graceMs, undefined, { ref: false })]);
  }

  #hasEnded(code: number): number {
    this.#running = false;
    process.removeListener('exit', this.#killNow);
    return code;
  }

  #kill(signal: NodeJS.Signals): void {
    const pid = this.#child.pid;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      if (this.#running) spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}

/** Runs a command to its end. @throws Error with its last lines when it fails or takes longer than `timeoutMs`. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  { timeoutMs = 600_000, ...options }: StartOptions & { readonly timeoutMs?: number } = {},
): Promise<void> {
  const tree = new ProcessTree(command, args, options);
  const timer = new AbortController();
  const timeout = delay(timeoutMs, 'timeout' as const, { signal: timer.signal }).catch(() => 'timeout' as const);
  const outcome = await Promise.race([tree.ended, timeout]);
  timer.abort();
  if (outcome === 0) return;
  await tree.stop();
  const how = outcome === 'timeout' ? `took longer than ${timeoutMs / 1000} s` : `ended with ${outcome}`;
  throw new Error(`${command} ${args.join(' ')} ${how}:\n${tree.lastLines.toString()}`);
}

/** A port of the loopback interface that nobody listens on now: `preferred` if it can be had. */
export async function freePort(preferred = 0): Promise<number> {
  const port = await tryPort(preferred);
  return port ?? (await tryPort(0)) ?? Promise.reject(new Error('No port is free'));
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : undefined);
      });
    });
  });
}

/** Takes out of the environment what a terminal inside VS Code sets: it would change how another VS Code starts. */
export function outsideVsCode(): Record<string, undefined> {
  const names = Object.keys(process.env).filter((name) => /^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
