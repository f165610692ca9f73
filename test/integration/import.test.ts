import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { demo } from '../emulator/demo';
import { makeTemporaryFolder, removeFolder } from '../host/paths';
import {
  aepVariables,
  consoleJwt,
  consoleOAuth,
  consoleProject,
  hostileFixtures,
  hostileSecret,
  importFixtures,
  keyFile,
  postman,
} from '../support/importFixtures';
import { pkcs8 } from '../support/keys';
import { addConnection, generate, removeConnection, run } from './support/aepCommands';
import { assertTellsNone, rejectionOf } from './support/failure';
import { useLocalAdobe } from './support/localAdobe';

interface Imported {
  readonly connectionIds: readonly string[];
  readonly ignored: readonly { readonly field: string; readonly reason: string }[];
}

suite('Import, by argument', () => {
  const fixture = useLocalAdobe();
  const folder = makeTemporaryFolder('import');
  let ids: string[] = [];

  suiteSetup(() => {
    fs.mkdirSync(path.dirname(path.join(folder, keyFile)), { recursive: true });
    fs.writeFileSync(path.join(folder, keyFile), pkcs8());
  });
  teardown(async () => {
    for (const id of ids) await removeConnection(id);
    ids = [];
  });
  suiteTeardown(() => {
    removeFolder(folder);
  });

  function write(file: string, content: string | Uint8Array): vscode.Uri {
    fs.writeFileSync(path.join(folder, file), content);
    return vscode.Uri.file(path.join(folder, file));
  }

  async function importFrom(argument: object): Promise<Imported> {
    const { imsOrigin, platformOrigin } = fixture.adobe;
    const imported = await run<Imported>('aep.connection.import', { imsOrigin, platformOrigin, ...argument });
    ids.push(...imported.connectionIds);
    return imported;
  }

  async function headersOf(connectionId: string): Promise<string> {
    await run('aep.headers.copy', { connectionId });
    return vscode.env.clipboard.readText();
  }

  for (const { name, file, text, holds, ignored = [] } of importFixtures()) {
    test(`mints a token with what a ${name} holds`, async () => {
      const imported = await importFrom({ uri: write(file, text) });
      const [id] = imported.connectionIds;
      assert.ok(id !== undefined);
      assert.ok((await generate(id)).expiresAtMs > Date.now());
      const headers = await headersOf(id);
      const { clientId } = holds === 'oauth' ? demo.oauth : demo.jwt;
      for (const expected of [clientId, demo.imsOrg]) assert.ok(headers.includes(expected), expected);
      assert.deepEqual(
        imported.ignored.map(({ field }) => field),
        ignored,
      );
      assert.ok(fs.existsSync(path.join(folder, file)), 'the file is still there');
    });
  }

  for (const { name, content, code } of hostileFixtures()) {
    test(`refuses ${name}: ${code}`, async () => {
      const failure = await rejectionOf(run('aep.connection.import', { uri: write('hostile', content) }));
      assert.equal(failure.code, code);
      assertTellsNone([hostileSecret], failure.error);
    });
  }

  test('takes text, and a file by the text of its address or by its parts', async () => {
    const uri = write('console.json', consoleProject(consoleOAuth));
    for (const argument of [
      { text: consoleProject(consoleOAuth) },
      { uri: uri.toString() },
      { uri: uri.toJSON() as unknown },
    ]) {
      const { connectionIds } = await importFrom(argument);
      assert.equal(connectionIds.length, 1);
      await generate(connectionIds[0]);
    }
  });

  test('takes the environment variables of this VS Code', async () => {
    const before = { ...process.env };
    Object.assign(process.env, aepVariables);
    try {
      const { connectionIds } = await importFrom({ environmentVariables: true });
      await generate(connectionIds[0]);
    } finally {
      for (const name of Object.keys(aepVariables)) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      }
    }
  });

  test('takes the hosts of an environment', async () => {
    const { imsOrigin, platformOrigin } = fixture.adobe;
    const { clientId, clientSecret } = demo.oauth;
    const values = {
      API_KEY: clientId,
      CLIENT_SECRET: clientSecret,
      IMS_ORG: demo.imsOrg,
      IMS: imsOrigin,
      PLATFORM_URL: platformOrigin,
    };
    const imported = await run<Imported>('aep.connection.import', { text: postman(values) });
    ids.push(...imported.connectionIds);
    await generate(imported.connectionIds[0]);
  });

  test('finds names that are free', async () => {
    const text = consoleProject(consoleOAuth);
    const { connectionIds } = await importFrom({ text });
    const [second] = (await importFrom({ text })).connectionIds;
    assert.notEqual(connectionIds[0], second);
    const taken = await rejectionOf(addConnection(fixture.oauth({ name: 'demo project production 2' })));
    assert.equal(taken.code, 'NAME_TAKEN');
  });

  test('imports what is whole of several, and names what the others lack', async () => {
    const imported = await importFrom({ text: consoleProject(consoleJwt, consoleOAuth) });
    assert.equal(imported.connectionIds.length, 1);
    await generate(imported.connectionIds[0]);
    assert.deepEqual(
      imported.ignored.map(({ field, reason }) => [field.replace(/^.*: /, ''), reason]),
      [
        ['credential.privateKey', 'missing'],
        ['credential.passphrase', 'missing'],
      ],
    );
  });

  test('names what is missing, and stores nothing', async () => {
    const failure = await rejectionOf(importFrom({ text: postman({ API_KEY: demo.oauth.clientId, IMS: 'x' }) }));
    assert.deepEqual([failure.code, failure.field], ['INPUT_INVALID', 'imsOrg, credential.clientSecret']);
    // Its name is still free.
    await fixture.add(fixture.oauth({ name: 'Demo environment' }));
  });

  test('reads no key over the network, nor from what has no end', async () => {
    const named = async (key: string): Promise<string | undefined> => {
      const whole = { client_id: demo.oauth.clientId, client_secret: demo.oauth.clientSecret, ims_org_id: demo.imsOrg };
      const contexts = { whole, jwt: { client_id: demo.jwt.clientId, ims_org_id: demo.imsOrg, pathToKey: key } };
      const uri = write('named.json', JSON.stringify({ ims: { contexts } }));
      return (await importFrom({ uri })).ignored.find(({ field }) => field.endsWith('pathToKey'))?.reason;
    };
    assert.equal(await named('\\\\host\\share\\private.key'), 'key-file-elsewhere');
    assert.equal(await named('https://example.com/private.key'), 'key-file-elsewhere');
    assert.equal(await named('gone.key'), 'key-file-missing');
    if (process.platform !== 'win32') assert.equal(await named('/dev/zero'), 'key-file-missing');
  });

  for (const [name, argument, field] of [
    ['nothing to import', {}, 'uri'],
    ['two things to import', { text: 'a', environmentVariables: true }, 'input'],
    ['a misspelt field', { txt: 'a' }, 'txt'],
    ['an address that is none', { uri: 'not an address' }, 'uri'],
    ['a file that is not there', { uri: vscode.Uri.file('/nowhere/at/all.json').toString() }, 'uri'],
    ['a folder', { uri: vscode.Uri.file('/').toString() }, 'uri'],
    ['an origin that is not https', { text: 'a', imsOrigin: 'http://example.com' }, 'imsOrigin'],
  ] as const) {
    test(`refuses ${name}`, async () => {
      const failure = await rejectionOf(run('aep.connection.import', argument));
      assert.deepEqual([failure.code, failure.field], ['INPUT_INVALID', field]);
    });
  }
});

suite('Export', () => {
  const fixture = useLocalAdobe();

  async function exported(connectionId: string, format: string): Promise<string> {
    await run('aep.connection.export', { connectionId, format });
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    await run('workbench.action.revertAndCloseActiveEditor');
    return text;
  }

  test('gives all but the secrets, and Import reads it again', async () => {
    for (const input of [fixture.oauth({ sandbox: 'dev' }), fixture.jwt(pkcs8())]) {
      const connectionId = await fixture.add(input);
      for (const format of ['postman', 'dotenv']) {
        const text = await exported(connectionId, format);
        for (const known of [input.clientId, demo.imsOrg]) assert.ok(text.includes(String(known)));
        for (const secret of [...fixture.secrets, pkcs8().split('\n')[3]!]) assert.ok(!text.includes(secret));
        const { field } = await rejectionOf(run('aep.connection.import', { text }));
        assert.match(field ?? '', /^credential\.clientSecret(, credential\.privateKey, credential\.passphrase)?$/);
      }
    }
  });

  test('refuses a format that there is not', async () => {
    const failure = await rejectionOf(
      run('aep.connection.export', { connectionId: await fixture.add(), format: 'xml' }),
    );
    assert.deepEqual([failure.code, failure.field], ['INPUT_INVALID', 'format']);
  });
});
