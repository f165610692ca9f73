import { fakeVscode } from '../../support/fakeVscode';
import assert from 'node:assert/strict';
import { ConnectionCommands } from '../../../src/vscode/commands/connectionCommands';
import { ConnectionPicker } from '../../../src/vscode/commands/connectionPicker';
import { ActiveConnection } from '../../../src/vscode/connections/activeConnection';
import { commandIds, stateKeys } from '../../../src/vscode/ids';
import { oauthConnection } from '../../support/connections';
import { FakeMemento } from '../../support/fakeStores';
import { Machine, type TokenWindow } from '../../support/tokenWindow';

const recordKey = 'aep.connections';
const damaged = '{"version":1,"connections":[{"id":"';

suite('Deleting stored connections that are damaged', () => {
  let machine: Machine;
  let window: TokenWindow;
  let workspaceState: FakeMemento;
  let active: ActiveConnection;
  let forgotten: (string | undefined)[];
  let ids: readonly string[];

  /** As after a start: two connections with a token each, whose record was damaged meanwhile. */
  setup(async () => {
    fakeVscode.reset();
    machine = new Machine();
    forgotten = [];
    const before = machine.window();
    const added = await before.store.addAll(['Acme', 'Globex'].map((name) => oauthConnection(undefined, { name })));
    ids = added.map(({ id }) => id);
    for (const id of ids) await before.tokens.mint(id);
    before.dispose();
    machine.keyring.values.set(recordKey, damaged);
    window = machine.window();
    workspaceState = new FakeMemento();
    await workspaceState.update(stateKeys.settingAnswers, { 'a prod': true });
    const none = { connection: undefined, sandbox: undefined };
    const settings = { choosing: () => none, onDidChangeChoosing: () => ({ dispose: () => undefined }) };
    active = new ActiveConnection({ store: window.store, workspaceState, globalState: new FakeMemento(), settings });
    await active.refresh();
    assert.equal(active.state.failure?.code, 'RECORD_UNREADABLE');
  });
  teardown(() => {
    active.dispose();
    machine.dispose();
  });

  const reset = async (...answers: string[]): Promise<void> => {
    fakeVscode.answers = answers;
    const { store, tokens } = window;
    const commands = new ConnectionCommands({
      ...{ store, tokens, active, picker: new ConnectionPicker(active), policy: () => 'automatic' as const },
      forgetXdm: (id) => {
        forgotten.push(id);
        return Promise.resolve();
      },
    });
    await commands.table()[commandIds.resetConnections]!.run(undefined, 'person');
  };

  test('asks first, in the middle of the window, and says what goes', async () => {
    await reset();
    const [{ message, detail, buttons }] = fakeVscode.questions as [(typeof fakeVscode.questions)[0]];
    assert.equal(message, 'Delete all stored AEP connections?');
    assert.equal(
      detail,
      'Their secrets, their tokens and what is kept of their data models are deleted from this machine. Nothing changes at Adobe.',
    );
    assert.deepEqual(buttons, ['Delete']);
  });

  test('deletes nothing when it is dismissed: the damaged record stays as it is', async () => {
    const before = [...machine.keyring.values];
    const shadow = machine.shadow.text;
    await reset();
    assert.deepEqual([...machine.keyring.values], before);
    assert.equal(machine.keyring.values.get(recordKey), damaged);
    assert.equal(machine.shadow.text, shadow);
    assert.deepEqual(forgotten, []);
  });

  test('deletes record, tokens, names and data models after a yes', async () => {
    assert.equal(machine.keyring.values.size, 3);
    await reset('Delete');
    assert.deepEqual([...machine.keyring.values], [[recordKey, '{"version":1,"connections":[]}']]);
    for (const id of ids) assert.ok(!machine.shadow.text.includes(id));
    assert.deepEqual(forgotten, [undefined]);
  });

  test('keeps what this workspace was asked, and a connection can be added at once', async () => {
    await reset('Delete');
    assert.deepEqual(workspaceState.get(stateKeys.settingAnswers), { 'a prod': true });
    await active.refresh();
    assert.equal(active.state.failure, undefined);
    await window.store.add(oauthConnection());
    await active.refresh();
    assert.equal(active.connection?.name, 'Demo');
  });
});
