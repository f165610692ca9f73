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
  openXdm: 'aep.xdm.openClass',
  copyXdmId: 'aep.xdm.copyId',
  copyXdmAltId: 'aep.xdm.copyAltId',
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

/** Context keys with the values that each can have. */
export interface ContextKeys {
  /** What there is to work with; absent until the store has been read. */
  'aep.connections': 'none' | 'unchosen' | 'chosen';
  'aep.xdm.loading': boolean;
  /** Whether the view has classes to show. */
  'aep.xdm.listed': boolean;
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
  xdmClass: 'aep.class',
  xdmClassWithoutAltId: 'aep.classWithoutAltId',
  failure: 'aep.failure',
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
export const walkthroughId = 'aep.gettingStarted';
export const statusBarItemId = 'aep.status';
export const logName = 'AEP Access';
