import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';

import { demo, registerDemo } from '../emulator/demo';
import { type Fault, LocalAdobe } from '../emulator/localAdobe';
import { makeTemporaryFolder, removeFolder } from '../host/paths';
import { certificatePem, encryptedPkcs8, otherRsaKey, passphrase, pkcs8, publicPem, rsaKey } from '../support/keys';
import { secretsInPlay } from '../support/secretsInPlay';
import { photographFailures } from './support/failurePictures';
import { type Needle, NeedleSet } from './support/leakNeedles';
import { type Leak, type Place, describeLeak } from './support/leakWatch';
import { until } from './support/until';
import { Workbench } from './support/workbench';

suite('The search for leaks', () => {
  const secret = 'p8e-some/secret+of "Zürich"';
  const find = (needle: string, haystack: string | Buffer): readonly string[] => {
    const needles = new NeedleSet(new Map<string, Needle['kind']>([[needle, 'canary']]));
    return [...needles.findIn(Buffer.from(haystack as string))].map(({ encoding }) => encoding);
  };

  for (const [encoding, text] of [
    ['as it is', `before ${secret} after`],
    ['URL', `?secret=${encodeURIComponent(secret)}&x`],
    ['URL', `secret=${new URLSearchParams({ secret }).toString().slice(7)}&x`],
    ['JSON', JSON.stringify({ secret })],
    ['JSON', JSON.stringify(JSON.stringify({ secret }))],
    ['Base64', Buffer.from(secret).toString('base64')],
    ['Base64', Buffer.from(`:${secret}, and on`).toString('base64')],
    ['Base64', Buffer.from(`::${secret}, and on`).toString('base64url')],
    ['hex', Buffer.from(secret).toString('hex')],
    ['hex', Buffer.from(secret).toString('hex').toUpperCase()],
  ] as const) {
    test(`reads ${encoding}: ${text}`, () => {
      assert.deepEqual(find(secret, text), [encoding]);
      assert.deepEqual(find(secret, Buffer.from(`.${text}`, 'utf16le')), [encoding]);
    });
  }

  test('reads Latin-1', () => {
    assert.deepEqual(find(secret, Buffer.from(secret, 'latin1')), ['as it is']);
  });

  test('finds a part of a key or of a token, whatever became of its line breaks', () => {
    const body = pkcs8().split('\n').slice(1, -2);
    assert.ok(find(pkcs8(), body.slice(5, 7).join('')).length > 0);
    assert.ok(find(pkcs8(), body[5]!).length > 0);
    assert.ok(find(pkcs8().replaceAll('\n', '\\n'), body.join('').slice(300, 339)).length > 0);
    const token = [
      'eyJhbGciOiJSUzI1NiJ9',
      randomBytes(300).toString('base64url'),
      randomBytes(256).toString('base64url'),
    ];
    assert.ok(find(token.join('.'), token[2]!.slice(100, 179)).length > 0);
    assert.ok(find(token.join('.'), token[1]!.slice(100, 179)).length > 0);
  });

  test('finds nothing where there is nothing', () => {
    assert.deepEqual(find(secret, secret.slice(1) + secret.slice(0, -1)), []);
    assert.deepEqual(find(pkcs8(), publicPem(otherRsaKey()) + pkcs8(otherRsaKey())), []);
    assert.deepEqual(find('0123456789ab', ''), []);
  });
});

/** What the helper extension can do with a text, and where the search must then find it. */
const plants = {
  log: 'log files',
  console: 'console',
  setting: 'settings',
  storageFile: 'server data',
  workspaceFile: 'workspace',
  globalState: 'globalState',
  workspaceState: 'workspaceState',
  notification: 'screen',
  tooltip: 'screen',
  input: 'screen',
  answer: 'command answers',
  rejection: 'command answers',
  process: 'process arguments',
} as const satisfies Record<string, Place>;

const databaseScript = (text: string): string => `new Promise((resolve) => {
  const request = indexedDB.open('careless', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('things');
  request.onsuccess = () => {
    const writing = request.result.transaction('things', 'readwrite');
    writing.objectStore('things').put({ deep: new TextEncoder().encode(${JSON.stringify(text)}) }, 'key');
    writing.oncomplete = () => { request.result.close(); resolve(); };
  };
})`;

/** What a page can do with a text. */
const pagePlants = {
  localStorage: (text: string) => `localStorage.setItem('careless', ${JSON.stringify(text)})`,
  sessionStorage: (text: string) => `sessionStorage.setItem('careless', ${JSON.stringify(text)})`,
  cookies: (text: string) => `document.cookie = ${JSON.stringify(`careless=${text}`)}`,
  IndexedDB: databaseScript,
} as const satisfies Partial<Record<Place, (text: string) => string>>;

suite('The search for leaks, with a canary in every place', () => {
  const workspaceFolder = makeTemporaryFolder('canaries');
  const canaries = new Map<string, string>();
  let workbench: Workbench;
  let leaks: readonly Leak[] | undefined;
  photographFailures(() => (leaks === undefined ? workbench : undefined));

  suiteSetup(async () => {
    workbench = await Workbench.open({ persistent: true, workspaceFolder });
    const canaryOf = (name: string): string => {
      const canary = `canary-of-${name}-${randomBytes(9).toString('hex')}`;
      canaries.set(name, canary);
      return canary;
    };
    for (const name of [...Object.keys(plants), 'secret']) {
      await workbench.invoke('aepTests.plant', name, canaryOf(name)).catch((error: unknown) => {
        if (name !== 'rejection') throw error;
      });
    }
    for (const [name, script] of Object.entries(pagePlants)) await workbench.page.evaluate(script(canaryOf(name)));
    await workbench.notifications.waitFor(/It failed: canary/);
    await workbench.quickInput.state('the plain box', ({ isPassword }) => !isPassword);
    await workbench.quickInput.cancel();
    await workbench.invoke('aepTests.plant', 'password');
    await workbench.quickInput.state('the password box', ({ isPassword }) => isPassword);
    await workbench.quickInput.type(canaryOf('password'));
    await workbench.quickInput.accept();
    await workbench.quickInput.waitUntilClosed();
    canaries.set('utf16', `canary-ツ-${randomBytes(9).toString('hex')}`);
    await workbench.page.evaluate(`localStorage.setItem('wide', ${JSON.stringify(canaries.get('utf16'))})`);
    leaks = await workbench.closeAndFind([...canaries.values()]);
  });

  suiteTeardown(async () => {
    if (leaks === undefined) await workbench.close();
    removeFolder(workspaceFolder);
  });

  const placesOf = (name: string): readonly Place[] => {
    const canary = canaries.get(name);
    return leaks!.filter(({ secret }) => secret === canary).map(({ place }) => place);
  };

  for (const [name, place] of [...Object.entries(plants), ...Object.keys(pagePlants).map((key) => [key, key])]) {
    test(`finds it in ${place}${name === place ? '' : ` (${name})`}`, () => {
      assert.ok(placesOf(name!).includes(place as Place), `found in: ${placesOf(name!).join(', ') || 'no place'}`);
    });
  }

  for (const name of ['localStorage', 'globalState', 'workspaceState', 'utf16']) {
    test(`finds it in the files of the browser’s profile (${name})`, () => {
      assert.ok(placesOf(name).includes('browser profile'), `found in: ${placesOf(name).join(', ') || 'no place'}`);
    });
  }

  test('finds nothing of what SecretStorage or a password box holds', () => {
    assert.deepEqual(placesOf('secret'), []);
    assert.deepEqual(placesOf('password'), []);
  });

  test('looks for whatever is typed into a password box', () => {
    assert.ok(secretsInPlay.all.has(canaries.get('password')!));
  });
});

/** What the other side says when it quotes everything it was sent. */
const echoes = (secret: string): readonly Fault[] => [
  { status: 401, body: { error: 'invalid_client', error_description: `client_secret ${secret} is wrong` } },
  { status: 400, body: { error: secret.slice(0, 60), error_code: secret.slice(0, 60), title: secret } },
  { status: 403, headers: { 'x-debug-id': secret.slice(0, 100), 'x-request-id': secret.slice(0, 100) }, body: {} },
  { status: 400, headers: { 'content-type': 'text/html' }, body: `<html><body>${secret}</body></html>` },
  { status: 502, headers: { 'retry-after': secret }, body: secret },
  { status: 200, headers: { 'content-type': 'text/html' }, body: `<html>${secret}</html>` },
  { status: 200, body: { access_token: { secret }, results: secret, _page: secret } },
  { status: 302, headers: { location: `http://127.0.0.1:9/?secret=${secret}` } },
];

suite('Trouble of every kind, with everything logged', () => {
  const workspaceFolder = makeTemporaryFolder('trouble');
  const connections = new Map<string, string>();
  let adobe: LocalAdobe;
  let untrusted: https.Server;
  let workbench: Workbench;
  let leaks: readonly Leak[] | undefined;
  photographFailures(() => (leaks === undefined ? workbench : undefined));

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
    const key = rsaKey().export({ type: 'pkcs8', format: 'pem' });
    untrusted = https.createServer({ key, cert: certificatePem() }, (_, response) => response.end());
    await new Promise<void>((resolve) => untrusted.listen(0, '127.0.0.1', resolve));
    workbench = await Workbench.open({ persistent: true, workspaceFolder, logLevel: 'trace' });
  });

  suiteTeardown(async () => {
    untrusted.close();
    if (leaks === undefined) await workbench.close();
    await adobe.stop();
    removeFolder(workspaceFolder);
  });

  const add = async (
    name: string,
    clientId: string,
    credential: object,
    imsOrigin = adobe.imsOrigin,
  ): Promise<void> => {
    const input = { name, imsOrg: demo.imsOrg, clientId, imsOrigin, platformOrigin: adobe.platformOrigin, credential };
    const answer = await workbench.invoke('aep.connection.add', input);
    connections.set(name, (answer as { readonly connectionId: string }).connectionId);
  };
  const { clientSecret, technicalAccountId } = demo.jwt;
  const jwt = { kind: 'jwt', clientSecret, technicalAccountId };
  const oauth = { kind: 'oauth-server-to-server', clientSecret: demo.oauth.clientSecret };
  /** Once for the caller, once for the person. */
  const generate = async (name: string): Promise<void> => {
    const connectionId = connections.get(name);
    await assert.rejects(workbench.invoke('aep.token.generate', { connectionId }));
    await workbench.invoke('aep.connection.switch', { connectionId });
    let askedMs = 0;
    await until('the failure to be shown', async () => {
      // VS Code drops notifications beyond three in 800 ms.
      if (Date.now() - askedMs > 2_000) await workbench.invoke('aep.token.generate');
      else return (await workbench.notifications.all()).length > 0;
      askedMs = Date.now();
      return false;
    });
    await workbench.statusBarItem(new RegExp(name)).tooltip();
    await workbench.notifications.clear();
  };

  test('keeps a connection of each kind, with its token', async () => {
    await add('OAuth', demo.oauth.clientId, oauth);
    await add('JWT', demo.jwt.clientId, { ...jwt, privateKey: pkcs8() });
    await add('Encrypted', demo.jwt.clientId, { ...jwt, privateKey: encryptedPkcs8(), passphrase });
    await add('Pasted', demo.oauth.clientId, {
      kind: 'access-token',
      accessToken: adobe.issueToken(demo.oauth.clientId),
    });
    for (const name of ['OAuth', 'JWT', 'Encrypted']) {
      await workbench.invoke('aep.token.generate', { connectionId: connections.get(name) });
    }
    for (const connectionId of connections.values()) await workbench.invoke('aep.token.copy', { connectionId });
    await workbench.notifications.clear();
  });

  test('refuses what cannot be', async () => {
    const wrongPassphrase = { ...jwt, privateKey: encryptedPkcs8(), passphrase: 'a wrong passphrase' };
    await assert.rejects(add('A', demo.jwt.clientId, wrongPassphrase));
    await assert.rejects(add('B', demo.jwt.clientId, { ...jwt, privateKey: pkcs8().slice(0, 900) }));
    await assert.rejects(add('C', demo.jwt.clientSecret, oauth));
    await assert.rejects(add(demo.oauth.clientSecret.repeat(9), demo.oauth.clientId, oauth));
    await assert.rejects(add('D', demo.oauth.clientId, { ...oauth, privateKey: pkcs8() }));
    await assert.rejects(
      add('E', demo.oauth.clientId, { ...oauth, [demo.oauth.clientSecret]: demo.oauth.clientSecret }),
    );
    await assert.rejects(add('F', demo.oauth.clientId, oauth, `https://user:${demo.oauth.clientSecret}@ims.example`));
    await assert.rejects(
      add('G', demo.oauth.clientId, { kind: 'access-token', accessToken: adobe.issueToken(demo.jwt.clientId) }),
    );
  });

  test('is refused a wrong secret, and a key that is not registered', async () => {
    await add('Wrong', demo.oauth.clientId, { ...oauth, clientSecret: 'p8e-FAKE_wrong_client_secret_0001' });
    await add('Foreign', demo.jwt.clientId, { ...jwt, privateKey: pkcs8(otherRsaKey()) });
    await generate('Wrong');
    await generate('Foreign');
  });

  test('meets an IMS that quotes the secret back', async () => {
    const assertion = [...secretsInPlay.all].findLast(([, kind]) => kind === 'JWT assertion')![0];
    for (const [name, secret] of [
      ['OAuth', demo.oauth.clientSecret],
      ['JWT', assertion],
    ] as const) {
      for (const fault of echoes(secret)) {
        const rule = adobe.fail({ service: 'ims', fault });
        await generate(name);
        rule.remove();
      }
    }
  });

  test('loses the connection, and meets a server that nobody vouches for', async () => {
    for (const fault of ['drop', 'drop-mid-body', 'truncated-json', 'empty', 'redirect'] as const) {
      const rule = adobe.fail({ service: 'ims', fault });
      await generate('OAuth');
      rule.remove();
    }
    await add('TLS', demo.oauth.clientId, oauth, `https://127.0.0.1:${(untrusted.address() as AddressInfo).port}`);
    await generate('TLS');
    await add('No TLS', demo.oauth.clientId, oauth, adobe.imsOrigin.replace('http:', 'https:'));
    await generate('No TLS');
  });

  test('meets a platform that quotes the token back', async () => {
    await workbench.invoke('aep.connection.switch', { connectionId: connections.get('OAuth') });
    await workbench.invoke('aep.token.copy', { connectionId: connections.get('OAuth') });
    const token = await workbench.clipboard();
    const view = await workbench.openView('aep.xdm');
    await view.waitForRow('XDM Individual Profile');
    for (const fault of echoes(token)) {
      const rule = adobe.fail({ service: 'platform', fault });
      await workbench.invoke('aep.xdm.refresh');
      await view.waitForRows('a failure', (rows) => rows.some(({ icon }) => icon === 'error'));
      rule.remove();
    }
    await workbench.invoke('aep.xdm.refresh');
    await view.waitForRow('XDM Individual Profile');
  });

  test('leaves no secret anywhere', async () => {
    await workbench.invoke('aep.log.show');
    await workbench.page.locator('.part.panel .view-line').filter({ hasText: 'schemaregistry' }).first().waitFor();
    const kinds = new Set(secretsInPlay.all.values());
    for (const kind of ['client secret', 'private key', 'passphrase', 'JWT assertion', 'token'] as const) {
      assert.ok(kinds.has(kind), `no ${kind} was in play`);
    }
    // What the extension does log: the search reads it.
    const known = `${adobe.imsOrigin}/ims/token/v3`;
    leaks = await workbench.closeAndFind([known]);
    assert.ok(
      leaks.some(({ place, secret }) => place === 'log files' && secret === known),
      'the log was not found',
    );
    assert.deepEqual(leaks.filter(({ secret }) => secret !== known).map(describeLeak), []);
  });
});
