import * as vscode from 'vscode';
import { Alarms } from './core/alarms';
import { systemClock as clock } from './core/clock';
import { ConnectionStore } from './core/credentials/connectionStore';
import type { Disposable } from './core/event';
import { HttpClient } from './core/http/httpClient';
import { ServerTime } from './core/http/serverTime';
import { ImsClient } from './core/ims/imsClient';
import { TokenRecords } from './core/ims/tokenRecords';
import { TokenRenewal } from './core/ims/tokenRenewal';
import { TokenService } from './core/ims/tokenService';
import { PlatformClient } from './core/platform/platformClient';
import { SchemaRegistry } from './core/platform/schemaRegistry';
import type { Logger } from './core/logger';
import { redacting } from './core/redact';
import { ClassListLoader } from './core/xdm/classListLoader';
import { ActiveConnection } from './vscode/activeConnection';
import { SecretClipboard } from './vscode/clipboard';
import { registerCommands } from './vscode/commands/command';
import { ConnectionCommands } from './vscode/commands/connectionCommands';
import { ConnectionPicker } from './vscode/commands/connectionPicker';
import { MenuCommands } from './vscode/commands/menuCommands';
import { TokenCommands } from './vscode/commands/tokenCommands';
import { XdmCommands } from './vscode/commands/xdmCommands';
import { XdmDocuments } from './vscode/documents/xdmDocuments';
import { documentScheme, logName } from './vscode/ids';
import { settings } from './vscode/settings';
import { StatusBar } from './vscode/statusBar/statusBar';
import { XdmView } from './vscode/views/xdmView';

type Own = <T extends Disposable>(value: T) => T;

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
  const { tokens, registry } = createAdobe(context, own, { store, alarms, logger });

  const active = own(new ActiveConnection(store, context.workspaceState, context.globalState));
  const clipboard = own(new SecretClipboard(alarms, clock, settings.clearClipboardAfterMs));
  const picker = new ConnectionPicker(store, active);
  const documents = own(new XdmDocuments(store, registry, logger));
  own(new StatusBar({ active, tokens, settings, alarms, clock }));
  const view = own(new XdmView(active, own(new ClassListLoader(registry)), tokens));

  own(
    vscode.workspace.registerFileSystemProvider(documentScheme, documents, { isReadonly: true, isCaseSensitive: true }),
  );
  const nouns = [
    new ConnectionCommands({ store, tokens, active, picker, policy: settings.renewalPolicy }),
    new TokenCommands({ tokens, picker, clipboard }),
    new XdmCommands({ active, view, prepare: (uri) => documents.prepare(uri) }),
    new MenuCommands(active, tokens, log),
  ];
  own(registerCommands(nouns, logger));
  await active.refresh();
}

interface AdobeParts {
  readonly store: ConnectionStore;
  readonly alarms: Alarms;
  readonly logger: Logger;
}

/** Everything that talks to Adobe. */
function createAdobe(
  { secrets }: vscode.ExtensionContext,
  own: Own,
  { store, alarms, logger }: AdobeParts,
): { tokens: TokenService; registry: SchemaRegistry } {
  const policy = settings.renewalPolicy;
  const http = own(new HttpClient({ clock, logger }));
  const serverTime = new ServerTime(clock);
  const records = own(new TokenRecords(secrets));
  const ims = new ImsClient(http, serverTime);
  const tokens = own(new TokenService({ connections: store, records, ims, serverTime, logger, policy }));
  const isFocused = (): boolean => vscode.window.state.focused;
  const renewal = own(new TokenRenewal({ tokens, alarms, clock, logger, policy, isFocused }));
  own(
    settings.onDidChangeRenewalPolicy(() => {
      renewal.replan();
    }),
  );
  return { tokens, registry: new SchemaRegistry(new PlatformClient(http, tokens, serverTime)) };
}
