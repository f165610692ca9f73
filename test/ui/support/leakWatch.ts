import * as fs from 'node:fs';
import * as path from 'node:path';
import type { BrowserContext } from 'playwright-core';

import { secretsInPlay } from '../../support/secretsInPlay';
import { type Needle, NeedleSet } from './leakNeedles';
import { type StoredText, pageFunctions, storageScript, watchScript } from './leakPage';
import { argumentsOfDescendants } from './leakProcesses';

/** Where a secret must not be. */
export type Place =
  | 'screen'
  | 'console'
  | 'command answers'
  | 'log files'
  | 'settings'
  | 'server data'
  | 'workspace'
  | 'globalState'
  | 'workspaceState'
  | 'IndexedDB'
  | 'localStorage'
  | 'sessionStorage'
  | 'cookies'
  | 'browser profile'
  | 'process arguments';

export interface Leak {
  readonly place: Place;
  /** File, key or line in that place. */
  readonly where: string;
  readonly kind: Needle['kind'];
  readonly secret: string;
  readonly encoding: Needle['encoding'];
}

interface Evidence {
  readonly place: Place;
  readonly where: string;
  readonly text: string | Buffer;
}

/** A leak as a test says it: enough to find it, and no whole secret, though all here are made up. */
export function describeLeak({ place, where, kind, secret, encoding }: Leak): string {
  return `${kind} “${secret.slice(0, 16)}…” (${encoding}) in ${place}: ${where}`;
}

/**
 * Watches one VS Code for as long as it runs and remembers all it shows, says and leaves behind, in any of its windows;
 * then looks for every secret in play. The clipboard is not looked at: it holds what the person asked for.
 */
export class LeakWatch {
  readonly #evidence: Evidence[] = [];
  readonly #processes = new Set<string>();
  #sampling: NodeJS.Timeout | undefined;

  /** Watches the windows of a browser. Call it before the first one opens. */
  async follow(context: BrowserContext): Promise<void> {
    // Elsewhere a look at the processes takes too long to be repeated.
    if (process.platform === 'linux') {
      this.#sampling = setInterval(() => {
        this.#lookAtProcesses();
      }, 1_000).unref();
    }
    await context.exposeBinding(pageFunctions.shown, (_, texts: readonly string[]) => {
      for (const text of texts) this.add('screen', text.slice(0, 80), text);
    });
    await context.exposeBinding(pageFunctions.typed, (_, text: string) => {
      secretsInPlay.add('password box', text);
    });
    await context.addInitScript(watchScript);
    context.on('console', (message) => {
      this.add('console', `${message.type()} of the page`, message.text());
    });
    context.on('weberror', (error) => {
      this.add('console', 'error of the page', error.error().stack ?? String(error.error()));
    });
  }

  add(place: Place, where: string, text: string | Buffer): void {
    this.#evidence.push({ place, where, text });
  }

  /** Reads what the windows keep and which processes run. Call it before the browser closes. */
  async collectLive(context: BrowserContext, origin: string): Promise<void> {
    clearInterval(this.#sampling);
    this.#lookAtProcesses();
    for (const args of this.#processes) this.add('process arguments', args.slice(0, 80), args);
    const windows = context.pages().filter((page) => page.url().startsWith(origin));
    // Any page of the origin sees what its windows have kept.
    if (windows.length === 0) {
      const page = await context.newPage();
      await page.goto(`${origin}/version`);
      windows.push(page);
    }
    for (const page of windows) {
      for (const { place, where, text } of await page.evaluate<readonly StoredText[]>(storageScript)) {
        this.add(place as Place, where, text);
      }
    }
  }

  /** Reads every file below a folder, while VS Code and the browser go on. Links lead out of it and are not followed. */
  collectFiles(folder: string, placeOf: (file: string) => Place, below = folder): void {
    for (const entry of ifStillThere(() => fs.readdirSync(below, { withFileTypes: true })) ?? []) {
      const file = path.join(below, entry.name);
      const name = path.relative(folder, file).split(path.sep).join('/');
      const place = placeOf(name);
      this.add(place, name, name);
      if (entry.isDirectory()) this.collectFiles(folder, placeOf, file);
      const bytes = entry.isFile() && ifStillThere(() => fs.readFileSync(file));
      if (bytes) this.add(place, name, bytes);
    }
  }

  /** Where secrets in play, or these texts, were found: each once for every place and encoding. */
  find(canaries: readonly string[] = []): readonly Leak[] {
    const canaryKinds = canaries.map((text) => [text, 'canary'] as const);
    const needles = new NeedleSet(new Map<string, Needle['kind']>([...secretsInPlay.all, ...canaryKinds]));
    const found = new Map<string, Leak>();
    for (const { place, where, text } of this.#evidence) {
      const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
      for (const { secret, kind, encoding } of needles.findIn(bytes)) {
        const leak = { place, where, kind, secret, encoding };
        found.set(JSON.stringify(leak), leak);
      }
    }
    return [...found.values()];
  }

  /** How much was looked through, for a line of the report. */
  get extent(): string {
    const megabytes = this.#evidence.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
    return `${secretsInPlay.all.size} secrets, ${this.#evidence.length} texts and files, ${megabytes.toFixed(0)} MB`;
  }

  #lookAtProcesses(): void {
    for (const args of argumentsOfDescendants()) this.#processes.add(args);
  }
}

/** @returns `undefined` for a file or folder that was deleted meanwhile */
function ifStillThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What a file in the server's data folder is. */
export function placeOfServerFile(file: string): Place {
  if (/(^|\/)logs\//.test(file)) return 'log files';
  return file.endsWith('/settings.json') ? 'settings' : 'server data';
}
