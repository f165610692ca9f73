import { fakeVscode } from '../../support/fakeVscode';
import assert from 'node:assert/strict';
import { AepError, type AepErrorCode } from '../../../src/core/errors';
import { showError } from '../../../src/vscode/errorPresenter';
import { commandIds } from '../../../src/vscode/ids';
import { PressedButton } from '../../../src/vscode/viewRow';

suite('The button of a failure', () => {
  setup(() => {
    fakeVscode.reset();
  });

  const press = async (code: AepErrorCode, button: string): Promise<readonly unknown[] | undefined> => {
    fakeVscode.answers = [button];
    await showError(new AepError(code, 'failed'), () => undefined, 'the id');
    assert.ok(fakeVscode.questions[0]?.buttons.includes(button), fakeVscode.questions[0]?.buttons.join());
    return fakeVscode.ran[0];
  };

  test('is about the connection that failed, for the person who pressed it', async () => {
    const [command, subject] = (await press('TOKEN_REVOKED', 'Generate Token')) ?? [];
    assert.equal(command, commandIds.generateToken);
    // As a row: a command that is given an argument would throw its failure, and nobody would hear of it.
    assert.ok(subject instanceof PressedButton);
    assert.equal(subject.connectionId, 'the id');
  });

  test('leads to a choice among the others where that connection is gone', async () => {
    assert.deepEqual(await press('CONNECTION_NOT_FOUND', 'Switch Connection'), [commandIds.switchConnection]);
  });

  test('leads to a new connection where there is none', async () => {
    assert.deepEqual(await press('NO_CONNECTION', 'Add Connection'), [commandIds.addConnection]);
  });
});
