import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AepError } from '../../src/core/errors';
import { verdictOfStore } from '../../src/vscode/commands/formStep';
import { readKeyFile } from '../../src/vscode/commands/keyFile';
import { presentError } from '../../src/vscode/errorPresenter';

suite('The wizard', () => {
  test('stays where it is when a key file is chosen that cannot be read', async () => {
    const { showOpenDialog } = vscode.window;
    const missing = vscode.Uri.file('/there/is/no/private.key');
    Object.assign(vscode.window, { showOpenDialog: () => Promise.resolve([missing]) });
    try {
      assert.equal(await readKeyFile(), undefined);
    } finally {
      Object.assign(vscode.window, { showOpenDialog });
    }
  });

  test('says so when the keyring is locked while it looks whether a name is free', async () => {
    const locked = new AepError('STORE_UNAVAILABLE', 'The secret storage of VS Code failed');
    assert.deepEqual(await verdictOfStore(() => Promise.reject(locked)), {
      severity: 'error',
      message: presentError(locked).message,
    });
  });
});
