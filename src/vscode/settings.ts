import * as vscode from 'vscode';
import type { RenewalPolicy } from '../core/ims/tokenState';
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

  onDidChangeRenewalPolicy: (listener: () => void): vscode.Disposable => {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingIds.renew)) listener();
    });
  },
};

export type Settings = typeof settings;
