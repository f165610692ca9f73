import type { ConnectionStore } from '../../core/credentials/connectionStore';
import type { Disposable } from '../../core/event';
import type { Logger } from '../../core/logger';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';

export interface RemovedConnectionsOptions {
  readonly store: Pick<ConnectionStore, 'list' | 'onDidChange'>;
  readonly catalog: Pick<XdmCatalog, 'keepOnly'>;
  readonly logger: Logger;
}

/**
 * Forgets what is known of connections that are gone, now and whenever one goes: another window may have removed them while this one
 * was writing, or while none looked after it.
 */
export function forgetRemovedConnections({ store, catalog, logger }: RemovedConnectionsOptions): Disposable {
  const keepListed = async (): Promise<void> => {
    try {
      const listed = await store.list();
      await catalog.keepOnly(listed.map(({ connection }) => connection.id));
    } catch {
      // The error is told wherever somebody needs the store.
      logger.warn('XDM cache: nothing is forgotten, since it cannot be read which connections there are');
    }
  };
  void keepListed();
  return store.onDidChange(() => void keepListed());
}
