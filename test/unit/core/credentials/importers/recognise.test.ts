import * as assert from 'node:assert/strict';
import { type NewConnection, completeDraft } from '../../../../../src/core/credentials/connectionInput';
import type { ImportContext, ImportResult } from '../../../../../src/core/credentials/importers/importTypes';
import { importFrom, importFromEnvironment } from '../../../../../src/core/credentials/importers/recognise';
import { AepError } from '../../../../../src/core/errors';
import { demo } from '../../../../emulator/demo';
import { jwtConnection, oauthConnection, tokenOf } from '../../../../support/connections';
import {
  aepVariables,
  consoleApiKey,
  consoleJwt,
  consoleOAuth,
  consoleProject,
  hostileFixtures,
  hostileSecret,
  importFixtures,
  keyFile,
  postman,
} from '../../../../support/importFixtures';
import { encryptedPkcs8, passphrase, pkcs8 } from '../../../../support/keys';

const nowMs = 1_700_000_000_000;
const context: ImportContext = {
  nowMs,
  fallbackName: 'From a file',
  readFile: (path) =>
    Promise.resolve(path.replace(/^\.\//, '') === keyFile ? Buffer.from(pkcs8()) : ('key-file-missing' as const)),
};
const read = (content: Uint8Array | string): Promise<ImportResult> => importFrom(content, context);
const json = (value: unknown): string => JSON.stringify(value);
const names = ({ ignored }: ImportResult): readonly string[] =>
  ignored.map(({ field, reason }) => `${field}: ${reason}`);

/** What must come out of every fixture. Scopes have defaults, and few formats know of environment or sandbox. */
function essence({ imsOrg, clientId, credential }: NewConnection): unknown {
  if (credential.kind !== 'jwt') return { imsOrg, clientId, credential };
  const { metascopes, ...rest } = credential;
  return { imsOrg, clientId, credential: { ...rest, metascopes: [...metascopes] } };
}

suite('Import', () => {
  for (const { name, text, holds, ignored = [] } of importFixtures()) {
    test(`reads a ${name} whole`, async () => {
      const result = await read(Buffer.from(text));
      const whole = completeDraft({ ...result.candidates[0]?.draft, name: 'x' });
      assert.ok(whole, 'something is missing');
      assert.deepEqual(essence(whole), essence(holds === 'oauth' ? oauthConnection() : jwtConnection()));
      assert.equal(whole.environment.name, 'production');
      assert.ok(whole.sandbox === undefined || whole.sandbox === 'dev');
      assert.deepEqual(
        result.ignored.map(({ field }) => field),
        ignored,
      );
    });
  }

  test('reads the environment variables of a process, and leaves the others alone', async () => {
    const result = await importFromEnvironment(
      { ...aepVariables, PATH: '/bin', SECRET: 'x', EMPTY: undefined },
      context,
    );
    const whole = completeDraft({ ...result.candidates[0]?.draft, name: 'x' });
    assert.ok(whole);
    assert.deepEqual(essence(whole), essence(oauthConnection()));
    assert.equal(whole.sandbox, 'dev');
    await refused(importFromEnvironment({ PATH: '/bin' }, context), 'IMPORT_UNRECOGNISED');
  });

  test('gives every credential of a project, and names the kinds that are of no use', async () => {
    const result = await read(consoleProject(consoleOAuth, consoleJwt, consoleApiKey));
    assert.deepEqual(
      result.candidates.map(({ suggestedName, draft }) => [suggestedName, draft.credential?.kind, draft.clientId]),
      [
        ['Demo project Production S2S', 'oauth-server-to-server', demo.oauth.clientId],
        ['Demo project Production JWT (old)', 'jwt', demo.jwt.clientId],
      ],
    );
    assert.deepEqual(names(result), ['key (apikey): unusable-kind']);
    assert.deepEqual(result.candidates[1]?.notes, ['jwt-retired']);
    assert.equal(completeDraft({ ...result.candidates[1].draft, name: 'x' }), undefined);
  });

  test('gives what both halves of a mixed file hold', async () => {
    const { project } = JSON.parse(consoleProject(consoleOAuth)) as { project: unknown };
    const context = { client_id: 'f'.repeat(32), client_secret: 'x', ims_org_id: demo.imsOrg };
    const { candidates } = await read(
      json({ project, ims: { contexts: { other: context } }, values: [{ enabled: true }] }),
    );
    assert.deepEqual(
      candidates.map(({ format }) => format),
      ['console-project', 'aio'],
    );
  });

  test('says of a migrated credential that OAuth was taken', async () => {
    const both = { ...consoleOAuth, integration_type: 'oauth_server_to_server_migrate', jwt: consoleJwt.jwt };
    const { candidates } = await read(consoleProject(both));
    assert.deepEqual(
      [candidates[0]?.draft.credential?.kind, candidates[0]?.notes],
      ['oauth-server-to-server', ['migrated']],
    );
  });

  test('reads the page of a service account, which has no key', async () => {
    const { clientId, clientSecret, technicalAccountId } = demo.jwt;
    const { candidates, ignored } = await read(
      json({
        CLIENT_SECRET: clientSecret,
        ORG_ID: demo.imsOrg,
        API_KEY: clientId,
        TECHNICAL_ACCOUNT_ID: technicalAccountId,
        TECHNICAL_ACCOUNT_EMAIL: 'a@techacct.adobe.com',
        PUBLIC_KEYS_WITH_EXPIRY: { abc: '01/01/2027' },
      }),
    );
    assert.deepEqual(candidates[0]?.draft, {
      imsOrg: demo.imsOrg,
      clientId,
      credential: { kind: 'jwt', clientSecret, technicalAccountId },
    });
    assert.deepEqual(ignored, []);
  });

  test('gives all contexts of aio, the current one first', async () => {
    const fixture = importFixtures().find(({ file }) => file === 'global.aio')!;
    const { candidates } = await read(fixture.text);
    assert.deepEqual(
      candidates.map(({ suggestedName }) => suggestedName),
      ['demo', 'other'],
    );
  });

  test('takes hosts of an environment as they are: stage, and others', async () => {
    const environment = async (values: object): Promise<unknown> =>
      (await read(postman({ API_KEY: 'a', IMS_ORG: demo.imsOrg, ...values }))).candidates[0]?.draft.environment;
    assert.deepEqual(await environment({ IMS: 'ims-na1-stg1.adobelogin.com' }), {
      name: 'stage',
      imsOrigin: 'https://ims-na1-stg1.adobelogin.com',
      platformOrigin: 'https://platform-stage.adobe.io',
    });
    assert.deepEqual(await environment({ IMS: 'http://127.0.0.1:9/ims', PLATFORM_URL: 'http://127.0.0.1:10' }), {
      name: 'custom',
      imsOrigin: 'http://127.0.0.1:9',
      platformOrigin: 'http://127.0.0.1:10',
    });
    assert.equal(await environment({ IMS: 'http://example.com' }), undefined);
  });

  test('takes a pasted token only where there is no better credential', async () => {
    const token = tokenOf({
      type: 'access_token',
      client_id: demo.oauth.clientId,
      created_at: String(nowMs),
      expires_in: '60000',
    });
    const accessToken = { kind: 'access-token', accessToken: token };
    const context = { client_id: demo.oauth.clientId, access_token: { token, expiry: nowMs } };
    const alone = await read(json({ ims: { contexts: { a: context } } }));
    assert.deepEqual(alone.candidates[0]?.draft.credential, accessToken);
    const bare = await read(`Bearer ${token}\n`);
    assert.deepEqual(bare.candidates[0]?.draft, { clientId: demo.oauth.clientId, credential: accessToken });
    const better = await read(
      json({ ims: { contexts: { a: { ...context, client_secret: demo.oauth.clientSecret } } } }),
    );
    assert.equal(better.candidates[0]?.draft.credential?.kind, 'oauth-server-to-server');
    assert.deepEqual(names(better), ['a.access_token: superseded']);
    const postmans = await read(postman({ API_KEY: demo.oauth.clientId, ACCESS_TOKEN: token, IMS_ORG: demo.imsOrg }));
    assert.equal(postmans.candidates[0]?.draft.credential?.kind, 'access-token');
  });

  test('names what it does not understand and what cannot be, and asks for that', async () => {
    const result = await read(
      json({
        org_id: 'acme',
        client_id: demo.oauth.clientId,
        secret: 'two words',
        scopes: 'openid',
        colour: 'red',
        none: '',
      }),
    );
    assert.deepEqual(result.candidates[0]?.draft, {
      clientId: demo.oauth.clientId,
      credential: { kind: 'oauth-server-to-server', scopes: ['openid'] },
    });
    assert.deepEqual(names(result), ['colour: not-understood', 'org_id: org-not-adobe-org', 'secret: bad-characters']);
  });

  test('says why a key that a file names is not used', async () => {
    const reason = async (given: unknown, change: Partial<ImportContext> = {}): Promise<readonly string[]> => {
      const { clientId, technicalAccountId } = demo.jwt;
      const text = json({ org_id: demo.imsOrg, client_id: clientId, tech_id: technicalAccountId, pathToKey: given });
      return names(await importFrom(text, { ...context, ...change }));
    };
    assert.deepEqual(await reason('gone.key'), ['pathToKey: key-file-missing']);
    assert.deepEqual(await reason(keyFile, { readFile: () => Promise.resolve('key-file-too-large') }), [
      'pathToKey: key-file-too-large',
    ]);
    const pasted = { nowMs, fallbackName: 'Pasted' };
    assert.deepEqual(
      names(await importFrom(json({ client_id: 'a', org_id: demo.imsOrg, pathToKey: keyFile }), pasted)),
      ['pathToKey: key-file-elsewhere'],
    );
    assert.deepEqual(await reason('-----BEGIN PRIVATE KEY-----\nrubbish\n-----END PRIVATE KEY-----'), [
      'pathToKey: KEY_UNREADABLE',
    ]);
  });

  test('keeps an encrypted key until its passphrase is asked for, and takes one that comes along', async () => {
    const given = { client_id: 'a', org_id: demo.imsOrg, private_key: encryptedPkcs8() };
    const [without] = (await read(json(given))).candidates;
    assert.deepEqual(without?.draft.credential, { kind: 'jwt', privateKey: encryptedPkcs8().trim() });
    const [along] = (await read(json({ ...given, passphrase }))).candidates;
    assert.equal(along?.draft.credential?.kind === 'jwt' && along.draft.credential.passphrase, passphrase);
  });

  test('reads UTF-16 with its mark and UTF-8 with its, as Windows writes them', async () => {
    const text = consoleProject(consoleOAuth);
    for (const content of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`)]) {
      assert.equal((await read(content)).candidates[0]?.draft.clientId, demo.oauth.clientId);
    }
  });

  test('takes two secrets of three, and says so', async () => {
    const result = await read(json({ CLIENT_ID: 'a', CLIENT_SECRETS: ['s1', 's2', 's3'], ORG_ID: demo.imsOrg }));
    assert.deepEqual(names(result), ['CLIENT_SECRETS: secrets-more-than-two']);
    const { credential } = result.candidates[0]!.draft;
    assert.deepEqual(credential?.kind === 'oauth-server-to-server' && credential.clientSecrets, ['s1', 's2']);
  });

  test('never names a secret that stands where a name should', async () => {
    const result = await read(
      json({ client_id: 'a', org_id: demo.imsOrg, [hostileSecret]: 'x', ['k'.repeat(500)]: 'y' }),
    );
    assert.ok(!json(result.ignored).includes(hostileSecret));
    for (const { field } of result.ignored) assert.ok(field.length <= 60);
  });
});

suite('Import of what is none', () => {
  for (const { name, content, code } of hostileFixtures()) {
    test(`refuses ${name}: ${code}`, async () => {
      await refused(read(content), code);
      assert.equal(({} as Record<string, unknown>).client_id, undefined);
    });
  }
});

async function refused(call: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(call, (error: unknown) => {
    assert.ok(error instanceof AepError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.retryable, false);
    assert.equal(error.cause, undefined);
    assert.ok(!JSON.stringify([error.message, error.details]).includes('p8e-'));
    return true;
  });
}
