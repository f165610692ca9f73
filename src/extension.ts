import * as vscode from 'vscode';
import { createAdobe, type AdobeParts, type Own } from './adobe';
import { Alarms } from './core/alarms';
import { systemClock as clock } from './core/clock';
import { ConnectionStore } from './core/credentials/connectionStore';
import { redacting } from './core/redact';
import { ClassListLoader } from './core/xdm/classListLoader';
import { ActiveConnection } from './vscode/activeConnection';
import { SecretClipboard } from './vscode/clipboard';
import { AccessCommands, type AccessCommandsOptions } from './vscode/commands/accessCommands';
import { registerCommands } from './vscode/commands/command';
import { ConnectionCommands } from './vscode/commands/connectionCommands';
import { ConnectionPicker } from './vscode/commands/connectionPicker';
import { ExportCommands } from './vscode/commands/exportCommands';
import { ImportCommands } from './vscode/commands/importCommands';
import { MenuCommands } from './vscode/commands/menuCommands';
import { SandboxCommands } from './vscode/commands/sandboxCommands';
import { TokenCommands } from './vscode/commands/tokenCommands';
import { TokenLifeCommands } from './vscode/commands/tokenLifeCommands';
import { WalkthroughCommands } from './vscode/commands/walkthroughCommands';
import { XdmCommands } from './vscode/commands/xdmCommands';
import { TokenDocuments } from './vscode/documents/tokenDocuments';
import { tokenText } from './vscode/documents/tokenText';
import { XdmDocuments } from './vscode/documents/xdmDocuments';
import { documentScheme, logName, tokenScheme } from './vscode/ids';
import { ProgressContext } from './vscode/progressContext';
import { SettingGuard } from './vscode/settingGuard';
import { settings } from './vscode/settings';
import { StatusBar } from './vscode/statusBar/statusBar';
import { AccessView } from './vscode/views/accessView';
import { ConnectionsView } from './vscode/views/connectionsView';
import { XdmView } from './vscode/views/xdmView';

/** Builds everything, in the order in which it depends on each other, and gives it to VS Code to dispose of. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const own: Own = (value) => {
    context.subscriptions.push(value);
    return value;
  };
  const log = own(vscode.window.createOutputChannel(logName, { log: true }));
  const logger = redacting(log);
  const alarms = own(new Alarms(clock));
  const store = own(new ConnectionStore(context.secrets, context.globalState));
  const adobe = createAdobe(context, own, { store, alarms, logger });
  const { tokens, registry, sandboxes, inspector, revoker } = adobe;

  const { workspaceState, globalState } = context;
  const active = own(new ActiveConnection({ store, workspaceState, globalState, settings }));
  own(new SettingGuard({ active, sandboxes, logger }));
  const clipboard = own(new SecretClipboard(alarms, clock, settings.clearClipboardAfterMs));
  const picker = new ConnectionPicker(active);
  const documents = own(new XdmDocuments(store, registry, logger));
  const tokenDocuments = own(new TokenDocuments({ inspector, tokens, textOf: tokenText, logger }));
  own(new StatusBar({ active, tokens, settings, alarms, clock }));
  own(new ProgressContext({ active, tokens, alarms, clock }));
  own(new ConnectionsView({ active, tokens, alarms, clock }));
  const view = own(new XdmView(active, own(new ClassListLoader(registry)), tokens));

  const readOnly = { isReadonly: true, isCaseSensitive: true };
  own(vscode.workspace.registerFileSystemProvider(documentScheme, documents, readOnly));
  own(vscode.workspace.registerFileSystemProvider(tokenScheme, tokenDocuments, readOnly));
  const nouns = [
    new ConnectionCommands({ store, tokens, active, picker, policy: settings.renewalPolicy }),
    new ImportCommands({ store, active, policy: settings.renewalPolicy }),
    new ExportCommands(active, picker),
    new SandboxCommands({ active, picker, sandboxes }),
    new TokenCommands({ tokens, picker, clipboard }),
    new TokenLifeCommands({ picker, revoker, documents: tokenDocuments }),
    new XdmCommands({ active, view, prepare: (uri) => documents.prepare(uri) }),
    createAccess(adobe, own, { store, active, picker, extension: context.extension }),
    new MenuCommands(active, tokens, log),
    new WalkthroughCommands(context.extension.id),
  ];
  own(registerCommands(nouns, logger));
  await active.refresh();
}

interface AccessOptions extends Omit<AccessCommandsOptions, 'check'> {
  readonly store: ConnectionStore;
  readonly active: ActiveConnection;
}

/** The access check, of connections in the sandbox of this window. */
function createAccess(
  { createAccessCheck }: AdobeParts,
  own: Own,
  { store, active, ...rest }: AccessOptions,
): AccessCommands {
  const check = createAccessCheck({ get: (id) => active.get(id), open: (id) => store.open(id) });
  own(new AccessView(active, check));
  return new AccessCommands({ check, ...rest });
}
