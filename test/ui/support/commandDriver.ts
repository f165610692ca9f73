import * as fs from 'node:fs';
import * as path from 'node:path';

import { until } from './until';

export interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly code?: string; readonly stack?: string };
}

/** How a command that rejected says so here. */
export class CommandError extends Error {
  readonly code: string | undefined;

  constructor(command: string, { message, code }: NonNullable<Answer['error']>) {
    super(`${command}: ${message}`);
    this.code = code;
  }
}

/** Finds the helper extension (test/host/driverExtension) of each window, in the order in which the windows open. */
export class CommandDrivers {
  readonly #folder: string;
  readonly #known = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The driver of the window that has just been opened or reloaded. */
  async next(): Promise<CommandDriver> {
    const file = await until('the extension host of a new window', () => this.#unknownFile(), { timeoutMs: 60_000 });
    this.#known.add(file);
    return new CommandDriver(Number(fs.readFileSync(path.join(this.#folder, file), 'utf8')));
  }

  #unknownFile(): string | undefined {
    return fs.readdirSync(this.#folder).find((file) => file.endsWith('.port') && !this.#known.has(file));
  }
}

/** Calls commands in one extension host. */
export class CommandDriver {
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  /** What the command returns, as JSON carries it, or how it rejects. */
  async answer(command: string, args: readonly unknown[]): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/`, {
      method: 'POST',
      body: JSON.stringify({ command, args }),
    });
    return (await response.json()) as Answer;
  }
}
