import type * as vscode from 'vscode';
import type { Adobe } from './adobe';
import type { Alarms } from './core/alarms';
import { systemClock as clock } from './core/clock';
import type { ConnectionStore } from './core/credentials/connectionStore';
import { AccessCheck } from './core/diagnosis/accessCheck';
import type { Disposable } from './core/event';
import type { ServerTime } from './core/http/serverTime';
import type { TokenService } from './core/ims/tokenService';
import type { Logger } from './core/logger';
import type { ActiveConnection } from './vscode/connections/activeConnection';
import { SecretClipboard } from './vscode/clipboard';
import { AccessCommands } from './vscode/commands/accessCommands';
import { runCommand, type CommandTable } from './vscode/commands/command';
import { ConnectionCommands } from './vscode/commands/connectionCommands';
import { ConnectionPicker } from './vscode/commands/connectionPicker';
import { ExportCommands } from './vscode/commands/exportCommands';
import { ImportCommands } from './vscode/commands/importCommands';
import { MenuCommands } from './vscode/commands/menuCommands';
import { SandboxCommands } from './vscode/commands/sandboxCommands';
import { TokenCommands } from './vscode/commands/tokenCommands';
import { TokenLifeCommands } from './vscode/commands/tokenLifeCommands';
import { WalkthroughCommands } from './vscode/commands/walkthroughCommands';
import { TokenDocuments } from './vscode/documents/tokenDocuments';
import { tokenText } from './vscode/documents/tokenText';
import type { Explorer } from './vscode/xdm/explorerEntrance';
import type { CommandId } from './vscode/ids';
import type { LoadedFiles } from './vscode/lazy/lazyFiles';
import type { LoadedRows } from './vscode/lazy/lazyRows';
import { settings } from './vscode/settings';
import type { AccessNode } from './vscode/views/accessTree';
import { AccessView } from './vscode/views/accessView';

export interface ActionsParts {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly logger: Logger;
  readonly alarms: Alarms;
  readonly store: ConnectionStore;
  readonly active: ActiveConnection;
  readonly tokens: TokenService;
  readonly serverTime: ServerTime;
  readonly adobe: Adobe;
  readonly accessView: vscode.TreeView<AccessNode>;
  readonly loadExplorer: () => Promise<Explorer>;
}

/** What people ask for: every command, the access check with its view, and the documents of tokens. */
export interface Actions extends Disposable {
  readonly accessRows: LoadedRows<AccessNode>;
  readonly tokenDocuments: LoadedFiles;
  run(id: CommandId, argument: unknown): Promise<unknown>;
}

/** Builds them, a part of its own in the bundle: activation only shows how things are. */
export function createActions(parts: ActionsParts): Actions {
  const { active, tokens, adobe, logger, loadExplorer, accessView } = parts;
  const check = createCheck(parts);
  const view = new AccessView({ view: accessView, active, check });
  const tokenDocuments = new TokenDocuments({ inspector: adobe.inspector, tokens, textOf: tokenText, logger });
  const clipboard = new SecretClipboard(parts.alarms, clock, settings.clearClipboardAfterMs);
  const commands = createCommands(parts, { check, tokenDocuments, clipboard });
  return {
    accessRows: view.rows,
    tokenDocuments,
    run: async (id, argument) => {
      const command = commands[id] ?? (await loadExplorer()).commands[id];
      return command && runCommand(id, command, argument, logger);
    },
    dispose: () => {
      for (const one of [clipboard, tokenDocuments, view, check]) one.dispose();
    },
  };
}

/** Of connections in the sandbox of this window. */
function createCheck({ adobe, active, store, tokens, serverTime }: ActionsParts): AccessCheck {
  const connections: Pick<ConnectionStore, 'get' | 'open'> = {
    get: (id) => active.get(id),
    open: (id) => store.open(id),
  };
  return new AccessCheck({ ...adobe, connections, tokens, serverTime, clock });
}

interface Shared {
  readonly check: AccessCheck;
  readonly tokenDocuments: TokenDocuments;
  readonly clipboard: SecretClipboard;
}

function createCommands(parts: ActionsParts, { check, tokenDocuments, clipboard }: Shared): CommandTable {
  const { context, log, store, active, tokens, adobe, loadExplorer } = parts;
  const { sandboxes, learner, revoker } = adobe;
  const picker = new ConnectionPicker(active);
  const policy = settings.renewalPolicy;
  const forgetXdm = async (id: string | undefined): Promise<void> => (await loadExplorer()).forget(id);
  const nouns = [
    new ConnectionCommands({ store, tokens, active, picker, policy, forgetXdm }),
    new ImportCommands({ store, active, policy }),
    new ExportCommands(active, picker),
    new SandboxCommands({ active, picker, sandboxes }),
    new TokenCommands({ tokens, picker, clipboard, learner }),
    new TokenLifeCommands({ picker, revoker, documents: tokenDocuments }),
    new AccessCommands({ check, picker, extension: context.extension }),
    new MenuCommands(active, tokens, log),
    new WalkthroughCommands(context.extension.id),
  ];
  return Object.assign({}, ...nouns.map((noun) => noun.table())) as CommandTable;
}
