/** Every id that the manifest and the code share, each literal once. */

export const commandIds = {
  addConnection: 'aep.connection.add',
  importConnection: 'aep.connection.import',
  exportConnection: 'aep.connection.export',
  editConnection: 'aep.connection.edit',
  switchConnection: 'aep.connection.switch',
  removeConnection: 'aep.connection.remove',
  enterSecret: 'aep.connection.enterSecret',
  resetConnections: 'aep.connection.reset',
  useConnection: 'aep.connection.use',
  addSecret: 'aep.connection.addSecret',
  moveToOAuth: 'aep.connection.moveToOAuth',
  switchSandbox: 'aep.sandbox.switch',
  copyOrg: 'aep.connection.copyOrg',
  copyClientId: 'aep.connection.copyClientId',
  generateToken: 'aep.token.generate',
  copyToken: 'aep.token.copy',
  copyHeaders: 'aep.headers.copy',
  showToken: 'aep.token.show',
  revokeToken: 'aep.token.revoke',
  refreshXdm: 'aep.xdm.refresh',
  stopXdm: 'aep.xdm.stop',
  // Not `aep.xdm.open`: VS Code makes `open`, `focus` and others of a view's id.
  openXdm: 'aep.xdm.openResource',
  copyXdmId: 'aep.xdm.copyId',
  copyXdmAltId: 'aep.xdm.copyAltId',
  goToXdm: 'aep.xdm.goTo',
  findXdmField: 'aep.xdm.findField',
  filterXdm: 'aep.xdm.filter',
  clearXdmFilter: 'aep.xdm.clearFilter',
  refreshXdmRow: 'aep.xdm.refreshRow',
  revealXdm: 'aep.xdm.reveal',
  showComposedXdm: 'aep.xdm.showComposed',
  showResolvedXdm: 'aep.xdm.showResolved',
  showCompactXdm: 'aep.xdm.showCompact',
  showXdmPage: 'aep.xdm.showPage',
  saveXdmPage: 'aep.xdm.savePage',
  copyXdmPath: 'aep.xdm.copyPath',
  copyXdmPointer: 'aep.xdm.copyPointer',
  copyXdmSql: 'aep.xdm.copySql',
  selectXdmForCompare: 'aep.xdm.selectForCompare',
  compareXdmWithSelected: 'aep.xdm.compareWithSelected',
  compareXdmElsewhere: 'aep.xdm.compareElsewhere',
  compareSandboxes: 'aep.xdm.compareSandboxes',
  createSamplePayload: 'aep.xdm.samplePayload',
  createJsonSchema: 'aep.xdm.jsonSchema',
  createTypeScript: 'aep.xdm.typeScript',
  validateWithXdm: 'aep.xdm.validate',
  checkAccess: 'aep.access.check',
  stopAccess: 'aep.access.stop',
  accessReport: 'aep.access.report',
  copyCurl: 'aep.access.copyCurl',
  openConsole: 'aep.access.openConsole',
  showMenu: 'aep.menu.show',
  showLog: 'aep.log.show',
  openWalkthrough: 'aep.walkthrough.open',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = {
  // Not `aep.connections`: a context key has that name.
  connections: 'aep.connectionsView',
  xdm: 'aep.xdm',
  access: 'aep.access',
} as const;

/** The commands that VS Code makes for the views. */
export const focusIds = { xdm: `${viewIds.xdm}.focus`, access: `${viewIds.access}.focus` } as const;

/** Context keys with the values that each can have. */
export interface ContextKeys {
  /** What there is to work with; absent until the store has been read. */
  'aep.connections': 'none' | 'unchosen' | 'chosen';
  'aep.xdm.loading': boolean;
  /** Whether the view has classes to show. */
  'aep.xdm.listed': boolean;
  'aep.xdm.filtered': boolean;
  /** Whether a resource was selected to be compared with another. */
  'aep.xdm.selected': boolean;
  /** Whether there is a check to show. */
  'aep.access.status': 'none' | 'running' | 'done';
  'aep.token.valid': boolean;
  'aep.sandbox.chosen': boolean;
}

export const settingIds = {
  renew: 'aep.token.renew',
  clearClipboardAfterMinutes: 'aep.clipboard.clearAfterMinutes',
  connection: 'aep.connection',
  sandbox: 'aep.sandbox',
  keepXdmOnDisk: 'aep.xdm.keepOnDisk',
} as const;

export const stateKeys = {
  /** `workspaceState` and, for windows that never chose, `globalState`. */
  chosenConnection: 'aep.chosenConnection',
  /** `workspaceState`. */
  chosenSandboxes: 'aep.chosenSandboxes',
  settingAnswers: 'aep.settingAnswers',
  /** `globalState`. */
  sandboxTypes: 'aep.sandboxTypes',
} as const;

/** `TreeItem.contextValue` of the rows of the views. */
export const contextValues = {
  oauthConnection: 'aep.connectionOAuth',
  jwtConnection: 'aep.connectionJwt',
  pastedConnection: 'aep.connectionPasted',
  activeOAuthConnection: 'aep.activeConnectionOAuth',
  activeJwtConnection: 'aep.activeConnectionJwt',
  activePastedConnection: 'aep.activeConnectionPasted',
  xdmContainer: 'aep.xdmContainer',
  xdmKind: 'aep.xdmKind',
  xdmGroup: 'aep.xdmGroup',
  xdmSchema: 'aep.xdmSchema',
  xdmClass: 'aep.xdmClass',
  xdmFieldGroup: 'aep.xdmFieldGroup',
  xdmDataType: 'aep.xdmDataType',
  xdmBehavior: 'aep.xdmBehavior',
  xdmUnion: 'aep.xdmUnion',
  xdmField: 'aep.xdmField',
  failure: 'aep.failure',
  /** Of one row, which can be tried again alone. */
  failureOfRow: 'aep.failureOfRow',
  failureOfSecret: 'aep.failureOfSecret',
  failureOfToken: 'aep.failureOfToken',
  // Steps that failed, by what helps; `Online`: a page of Adobe's does, too.
  stepToEdit: 'aep.stepToEdit',
  stepToEditOnline: 'aep.stepToEditOnline',
  stepOfSecret: 'aep.stepOfSecret',
  stepOfSecretOnline: 'aep.stepOfSecretOnline',
  stepOfSandboxOnline: 'aep.stepOfSandboxOnline',
  stepToRepeat: 'aep.stepToRepeat',
  stepToRepeatOnline: 'aep.stepToRepeatOnline',
} as const;

export const documentScheme = 'aep-xdm';
export const tokenScheme = 'aep-token';
/** JSON Schemas for VS Code's own JSON support. */
export const schemaScheme = 'aep-schema';
/** One line of JSON Lines as a JSON document, for that same support. */
export const linesScheme = 'aep-lines';
export const pageViewType = 'aep.xdmPage';
export const walkthroughId = 'aep.gettingStarted';
export const statusBarItemId = 'aep.status';
export const logName = 'AEP Access';
