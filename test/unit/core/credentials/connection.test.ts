import assert from 'node:assert/strict';
import { withoutSandbox, type Connection } from '../../../../src/core/credentials/connection';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { oauthConnection } from '../../../support/connections';

test('A connection without its sandbox is the same otherwise, and one that has none stays as it is', () => {
  const { credential, ...rest } = oauthConnection();
  const connection: Connection = { ...rest, id: 'x', credential: summaryOf(credential) };
  assert.deepEqual(withoutSandbox({ ...connection, sandbox: 'dev' }), connection);
  assert.equal(withoutSandbox(connection), connection);
});
