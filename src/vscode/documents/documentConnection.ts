import { withoutSandbox, type Connection } from '../../core/credentials/connection';
import type { ConnectionStore } from '../../core/credentials/connectionStore';
import type { DocumentIdentity } from '../../core/xdm/documentPath';

/**
 * The connection of a document in the document's own sandbox, whatever the connection's or the window's is by now.
 * @throws {AepError} `CONNECTION_NOT_FOUND`, and what is wrong with the store
 */
export async function connectionOf(
  store: Pick<ConnectionStore, 'get'>,
  { connectionId, sandbox }: Pick<DocumentIdentity, 'connectionId' | 'sandbox'>,
): Promise<Connection> {
  const { connection } = await store.get(connectionId);
  return { ...withoutSandbox(connection), ...(sandbox === undefined ? {} : { sandbox }) };
}
