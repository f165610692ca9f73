import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './support/aepCommands';
import { rejectionOf } from './support/failure';
import { useLocalAdobe } from './support/localAdobe';

suite('aep.sandbox.switch as an interface', () => {
  const fixture = useLocalAdobe();

  const headers = async (connectionId: string): Promise<string> => {
    await run('aep.headers.copy', { connectionId });
    return vscode.env.clipboard.readText();
  };

  test('chooses a sandbox of this workspace, which the headers name, and says what it chose', async () => {
    const connectionId = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
    assert.match(await headers(connectionId), /^x-sandbox-name: dev$/m);
    const answer = await run('aep.sandbox.switch', { connectionId, sandbox: ' qa-emea ' });
    assert.deepEqual(answer, { connectionId, sandbox: 'qa-emea' });
    assert.match(await headers(connectionId), /^x-sandbox-name: qa-emea$/m);
  });

  test('sends no header after null, also where the connection has a sandbox of its own', async () => {
    const connectionId = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
    assert.deepEqual(await run('aep.sandbox.switch', { connectionId, sandbox: null }), { connectionId, sandbox: null });
    assert.doesNotMatch(await headers(connectionId), /x-sandbox-name/);
  });

  test('means the active connection where none is named', async () => {
    const connectionId = await fixture.add();
    assert.deepEqual(await run('aep.sandbox.switch', { sandbox: 'dev' }), { connectionId, sandbox: 'dev' });
  });

  test('touches no other connection, and asks nothing of Adobe', async () => {
    const first = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
    const second = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
    await run('aep.sandbox.switch', { connectionId: second, sandbox: 'prod' });
    assert.equal(fixture.platformAnswers.length, 0);
    assert.match(await headers(first), /^x-sandbox-name: dev$/m);
    assert.match(await headers(second), /^x-sandbox-name: prod$/m);
  });

  test('the list of classes is asked for in the sandbox that was chosen', async () => {
    const connectionId = await fixture.add(fixture.oauth({ sandbox: 'dev' }));
    await run('aep.sandbox.switch', { connectionId, sandbox: 'qa-emea' });
    await run('aep.xdm.refresh', {});
    const lists = fixture.adobe.requests.filter(({ path }) => path.endsWith('/global/classes'));
    assert.equal(lists.at(-1)?.headers['x-sandbox-name'], 'qa-emea');
  });

  for (const [name, input, field] of [
    ['a text', 'dev', 'input'],
    ['a misspelt field', { sandBox: 'dev' }, 'sandBox'],
    ['an empty name', { sandbox: '' }, 'sandbox'],
    ['a name with a space', { sandbox: 'my dev' }, 'sandbox'],
    ['a number', { sandbox: 1 }, 'sandbox'],
    ['a connection that there is not', { connectionId: 'nobody', sandbox: 'dev' }, 'connectionId'],
  ] as const) {
    test(`refuses ${name}`, async () => {
      await fixture.add();
      const failure = await rejectionOf(run('aep.sandbox.switch', input));
      assert.equal(failure.field, field);
    });
  }
});
