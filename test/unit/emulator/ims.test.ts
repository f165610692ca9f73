import assert from 'node:assert/strict';
import { demo, registerDemo } from '../../emulator/demo';
import { LocalAdobe } from '../../emulator/localAdobe';
import { post, type ImsAnswer } from './requests';

const grant = {
  grant_type: 'client_credentials',
  client_id: demo.oauth.clientId,
  client_secret: demo.oauth.clientSecret,
  scope: demo.oauth.scopes.join(','),
};

const claimsOf = (token: string): Record<string, string> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string>;

suite('local IMS: client credentials', () => {
  const nowMs = Date.UTC(2026, 2, 1, 12);
  let adobe: LocalAdobe;

  setup(async () => {
    adobe = await LocalAdobe.start({ nowMs: () => nowMs });
    registerDemo(adobe);
  });
  teardown(() => adobe.stop());

  const mint = (changes: Record<string, string | undefined> = {}): Promise<ImsAnswer> =>
    post(`${adobe.imsOrigin}/ims/token/v3`, { ...grant, ...changes });

  test('answers a token and its lifetime in seconds', async () => {
    const { status, body, headers } = await mint();
    assert.equal(status, 200);
    assert.equal(body.token_type, 'bearer');
    assert.equal(body.expires_in, 86_399);
    assert.match(headers.get('x-debug-id') ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(headers.get('date'), 'Sun, 01 Mar 2026 12:00:00 GMT');
    assert.equal(adobe.mints, 1);
  });

  test('issues tokens of the documented shape', async () => {
    const token = String((await mint()).body.access_token);
    const claims = claimsOf(token);
    assert.ok(token.length > 1024, `only ${token.length} characters`);
    assert.equal(claims.created_at, String(nowMs));
    assert.equal(claims.expires_in, '86400000');
    assert.equal(claims.client_id, demo.oauth.clientId);
    assert.equal(claims.as, 'ims-na1');
    const names = 'as c client_id created_at expires_in fg id moi scope state type user_id';
    assert.equal(Object.keys(claims).sort().join(' '), names);
  });

  test('takes multipart forms too', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(grant)) form.append(name, value);
    const response = await fetch(`${adobe.imsOrigin}/ims/token/v3`, { method: 'POST', body: form });
    assert.equal(response.status, 200);
  });

  test('takes either of two secrets while one is rotated', async () => {
    adobe.updateCredential(demo.oauth.clientId, { clientSecrets: ['p8e-old', 'p8e-new'] });
    assert.equal((await mint({ client_secret: 'p8e-old' })).status, 200);
    assert.equal((await mint({ client_secret: 'p8e-new' })).status, 200);
    assert.equal((await mint()).body.error_description, 'invalid client_secret parameter');
  });

  const refusals = [
    { label: 'another grant', changes: { grant_type: 'password' }, error: 'unsupported_grant_type' },
    { label: 'a missing grant', changes: { grant_type: undefined }, error: 'invalid_request' },
    { label: 'an unknown client', changes: { client_id: 'nobody' }, error: 'invalid_client' },
    { label: 'a wrong secret', changes: { client_secret: 'p8e-wrong' }, error: 'invalid_client' },
    { label: 'no scope', changes: { scope: '' }, error: 'invalid_scope' },
    { label: 'a scope that the credential lacks', changes: { scope: 'openid,everything' }, error: 'invalid_scope' },
    { label: 'scopes parted by spaces', changes: { scope: 'openid AdobeID' }, error: 'invalid_scope' },
  ];
  for (const { label, changes, error } of refusals) {
    test(`refuses ${label} with ${error}`, async () => {
      const { status, body } = await mint(changes);
      assert.deepEqual([status, body.error], [400, error]);
      assert.equal(adobe.mints, 0);
    });
  }

  test('refuses a secret in the query, a JSON body and a GET', async () => {
    const url = `${adobe.imsOrigin}/ims/token/v3`;
    const body = new URLSearchParams(grant);
    const query = await fetch(`${url}?client_secret=${grant.client_secret}`, { method: 'POST', body });
    const json = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(grant),
      headers: { 'content-type': 'application/json' },
    });
    const got = await fetch(url);
    assert.deepEqual([query.status, json.status, got.status], [400, 400, 405]);
  });
});
