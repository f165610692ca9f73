import * as assert from 'node:assert/strict';
import { missingFields } from '../../../../../src/core/credentials/importers/missing';
import { importFrom } from '../../../../../src/core/credentials/importers/recognise';
import type {
  ImportContext,
  ImportResult,
  ReadNamedFile,
} from '../../../../../src/core/credentials/importers/importTypes';
import { demo } from '../../../../emulator/demo';
import { tokenOf } from '../../../../support/connections';
import { keyFile } from '../../../../support/importFixtures';
import { encryptedPkcs8, passphrase, pkcs8 } from '../../../../support/keys';

const { imsOrg } = demo;
const context: ImportContext = { nowMs: 1_700_000_000_000, fallbackName: 'From a file' };
type Values = Readonly<Record<string, unknown>>;
/** A configuration with a client and an organisation, and what is given. */
const read = (given: Values, changes: Partial<ImportContext> = {}): Promise<ImportResult> =>
  importFrom(JSON.stringify({ client_id: 'a', org_id: imsOrg, ...given }), { ...context, ...changes });
const named = ({ ignored }: ImportResult): readonly string[] =>
  ignored.map(({ field, reason }) => `${field}: ${reason}`);
const credentialOf = ({ candidates }: ImportResult): Values => ({ ...candidates[0]?.draft.credential });
const environmentOf = async (given: Values): Promise<readonly [string | undefined, readonly string[]]> => {
  const result = await read(given);
  return [result.candidates[0]?.draft.environment?.name, named(result)];
};

suite('The key of a value', () => {
  test('may be spelt in any case, with underscores, hyphens and spaces', async () => {
    for (const key of ['client_secret', 'clientSecret', 'CLIENT-SECRET', 'Client Secret', 'client_secrets', 'secret']) {
      assert.deepEqual(credentialOf(await read({ [key]: 's' })).clientSecrets, ['s'], key);
    }
  });

  test('that is there twice is named where the values differ, and the first counts', async () => {
    assert.deepEqual(named(await read({ secret: 's', client_secret: 's' })), []);
    const differ = await read({ secret: 's', client_secret: 't' });
    assert.deepEqual(credentialOf(differ).clientSecrets, ['s']);
    assert.deepEqual(named(differ), ['client_secret: superseded']);
  });

  test('without a value is as good as absent', async () => {
    const blank = { a: '', b: ' \n', c: null, d: [], e: ['', ' '], f: {}, g: [[], {}] };
    assert.deepEqual(named(await read({ secret: '', client_secret: 's', ...blank })), []);
    assert.deepEqual(named(await read({ a: 0, b: false, c: ['', 'x'], d: { e: '' } })), [
      'a: not-understood',
      'b: not-understood',
      'c: not-understood',
      'd: not-understood',
    ]);
  });

  test('that every object has is not understood', async () => {
    assert.deepEqual(named(await read({ constructor: 'x', toString: 'y' })), [
      'constructor: not-understood',
      'toString: not-understood',
    ]);
  });

  test('is named in full up to 60 characters, on one line, and cut beyond', async () => {
    const keys = ['k'.repeat(60), 'l'.repeat(40) + 'm'.repeat(21), 'two\n \tlines'];
    const result = await read(Object.fromEntries(keys.map((key) => [key.replace(/k{10}/g, 'kkkkk kkkk'), 'x'])));
    assert.deepEqual(
      result.ignored.map(({ field }) => field),
      ['kkkkk kkkk'.repeat(6), `${'l'.repeat(40)}${'m'.repeat(19)}…`, 'two lines'],
    );
  });
});

suite('The name of a candidate', () => {
  const nameOf = async (name: string): Promise<string | undefined> => {
    const result = await importFrom(JSON.stringify({ name, values: [{ key: 'API_KEY', value: 'a' }] }), context);
    return result.candidates[0]?.suggestedName;
  };

  test('is at most 90 characters, so that a number fits behind it', async () => {
    assert.equal(await nameOf('n'.repeat(90)), 'n'.repeat(90));
    assert.equal(await nameOf('n'.repeat(91)), 'n'.repeat(90));
    assert.equal(await nameOf(` ${'n'.repeat(90)} `), 'n'.repeat(90));
  });

  test('is that of the source where it cannot be one', async () => {
    assert.equal(await nameOf('a\u0007b'), context.fallbackName);
  });
});

suite('The kind of a credential', () => {
  const kindOf = async (given: Values): Promise<unknown> => credentialOf(await read(given)).kind;
  const token = tokenOf({ created_at: context.nowMs, expires_in: 60_000 });

  test('is that of a service account where there is a key or a metascope', async () => {
    assert.equal(await kindOf({ private_key: pkcs8() }), 'jwt');
    assert.equal(await kindOf({ metascopes: 'ent_x' }), 'jwt');
    assert.equal(await kindOf({ private_key: pkcs8(), secret: 's' }), 'jwt');
    assert.equal(await kindOf({ private_key: pkcs8(), scopes: 'openid' }), 'jwt');
  });

  test('is OAuth where there are scopes and a secret, or where nothing says otherwise', async () => {
    assert.equal(await kindOf({ private_key: pkcs8(), secret: 's', scopes: 'openid' }), 'oauth-server-to-server');
    assert.equal(await kindOf({}), 'oauth-server-to-server');
    assert.equal(await kindOf({ secret: 's', access_token: token }), 'oauth-server-to-server');
  });

  test('is a token only as the last resort', async () => {
    assert.equal(await kindOf({ access_token: token }), 'access-token');
    assert.equal(await kindOf({ access_token: token, metascopes: 'ent_x' }), 'jwt');
  });

  test('has its notes: what was converted, what Adobe ended', async () => {
    const notes = async (given: Values): Promise<readonly string[] | undefined> =>
      (await read(given)).candidates[0]?.notes;
    assert.deepEqual(await notes({ private_key: pkcs8(), secret: 's', scopes: 'openid' }), ['migrated']);
    assert.deepEqual(await notes({ metascopes: 'ent_x' }), ['jwt-retired']);
    assert.deepEqual(await notes({ secret: 's' }), []);
  });

  test('that can make tokens needs none: it is named', async () => {
    for (const given of [{ secret: 's' }, { metascopes: 'ent_x' }]) {
      const result = await read({ ...given, access_token: token });
      assert.deepEqual(named(result), ['access_token: superseded']);
    }
  });
});

suite('A value', () => {
  const account = 'AB@techacct.adobe.com';

  test('may be a list in a text, as aio writes it, or a text that lists', async () => {
    assert.deepEqual(credentialOf(await read({ client_secrets: ' ["s","t"]' })).clientSecrets, ['s', 't']);
    const two = await read({ client_secrets: ['s', 't'] });
    assert.deepEqual([credentialOf(two).clientSecrets, named(two)], [['s', 't'], []]);
    assert.deepEqual(credentialOf(await read({ metascopes: '["ent_a","ent_b"]' })).metascopes, ['ent_a', 'ent_b']);
    assert.equal(credentialOf(await read({ tech_id: [account], metascopes: 'x' })).technicalAccountId, account);
    assert.deepEqual(credentialOf(await read({ scopes: 'openid, AdobeID' })).scopes, ['openid', 'AdobeID']);
    assert.deepEqual(credentialOf(await read({ metascopes: ['ent_a', 'ent_b'] })).metascopes, ['ent_a', 'ent_b']);
  });

  test('that is a text in brackets and no list is a text', async () => {
    assert.deepEqual(credentialOf(await read({ client_secret: '[x' })).clientSecrets, ['[x']);
  });

  test('of which there should be one, and which is a list, has its items on lines of their own', async () => {
    const one = await read({ sandbox_name: ['dev'] });
    assert.equal(one.candidates[0]?.draft.sandbox, 'dev');
    assert.deepEqual(named(await read({ sandbox_name: ['d', 'ev'] })), ['sandbox_name: bad-characters']);
  });

  test('may be a number, which stands for its digits, or yes or no in a list', async () => {
    assert.deepEqual(credentialOf(await read({ scopes: ['openid', true] })).scopes, ['openid', 'true']);
    assert.deepEqual(credentialOf(await read({ client_secrets: [7, 'x'] })).clientSecrets, ['7', 'x']);
    const result = await importFrom(JSON.stringify({ client_id: 12, org_id: imsOrg }), context);
    assert.equal(result.candidates[0]?.draft.clientId, '12');
  });

  test('that is no text, nor anything that stands for one, is named', async () => {
    const result = await read({
      secret: { a: 's' },
      sandbox_name: true,
      scopes: ['openid', { a: 1 }],
      platform_url: { token: 7 },
    });
    assert.deepEqual(named(result), [
      'sandbox_name: not-text',
      'platform_url: not-text',
      'secret: not-text',
      'scopes: not-text',
    ]);
  });

  test('is trimmed, and so is the token of a pair of token and expiry', async () => {
    const token = tokenOf({ created_at: context.nowMs, expires_in: 60_000 });
    const result = await read({ access_token: { token: ` ${token}\n`, expiry: 1 }, sandbox_name: ' dev ' });
    assert.equal(credentialOf(result).accessToken, token);
    assert.equal(result.candidates[0]?.draft.sandbox, 'dev');
  });

  test('of a service account is checked by itself: what fails is named, the rest stays', async () => {
    const result = await read({ tech_id: 'x', secret: 'a b', metascopes: 'ent_x', passphrase: 'p' });
    assert.deepEqual(credentialOf(result), { kind: 'jwt', metascopes: ['ent_x'] });
    assert.deepEqual(named(result), ['secret: bad-characters', 'tech_id: technical-account-without-domain']);
    const good = await read({ tech_id: account, secret: ['s', 't'], metascopes: 'ent_x' });
    assert.deepEqual(credentialOf(good), {
      kind: 'jwt',
      clientSecret: 's',
      technicalAccountId: account,
      metascopes: ['ent_x'],
    });
  });

  test('of a secret that is the client id is named', async () => {
    assert.deepEqual(named(await read({ secret: 'a' })), ['secret: secret-is-client-id']);
    assert.deepEqual(named(await read({ secret: 'a', metascopes: 'ent_x' })), ['secret: secret-is-client-id']);
  });

  test('of a token says of which client it is, where nothing else does', async () => {
    const token = tokenOf({ client_id: 'of-token', created_at: context.nowMs, expires_in: 60_000 });
    const clientOf = async (given: Values): Promise<unknown> => {
      const text = JSON.stringify({ ims: { contexts: { x: given } } });
      return (await importFrom(text, context)).candidates[0]?.draft.clientId;
    };
    assert.equal(await clientOf({ client_id: 'of-token', access_token: token }), 'of-token');
    assert.equal(await clientOf({ client_id: 'two words', access_token: token }), 'of-token');
    const other = await read({ access_token: token });
    assert.deepEqual(named(other), ['access_token: token-of-other-client']);
    assert.equal(other.candidates[0]?.draft.clientId, 'a');
  });
});

suite('A private key', () => {
  const bytes =
    (content: string | Uint8Array): ReadNamedFile =>
    () =>
      Promise.resolve(Buffer.from(content));

  test('that is the name of a file is read from it, and a note says so', async () => {
    const asked: string[] = [];
    const readFile: ReadNamedFile = (path) => {
      asked.push(path);
      return Promise.resolve(Buffer.from(pkcs8()));
    };
    const result = await read({ path_to_key: keyFile }, { readFile });
    assert.deepEqual(credentialOf(result), { kind: 'jwt', privateKey: pkcs8() });
    assert.deepEqual(result.candidates[0]?.notes, ['jwt-retired', 'key-from-file']);
    assert.deepEqual(asked, [keyFile]);
    const inPlace = await read({ private_key: pkcs8() }, { readFile });
    assert.deepEqual(inPlace.candidates[0]?.notes, ['jwt-retired']);
    assert.equal(asked.length, 1);
  });

  test('is the name of a file up to 400 characters on one line', async () => {
    const reason = async (given: string): Promise<readonly string[]> => named(await read({ private_key: given }));
    assert.deepEqual(await reason('k'.repeat(400)), ['private_key: key-file-elsewhere']);
    for (const key of ['k'.repeat(401), 'a\nb', '-----BEGIN x']) {
      assert.deepEqual(await reason(key), ['private_key: KEY_UNREADABLE'], key);
    }
  });

  test('in a file that holds something else says what is wrong', async () => {
    assert.deepEqual(named(await read({ path_to_key: keyFile }, { readFile: bytes('nothing of use') })), [
      'path_to_key: KEY_UNREADABLE',
    ]);
  });

  test('that is not there leaves its passphrase to be asked for with it', async () => {
    const readFile: ReadNamedFile = () => Promise.resolve('key-file-missing');
    const result = await read({ path_to_key: keyFile, passphrase }, { readFile });
    assert.deepEqual(credentialOf(result), { kind: 'jwt' });
  });

  test('that is encrypted comes with its passphrase, or a wrong one is named', async () => {
    const encrypted = { path_to_key: keyFile, passphrase };
    const result = await read(encrypted, { readFile: bytes(encryptedPkcs8()) });
    assert.deepEqual(credentialOf(result), { kind: 'jwt', privateKey: encryptedPkcs8(), passphrase });
    const wrong = await read({ private_key: encryptedPkcs8(), passphrase: 'no' });
    assert.deepEqual(named(wrong), ['private_key: KEY_PASSPHRASE_WRONG']);
  });

  test('leaves to be asked for what is still missing of a service account', async () => {
    const missing = async (given: Values): Promise<readonly string[]> =>
      missingFields((await read(given)).candidates[0]!.draft);
    assert.deepEqual(await missing({ metascopes: 'ent_x' }), [
      'credential.technicalAccountId',
      'credential.clientSecret',
      'credential.privateKey',
      'credential.passphrase',
    ]);
    const known = { secret: 's', tech_id: 'AB@techacct.adobe.com' };
    assert.deepEqual(await missing({ ...known, private_key: pkcs8() }), []);
    assert.deepEqual(await missing({ ...known, private_key: encryptedPkcs8() }), ['credential.passphrase']);
    assert.deepEqual(await missing({ ...known, private_key: encryptedPkcs8(), passphrase }), []);
    assert.deepEqual(await missing({ secret: 's' }), []);
    assert.deepEqual(missingFields({}), ['imsOrg', 'clientId', 'credential.kind']);
    assert.deepEqual(missingFields({ imsOrg, clientId: 'a', credential: { kind: 'access-token' } }), [
      'credential.accessToken',
    ]);
    const accessToken = 'x';
    assert.deepEqual(missingFields({ imsOrg, clientId: 'a', credential: { kind: 'access-token', accessToken } }), []);
  });
});

suite('An environment', () => {
  test('has the names that are in use, in any case', async () => {
    for (const name of ['prod', ' Production ']) {
      assert.deepEqual(await environmentOf({ environment: name }), ['production', []]);
    }
    for (const name of ['stage', 'STG']) assert.deepEqual(await environmentOf({ environment: name }), ['stage', []]);
    assert.deepEqual(await environmentOf({}), [undefined, []]);
  });

  test('of another name is named', async () => {
    for (const name of ['int', 'non-production', 'production2', 'staged']) {
      assert.deepEqual((await environmentOf({ env: name }))[1], ['env: unknown-value'], name);
    }
    assert.deepEqual(await environmentOf({ env: 'int' }), [undefined, ['env: unknown-value']]);
  });

  test('is known by its IMS, and what it does not say is that of production', async () => {
    assert.deepEqual(await environmentOf({ ims: 'ims-na1-stg1.adobelogin.com' }), ['stage', []]);
    assert.deepEqual(await environmentOf({ ims: 'https://ims-na1.adobelogin.com/ims?x' }), ['production', []]);
    assert.deepEqual(await environmentOf({ platform_url: 'platform.adobe.io#x' }), ['production', []]);
    assert.deepEqual(await environmentOf({ platform_url: 'HTTPS://other.example/data' }), ['custom', []]);
  });

  test('with a host that cannot be is named', async () => {
    assert.deepEqual(await environmentOf({ ims: 'http://ims.example' }), [undefined, ['ims: origin-not-https']]);
    assert.deepEqual(await environmentOf({ platform_url: '/data' }), [undefined, ['platform_url: origin-malformed']]);
  });
});
