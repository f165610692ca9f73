import * as assert from 'node:assert/strict';
import type { Connection } from '../../../../src/core/credentials/connection';
import { exportConnection } from '../../../../src/core/credentials/connectionExport';
import type { NewConnection } from '../../../../src/core/credentials/connectionInput';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { importFrom } from '../../../../src/core/credentials/importers/recognise';
import { missingFields } from '../../../../src/core/credentials/importers/missing';
import { jwtConnection, nowhere, oauthConnection, pastedConnection, tokenOf } from '../../../support/connections';

const token = tokenOf({ exp: 9_999_999_999 });

/** As the store lists it: without its secrets. */
function listed({ credential, ...rest }: NewConnection): Connection {
  return { ...rest, id: 'x', credential: summaryOf(credential) };
}

suite('Export', () => {
  const kinds = {
    'OAuth Server-to-Server': [oauthConnection(nowhere, { sandbox: 'dev' }), ['credential.clientSecret']],
    'service account': [jwtConnection(), ['credential.clientSecret', 'credential.privateKey', 'credential.passphrase']],
  } as const;

  for (const [kind, [whole, secrets]] of Object.entries(kinds)) {
    for (const format of ['postman', 'dotenv'] as const) {
      test(`of a ${kind} as ${format} is read again, and lacks its secrets alone`, async () => {
        const text = exportConnection(listed(whole), format);
        const { candidates, ignored } = await importFrom(text, { nowMs: 0, fallbackName: 'x' });
        const { draft } = candidates[0]!;
        assert.deepEqual(ignored, []);
        assert.deepEqual(missingFields(draft), secrets);
        const { imsOrg, clientId, environment, sandbox } = draft;
        assert.deepEqual(
          [imsOrg, clientId, environment, sandbox],
          [whole.imsOrg, whole.clientId, whole.environment, whole.sandbox],
        );
        const { credential } = listed(whole);
        assert.deepEqual({ ...credential, ...draft.credential }, credential);
      });
    }
  }

  test('of a pasted token holds no token', () => {
    for (const format of ['postman', 'dotenv'] as const) {
      const text = exportConnection(listed(pastedConnection(token)), format);
      assert.ok(!text.includes('eyJ'));
      assert.match(text, /ACCESS_TOKEN/);
    }
  });
});
