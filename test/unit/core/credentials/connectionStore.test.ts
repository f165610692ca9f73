import assert from 'node:assert/strict';
import type { NewConnection } from '../../../../src/core/credentials/connectionInput';
import { ConnectionStore, type ListedConnection } from '../../../../src/core/credentials/connectionStore';
import { AepError } from '../../../../src/core/errors';
import {
  environmentAt,
  jwtConnection,
  nowhere,
  oauthConnection,
  pastedConnection,
  tokenOf,
} from '../../../support/connections';
import { settled } from '../../../support/fakeClock';
import { FakeShadow, Keyring, type EventMode } from '../../../support/fakeStores';
import { encryptedPkcs8, passphrase } from '../../../support/keys';

const recordKey = 'aep.connections';

suite('ConnectionStore', () => {
  let keyring: Keyring;
  let shadow: FakeShadow;
  let store: ConnectionStore;

  const openWindow = (events?: EventMode): ConnectionStore => new ConnectionStore(keyring.window(events), shadow);
  const named = (name: string): ReturnType<typeof oauthConnection> => oauthConnection(nowhere, { name });
  const names = async (of = store): Promise<string[]> => (await of.list()).map(({ connection }) => connection.name);
  const listed = async (of = store): Promise<string[]> =>
    (await of.list()).map(({ connection, secret }: ListedConnection) => `${connection.name}: ${secret}`);

  setup(() => {
    keyring = new Keyring();
    shadow = new FakeShadow();
    store = openWindow();
  });
  teardown(() => {
    store.dispose();
  });

  suite('keeps', () => {
    const token = tokenOf({ exp: 9_999_999_999 });
    const encrypted = {
      ...jwtConnection(),
      credential: {
        ...jwtConnection().credential,
        kind: 'jwt',
        privateKey: encryptedPkcs8(),
        passphrase,
      } as ReturnType<typeof jwtConnection>['credential'],
    };
    const kinds = {
      'an OAuth credential': oauthConnection(nowhere, { sandbox: 'dev' }),
      'a service account': jwtConnection(),
      'a service account with a passphrase': encrypted,
      'a pasted token': pastedConnection(token),
    };
    for (const [name, input] of Object.entries(kinds)) {
      test(`${name} whole, for the next window too`, async () => {
        const { id } = await store.add(input);
        const opened = await openWindow().open(id);
        const { credential, ...rest } = input;
        assert.deepEqual(opened.credential, credential);
        assert.deepEqual(opened.connection, { ...rest, id, credential: opened.connection.credential });
      });
    }

    test('no secret where it can be shown: neither in what it lists nor in the shadow', async () => {
      for (const input of Object.values(kinds)) await store.add({ ...input, name: `${input.name}${Math.random()}` });
      const shown = JSON.stringify(await store.list()) + shadow.text;
      const secrets = ['p8e-', 'PRIVATE KEY', passphrase, token];
      for (const secret of secrets) {
        assert.ok(!shown.includes(secret), secret);
        assert.ok(keyring.text.includes(JSON.stringify(secret).slice(1, -1)), `${secret} is in the keyring`);
      }
      assert.ok(shown.includes('Pasted'), 'the names are there');
    });

    test('each apart from the others', async () => {
      const [one, two] = await store.addAll([named('One'), jwtConnection()]);
      assert.equal((await store.open(one!.id)).credential.kind, 'oauth-server-to-server');
      assert.equal((await store.open(two!.id)).credential.kind, 'jwt');
      assert.equal((await store.get(two!.id)).connection.name, 'Demo JWT');
    });

    test('what it lists sorted by name', async () => {
      for (const name of ['beta', 'Alpha', 'gamma']) await store.add(named(name));
      assert.deepEqual(await names(), ['Alpha', 'beta', 'gamma']);
    });
  });

  suite('refuses', () => {
    test('several connections of which one has a name that is taken: none is added', async () => {
      await store.add(named('Acme'));
      await assert.rejects(store.addAll([named('One'), named('acme')]), { code: 'NAME_TAKEN' });
      await assert.rejects(store.addAll([named('Two'), named('two')]), { code: 'NAME_TAKEN' });
      assert.deepEqual(await names(), ['Acme']);
      const added = await store.addAll([named('One'), named('Two')]);
      assert.deepEqual(
        added.map(({ name }) => name),
        ['One', 'Two'],
      );
      assert.deepEqual(await names(), ['Acme', 'One', 'Two']);
    });

    for (const name of ['Demo', 'DEMO', ' demo ']) {
      test(`“${name}” beside “Demo”`, async () => {
        await store.add(named('Demo'));
        await assert.rejects(store.add(named(name)), {
          code: 'NAME_TAKEN',
          message: /taken/,
          details: { field: 'name', connection: name },
        });
        assert.equal(await store.isNameFree(name), false);
        assert.deepEqual(await names(), ['Demo']);
      });
    }

    test('a name that any of several has, whatever white space is around the stored one', async () => {
      for (const name of [' One ', 'Two']) await store.add(named(name));
      for (const name of ['One', 'Two']) {
        assert.equal(await store.isNameFree(name), false);
        await assert.rejects(store.add(named(name)), { code: 'NAME_TAKEN' });
      }
      assert.equal(await store.isNameFree('Three'), true);
    });

    test('a change of name into one that is taken, but not into its own in other letters', async () => {
      await store.add(named('One'));
      const { id } = await store.add(named('Two'));
      await assert.rejects(store.update(id, { name: 'one' }), { code: 'NAME_TAKEN' });
      assert.equal(await store.isNameFree('TWO', id), true);
      await store.update(id, { name: 'TWO' });
      assert.deepEqual(await names(), ['One', 'TWO']);
    });

    test('what is about a connection that does not exist', async () => {
      const gone = { code: 'CONNECTION_NOT_FOUND', message: /no such connection/, details: { field: 'connectionId' } };
      await assert.rejects(store.get('none'), gone);
      await assert.rejects(store.open('none'), gone);
      await assert.rejects(store.update('none', { name: 'x' }), gone);
      await store.remove('none');
    });
  });

  suite('changes', () => {
    test('what is given, and leaves the rest', async () => {
      const { id } = await store.add(oauthConnection(nowhere, { sandbox: 'dev' }));
      const before = await store.open(id);
      const updated = await store.update(id, { name: 'Other' });
      assert.deepEqual(updated, { ...before.connection, name: 'Other' });
      assert.deepEqual(await store.open(id), { connection: updated, credential: before.credential });
    });

    test('a sandbox into another or none', async () => {
      const { id } = await store.add(oauthConnection(nowhere, { sandbox: 'dev' }));
      assert.equal((await store.update(id, { sandbox: 'prod' })).sandbox, 'prod');
      assert.ok(!('sandbox' in (await store.update(id, { sandbox: undefined }))));
    });

    test('a credential into one of another kind', async () => {
      const { id } = await store.add(jwtConnection());
      const { credential } = oauthConnection();
      const updated = await store.update(id, { credential });
      assert.equal(updated.credential.kind, 'oauth-server-to-server');
      assert.deepEqual((await store.open(id)).credential, credential);
      assert.ok(!keyring.text.includes('PRIVATE KEY'), 'the old secret is gone');
    });

    test('that are made at the same time one after the other', async () => {
      const added = await Promise.all(['a', 'b', 'c', 'd'].map((name) => store.add(named(name))));
      const [a, b, c] = added.map(({ id }) => id);
      await Promise.all([store.update(a!, { name: 'A2' }), store.remove(b!), store.update(c!, { sandbox: 'dev' })]);
      assert.deepEqual(await names(), ['A2', 'c', 'd']);
      assert.equal((await store.get(c!)).connection.sandbox, 'dev');
    });

    test('that follow one that failed', async () => {
      const outcomes = await Promise.allSettled(['a', 'A', 'b'].map((name) => store.add(named(name))));
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      assert.deepEqual(await names(), ['a', 'b']);
    });

    test('nothing else when it removes one, with its secrets', async () => {
      const { id } = await store.add(jwtConnection());
      await store.add(named('Stays'));
      await store.remove(id);
      assert.deepEqual(await listed(), ['Stays: present']);
      assert.ok(!keyring.text.includes('PRIVATE KEY'));
      assert.ok(!shadow.text.includes('Demo JWT'));
    });
  });

  suite('between windows', () => {
    for (const events of ['soon', 'held', 'lost'] as const) {
      test(`builds on what the other window did when its event comes ${events}`, async () => {
        const other = openWindow(events);
        const { id } = await store.add(named('a'));
        await other.add(named('b'));
        await store.update(id, { name: 'a2' });
        assert.deepEqual(await names(other), ['a2', 'b']);
        other.dispose();
      });
    }

    test('tells every window of every change, and nothing of other records', async () => {
      const secrets = keyring.window();
      const other = new ConnectionStore(secrets, shadow);
      let heard = 0;
      other.onDidChange(() => (heard += 1));
      await store.add(named('a'));
      await settled();
      assert.equal(heard, 1);
      await secrets.store('aep.token.x', 'y');
      await settled();
      assert.equal(heard, 1);
      other.dispose();
      await store.add(named('b'));
      await settled();
      assert.equal(heard, 1);
    });

    test('tells that all were deleted, and nothing after the end', async () => {
      const lonely = openWindow('lost');
      let heard = 0;
      lonely.onDidChange(() => (heard += 1));
      await lonely.reset();
      assert.equal(heard, 1);
      lonely.dispose();
      await lonely.add(named('a'));
      assert.equal(heard, 1);
    });

    test('tells the window that made the change at once, on a host that does not', async () => {
      const lonely = openWindow('lost');
      let heard = 0;
      lonely.onDidChange(() => (heard += 1));
      await lonely.add(named('a'));
      assert.equal(heard, 1);
    });
  });

  suite('after the keyring was lost', () => {
    setup(async () => {
      await store.add(named('One'));
      await store.add(jwtConnection(nowhere, { name: 'Two' }));
      keyring.values.clear();
      store = openWindow();
    });

    test('still lists every connection, with its secret missing', async () => {
      assert.deepEqual(await listed(), ['One: missing', 'Two: missing']);
    });

    test('says whose secret is missing', async () => {
      const [one] = await store.list();
      await assert.rejects(store.open(one!.connection.id), {
        code: 'SECRET_MISSING',
        message: /not on this machine/,
        details: { connection: 'One' },
      });
    });

    test('keeps the others listed when one secret was entered again', async () => {
      const [one] = await store.list();
      const { credential } = oauthConnection();
      await store.update(one!.connection.id, { credential });
      assert.deepEqual(await listed(openWindow()), ['One: present', 'Two: missing']);
      assert.deepEqual((await store.open(one!.connection.id)).credential, credential);
    });

    test('keeps them listed when one is added, renamed or removed', async () => {
      const [, two] = await store.list();
      await store.add(named('Three'));
      await store.update(two!.connection.id, { name: 'Second' });
      assert.deepEqual(await listed(), ['One: missing', 'Second: missing', 'Three: present']);
      await store.remove(two!.connection.id);
      assert.deepEqual(await listed(), ['One: missing', 'Three: present']);
    });

    test('leaves out of the shadow what lacks anything that a connection needs', async () => {
      const [one] = shadow.get(recordKey) as Record<string, unknown>[];
      const environment = one!.environment as object;
      const lacking = [
        ...['id', 'name', 'imsOrg', 'clientId'].flatMap((field) => [
          { ...one, [field]: '' },
          { ...one, [field]: 7 },
        ]),
        { ...one, environment: undefined },
        { ...one, environment: { ...environment, imsOrigin: 7 } },
        { ...one, environment: { ...environment, platformOrigin: 'http://platform.example' } },
        { ...one, credential: { kind: 'saml', technicalAccountId: 'x', metascopes: [] } },
        { ...one, credential: { kind: 'jwt', technicalAccountId: 'x', metascopes: [7] } },
      ];
      for (const item of lacking) {
        await shadow.update(recordKey, [item]);
        assert.deepEqual(await listed(), [], JSON.stringify(item));
      }
      await shadow.update(recordKey, [one]);
      assert.deepEqual(await listed(), ['One: missing']);
    });

    test('leaves out of the shadow what cannot be read', async () => {
      const kept = shadow.get(recordKey) as unknown[];
      await shadow.update(recordKey, [null, 7, { id: 'x' }, ...kept.slice(1), { ...(kept[0] as object), name: '' }]);
      assert.deepEqual(await listed(), ['Two: missing']);
    });

    for (const junk of ['text', 7, { connections: [] }, null]) {
      test(`lists nothing out of a shadow that is ${JSON.stringify(junk)}`, async () => {
        await shadow.update(recordKey, junk);
        assert.deepEqual(await listed(), []);
      });
    }
  });

  suite('leaves alone, byte for byte,', () => {
    const good = (connection: object): string => JSON.stringify({ version: 1, connections: [{ connection }] });
    const records: Record<string, { text: string; code: string }> = {
      'a record of a newer version': {
        text: '{"version":2,"connections":{"of":"another kind"}}',
        code: 'RECORD_NEWER',
      },
      'a record that is no JSON': { text: '{"version":1,"connec', code: 'RECORD_UNREADABLE' },
      'an empty record': { text: '', code: 'RECORD_UNREADABLE' },
      'a record without a version': { text: '{"connections":[]}', code: 'RECORD_UNREADABLE' },
      'a record without connections': { text: '{"version":1}', code: 'RECORD_UNREADABLE' },
      'a record with one connection that cannot be read': {
        text: good({ id: 'x', name: 'y' }),
        code: 'RECORD_UNREADABLE',
      },
    };
    for (const [name, { text, code }] of Object.entries(records)) {
      test(`${name}, and says ${code}`, async () => {
        const { id } = await store.add(named('Shadowed'));
        keyring.values.set(recordKey, text);
        for (const call of [
          () => store.list(),
          () => store.get(id),
          () => store.open(id),
          () => store.isNameFree('x'),
          () => store.add(named('New')),
          () => store.update(id, { name: 'New' }),
          () => store.remove(id),
        ]) {
          await assert.rejects(call, { name: 'AepError', code });
        }
        assert.equal(keyring.values.get(recordKey), text);
      });

      test(`${name}, until it is told to start over`, async () => {
        const { id } = await store.add(named('Shadowed'));
        keyring.values.set(recordKey, text);
        assert.deepEqual(await store.reset(), [id]);
        assert.deepEqual(await listed(), []);
        // Empty, and there: none would be a keyring that was lost.
        assert.deepEqual([...keyring.values.keys()], [recordKey]);
        assert.doesNotMatch(keyring.text, /credential|FAKE/);
        assert.deepEqual(await openWindow().list(), []);
        await store.add(named('New'));
        assert.deepEqual(await listed(), ['New: present']);
      });
    }

    const needed: Record<string, readonly [input: NewConnection, paths: readonly string[]]> = {
      'an OAuth connection': [
        oauthConnection(),
        [
          'connection',
          'connection.id',
          'connection.name',
          'connection.imsOrg',
          'connection.clientId',
          'connection.environment',
          'connection.environment.imsOrigin',
          'connection.environment.platformOrigin',
          'connection.credential',
          'connection.credential.kind',
          'connection.credential.scopes',
          'credential.enteredFor.clientId',
          'credential.enteredFor.imsOrigin',
          'credential.enteredFor.platformOrigin',
          'credential.credential',
          'credential.credential.scopes',
          'credential.credential.clientSecrets',
        ],
      ],
      'a service account': [
        jwtConnection(),
        [
          'connection.credential.technicalAccountId',
          'connection.credential.metascopes',
          'credential.credential.clientSecret',
          'credential.credential.privateKey',
          'credential.credential.technicalAccountId',
          'credential.credential.metascopes',
        ],
      ],
      'a pasted token': [pastedConnection(tokenOf({ exp: 9_999_999_999 })), ['credential.credential.accessToken']],
    };
    type Item = Record<string, never>;
    const without = (item: Item, path: string): void => {
      const keys = path.split('.');
      const owner = keys.slice(0, -1).reduce((node, key) => node[key]!, item) as Record<string, unknown>;
      const last = keys.at(-1)!;
      assert.ok(last in owner, path);
      owner[last] = undefined;
    };
    for (const [what, [input, paths]] of Object.entries(needed)) {
      for (const path of paths) {
        test(`a record of ${what} without its ${path}`, async () => {
          await store.add(input);
          const record = JSON.parse(keyring.values.get(recordKey)!) as { connections: Item[] };
          without(record.connections[0]!, path);
          const text = JSON.stringify(record);
          keyring.values.set(recordKey, text);
          await assert.rejects(store.list(), { code: 'RECORD_UNREADABLE', message: /cannot be read/ });
          assert.equal(keyring.values.get(recordKey), text);
        });
      }
    }

    for (const item of ['[7]', '[null]', '[[]]', '{}']) {
      test(`a record whose connections are ${item}`, async () => {
        keyring.values.set(recordKey, `{"version":1,"connections":${item}}`);
        await assert.rejects(store.list(), { code: 'RECORD_UNREADABLE' });
      });
    }

    test('a record of a newer version, and says so in the log', async () => {
      keyring.values.set(recordKey, '{"version":2,"connections":[]}');
      await assert.rejects(store.list(), { code: 'RECORD_NEWER', message: /by a newer version/ });
    });

    test('a record of the version before the first', async () => {
      keyring.values.set(recordKey, '{"version":0,"connections":[]}');
      await assert.rejects(store.list(), { code: 'RECORD_UNREADABLE' });
    });

    const damaged: Record<string, (credential: Record<string, unknown>) => unknown> = {
      'without its secrets': (credential) => ({
        ...credential,
        credential: { kind: 'oauth-server-to-server', scopes: [] },
      }),
      'of an unknown kind': (credential) => ({ ...credential, credential: { kind: 'saml' } }),
      'that does not say whom it is for': ({ credential }) => ({ credential }),
      'that is null': () => null,
    };
    for (const [name, damage] of Object.entries(damaged)) {
      test(`a record with a credential ${name}`, async () => {
        await store.add(named('One'));
        const record = JSON.parse(keyring.values.get(recordKey)!) as { connections: { credential: never }[] };
        record.connections[0]!.credential = damage(record.connections[0]!.credential) as never;
        const text = JSON.stringify(record);
        keyring.values.set(recordKey, text);
        await assert.rejects(store.add(named('Two')), { code: 'RECORD_UNREADABLE' });
        assert.equal(keyring.values.get(recordKey), text);
      });
    }
  });

  suite('when the keyring fails', () => {
    test('says STORE_UNAVAILABLE, and nothing of what the keyring said', async () => {
      const { id } = await store.add(named('One'));
      keyring.failure = new Error('libsecret: cannot decrypt p8e-SECRET');
      for (const call of [
        () => store.list(),
        () => store.open(id),
        () => store.add(named('Two')),
        () => store.remove(id),
        () => store.reset(),
      ]) {
        await assert.rejects(call, (error: unknown) => {
          assert.ok(error instanceof AepError);
          assert.deepEqual([error.code, error.retryable, error.cause], ['STORE_UNAVAILABLE', true, undefined]);
          assert.match(error.message, /storage of VS Code failed/);
          assert.ok(!`${error.message}${error.stack}${JSON.stringify(error.details)}`.includes('SECRET'));
          return true;
        });
      }
      keyring.failure = undefined;
      assert.deepEqual(await listed(), ['One: present']);
    });

    test('leaves the shadow as it was', async () => {
      await store.add(named('One'));
      const before = shadow.text;
      keyring.storeFailure = new Error('read-only');
      await assert.rejects(store.add(named('Two')), { code: 'STORE_UNAVAILABLE' });
      assert.equal(shadow.text, before);
    });
  });

  test('has stored a connection even when its shadow could not be', async () => {
    shadow.failure = new Error('disk full');
    const { id } = await store.add(named('One'));
    assert.equal((await store.get(id)).secret, 'present');
  });

  test('says STORE_UNAVAILABLE when starting over leaves the shadow', async () => {
    await store.add(named('One'));
    shadow.failure = new Error('disk full');
    await assert.rejects(store.reset(), { code: 'STORE_UNAVAILABLE' });
  });

  suite('gives a secret only', () => {
    const elsewhere = { imsOrigin: 'https://ims.elsewhere.example', platformOrigin: nowhere.platformOrigin };
    const otherPlatform = { imsOrigin: nowhere.imsOrigin, platformOrigin: 'https://platform.elsewhere.example' };

    test('with the client id that it was entered with', async () => {
      const { id, clientId } = await store.add(oauthConnection());
      await store.update(id, { clientId: 'other' });
      await assert.rejects(store.open(id), { code: 'SECRET_MISSING' });
      assert.equal((await store.get(id)).secret, 'missing');
      await store.update(id, { clientId });
      assert.equal((await store.get(id)).secret, 'present');
    });

    test('with the IMS that it was entered with', async () => {
      const { id } = await store.add(jwtConnection());
      await store.update(id, { environment: environmentAt(elsewhere) });
      await assert.rejects(store.open(id), { code: 'SECRET_MISSING' });
    });

    test('for any platform, when it goes to IMS alone', async () => {
      const { id } = await store.add(oauthConnection());
      await store.update(id, { environment: environmentAt(otherPlatform) });
      assert.equal((await store.get(id)).secret, 'present');
    });

    test('with its platform, when it is a token', async () => {
      const { id } = await store.add(pastedConnection(tokenOf({ exp: 9_999_999_999 })));
      await store.update(id, { environment: environmentAt(otherPlatform) });
      await assert.rejects(store.open(id), { code: 'SECRET_MISSING' });
    });

    test('with what it was entered for, when both change at once', async () => {
      const { id } = await store.add(oauthConnection());
      const { credential } = oauthConnection();
      await store.update(id, { clientId: 'other', environment: environmentAt(elsewhere), credential });
      assert.equal((await store.get(id)).secret, 'present');
    });

    test('to origins that secrets may be sent to, whatever the record says', async () => {
      await store.add(oauthConnection());
      const text = keyring.values.get(recordKey)!;
      keyring.values.set(recordKey, text.replaceAll('https://ims.example', 'http://ims.example'));
      await assert.rejects(store.list(), { code: 'RECORD_UNREADABLE' });
    });
  });
});
