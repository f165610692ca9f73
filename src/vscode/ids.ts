/** Every id that the manifest and the code share, each literal once. */

export const commandIds = {
  addConnection: 'aep.connection.add',
  editConnection: 'aep.connection.edit',
  switchConnection: 'aep.connection.switch',
  removeConnection: 'aep.connection.remove',
  enterSecret: 'aep.connection.enterSecret',
  resetConnections: 'aep.connection.reset',
  copyOrg: 'aep.connection.copyOrg',
  copyClientId: 'aep.connection.copyClientId',
  generateToken: 'aep.token.generate',
  copyToken: 'aep.token.copy',
  copyHeaders: 'aep.headers.copy',
  refreshXdm: 'aep.xdm.refresh',
  stopXdm: 'aep.xdm.stop',
  // Not `aep.xdm.open`: VS Code makes `open`, `focus` and others of a view's id.
  openXdm: 'aep.xdm.openClass',
  copyXdmId: 'aep.xdm.copyId',
  copyXdmAltId: 'aep.xdm.copyAltId',
  showMenu: 'aep.menu.show',
  showLog: 'aep.log.show',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = { xdm: 'aep.xdm' } as const;

/** Context keys with the values that each can have. */
export interface ContextKeys {
  /** What there is to work with; absent until the store has been read. */
  'aep.connections': 'none' | 'unchosen' | 'chosen';
  'aep.xdm.loading': boolean;
}

export const settingIds = {
  renew: 'aep.token.renew',
  clearClipboardAfterMinutes: 'aep.clipboard.clearAfterMinutes',
} as const;

export const stateKeys = {
  /** `workspaceState` and, for windows that never chose, `globalState`. */
  chosenConnection: 'aep.chosenConnection',
} as const;

/** `TreeItem.contextValue` of the rows of the XDM view. */
export const contextValues = {
  xdmClass: 'aep.class',
  xdmClassWithoutAltId: 'aep.classWithoutAltId',
  failure: 'aep.failure',
  failureOfSecret: 'aep.failureOfSecret',
} as const;

export const documentScheme = 'aep-xdm';
export const statusBarItemId = 'aep.status';
export const logName = 'AEP Access';
