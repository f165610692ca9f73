import * as vscode from 'vscode';
import { systemClock as clock } from './core/clock';
import type { ConnectionStore } from './core/credentials/connectionStore';
import type { Disposable } from './core/event';
import type { TokenService } from './core/ims/tokenService';
import type { Logger } from './core/logger';
import type { SchemaRegistry } from './core/platform/schemaRegistry';
import { XdmCatalog } from './core/xdm/xdmCatalog';
import type { ActiveConnection } from './vscode/connections/activeConnection';
import type { CommandTable } from './vscode/commands/command';
import { CompareCommands } from './vscode/commands/compareCommands';
import { ConnectionPicker } from './vscode/commands/connectionPicker';
import { FieldIndexes } from './vscode/commands/fieldIndexes';
import { MakeCommands } from './vscode/commands/makeCommands';
import { SearchCommands } from './vscode/commands/searchCommands';
import { SearchPicker } from './vscode/commands/searchPicker';
import { ValidateCommands } from './vscode/commands/validateCommands';
import { XdmCommands } from './vscode/commands/xdmCommands';
import { XdmDocumentCommands } from './vscode/commands/xdmDocumentCommands';
import { KnownResources } from './vscode/documents/knownResources';
import { XdmComparisons } from './vscode/documents/xdmComparisons';
import { XdmDocuments } from './vscode/documents/xdmDocuments';
import { XdmLenses } from './vscode/documents/xdmLenses';
import { XdmOutline } from './vscode/documents/xdmOutline';
import { XdmPages } from './vscode/documents/xdmPages';
import { XdmReferences } from './vscode/documents/xdmReferences';
import { XdmTargets } from './vscode/documents/xdmTargets';
import type { Explorer } from './vscode/xdm/explorerEntrance';
import { documentScheme } from './vscode/ids';
import type { KnownSandboxes } from './vscode/connections/knownSandboxes';
import { forgetRemovedConnections } from './vscode/xdm/removedConnections';
import type { SandboxLearner } from './vscode/connections/sandboxLearner';
import { settings } from './vscode/settings';
import { JsonLines } from './vscode/validation/jsonLines';
import { SchemaBindings } from './vscode/validation/schemaBindings';
import { SchemaFiles } from './vscode/validation/schemaFiles';
import { SchemaStatus } from './vscode/validation/schemaStatus';
import { XdmView } from './vscode/views/xdmView';
import { XdmDiskCache } from './vscode/xdm/xdmDiskCache';
import type { XdmRow } from './vscode/xdm/xdmTarget';

export interface ExplorerParts {
  readonly view: vscode.TreeView<XdmRow>;
  readonly context: vscode.ExtensionContext;
  readonly store: ConnectionStore;
  readonly active: ActiveConnection;
  readonly registry: SchemaRegistry;
  readonly sandboxes: KnownSandboxes;
  readonly learner: SandboxLearner;
  readonly tokens: TokenService;
  readonly logger: Logger;
}

/** Gives what it is given to the explorer to dispose of. */
type Own = <T extends Disposable>(value: T) => T;

/** Builds the XDM explorer, which is a part of its own in the bundle: activation does without it. */
export function createExplorer(parts: ExplorerParts): Explorer {
  const { view, active, store, tokens, registry, sandboxes, learner, logger } = parts;
  const owned: Disposable[] = [];
  const own: Own = (value) => {
    owned.push(value);
    return value;
  };
  const catalog = createCatalog(parts, own);
  own(forgetRemovedConnections({ store, catalog, logger }));
  const xdmView = own(new XdmView({ view, active, catalog, tokens, learner, clock }));
  const documents = own(new XdmDocuments({ store, catalog, logger }));
  const pages = own(new XdmPages({ store, catalog, logger, extensionUri: parts.context.extensionUri }));
  const resources = new KnownResources(catalog);
  registerLanguageFeatures(own, documents, new XdmReferences({ store, resources }));
  const targets = new XdmTargets({ store, catalog, activePage: () => pages.active });
  const comparer = new XdmComparisons(documents);
  const picker = new ConnectionPicker(active);
  const [search, indexes] = [new SearchPicker({ active, catalog, clock }), own(new FieldIndexes())];
  const schemas = createValidation(parts, catalog, own);
  const [binder, opener] = [new SchemaBindings(schemas), documents];
  const nouns = [
    new XdmCommands({ view: xdmView, targets }),
    new XdmDocumentCommands({ targets, opener, pages, picker: search, resources }),
    new CompareCommands({ active, picker, sandboxes, catalog, targets, resources, opener, comparer }),
    new SearchCommands({ active, catalog, picker: search, indexes, opener, clock, logger }),
    new MakeCommands({ targets, picker: search, source: catalog, registry }),
    new ValidateCommands({ targets, picker: search, binder }),
  ];
  return {
    rows: xdmView.rows,
    documents,
    schemas,
    pages,
    commands: Object.assign({}, ...nouns.map((noun) => noun.table())) as CommandTable,
    forget: (connectionId) => catalog.forget(connectionId),
    dispose: () => {
      disposeAll(owned);
    },
  };
}

/** The last built goes first: it may use what was built before it. */
function disposeAll(owned: Disposable[]): void {
  for (const one of owned.splice(0).reverse()) one.dispose();
}

/** What is known of the registry, with what earlier sessions knew. */
function createCatalog({ context, registry, logger }: ExplorerParts, own: Own): XdmCatalog {
  const cache = new XdmDiskCache({
    files: vscode.workspace.fs,
    storage: context.globalStorageUri,
    isOn: settings.keepsXdmOnDisk,
    logger,
  });
  // It may have been turned off while VS Code was closed.
  void cache.heedSetting();
  own(settings.onDidChangeKeepingXdm(() => void cache.heedSetting()));
  return own(new XdmCatalog({ registry, cache, clock, logger }));
}

function registerLanguageFeatures(own: Own, documents: XdmDocuments, references: XdmReferences): void {
  const ours = { scheme: documentScheme };
  own(vscode.languages.registerCodeLensProvider(ours, new XdmLenses(documents)));
  own(vscode.languages.registerDocumentLinkProvider(ours, references));
  own(vscode.languages.registerHoverProvider(ours, references));
  own(vscode.languages.registerDocumentSymbolProvider(ours, new XdmOutline()));
}

/** Validation of JSON files, which VS Code's own JSON support does with the schemas that it is given. */
function createValidation({ active, logger }: ExplorerParts, catalog: XdmCatalog, own: Own): SchemaFiles {
  const schemas = own(new SchemaFiles({ active, catalog, clock, logger }));
  own(new SchemaStatus(schemas, clock));
  own(new JsonLines({ clock, logger }));
  return schemas;
}
