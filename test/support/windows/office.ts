import assert from 'node:assert/strict';
import { demo } from '../../emulator/demo';
import { type LocalAdobe } from '../../emulator/localAdobe';
import { secretsInPlay } from '../secretsInPlay';
import { Desktop, type Agreement, type WindowOptions } from './desktop';
import { type CommandError, type WindowProcess } from './windowProcess';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A status bar item that shows a token which is not five minutes old, give or take what clocks are apart. */
export const freshStatus = /(24 h( \d m)?|23 h 5[5-9] m)$/;

/** A desktop with windows at a local Adobe, and what they do and show. */
export class Office {
  readonly desktop: Desktop;
  /** The connection that windows are asked for. */
  connectionId = '';
  #mintedAtMs = 0;
  #mintsBefore = 0;
  readonly #windowMintsBefore = new Map<WindowProcess, number>();

  constructor(
    private readonly adobe: LocalAdobe,
    folder: string,
    windowEntry: string,
  ) {
    this.desktop = new Desktop(folder, windowEntry);
    adobe.reset();
    adobe.nowMs = () => this.desktop.nowMs;
  }

  get windows(): readonly WindowProcess[] {
    return this.desktop.windows;
  }

  get statuses(): readonly string[] {
    return this.windows.map(({ status }) => status.replace(/\$\([^)]*\) /, ''));
  }

  /** Opens windows at the same time. */
  async open(count: number, optionsOf: (index: number) => WindowOptions = () => ({})): Promise<void> {
    const opened = Array.from({ length: count }, (_, index) =>
      this.desktop.open({ chance: index / count, ...optionsOf(index) }),
    );
    await Promise.all(opened);
    await this.desktop.settled();
  }

  async closeAll(): Promise<void> {
    for (const window of [...this.windows]) await this.desktop.crash(window);
  }

  /** Adds a connection in the first window: the one that the others are asked for from now on. */
  async connect(name = 'Demo'): Promise<void> {
    const { imsOrg, oauth } = demo;
    const { clientId, clientSecret, scopes } = oauth;
    const { imsOrigin, platformOrigin } = this.adobe;
    const credential = { kind: 'oauth-server-to-server', clientSecret, scopes };
    const input = { name, imsOrg, clientId, imsOrigin, platformOrigin, credential };
    const added = await this.#first.run('aep.connection.add', input);
    this.connectionId = (added as { readonly connectionId: string }).connectionId;
    await this.desktop.advance(1_000);
  }

  /** Every window uses the token, one after the other. It is ten minutes old after that. */
  async useEverywhere(): Promise<void> {
    this.#mintedAtMs = this.desktop.nowMs;
    for (const window of this.windows) {
      await this.copy(window);
      await this.desktop.advance(1_000);
    }
    await this.desktop.advance(10 * minuteMs);
    await this.countFromHere();
  }

  /** The token, as the person gets it from the clipboard. */
  async copy(window: WindowProcess): Promise<string> {
    await window.run('aep.token.copy', { connectionId: this.connectionId });
    const token = await window.clipboard();
    secretsInPlay.add('token', token);
    return token;
  }

  /** Goes on to two minutes after the token is due for renewal, by when every window had its turn. */
  async passRenewal(): Promise<void> {
    const dueMs = this.#mintedAtMs + 23.5 * hourMs;
    await this.desktop.sleep(dueMs - 2 * minuteMs - this.desktop.nowMs);
    await this.desktop.advance(4 * minuteMs);
  }

  /** Counts tokens from now on. */
  async countFromHere(): Promise<void> {
    this.#mintsBefore = this.adobe.mints;
    for (const window of this.windows) this.#windowMintsBefore.set(window, (await window.report()).mints);
  }

  get mints(): number {
    return this.adobe.mints - this.#mintsBefore;
  }

  /** The most that one window asked for. */
  async mostOfOneWindow(): Promise<number> {
    const asked = this.windows.map(
      async (window) => (await window.report()).mints - (this.#windowMintsBefore.get(window) ?? 0),
    );
    return Math.max(...(await Promise.all(asked)));
  }

  /** That every window answers now with a token that Adobe takes, without making one more. @returns the tokens */
  async assertEveryWindowAnswers(): Promise<readonly string[]> {
    const before = this.adobe.mints;
    const tokens = await Promise.all(this.windows.map((window) => this.copy(window)));
    assert.equal(this.adobe.mints, before, 'a token that is there is used');
    for (const token of new Set(tokens)) await this.assertAccepted(token);
    return tokens;
  }

  async assertAccepted(token: string): Promise<void> {
    const { status } = await fetch(`${this.adobe.platformOrigin}/data/foundation/sandbox-management/`, {
      headers: {
        authorization: `Bearer ${token}`,
        'x-api-key': demo.oauth.clientId,
        'x-gw-ims-org-id': demo.imsOrg,
      },
    });
    assert.equal(status, 200, 'Adobe takes the token');
  }

  async assertNoConnection(): Promise<void> {
    for (const window of this.windows) {
      await assert.rejects(this.copy(window), (error) => (error as CommandError).code === 'CONNECTION_NOT_FOUND');
    }
  }

  assertNoSecretShown(): void {
    const shown = this.windows.flatMap((window) => window.shown).join('\n');
    assert.ok(shown.includes('AEP'));
    for (const [secret, kind] of secretsInPlay.all) assert.ok(!shown.includes(secret), `a ${kind} is shown`);
  }

  watch(expected: RegExp = freshStatus): Agreement {
    return this.desktop.watch(expected);
  }

  get #first(): WindowProcess {
    const [first] = this.windows;
    if (!first) throw new Error('No window is open');
    return first;
  }
}
