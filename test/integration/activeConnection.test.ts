import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ConnectionStore, ListedConnection } from '../../src/core/credentials/connectionStore';
import { ActiveConnection } from '../../src/vscode/connections/activeConnection';
import { until } from './support/until';

const nothing: vscode.Memento = { keys: () => [], get: () => undefined, update: () => Promise.resolve() };
const subscribe = (): vscode.Disposable => new vscode.Disposable(() => undefined);
const settings = {
  choosing: () => ({ connection: undefined, sandbox: undefined }),
  onDidChangeChoosing: subscribe,
};

suite('The active connection', () => {
  test('is read a second time, once, for all who ask while it is being read', async () => {
    const answers: ((listed: readonly ListedConnection[]) => void)[] = [];
    const list = (): Promise<readonly ListedConnection[]> => new Promise((resolve) => answers.push(resolve));
    const store = { list, onDidChange: subscribe } as unknown as ConnectionStore;
    const active = new ActiveConnection({ store, workspaceState: nothing, globalState: nothing, settings });
    const first = active.refresh();
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(answers.length, 1);
    const others = [active.refresh(), active.refresh(), active.refresh()];
    answers[0]?.([]);
    await first;
    await until(() => Promise.resolve(answers.length > 1));
    answers[1]?.([]);
    await Promise.all(others);
    assert.equal(answers.length, 2);
    active.dispose();
  });
});
