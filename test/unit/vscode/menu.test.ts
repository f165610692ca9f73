import { fakeVscode } from '../../support/fakeVscode';
import assert from 'node:assert/strict';
import { AepError, type AepErrorCode } from '../../../src/core/errors';
import { ConnectionStore } from '../../../src/core/credentials/connectionStore';
import { MenuCommands } from '../../../src/vscode/commands/menuCommands';
import { ActiveConnection } from '../../../src/vscode/connections/activeConnection';
import { commandIds } from '../../../src/vscode/ids';
import { oauthConnection } from '../../support/connections';
import { FakeMemento, Keyring } from '../../support/fakeStores';
import { Machine } from '../../support/tokenWindow';

suite('What a click on the status bar offers', () => {
  let keyring: Keyring;
  let shadow: FakeMemento;
  let machine: Machine;
  let store: ConnectionStore;
  let active: ActiveConnection;

  setup(() => {
    fakeVscode.reset();
    machine = new Machine();
    [keyring, shadow] = [new Keyring(), new FakeMemento()];
    store = new ConnectionStore(keyring.window(), shadow);
    const none = { connection: undefined, sandbox: undefined };
    const settings = { choosing: () => none, onDidChangeChoosing: () => ({ dispose: () => undefined }) };
    active = new ActiveConnection({ store, workspaceState: new FakeMemento(), globalState: shadow, settings });
  });
  teardown(() => {
    active.dispose();
    store.dispose();
    machine.dispose();
  });

  const log = { show: (): void => undefined };
  const show = async (...answers: string[]): Promise<void> => {
    fakeVscode.answers = answers;
    const menu = new MenuCommands(active, machine.window().tokens, log);
    await menu.table()[commandIds.showMenu]!.run(undefined, 'person');
  };
  const lock = (): void => {
    keyring.failure = new Error('locked');
  };
  const isOf = (code: AepErrorCode) => (error: unknown) => error instanceof AepError && error.code === code;

  test('without a connection: to bring one', async () => {
    await active.refresh();
    await show();
    assert.deepEqual(fakeVscode.offered, ['Add Connection…', 'Import Connection…', 'Show Log']);
  });

  test('where none of several is chosen: to choose one first', async () => {
    await store.addAll(['A', 'B'].map((name) => oauthConnection(undefined, { name })));
    await active.refresh();
    await show('Switch Connection…');
    assert.deepEqual(fakeVscode.offered.slice(0, 1), ['Switch Connection…']);
    assert.deepEqual(fakeVscode.ran, [[commandIds.switchConnection]]);
  });

  test('with a locked keyring: to try again, which finds the connections once it is unlocked', async () => {
    await store.add(oauthConnection());
    lock();
    await active.refresh();
    assert.equal(active.state.failure?.code, 'STORE_UNAVAILABLE');
    keyring.failure = undefined;
    await show('Try Again');
    assert.deepEqual(fakeVscode.offered, ['Try Again', 'Show Log']);
    assert.equal(active.connection?.name, 'Demo');
  });

  test('with a keyring that stays locked: to try again, which says so', async () => {
    lock();
    await active.refresh();
    await assert.rejects(show('Try Again'), isOf('STORE_UNAVAILABLE'));
  });

  test('with connections of a newer version: nothing that cannot help', async () => {
    keyring.values.set('aep.connections', JSON.stringify({ version: 99 }));
    await active.refresh();
    assert.equal(active.state.failure?.code, 'RECORD_NEWER');
    await show();
    assert.deepEqual(fakeVscode.offered, ['Show Log']);
  });

  test('with connections that are damaged: to delete them', async () => {
    keyring.values.set('aep.connections', '{"version":1,');
    await active.refresh();
    await show('Delete Stored Connections…');
    assert.deepEqual(fakeVscode.offered, ['Delete Stored Connections…', 'Show Log']);
    assert.deepEqual(fakeVscode.ran, [[commandIds.resetConnections]]);
  });
});
