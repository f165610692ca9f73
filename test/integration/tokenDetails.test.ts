import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { demo } from '../emulator/demo';
import { copyToken, generate, run } from './support/aepCommands';
import { readClass } from './support/documents';
import { assertTellsNone, rejectionOf } from './support/failure';
import { useLocalAdobe } from './support/localAdobe';
import { until } from './support/until';

const imsSays = /^## Adobe IMS\n\n(.*)$/m;

suite('Token details', () => {
  const fixture = useLocalAdobe();
  teardown(() => run('workbench.action.closeAllEditors'));

  const show = async (connectionId: string): Promise<vscode.TextDocument> => {
    assert.deepEqual(await run('aep.token.show', { connectionId }), { connectionId });
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.uri.scheme, 'aep-token');
    return document;
  };
  const verdictOf = (document: vscode.TextDocument): string => imsSays.exec(document.getText())![1]!;

  /** Nothing that went over the wire may be in it, neither whole nor in pieces. */
  const assertTells = (document: vscode.TextDocument, secrets: readonly string[]): void => {
    assert.ok(secrets.length > 3);
    assertTellsNone(secrets, new Error(`${document.uri.toString(true)}\n${document.getText()}`));
  };

  test('say when it was made and expires, whose it is, and what IMS says of it', async () => {
    const id = await fixture.add(fixture.oauth({ name: 'Acme dev' }));
    const { mintedAtMs, expiresAtMs } = await generate(id);
    const document = await show(id);
    const text = document.getText();
    assert.deepEqual([document.languageId, document.isDirty], ['markdown', false]);
    assert.equal(document.fileName.split(/[/\\]/).at(-1), 'Token of Acme dev.md');
    assert.match(text, /^# Token of Acme dev\n\nValid for 23 h 59 m, until /);
    for (const ms of [mintedAtMs, expiresAtMs]) assert.ok(text.includes(`(${new Date(ms).toISOString()})`), text);
    for (const value of [demo.oauth.technicalAccountId, demo.oauth.clientId, demo.imsOrg]) {
      assert.ok(text.includes(`: ${value}\n`), value);
    }
    for (const scope of demo.oauth.scopes) assert.ok(text.includes(`\n- ${scope}\n`), scope);
    assert.equal(verdictOf(document), 'It says that the token is valid.');
  });

  test('tell neither the token nor its signature, nor what in it could be a secret', async () => {
    const id = await fixture.add();
    await generate(id);
    const text = (await show(id)).getText();
    await copyToken(id);
    const token = await vscode.env.clipboard.readText();
    assert.match(text, /"state": "\(left out\)"/);
    assert.match(text, /"as": "ims-na1"/);
    assertTells(await show(id), [...fixture.secrets, ...token.split('.')]);
  });

  test('of a pasted token are the same', async () => {
    const token = fixture.adobe.issueToken(demo.oauth.clientId);
    const id = await fixture.add(fixture.pasted(token));
    const document = await show(id);
    assert.equal(verdictOf(document), 'It says that the token is valid.');
    assertTells(document, [...fixture.secrets, ...token.split('.')]);
  });

  test('are there also where IMS cannot be asked, and say why', async () => {
    const id = await fixture.add();
    await generate(id);
    fixture.adobe.fail({ service: 'ims', path: /validate_token/, fault: { status: 400, body: { error: 'odd' } } });
    const document = await show(id);
    assert.match(verdictOf(document), /^Asking it failed\. .*\(HTTP 400, odd/);
    assert.match(document.getText(), /"type": "access_token"/);
  });

  test('say so when IMS does not take it any more', async () => {
    const id = await fixture.add();
    await generate(id);
    fixture.adobe.revokeAllTokens();
    assert.equal(verdictOf(await show(id)), 'It says that the token is not valid: revoked_token.');
  });

  test('make no token where there is none, and follow when there is one', async () => {
    const id = await fixture.add();
    const document = await show(id);
    assert.match(document.getText(), /There is no token at the moment\. Generate AEP Token gets one\./);
    assert.equal(fixture.adobe.mints, 0);
    await generate(id);
    await until(() => Promise.resolve(document.getText().includes('Valid for')));
  });

  test('are made anew when they are read again, from nothing but the id of the connection', async () => {
    const id = await fixture.add();
    await generate(id);
    const uri = vscode.Uri.from({ scheme: 'aep-token', authority: id, path: '/Any name.md' });
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    assert.match(text, /Valid for/);
    for (const path of ['/', `/${id}/b.md`, '/nothing.txt']) {
      await rejectionOf(vscode.workspace.fs.readFile(uri.with({ path })));
    }
    await rejectionOf(vscode.workspace.fs.writeFile(uri, new Uint8Array()));
  });

  test('refuse what is no argument', async () => {
    const { code, field } = await rejectionOf(run('aep.token.show', { connection: 'x' }));
    assert.deepEqual([code, field], ['INPUT_INVALID', 'connection']);
    assert.equal((await rejectionOf(run('aep.token.revoke', { connectionId: 'x' }))).code, 'CONNECTION_NOT_FOUND');
  });
});

suite('Revoking', () => {
  const fixture = useLocalAdobe();
  teardown(() => run('workbench.action.closeAllEditors'));

  test('takes the token back at Adobe, without a question where there is an argument', async () => {
    const connectionId = await fixture.add();
    await copyToken(connectionId);
    const token = await vscode.env.clipboard.readText();
    assert.deepEqual(await run('aep.token.revoke', { connectionId }), { connectionId });
    const { path, body } = fixture.adobe.requests.at(-1)!;
    assert.equal(path, '/ims/invalidate_token/v2');
    assert.equal(new URLSearchParams(body).get('token'), token);
  });

  test('pauses renewal until a token is asked for', async () => {
    const connectionId = await fixture.add();
    await generate(connectionId);
    await run('aep.token.revoke', { connectionId });
    const { message } = await rejectionOf(readClass(connectionId));
    assert.equal(
      message,
      'The access token was revoked. No new one is generated until you ask for it. Generate a token.',
    );
    assert.equal(fixture.adobe.mints, 1);
    await generate(connectionId);
    await readClass(connectionId);
    assert.equal(fixture.adobe.mints, 2);
  });

  test('keeps the token where Adobe does not do it, and says so', async () => {
    const connectionId = await fixture.add();
    await generate(connectionId);
    fixture.adobe.fail({ service: 'ims', path: /invalidate/, fault: { status: 400, body: { error: 'bad_request' } } });
    const { code, message, error } = await rejectionOf(run('aep.token.revoke', { connectionId }));
    assert.equal(code, 'REVOCATION_REFUSED');
    assert.match(message, /^Adobe IMS refused to revoke the access token\. It stays valid: /);
    assertTellsNone(fixture.secrets, error);
    await readClass(connectionId);
    assert.equal(fixture.adobe.mints, 1);
  });

  test('of a pasted token that IMS wants a secret for leaves it, too', async () => {
    const connectionId = await fixture.add(fixture.pasted(fixture.adobe.issueToken(demo.oauth.clientId)));
    assert.equal((await rejectionOf(run('aep.token.revoke', { connectionId }))).code, 'REVOCATION_REFUSED');
    await readClass(connectionId);
  });

  test('says when there is nothing to revoke', async () => {
    const connectionId = await fixture.add();
    assert.equal((await rejectionOf(run('aep.token.revoke', { connectionId }))).code, 'NO_TOKEN');
    assert.deepEqual(fixture.adobe.requests, []);
  });
});
