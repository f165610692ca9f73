import * as assert from 'node:assert/strict';
import { importFrom, importFromEnvironment } from '../../../../../src/core/credentials/importers/recognise';
import type { ImportCandidate, ImportResult } from '../../../../../src/core/credentials/importers/importTypes';
import { demo } from '../../../../emulator/demo';
import { tokenOf } from '../../../../support/connections';
import { consoleApiKey, consoleJwt, consoleOAuth, consoleProject, postman } from '../../../../support/importFixtures';

const { imsOrg, oauth, jwt } = demo;
const context = { nowMs: 1_700_000_000_000, fallbackName: 'From a file' };
const read = (value: unknown): Promise<ImportResult> =>
  importFrom(typeof value === 'string' ? value : JSON.stringify(value), context);
const named = ({ ignored }: ImportResult): readonly string[] =>
  ignored.map(({ field, reason }) => `${field}: ${reason}`);
const only = ({ candidates }: ImportResult): ImportCandidate => {
  assert.equal(candidates.length, 1);
  return candidates[0]!;
};
const unrecognised = { code: 'IMPORT_UNRECOGNISED' };
const empty = { code: 'IMPORT_EMPTY' };

suite('A configuration of aepp', () => {
  test('is one with a client and a secret or an organisation, and nothing less', async () => {
    assert.equal(only(await read({ client_id: 'a', secret: 's' })).format, 'aepp');
    assert.equal(only(await read({ client_id: 'a', org_id: imsOrg })).format, 'aepp');
    for (const less of [{ client_id: 'a' }, { org_id: imsOrg, secret: 's' }, { client_id: 'a', scopes: 'openid' }]) {
      await assert.rejects(read(less), unrecognised);
    }
  });

  test('may have the code of a sign-in, which is no use and no riddle', async () => {
    assert.deepEqual(named(await read({ client_id: 'a', org_id: imsOrg, auth_code: 'x' })), []);
  });
});

suite('A configuration of aio', () => {
  const contextOf = (clientId: string): object => ({ client_id: clientId, client_secret: `p8e-FAKE_${clientId}` });
  const names = ({ candidates }: ImportResult): readonly string[] => candidates.map((one) => one.suggestedName);

  test('gives the current context first, by either name for it', async () => {
    const contexts = { a: contextOf('a'), b: contextOf('b'), c: contextOf('c') };
    for (const current of [
      { config: { current: ' b ' }, contexts },
      { $config: { current: 'b' }, contexts },
      { $current: 'b', ...contexts },
    ]) {
      const result = await read({ ims: current });
      assert.deepEqual(names(result), ['b', 'a', 'c']);
      assert.deepEqual([...new Set(result.candidates.map(({ format }) => format))], ['aio']);
    }
  });

  test('leaves out contexts without a client, and the one that people sign in with', async () => {
    const login = { ...contextOf('aio-cli-console-auth') };
    const result = await read({
      ims: { contexts: { login, none: { client_secret: 's' }, text: 'x', nothing: null, a: contextOf('a') } },
    });
    assert.deepEqual(names(result), ['a']);
    await assert.rejects(read({ ims: { contexts: { login } } }), empty);
    await assert.rejects(read({ ims: 'x' }), unrecognised);
  });

  test('has contexts whose names are theirs without the white space around', async () => {
    assert.deepEqual(names(await read({ ims: { contexts: { ' mine ': contextOf('a') } } })), ['mine']);
  });

  test('may have what a sign-in keeps beside a credential', async () => {
    const kept = {
      callback_port: 1,
      redirect_uri: 'x',
      state: 'x',
      redirect_to: 'x',
      oauth_enabled: true,
      token_type: 'x',
      refresh_token: { token: 'x' },
    };
    assert.deepEqual(named(await read({ ims: { contexts: { a: { ...contextOf('a'), ...kept } } } })), []);
  });

  test('names what it does not use by context and key', async () => {
    const result = await read({ ims: { contexts: { mine: { ...contextOf('a'), colour: 'red' } } } });
    assert.deepEqual(named(result), ['mine.colour: not-understood']);
  });
});

suite('A project of the console', () => {
  const project = (...credentials: readonly object[]): Record<string, unknown> =>
    (JSON.parse(consoleProject(...credentials)) as { project: Record<string, unknown> }).project;

  test('may come without its outer level', async () => {
    const candidate = only(await read(project(consoleOAuth)));
    assert.deepEqual([candidate.format, candidate.draft.imsOrg], ['console-project', imsOrg]);
  });

  test('is called by its title or else its name, and its workspace; one of several also by its own', async () => {
    assert.equal(only(await read({ project: project(consoleOAuth) })).suggestedName, 'Demo project Production');
    const untitled = { ...project(consoleOAuth), title: ' ' };
    assert.equal(only(await read({ project: untitled })).suggestedName, 'DemoProject Production');
    const several = await read({ project: project(consoleOAuth, consoleApiKey) });
    assert.equal(only(several).suggestedName, 'Demo project Production S2S');
    const { workspace } = project(consoleOAuth) as { workspace: object };
    const nameless = { org: { ims_org_id: imsOrg }, workspace: { ...workspace, name: '' } };
    assert.equal(only(await read({ project: nameless })).suggestedName, context.fallbackName);
  });

  test('of several, in a workspace without a name, is called by its title and its own name', async () => {
    const given = project(consoleOAuth, consoleApiKey);
    const { workspace } = given as { workspace: object };
    const result = await read({ project: { ...given, workspace: { ...workspace, name: '' } } });
    assert.equal(only(result).suggestedName, 'Demo project S2S');
  });

  test('says of what kind a credential is, whatever it has', async () => {
    const kinds = async (credential: object): Promise<unknown> =>
      only(await read(consoleProject(credential))).draft.credential?.kind;
    assert.equal(await kinds({ ...consoleJwt, jwt: { ...consoleJwt.jwt, meta_scopes: undefined } }), 'jwt');
    const odd = { client_id: 'a', meta_scopes: ['ent_x'] };
    assert.equal(await kinds({ ...consoleOAuth, oauth_server_to_server: odd }), 'oauth-server-to-server');
  });

  test('names its organisation by where it stands', async () => {
    const result = await read({ project: { ...project(consoleOAuth), org: { ims_org_id: 'acme' } } });
    assert.deepEqual(named(result), ['project.org.ims_org_id: org-not-adobe-org']);
  });

  test('names a credential of no use by what it says of itself', async () => {
    const nothing = { api_key: { client_id: 'x' } };
    const result = await read({ project: project(consoleOAuth, nothing, consoleApiKey) });
    assert.deepEqual(named(result), ['credential (unknown): unusable-kind', 'key (apikey): unusable-kind']);
  });

  test('names what it does not understand by credential and key', async () => {
    const odd = { ...consoleOAuth, oauth_server_to_server: { ...consoleOAuth.oauth_server_to_server, colour: 'red' } };
    assert.deepEqual(named(await read(consoleProject(odd))), ['S2S.colour: not-understood']);
    assert.deepEqual(named(await read(consoleProject({ ...odd, name: undefined }))), [
      'credential.colour: not-understood',
    ]);
  });

  test('has notes on what was converted, and on service accounts', async () => {
    assert.deepEqual(only(await read(consoleProject(consoleOAuth))).notes, []);
    assert.deepEqual(only(await read(consoleProject(consoleJwt))).notes, ['jwt-retired']);
  });
});

suite('A config.json of a service account', () => {
  const claims = { iss: imsOrg, sub: jwt.technicalAccountId };
  const claim = (host: string, metascope: string): string => `https://${host}/s/${metascope}`;
  const config = (payload: object, more: object = {}): object => ({
    client_id: jwt.clientId,
    client_secret: jwt.clientSecret,
    jwt_payload: { ...claims, ...payload },
    ...more,
  });

  test('has its metascopes and its IMS in those claims that are true', async () => {
    const payload = {
      [claim('ims-na1-stg1.adobelogin.com', 'ent_a')]: true,
      [claim('ims-na1-stg1.adobelogin.com', 'ent_b')]: 'true',
      [claim('other.example', 'ent_c')]: false,
      [`see:${claim('other.example', 'ent_d')}`]: true,
      [`${claim('other.example', 'ent_e')}/f`]: true,
    };
    const { draft, format } = only(await read(config(payload)));
    assert.equal(format, 'jwt-config');
    assert.equal(draft.environment?.name, 'stage');
    assert.deepEqual(draft.credential?.kind === 'jwt' && draft.credential.metascopes, ['ent_a', 'ent_b']);
    assert.deepEqual([draft.imsOrg, draft.clientId], [imsOrg, jwt.clientId]);
  });

  test('goes by the URL of its exchange rather than by a claim', async () => {
    const payload = { [claim('ims-na1-stg1.adobelogin.com', 'ent_a')]: true };
    const given = config(payload, { token_exchange_url: 'https://ims-na1.adobelogin.com/ims/exchange/jwt/' });
    assert.equal(only(await read(given)).draft.environment?.name, 'production');
  });

  test('may be a part of a configuration of aio, have a name, and carry what nobody needs', async () => {
    const more = { name: 'Mine', 'x-sandbox-id': 'x', 'x-sandbox-name': 'dev', jwt_passphrase: 'p' };
    const result = await read({ 'jwt-auth': config({}, more) });
    assert.equal(only(result).draft.credential?.kind, 'jwt');
    assert.equal(only(result).suggestedName, 'Mine');
    assert.equal(only(result).draft.sandbox, 'dev');
    assert.deepEqual(named(result), []);
  });
});

suite('The claims of a config.json', () => {
  test('are named by where they stand, when they cannot be', async () => {
    const payload = { iss: 'acme', sub: 'me', 'http://ims.example/s/ent_x': true };
    const result = await read({ client_id: 'a', client_secret: 's', jwt_payload: payload });
    assert.deepEqual(named(result), [
      'jwt_payload.iss: org-not-adobe-org',
      'jwt_payload: origin-not-https',
      'jwt_payload.sub: technical-account-without-domain',
    ]);
    const long = { [`https://ims.example/s/${'x'.repeat(257)}`]: true };
    assert.deepEqual(named(await read({ client_id: 'a', client_secret: 's', jwt_payload: long })), [
      'jwt_payload: too-long',
    ]);
  });
});

suite('The page of a credential', () => {
  test('may lack the client, which is then asked for', async () => {
    assert.deepEqual(only(await read({ CLIENT_SECRETS: ['s'] })).draft, {
      credential: { kind: 'oauth-server-to-server', clientSecrets: ['s'] },
    });
  });

  test('is known by its secrets, or by client and secret together', async () => {
    assert.equal(only(await read({ CLIENT_SECRETS: ['s'] })).format, 'credential-page');
    assert.equal(only(await read({ CLIENT_ID: 'a', CLIENT_SECRET: 's' })).format, 'credential-page');
    await assert.rejects(read({ CLIENT_SECRET: 's', ORG_ID: imsOrg }), unrecognised);
    await assert.rejects(read({ PUBLIC_KEYS_WITH_EXPIRY: 'x', ORG_ID: imsOrg }), unrecognised);
  });

  test('is that of an OAuth credential where it lists no certificates', async () => {
    const { draft } = only(await read({ CLIENT_ID: 'a', CLIENT_SECRET: 's', META_SCOPES: ['x'] }));
    assert.equal(draft.credential?.kind, 'oauth-server-to-server');
  });
});

suite('A Postman environment', () => {
  test('has what is switched on, under its own name', async () => {
    const result = await read({
      name: 'Mine',
      values: [
        { key: 'API_KEY', value: oauth.clientId },
        { key: 'IMS_ORG', value: imsOrg, enabled: 'false' },
        { key: 'SANDBOX_NAME', value: 'dev', enabled: true },
        { key: 'COLOUR', value: 'red' },
        { key: 'EMPTY' },
        { key: 7, value: 'x' },
      ],
    });
    assert.equal(only(result).suggestedName, 'Mine');
    assert.equal(only(result).format, 'postman');
    assert.deepEqual([only(result).draft.imsOrg, only(result).draft.sandbox], [undefined, 'dev']);
    assert.deepEqual(named(result), ['IMS_ORG: disabled', 'COLOUR: not-understood']);
  });

  test('without a name is called as its file is', async () => {
    assert.equal(only(await read({ values: [{ key: 'API_KEY', value: 'a' }] })).suggestedName, context.fallbackName);
  });

  test('may have what the template and its scripts keep for other requests', async () => {
    const kept = { JWT_TOKEN: 'x', JSRSASIGN: 'x', CONTAINER_ID: 'x', TENANT_ID: 'x' };
    assert.deepEqual(named(await read(postman({ API_KEY: 'a', ...kept }))), []);
  });

  test('without anything of use says what there was', async () => {
    await assert.rejects(read(postman({ COLOUR: 'red' }, { API_KEY: 'a' })), {
      code: 'IMPORT_EMPTY',
      message: /no credential/,
      details: { field: 'API_KEY, COLOUR' },
    });
    await assert.rejects(read({ values: [] }), { code: 'IMPORT_EMPTY', details: {} });
  });

  test('is none where a value has no key', async () => {
    await assert.rejects(read({ values: [{ key: 'API_KEY', value: 'a' }, { value: 'b' }] }), unrecognised);
    await assert.rejects(read({ values: 'API_KEY' }), unrecognised);
  });
});

suite('Variables', () => {
  const ofProcess = (variables: Record<string, string>): Promise<ImportResult> =>
    importFromEnvironment(variables, context);

  test('of a process are those with our prefixes, in any case, and no others', async () => {
    const result = await ofProcess({ AEP_CLIENT_ID: 'a', AEP_COLOUR: 'red', MY_AEP_CLIENT_SECRET: 's', COLOUR: 'red' });
    assert.deepEqual(only(result).draft, { clientId: 'a', credential: { kind: 'oauth-server-to-server' } });
    assert.equal(only(result).format, 'dotenv');
    assert.deepEqual(named(result), ['AEP_COLOUR: not-understood']);
    for (const name of ['SERVICE_API_KEY_OLD', 'MY_SERVICE_API_KEY', 'NO_AIO_ims_contexts_a_client__id']) {
      await assert.rejects(ofProcess({ [name]: 'a' }), unrecognised);
    }
  });

  test('of App Builder take the client from either name, its own first', async () => {
    const secret = { IMS_OAUTH_S2S_CLIENT_SECRET: 's' };
    assert.equal(only(await ofProcess({ ...secret, SERVICE_API_KEY: 'b' })).draft.clientId, 'b');
    const both = { ...secret, SERVICE_API_KEY: 'b', IMS_OAUTH_S2S_CLIENT_ID: 'a' };
    assert.equal(only(await ofProcess(both)).draft.clientId, 'a');
    await assert.rejects(ofProcess({ SERVICE_API_KEY: 'b' }), unrecognised);
    const odd = await ofProcess({ ...secret, SERVICE_API_KEY: 'two words' });
    assert.deepEqual([only(odd).format, named(odd)], ['dotenv', ['SERVICE_API_KEY: bad-characters']]);
    assert.deepEqual(named(await ofProcess({ ...secret, SERVICE_API_KEY: ' ' })), []);
    const { draft } = only(await ofProcess({ ...secret, IMS_OAUTH_S2S_PRIVATE_KEY: 'x' }));
    assert.equal(draft.credential?.kind, 'oauth-server-to-server', 'they are of no other kind');
  });

  test('of aio have their levels between single underscores, the first two in any case', async () => {
    const variables = { AIO_IMS_CONTEXTS_my__own_client__id: 'a', AIO_ims_contexts_my__own_client__secret: 's' };
    const result = await ofProcess(variables);
    assert.equal(only(result).suggestedName, 'my_own');
    assert.equal(only(result).format, 'dotenv');
    const older = only(await ofProcess({ AIO_$ims_mine_client__id: 'a' }));
    const cased = await ofProcess({ AIO_ims_contexts_Mine_client__id: 'a' });
    assert.equal(only(cased).suggestedName, 'Mine');
    assert.deepEqual([older.suggestedName, older.draft.clientId], ['mine', 'a']);
  });

  test('of aio that contradict each other: the first counts', async () => {
    const { draft } = only(
      await ofProcess({
        AIO_ims_contexts_a_client__id: 'first',
        AIO_IMS_contexts_a_client__id: 'second',
        AIO_ims_contexts_a_client__id_deeper: 'third',
      }),
    );
    assert.equal(draft.clientId, 'first');
  });

  test('of aio that are deeper than any level of its are left out', async () => {
    const deep = (levels: number): string => `AIO_ims_contexts_a_${'l_'.repeat(levels)}x`;
    assert.deepEqual(named(await ofProcess({ AIO_ims_contexts_a_client__id: 'a', [deep(2)]: 'x', [deep(3)]: 'x' })), [
      'a.l: not-understood',
    ]);
    assert.deepEqual(named(await ofProcess({ AIO_ims_contexts_a_client__id: 'a', [deep(3)]: 'x' })), []);
  });

  test('of others in the same file are neither taken nor named', async () => {
    const others = ['MY_AEP_CLIENT_SECRET=s', 'MY_IMS_OAUTH_S2S_CLIENT_ID=b', 'ABC_ims_contexts_x_client__id=c'];
    const result = await read(['AEP_CLIENT_ID=a', ...others].join('\n'));
    assert.deepEqual(only(result).draft, { clientId: 'a', credential: { kind: 'oauth-server-to-server' } });
    assert.deepEqual(named(result), []);
    await assert.rejects(read({ AIO_ims_contexts_a_client__id: 7 }), unrecognised, 'variables are texts');
  });

  test('of ours that name no credential belong to the one that there is, and hide none', async () => {
    const more = { AEP_SANDBOX_NAME: 'dev', AEP_COLOUR: 'red' };
    const result = await ofProcess({ IMS_OAUTH_S2S_CLIENT_ID: 'b', IMS_OAUTH_S2S_CLIENT_SECRET: 's', ...more });
    assert.deepEqual([only(result).draft.clientId, only(result).draft.sandbox], ['b', 'dev']);
    assert.deepEqual(named(result), ['AEP_COLOUR: not-understood']);
    const others = { ...more, AEP_SCOPES: 'openid', AEP_ORG_ID: 'other@AdobeOrg' };
    const jwt = await ofProcess({
      AIO_ims_contexts_x_client__id: 'c',
      AIO_ims_contexts_x_private__key: 'k',
      ...others,
    });
    assert.deepEqual([only(jwt).draft.credential?.kind, only(jwt).draft.imsOrg], ['jwt', undefined]);
    assert.deepEqual(named(jwt).slice(0, 3), [
      'AEP_COLOUR: not-understood',
      'AEP_SCOPES: superseded',
      'AEP_ORG_ID: superseded',
    ]);
    const token = await ofProcess({
      IMS_OAUTH_S2S_CLIENT_ID: 'b',
      IMS_OAUTH_S2S_CLIENT_SECRET: 's',
      AEP_ACCESS_TOKEN: tokenOf({ client_id: 'b' }),
      AEP_SANDBOX_NAME: 'dev',
    });
    assert.equal(only(token).draft.sandbox, 'dev');
    const plain = await read('CLIENT_ID=a\nCLIENT_SECRET=s\nORG_ID=b@AdobeOrg\nAEP_SANDBOX_NAME=dev');
    assert.equal(only(plain).draft.clientId, 'a');
    await assert.rejects(ofProcess(more), unrecognised);
  });

  test('of ours are a credential by a client, a secret, a key or a token', async () => {
    const other = { IMS_OAUTH_S2S_CLIENT_ID: 'b', IMS_OAUTH_S2S_CLIENT_SECRET: 's' };
    for (const more of [{ AEP_CLIENT_SECRET: 't' }, { AEP_PRIVATE_KEY: 'k' }, { AEP_CLIENT_ID: 'a' }] as Record<
      string,
      string
    >[]) {
      assert.equal((await ofProcess({ ...other, ...more })).candidates.length, 2, Object.keys(more).join());
    }
    const result = await ofProcess({
      AEP_ACCESS_TOKEN: tokenOf({ client_id: 'b', created_at: context.nowMs, expires_in: 60_000 }),
      AEP_COLOUR: 'red',
    });
    assert.deepEqual([only(result).format, only(result).draft.credential?.kind], ['dotenv', 'access-token']);
    assert.deepEqual(named(result), ['AEP_COLOUR: not-understood'], 'once');
  });

  test('of ours that give one credential a place and not another, which has its own, are used', async () => {
    const sandboxes = { AIO_ims_contexts_x_client__id: 'c', AIO_ims_contexts_x_sandbox__name: 'qa' };
    const result = await ofProcess({ ...sandboxes, AIO_ims_contexts_y_client__id: 'd', AEP_SANDBOX_NAME: 'dev' });
    assert.deepEqual(
      result.candidates.map(({ draft }) => draft.sandbox),
      ['qa', 'dev'],
    );
    assert.deepEqual(named(result), []);
  });

  test('of every dialect are taken side by side', async () => {
    const { candidates } = await ofProcess({
      AEP_CLIENT_ID: 'a',
      IMS_OAUTH_S2S_CLIENT_ID: 'b',
      AIO_ims_contexts_x_client__id: 'c',
    });
    assert.deepEqual(
      candidates.map(({ draft }) => draft.clientId),
      ['c', 'b', 'a'],
    );
  });
});

suite('Of several candidates', () => {
  const contexts = (count: number, more: object = {}): object =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`c${index}`, { client_id: `id${index}`, ...more }]),
    );

  test('fifty are given, and fifty names of what was not used', async () => {
    const result = await read({ ims: { contexts: contexts(51, { colour: 'red', shape: 'round' }) } });
    assert.deepEqual([result.candidates.length, result.ignored.length], [50, 50]);
    assert.equal(result.candidates.at(-1)?.suggestedName, 'c49');
  });

  test('each is given once', async () => {
    const same = { client_id: 'a', client_secret: 's' };
    const { candidates } = await read({
      ims: { contexts: { one: same, two: same, three: { ...same, client_id: 'b' } } },
    });
    assert.deepEqual(
      candidates.map(({ suggestedName }) => suggestedName),
      ['one', 'three'],
    );
  });

  test('a token is named and left out where another can make tokens', async () => {
    const token = tokenOf({ created_at: context.nowMs, expires_in: 60_000 });
    const mixed = { pasted: { client_id: 'a', access_token: token }, whole: { client_id: 'b', client_secret: 's' } };
    const result = await read({ ims: { contexts: mixed } });
    assert.equal(only(result).suggestedName, 'whole');
    assert.deepEqual(named(result), ['pasted: superseded']);
  });

  test('none says the names of the first three things that were not used', async () => {
    const result = read(consoleProject(consoleApiKey, consoleApiKey, consoleApiKey, { name: 'fourth' }));
    await assert.rejects(result, {
      code: 'IMPORT_EMPTY',
      details: { field: Array(3).fill('key (apikey)').join(', ') },
    });
  });
});
