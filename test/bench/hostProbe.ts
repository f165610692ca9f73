import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Browser } from '../host/browser';
import { makeTemporaryFolder, removeFolder, repositoryRoot, writeJson } from '../host/paths';
import { ServerHost } from '../host/serverHost';

export const ourId = 'aep-access.aep-access';
export const peerId = 'vscode.github-authentication';

/** What the probe does in the extension host of one window. */
export type ProbeTask =
  | {
      readonly kind: 'activation';
      /** Activated in this order. */
      readonly ids: readonly string[];
      /** Added after that, which makes a token at once: what `aep.connection.add` takes. */
      readonly connection?: object;
    }
  | { readonly kind: 'idle'; readonly connection: object; readonly settleMs: number; readonly idleMs: number };

export interface ActivationReport {
  /** From asking for the file of an extension to the end of its `activate()`, by its id. */
  readonly tookMs: Readonly<Record<string, number>>;
  /** Files of ours that were loaded by the end of activation, and those that came with the first token. */
  readonly loaded: readonly string[];
  readonly loadedLater: readonly string[];
}

export interface IdleReport {
  /** Timers that our code set and that went off. */
  readonly wakeUps: number;
  /** Timers that VS Code set when we showed something new, most of them for no time at all. */
  readonly onBehalf: number;
}

/** A VS Code with our extension as it ships, and beside it a probe that measures inside the extension host. */
export class ProbeHost {
  private constructor(
    private readonly folder: string,
    private readonly host: ServerHost,
    private readonly browser: Browser,
  ) {}

  static async start(): Promise<ProbeHost> {
    const folder = makeTemporaryFolder('probe');
    const probe = path.join(folder, 'probe');
    writeJson(path.join(probe, 'package.json'), {
      name: 'probe',
      publisher: 'aep-access-tests',
      version: '0.0.1',
      engines: { vscode: '^1.103.0' },
      main: './probe.js',
      // Before anything that waits for the end of VS Code's start.
      activationEvents: ['*'],
    });
    fs.copyFileSync(path.join(__dirname, 'probe.js'), path.join(probe, 'probe.js'));
    const host = await ServerHost.start({
      extensions: [repositoryRoot(), probe],
      env: { AEP_BENCH_PROBE: folder },
      settings: {
        'remote.extensionKind': { [peerId]: ['workspace'] },
        // Otherwise a window wakes up once more, to clear what the probe copied.
        'aep.clipboard.clearAfterMinutes': 0,
      },
    });
    return new ProbeHost(folder, host, await Browser.launch({ origin: host.origin }));
  }

  /** Opens a window, and with it a new extension host. @param begun called when the window has come to rest */
  async run<T>(task: ProbeTask, begun: () => void = () => undefined): Promise<T> {
    const [begin, end] = [path.join(this.folder, 'begun.json'), path.join(this.folder, 'report.json')];
    for (const file of [begin, end]) fs.rmSync(file, { force: true });
    writeJson(path.join(this.folder, 'task.json'), task);
    const page = await this.browser.newPage();
    try {
      await page.goto(this.host.pageUrl);
      await this.#until(begin, 120_000);
      begun();
      const report = await this.#until(end, 120_000 + (task.kind === 'idle' ? task.idleMs : 0));
      const { failure, ...figures } = JSON.parse(report) as { readonly failure?: string };
      if (failure !== undefined) throw new Error(failure);
      return figures as T;
    } finally {
      await page.goto('about:blank');
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.host.stop();
    removeFolder(this.folder);
  }

  async #until(file: string, patienceMs: number): Promise<string> {
    const endMs = Date.now() + patienceMs;
    while (!fs.existsSync(file)) {
      if (Date.now() > endMs)
        throw new Error(`The window gave no sign of itself. The server said:\n${this.host.lastLines}`);
      await delay(100);
    }
    return fs.readFileSync(file, 'utf8');
  }
}
