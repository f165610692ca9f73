import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { AccessToken } from '../../core/ims/accessToken';
import type { TokenService } from '../../core/ims/tokenService';
import { platformHeaders } from '../../core/platform/headers';
import type { SecretClipboard } from '../clipboard';
import { commandIds } from '../ids';
import { tell, tellBriefly } from '../messages';
import type { SandboxLearner } from '../connections/sandboxLearner';
import { PressedButton } from '../viewRow';
import { readTarget, type Asker, type CommandTable } from './command';
import type { ConnectionPicker } from './connectionPicker';
import { withPatience } from './progress';
import { timeLeftText } from '../texts/timeTexts';

/** What `aep.token.generate` returns: times in milliseconds since the epoch, never the token. */
export interface GeneratedToken {
  readonly connectionId: string;
  readonly mintedAtMs: number;
  readonly expiresAtMs: number;
}

export interface TokenCommandsOptions {
  readonly tokens: TokenService;
  readonly picker: ConnectionPicker;
  readonly clipboard: SecretClipboard;
  readonly learner: Pick<SandboxLearner, 'learn'>;
}

/** Commands that make a token or put something of the connection on the clipboard. */
export class TokenCommands {
  constructor(private readonly options: TokenCommandsOptions) {}

  table(): CommandTable {
    return {
      [commandIds.generateToken]: { kind: 'interface', takesRow: true, run: (input, by) => this.#generate(input, by) },
      [commandIds.copyToken]: { kind: 'interface', takesRow: true, run: (input) => this.#copyToken(input) },
      [commandIds.copyHeaders]: { kind: 'interface', takesRow: true, run: (input) => this.#copyHeaders(input) },
      [commandIds.copyOrg]: {
        kind: 'interface',
        takesRow: true,
        run: (input) => this.#copyPlain(input, ({ imsOrg }) => imsOrg, vscode.l10n.t('Organization ID copied.')),
      },
      [commandIds.copyClientId]: {
        kind: 'interface',
        takesRow: true,
        run: (input) => this.#copyPlain(input, ({ clientId }) => clientId, vscode.l10n.t('Client ID copied.')),
      },
    };
  }

  async #generate(input: unknown, by: Asker): Promise<GeneratedToken | undefined> {
    const connection = await this.#find(input, vscode.l10n.t('Generate AEP Token'));
    if (!connection) return undefined;
    if (by === 'person' && connection.credential.kind === 'access-token') {
      void this.#generatePasted(connection);
      return undefined;
    }
    const title = vscode.l10n.t('Generating a token for “{0}”', connection.name);
    const token = await withPatience(title, (signal) => this.options.tokens.mint(connection.id, signal));
    if (by === 'person') {
      // Who pressed a key has a window to look at; a caller gets what it asked for and no request more.
      void this.options.learner.learn(connection.id);
      void this.#tellGenerated(connection, token);
    }
    return { connectionId: connection.id, mintedAtMs: token.createdAtMs, expiresAtMs: token.expiresAtMs };
  }

  /** What a person means here is a new token, and it can only be pasted; one that is valid is not asked for again. */
  async #generatePasted(connection: Connection): Promise<void> {
    await this.options.tokens.load(connection.id);
    void this.options.learner.learn(connection.id);
    const leftMs = (this.options.tokens.state(connection.id).expiresAtMs ?? 0) - Date.now();
    const paste = vscode.l10n.t('Paste New Token');
    const left = timeLeftText(leftMs).text;
    const message = vscode.l10n.t('The token of “{0}” is valid for {1}. It cannot be renewed.', connection.name, left);
    if (leftMs > 0 && (await tell(message, paste)) !== paste) return;
    await vscode.commands.executeCommand(commandIds.enterSecret, new PressedButton(connection.id));
  }

  async #tellGenerated({ id, name }: Connection, { createdAtMs, expiresAtMs }: AccessToken): Promise<void> {
    const copy = vscode.l10n.t('Copy Token');
    const left = timeLeftText(expiresAtMs - createdAtMs).text;
    const message = vscode.l10n.t('New token for “{0}”, valid for {1}.', name, left);
    if ((await tell(message, copy)) === copy) {
      await vscode.commands.executeCommand(commandIds.copyToken, new PressedButton(id));
    }
  }

  async #copyToken(input: unknown): Promise<{ connectionId: string } | undefined> {
    return this.#copySecret(
      input,
      vscode.l10n.t('Copy AEP Token'),
      vscode.l10n.t('Token copied.'),
      (token) => token.value,
    );
  }

  async #copyHeaders(input: unknown): Promise<{ connectionId: string } | undefined> {
    const title = vscode.l10n.t('Copy AEP Request Headers');
    return this.#copySecret(input, title, vscode.l10n.t('Request headers copied.'), (token, connection) =>
      Object.entries(platformHeaders(connection, token))
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
    );
  }

  async #copySecret(
    input: unknown,
    title: string,
    done: string,
    textOf: (token: AccessToken, connection: Connection) => string,
  ): Promise<{ connectionId: string } | undefined> {
    const connection = await this.#find(input, title);
    if (!connection) return undefined;
    const token = await withPatience(title, (signal) =>
      this.options.tokens.get(connection.id, { signal, explicit: true }),
    );
    const staysMs = await this.options.clipboard.write(textOf(token, connection));
    const left =
      staysMs === undefined
        ? ''
        : ` ${vscode.l10n.t('It is cleared from the clipboard in {0}, if it is still there.', timeLeftText(staysMs).text)}`;
    void tell(done + left);
    return { connectionId: connection.id };
  }

  async #copyPlain(input: unknown, textOf: (connection: Connection) => string, done: string): Promise<void> {
    const connection = await this.#find(input, vscode.l10n.t('Choose AEP Connection'));
    if (!connection) return;
    await vscode.env.clipboard.writeText(textOf(connection));
    tellBriefly(done);
  }

  #find(input: unknown, title: string): Promise<Connection | undefined> {
    return this.options.picker.find(readTarget(input), title);
  }
}
