import type { Connection } from '../../core/credentials/connection';
import { isServiceRefusal } from '../../core/platform/platformErrors';
import type { ResourceKind } from '../../core/platform/resourceTypes';
import { likelyPlaces } from '../../core/xdm/resourcePlaces';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import { readResource, type XdmResource } from '../../core/xdm/xdmResource';
import type { ResourceFinder } from '../xdm/resourceOpener';

export interface DescribedResource extends Pick<XdmResource, 'title' | 'description' | 'version' | 'status'> {
  readonly kind: ResourceKind | undefined;
}

/** Resources by their ids: from the index, and from Adobe where the index does not have them. */
export class KnownResources implements ResourceFinder {
  constructor(private readonly catalog: Pick<XdmCatalog, 'index' | 'lookup' | 'tenant' | 'getDocument'>) {}

  /** What can be said at once. Of what was read alone and never listed it is not known of which kind it is. */
  describe(connection: Connection, $id: string): DescribedResource | undefined {
    const listed = this.catalog.index(connection).library?.find($id);
    if (listed) return listed;
    const read = readResource('global', 'datatypes', this.catalog.lookup(connection)($id));
    return read && { ...read, kind: undefined };
  }

  async find(connection: Connection, $id: string, signal?: AbortSignal): Promise<XdmResource | undefined> {
    const known = this.catalog.index(connection).library?.find($id);
    if (known) return known;
    for (const { container, kind } of likelyPlaces($id, this.catalog.tenant(connection).tenantId)) {
      try {
        const ref = { container, kind, id: $id };
        const { content } = await this.catalog.getDocument(connection, ref, 'xed', { remembered: 'first', signal });
        return readResource(container, kind, content);
      } catch (error) {
        if (!isServiceRefusal(error)) throw error;
      }
    }
    return undefined;
  }
}
