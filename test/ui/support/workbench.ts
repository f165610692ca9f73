import * as fs from 'node:fs';
import type { Page } from 'playwright-core';

import { Browser } from '../../host/browser';
import { makeTemporaryFolder, removeFolder, repositoryRoot, testCache } from '../../host/paths';
import { type Keybinding, ServerHost } from '../../host/serverHost';
import { secretsInPlay } from '../../support/secretsInPlay';
import { type CommandDriver, CommandDrivers, CommandError } from './commandDriver';
import { type Leak, LeakWatch, describeLeak, placeOfServerFile } from './leakWatch';
import { Dialogs, Notifications } from './notifications';
import { QuickInput } from './quickInput';
import { StatusBarItem } from './statusBar';
import { TreeView } from './treeView';
import { readable, until } from './until';

const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
} as const;

export type Theme = keyof typeof themes;
export const themeNames = Object.keys(themes) as readonly Theme[];

/** What VS Code marks its window with in each theme. */
const themeClasses: Readonly<Record<Theme, string>> = {
  dark: 'vs-dark',
  light: 'vs',
  'hc-dark': 'hc-black',
  'hc-light': 'hc-light',
};

export interface WorkbenchOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly keybindings?: readonly Keybinding[];
  readonly workspaceFolder?: string;
  /** Whether secrets survive a reload, as on a desktop. */
  readonly persistent?: boolean;
  /** Whether the folder has to be trusted first: Restricted Mode. */
  readonly workspaceTrust?: boolean;
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  /** Environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders of the extensions to run; this project's unless given. */
  readonly extensions?: readonly string[];
  /** Of all VS Code: `trace`. This project's extension logs all it can anyway. */
  readonly logLevel?: string;
}

const viewTitles: Readonly<Record<string, string>> = { 'aep.xdm': 'XDM', 'aep.connectionsView': 'Connections' };

/** What all windows of one test share. */
interface Session {
  readonly host: ServerHost;
  readonly browser: Browser;
  readonly drivers: CommandDrivers;
  readonly driverFolder: string;
  readonly workspaceFolder: string | undefined;
  readonly leaks: LeakWatch;
}

/** One window of VS Code, as a person uses it. Everything waits for what it needs; nothing sleeps. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialogs: Dialogs;
  readonly #session: Session;
  readonly #isFirst: boolean;
  #driver: CommandDriver;

  private constructor(page: Page, session: Session, driver: CommandDriver, isFirst: boolean) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialogs = new Dialogs(page);
    this.#session = session;
    this.#driver = driver;
    this.#isFirst = isFirst;
  }

  /** Starts a VS Code of its own with the extension in it. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const session = await startSession(options);
    try {
      return await openWindow(session, (page, driver) => new Workbench(page, session, driver, true));
    } catch (error) {
      await endSession(session);
      throw new Error(`VS Code did not open. The server said:\n${session.host.lastLines}`, { cause: error });
    }
  }

  /** A second window of the same VS Code. */
  async newWindow(): Promise<Workbench> {
    const session = this.#session;
    await secretsAreSaved(this.page);
    return openWindow(session, (page, driver) => new Workbench(page, session, driver, false));
  }

  /** Reloads the window, as *Developer: Reload Window* does. */
  async reload(): Promise<void> {
    await secretsAreSaved(this.page);
    await this.page.reload();
    this.#driver = await whenReady(this.page, this.#session);
  }

  /** Changes the theme as one does in the settings, and waits until it shows. */
  async setTheme(theme: Theme): Promise<void> {
    await this.updateSetting('workbench.colorTheme', themes[theme]);
    await this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
  }

  /** Changes a user setting. */
  async updateSetting(id: string, value: unknown): Promise<void> {
    await this.invoke('aepTests.updateSetting', id, value);
  }

  /** How many characters VS Code keeps encrypted: all secrets of all extensions as one text. */
  async secretsLength(): Promise<number> {
    await secretsAreSaved(this.page);
    return this.page.evaluate<number>(`(localStorage.getItem('secrets.provider') ?? '').length`);
  }

  /** Loses what VS Code keeps encrypted, as a new keyring does. Seen after a reload. */
  async loseSecrets(): Promise<void> {
    await secretsAreSaved(this.page);
    await this.page.evaluate(`localStorage.removeItem('secrets.provider')`);
  }

  /**
   * Closes the window; with the first one, VS Code and the browser too.
   * @throws Error when VS Code leaves a secret anywhere but in SecretStorage and the clipboard
   */
  async close(): Promise<void> {
    if (!this.#isFirst) {
      await this.page.close();
      return;
    }
    const leaks = await this.closeAndFind();
    if (leaks.length > 0) throw new Error(`VS Code leaks secrets:\n${leaks.map(describeLeak).join('\n')}`);
  }

  /** Closes VS Code and the browser. @returns where any secret in play, or any of these texts, has been left. */
  async closeAndFind(canaries: readonly string[] = []): Promise<readonly Leak[]> {
    const { leaks } = this.#session;
    await endSession(this.#session);
    const startedMs = Date.now();
    const found = leaks.find(canaries);
    console.log(`    searched for ${leaks.extent}, in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
    return found;
  }

  /** Where the browser keeps secrets, `globalState` and all else of the page. */
  get browserProfile(): string {
    return this.#session.browser.profileFolder;
  }

  /** Where the server keeps settings, logs and extension storage. */
  get serverData(): string {
    return this.#session.host.dataFolder;
  }

  /** Runs a command from the Command Palette by its full title, e.g. `AEP: Copy Access Token`. */
  async runCommand(title: string): Promise<void> {
    const hits = await this.#searchPalette(title, (items) => items.some(({ label }) => label === title));
    // A longer title that contains this one can stand before it.
    for (let index = hits.indexOf(title); index > 0; index--) await this.page.keyboard.press('ArrowDown');
    await this.quickInput.accept();
  }

  /** Titles that the Command Palette offers for a text. */
  async paletteHits(text: string): Promise<readonly string[]> {
    const hits = await this.#searchPalette(text, () => true);
    await this.quickInput.cancel();
    await this.quickInput.waitUntilClosed();
    return hits;
  }

  async #searchPalette(
    text: string,
    accepts: (items: readonly { readonly label: string }[]) => boolean,
  ): Promise<readonly string[]> {
    await this.page.bringToFront();
    await this.page.keyboard.press('F1');
    await this.quickInput.state('the Command Palette', ({ value }) => value.startsWith('>'));
    await this.page.keyboard.type(text);
    const { items } = await this.quickInput.state(
      `the Command Palette to offer “${text}”`,
      (state) => state.value === `>${text}` && accepts(state.items),
    );
    return items.map(({ label }) => label);
  }

  /** Calls a command with arguments, in the extension host. @throws CommandError when it rejects. */
  async invoke(command: string, ...args: readonly unknown[]): Promise<unknown> {
    secretsInPlay.addArguments(args);
    const answer = await this.#driver.answer(command, args);
    this.#session.leaks.add('command answers', command, JSON.stringify(answer));
    if (answer.error !== undefined) throw new CommandError(command, answer.error);
    return answer.result;
  }

  /** Pastes a text where the focus is, from the real clipboard. */
  async paste(text: string): Promise<void> {
    await this.setClipboard(text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  async clipboard(): Promise<string> {
    await this.page.bringToFront();
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  async setClipboard(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  statusBarItem(label: RegExp): StatusBarItem {
    return new StatusBarItem(this.page, label);
  }

  /** Shows a view by its id and gives it by its title; ours have theirs here. */
  async openView(id: string, title = viewTitles[id]): Promise<TreeView> {
    await this.invoke(`${id}.focus`);
    const view = new TreeView(this.page, title);
    await view.pane.waitFor();
    return view;
  }

  /** Labels of the open editors. */
  async tabs(): Promise<readonly string[]> {
    return (await this.page.locator('.part.editor .tab .label-name').allTextContents()).map(readable);
  }

  /** Waits until the text of the editor in sight fits. The editor draws only the lines in sight. */
  editorText(fits: (text: string) => boolean = (text) => text !== ''): Promise<string> {
    const read = async (): Promise<string> => {
      const lines = this.page.locator('.part.editor .monaco-editor .view-lines').first();
      return (await lines.count()) === 0 ? '' : readable(await lines.innerText());
    };
    const accepted = async (): Promise<string | false> => {
      const text = await read();
      return fits(text) && text;
    };
    return until('the text of the editor', accepted, { describe: read });
  }

  /** Takes a picture into `.vscode-test/screenshots`. @returns its path. */
  async screenshot(name: string): Promise<string> {
    const file = testCache('screenshots', `${name}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }
}

async function startSession(options: WorkbenchOptions): Promise<Session> {
  const driverFolder = makeTemporaryFolder('driver');
  const extension = repositoryRoot();
  if (!options.extensions && !fs.existsSync(`${extension}/dist`)) throw new Error('Build the extension first');
  const { settings, theme = 'dark', env, persistent = false, size, extensions = [extension], ...rest } = options;
  const leaks = new LeakWatch();
  const host = await ServerHost.start({
    logLevel: 'info,aep-access.aep-access:trace',
    ...rest,
    onOutput: (chunk) => {
      leaks.add('console', 'output of the server', chunk);
    },
    settings: { 'workbench.colorTheme': themes[theme], 'workbench.hover.delay': 100, ...settings },
    extensions: [...extensions, `${extension}/test/host/driverExtension`],
    env: { ...env, AEP_TEST_DRIVER: driverFolder },
  });
  try {
    const browser = await Browser.launch({ origin: host.origin, keepSecrets: persistent, ...(size ? { size } : {}) });
    await leaks.follow(browser.context);
    const { workspaceFolder } = options;
    return { host, browser, driverFolder, drivers: new CommandDrivers(driverFolder), workspaceFolder, leaks };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

/** Ends all, and leaves it to `leaks` what there was. */
async function endSession({ browser, host, driverFolder, workspaceFolder, leaks }: Session): Promise<void> {
  try {
    await leaks.collectLive(browser.context, host.origin);
  } finally {
    await browser.close((profile) => {
      leaks.collectFiles(profile, () => 'browser profile');
    });
    await host.stop((data) => {
      leaks.collectFiles(data, placeOfServerFile);
    });
    if (workspaceFolder !== undefined) leaks.collectFiles(workspaceFolder, () => 'workspace');
    removeFolder(driverFolder);
  }
}

async function openWindow(
  session: Session,
  create: (page: Page, driver: CommandDriver) => Workbench,
): Promise<Workbench> {
  const page = await session.browser.newPage();
  await page.goto(session.host.pageUrl);
  return create(page, await whenReady(page, session));
}

async function whenReady(page: Page, { drivers }: Session): Promise<CommandDriver> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  return drivers.next();
}

/** VS Code's page answers `SecretStorage.store` before it has written: a window that reads at once would miss it. */
async function secretsAreSaved(page: Page): Promise<void> {
  let seen: string | null = null;
  let sinceMs = Date.now();
  await until('the secrets to be written', async () => {
    const now = await page.evaluate<string | null>(`localStorage.getItem('secrets.provider')`);
    if (now !== seen) sinceMs = Date.now();
    seen = now;
    return Date.now() - sinceMs > 500;
  });
}
