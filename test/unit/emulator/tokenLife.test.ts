import assert from 'node:assert/strict';
import { demo, registerDemo } from '../../emulator/demo';
import { LocalAdobe } from '../../emulator/localAdobe';
import { post } from './requests';

suite('local IMS: the life of a token', () => {
  const startMs = Date.UTC(2026, 2, 1, 12);
  const { clientId, clientSecret } = demo.oauth;
  let adobe: LocalAdobe;
  let token: string;

  setup(async () => {
    adobe = await LocalAdobe.start({ nowMs: () => startMs });
    registerDemo(adobe);
    token = adobe.issueToken(clientId);
  });
  teardown(() => adobe.stop());

  const validate = (fields: Record<string, string> = {}, headers = { authorization: `Bearer ${token}` }) =>
    post(`${adobe.imsOrigin}/ims/validate_token/v1`, { type: 'access_token', client_id: clientId, ...fields }, headers);
  const invalidate = (fields: Record<string, string> = {}) =>
    post(`${adobe.imsOrigin}/ims/invalidate_token/v2`, {
      token_type: 'access_token',
      token,
      cascading: 'all',
      client_id: clientId,
      client_secret: clientSecret,
      ...fields,
    });

  test('validates with the claims', async () => {
    const { body } = await validate();
    assert.equal(body.valid, true);
    assert.equal((body.token as Record<string, string>).created_at, String(startMs));
  });

  test('says why a token is not valid', async () => {
    assert.deepEqual((await validate({}, { authorization: 'Bearer abc' })).body, {
      valid: false,
      reason: 'invalid_token',
    });
    const other = { ...demo.oauth, clientId: 'other', clientSecrets: ['p8e-other'], imsOrg: demo.imsOrg };
    adobe.addOAuthCredential(other);
    assert.deepEqual((await validate({ client_id: 'other' })).body, { valid: false, reason: 'client_id_mismatch' });
    adobe.nowMs = () => startMs + 86_400_000;
    assert.deepEqual((await validate()).body, { valid: false, reason: 'expired_token' });
  });

  test('refuses to validate another type or for an unknown client', async () => {
    assert.equal((await validate({ type: 'refresh_token' })).status, 400);
    assert.equal((await validate({ client_id: 'nobody' })).body.error, 'invalid_client');
  });

  test('invalidates with an empty answer', async () => {
    const { status, body } = await invalidate();
    assert.deepEqual([status, body], [200, {}]);
    assert.deepEqual((await validate()).body, { valid: false, reason: 'revoked_token' });
  });

  test('does not invalidate for a wrong secret', async () => {
    assert.equal((await invalidate({ client_secret: 'p8e-wrong' })).body.error, 'invalid_client');
    assert.equal((await validate()).body.valid, true);
  });
});
