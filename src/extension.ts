import * as vscode from 'vscode';
import type { Actions } from './actions';
import type { Adobe } from './adobe';
import { Alarms } from './core/alarms';
import { systemClock as clock } from './core/clock';
import { ConnectionStore } from './core/credentials/connectionStore';
import type { Disposable } from './core/event';
import { ServerTime } from './core/http/serverTime';
import { TokenRecords } from './core/ims/tokenRecords';
import { TokenRenewal } from './core/ims/tokenRenewal';
import { TokenService } from './core/ims/tokenService';
import { redacting } from './core/redact';
import { ActiveConnection } from './vscode/connections/activeConnection';
import { ExplorerEntrance } from './vscode/xdm/explorerEntrance';
import { commandIds, logName, tokenScheme, viewIds } from './vscode/ids';
import { registerLazyFiles } from './vscode/lazy/lazyFiles';
import { LazyPart } from './vscode/lazy/lazyPart';
import { LazyRows } from './vscode/lazy/lazyRows';
import { ProgressContext } from './vscode/progressContext';
import { SettingGuard } from './vscode/connections/settingGuard';
import { settings } from './vscode/settings';
import { StatusBar } from './vscode/statusBar/statusBar';
import type { AccessNode } from './vscode/views/accessTree';
import { ConnectionsView } from './vscode/views/connectionsView';

/** Gives what it is given to VS Code to dispose of. */
type Own = <T extends Disposable>(value: T) => T;

/**
 * Builds what shows how things are, in the order in which it depends on each other, and gives it to VS Code to dispose of. The rest
 * (`adobe`, `actions`, `explorer`) is loaded when somebody asks for something of it.
 */
export function activate(context: vscode.ExtensionContext): void {
  const own: Own = (value) => {
    context.subscriptions.push(value);
    return value;
  };
  const log = own(vscode.window.createOutputChannel(logName, { log: true }));
  const logger = redacting(log);
  const alarms = own(new Alarms(clock));
  const store = own(new ConnectionStore(context.secrets, context.globalState));
  const serverTime = new ServerTime(clock);
  const adobe: LazyPart<Adobe> = own(
    new LazyPart(async () => (await import('./adobe')).createAdobe({ active, tokens, serverTime, logger })),
  );
  const records = own(new TokenRecords(context.secrets));
  const ims: Pick<Adobe['ims'], 'mint'> = { mint: async (...given) => (await adobe.get()).ims.mint(...given) };
  const policy = settings.renewalPolicy;
  const tokens = own(new TokenService({ connections: store, records, ims, serverTime, logger, policy }));
  const { workspaceState, globalState } = context;
  const active = own(new ActiveConnection({ store, workspaceState, globalState, settings }));

  keepTokensFresh(own, { tokens, alarms, clock, logger, policy });
  own(new StatusBar({ active, tokens, settings, alarms, clock }));
  own(new ProgressContext({ active, tokens, alarms, clock }));
  own(new ConnectionsView({ active, tokens, alarms, clock }));
  const sandboxes: Pick<Adobe['sandboxes'], 'list'> = {
    list: async (...given) => (await adobe.get()).sandboxes.list(...given),
  };
  own(new SettingGuard({ active, sandboxes, logger }));
  const parts = { context, store, active, tokens, logger };
  const explorer = own(
    new ExplorerEntrance(context.globalStorageUri, async (view) =>
      (await import('./explorer')).createExplorer({ ...parts, ...(await adobe.get()), view }),
    ),
  );
  offerActions(own, async (accessView) => {
    const { createActions } = await import('./actions');
    const loadExplorer = (): ReturnType<ExplorerEntrance['load']> => explorer.load();
    return createActions({ ...parts, log, alarms, serverTime, adobe: await adobe.get(), accessView, loadExplorer });
  });
  void active.refresh();
}

function keepTokensFresh(own: Own, parts: Omit<ConstructorParameters<typeof TokenRenewal>[0], 'isFocused'>): void {
  const renewal = own(new TokenRenewal({ ...parts, isFocused: () => vscode.window.state.focused }));
  own(
    settings.onDidChangeRenewalPolicy(() => {
      renewal.replan();
    }),
  );
}

/** Everything that waits for a person: the commands, the access check and the documents of tokens. */
function offerActions(own: Own, create: (accessView: vscode.TreeView<AccessNode>) => Promise<Actions>): void {
  const rows = own(new LazyRows(async () => (await actions.get()).accessRows));
  const view = own(vscode.window.createTreeView(viewIds.access, { treeDataProvider: rows, showCollapseAll: true }));
  const actions: LazyPart<Actions> = own(
    new LazyPart(async () => {
      const created = await create(view);
      rows.follow(created.accessRows);
      return created;
    }),
  );
  own(registerLazyFiles(tokenScheme, async () => (await actions.get()).tokenDocuments));
  for (const id of Object.values(commandIds)) {
    own(vscode.commands.registerCommand(id, async (given: unknown) => (await actions.get()).run(id, given)));
  }
}
