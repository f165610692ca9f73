import { randomBytes } from 'node:crypto';
import { type BrowserContext, type Page, chromium } from 'playwright-core';

import { installBrowser } from './installBrowser';
import { makeTemporaryFolder, removeFolder } from './paths';

export interface BrowserOptions {
  /** Origin of the VS Code server that the pages come from. */
  readonly origin: string;
  /** Whether SecretStorage survives a reload, as on a desktop; otherwise the page keeps secrets in memory. */
  readonly keepSecrets?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

/** Quiet on a closed network, and able to run as root in a container. */
const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Any path of the page's origin: VS Code's page asks there for the key that encrypts its secrets. */
const secretKeyPath = '/mint-key';

/** A browser with a profile of its own. */
export class Browser {
  readonly context: BrowserContext;
  readonly #profile: string;

  private constructor(context: BrowserContext, profile: string) {
    this.context = context;
    this.#profile = profile;
  }

  static async launch({ origin, keepSecrets = false, size }: BrowserOptions): Promise<Browser> {
    const { executable, env } = await installBrowser();
    const profile = makeTemporaryFolder('browser');
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: executable,
      env: { ...process.env, ...env },
      args: quietFlags,
      headless: true,
      viewport: size ?? { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    if (keepSecrets) await answerSecretKey(context, origin);
    return new Browser(context, profile);
  }

  /** The profile's folder, where IndexedDB and localStorage lie. */
  get profileFolder(): string {
    return this.#profile;
  }

  /** A new tab, or the empty one that a browser starts with. */
  async newPage(): Promise<Page> {
    const unused = this.context.pages().find((page) => page.url() === 'about:blank');
    return unused ?? (await this.context.newPage());
  }

  /** @param inspect looks at what was left behind in the profile's folder, before that is removed */
  async close(inspect: (profileFolder: string) => void = () => undefined): Promise<void> {
    await this.context.close();
    try {
      inspect(this.#profile);
    } finally {
      removeFolder(this.#profile);
    }
  }
}

async function answerSecretKey(context: BrowserContext, origin: string): Promise<void> {
  const key = randomBytes(32);
  await context.addCookies([{ name: 'vscode-secret-key-path', value: secretKeyPath, url: origin }]);
  await context.route(`**${secretKeyPath}`, (route) =>
    route.fulfill({ status: 200, contentType: 'application/octet-stream', body: key }),
  );
}
