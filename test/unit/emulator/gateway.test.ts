import assert from 'node:assert/strict';
import { demo, registerDemo } from '../../emulator/demo';
import { LocalAdobe } from '../../emulator/localAdobe';
import { call } from './requests';

interface GatewayBody {
  error_code?: string | number;
  message?: string;
  title?: string;
  status?: number;
}

const classes = '/data/foundation/schemaregistry/global/classes';

suite('local gateway', () => {
  const startMs = Date.UTC(2026, 2, 1, 12);
  let adobe: LocalAdobe;
  let token: string;

  setup(async () => {
    adobe = await LocalAdobe.start({ nowMs: () => startMs });
    registerDemo(adobe);
    token = adobe.issueToken(demo.oauth.clientId);
  });
  teardown(() => adobe.stop());

  const ask = (changes: Record<string, string | undefined> = {}, path = classes) =>
    call<GatewayBody>(adobe, path, {
      authorization: `Bearer ${token}`,
      'x-api-key': demo.oauth.clientId,
      'x-gw-ims-org-id': demo.imsOrg,
      'x-sandbox-name': 'prod',
      accept: 'application/vnd.adobe.xed-id+json',
      ...changes,
    });
  const isRefused = async (code: string, changes: Record<string, string | undefined> = {}): Promise<void> => {
    const { status, body } = await ask(changes);
    assert.deepEqual([status, body.error_code], [Number(code.slice(0, 3)), code]);
  };

  test('lets a complete request through, with a request id and the date of its own clock', async () => {
    const { status, headers } = await ask();
    assert.equal(status, 200);
    assert.equal(headers.get('date'), 'Sun, 01 Mar 2026 12:00:00 GMT');
    assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  });

  test('checks one header after the other', async () => {
    const names = ['authorization', 'x-api-key', 'x-gw-ims-org-id'];
    const codes = ['403010', '403000', '400003'];
    for (const [index, code] of codes.entries()) {
      await isRefused(code, Object.fromEntries(names.slice(index).map((name) => [name, undefined])));
    }
  });

  test('refuses tokens that are foreign, mistyped, revoked or expired', async () => {
    await isRefused('401013', { authorization: `Bearer ${token}x` });
    await isRefused('401013', { authorization: token });
    adobe.nowMs = () => startMs + 86_399_999;
    assert.equal((await ask()).status, 200);
    adobe.nowMs = () => startMs + 86_400_000;
    await isRefused('401013');
    adobe.nowMs = () => startMs;
    const shortLived = adobe.issueToken(demo.oauth.clientId, { createdAtMs: startMs - 1001, lifetimeMs: 1000 });
    await isRefused('401013', { authorization: `Bearer ${shortLived}` });
    adobe.revokeToken(token);
    await isRefused('401013');
  });

  test('refuses every token after all were revoked', async () => {
    adobe.revokeAllTokens();
    await isRefused('401013');
    token = adobe.issueToken(demo.oauth.clientId);
    assert.equal((await ask()).status, 200);
  });

  test('refuses a key that is not of this token, a project without the API, and a removed credential', async () => {
    await isRefused('403003', { 'x-api-key': demo.jwt.clientId });
    adobe.updateCredential(demo.oauth.clientId, { services: ['I/O Management API'] });
    await isRefused('403003');
    adobe.removeCredential(demo.oauth.clientId);
    await isRefused('403003');
  });

  test('refuses another org, a malformed one, and a credential without a product profile', async () => {
    await isRefused('403025', { 'x-gw-ims-org-id': 'AAAABBBBCCCCDDDDEEEEFFFF@AdobeOrg' });
    await isRefused('403027', { 'x-gw-ims-org-id': 'AAAABBBBCCCCDDDDEEEEFFFF' });
    adobe.updateCredential(demo.oauth.clientId, { hasProfile: false });
    await isRefused('403025');
  });

  test('speaks the newer kind of error too', async () => {
    adobe.gatewayErrorStyle = 'new';
    const { status, body } = await ask({ authorization: 'Bearer nonsense' });
    assert.equal(status, 401);
    assert.deepEqual(body, {
      title: 'ErrInvalidOauthToken',
      status: 401,
      error_code: 401_013,
      message: 'Oauth token is not valid',
    });
  });

  test('refuses sandboxes that are unknown, not active or outside the role, and callers without a role', async () => {
    for (const name of ['nowhere', 'old-pilot', 'Production']) {
      const { status, body } = await ask({ 'x-sandbox-name': name });
      assert.deepEqual([status, body.status, body.error_code], [403, 403, undefined], name);
    }
    assert.equal((await ask({ 'x-sandbox-name': undefined })).status, 200);
    adobe.updateCredential(demo.oauth.clientId, { sandboxes: ['dev'] });
    assert.equal((await ask()).status, 403);
    assert.equal((await ask({ 'x-sandbox-name': 'dev' })).status, 200);
    adobe.updateCredential(demo.oauth.clientId, { hasRole: false });
    assert.equal((await ask({ 'x-sandbox-name': 'dev' })).status, 403);
  });

  test('knows no other services', async () => {
    assert.equal((await ask({}, '/data/core/ups/entities')).status, 404);
  });
});

suite('local Sandbox Management', () => {
  interface SandboxList {
    sandboxes: { name: string; title: string; isDefault: boolean; state: string }[];
    _page: { limit: number; count: number };
  }
  const path = '/data/foundation/sandbox-management/';
  let adobe: LocalAdobe;

  setup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
  });
  teardown(() => adobe.stop());

  const list = (suffix = '') =>
    call<SandboxList>(adobe, `${path}${suffix}`, {
      authorization: `Bearer ${adobe.issueToken(demo.oauth.clientId)}`,
      'x-api-key': demo.oauth.clientId,
      'x-gw-ims-org-id': demo.imsOrg,
    });
  const names = async (suffix = '') => (await list(suffix)).body.sandboxes.map(({ name }) => name);

  test('lists the sandboxes that the caller may see', async () => {
    const { body } = await list();
    assert.deepEqual(body._page, { limit: 50, count: 4 });
    assert.deepEqual(await names(), ['prod', 'dev', 'qa-emea', 'old-pilot']);
    assert.deepEqual(await names('?limit=2&offset=1'), ['dev', 'qa-emea']);
    adobe.updateCredential(demo.oauth.clientId, { sandboxes: ['dev'] });
    assert.deepEqual(await names(), ['dev']);
    adobe.updateCredential(demo.oauth.clientId, { hasRole: false });
    assert.deepEqual(await names(), []);
  });

  test('wants limit and offset together', async () => {
    const statuses = await Promise.all(['?limit=2', '?offset=1', '?limit=a&offset=b'].map(list));
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [400, 400, 400],
    );
  });

  test('keeps the lists for administrators to itself', async () => {
    const statuses = await Promise.all(['sandboxes', 'sandboxes/prod', 'sandboxTypes', 'nothing'].map(list));
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [403, 403, 403, 404],
    );
  });
});
