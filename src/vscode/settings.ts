import * as vscode from 'vscode';
import { checkSandbox } from '../core/credentials/validation';
import type { RenewalPolicy } from '../core/ims/tokenState';
import type { ChoosingSettings } from './connections/choice';
import { settingIds } from './ids';

const policies: readonly string[] = ['automatic', 'onUse', 'never'] satisfies RenewalPolicy[];
const longestMinutes = 24 * 60;

/** The `aep.*` settings as they are now; a value that is not allowed counts as the default. */
export const settings = {
  renewalPolicy: (): RenewalPolicy => {
    const value = vscode.workspace.getConfiguration().get<unknown>(settingIds.renew);
    return typeof value === 'string' && policies.includes(value) ? (value as RenewalPolicy) : 'automatic';
  },

  /** Milliseconds, or `undefined` for never. */
  clearClipboardAfterMs: (): number | undefined => {
    const value = vscode.workspace.getConfiguration().get<unknown>(settingIds.clearClipboardAfterMinutes);
    const minutes = typeof value === 'number' && value >= 0 ? Math.min(value, longestMinutes) : 5;
    return minutes === 0 ? undefined : minutes * 60_000;
  },

  /** Which connection and sandbox the settings choose. A sandbox that cannot be one is none. */
  choosing: (): ChoosingSettings => {
    const sandbox = readName(settingIds.sandbox);
    const isImpossible = sandbox !== undefined && checkSandbox(sandbox)?.severity === 'error';
    return { connection: readName(settingIds.connection), sandbox: isImpossible ? undefined : sandbox };
  },

  onDidChangeChoosing: (listener: () => void): vscode.Disposable => {
    return vscode.Disposable.from(
      vscode.workspace.onDidGrantWorkspaceTrust(listener),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (choosingIds.some((id) => event.affectsConfiguration(id))) listener();
      }),
    );
  },

  keepsXdmOnDisk: (): boolean => vscode.workspace.getConfiguration().get<unknown>(settingIds.keepXdmOnDisk) !== false,

  onDidChangeKeepingXdm: (listener: () => void): vscode.Disposable => {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingIds.keepXdmOnDisk)) listener();
    });
  },

  onDidChangeRenewalPolicy: (listener: () => void): vscode.Disposable => {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingIds.renew)) listener();
    });
  },
};

/** The two settings that a workspace may have. They name what there is already. */
const choosingIds = [settingIds.connection, settingIds.sandbox] as const;

/** VS Code itself keeps a workspace's value back in Restricted Mode; this holds where it would not. */
function readName(id: (typeof choosingIds)[number]): string | undefined {
  const configuration = vscode.workspace.getConfiguration();
  const value = vscode.workspace.isTrusted
    ? configuration.get<unknown>(id)
    : configuration.inspect<unknown>(id)?.globalValue;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export type Settings = typeof settings;
