import type { Connection } from '../../core/credentials/connection';
import { comparableText } from '../../core/xdm/comparable';
import { aliasesBetween } from '../../core/xdm/libraryComparison';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import { readResource, type ResourceRef, type XdmResource } from '../../core/xdm/xdmResource';

/** A resource in its sandbox. */
interface ComparedSide {
  readonly connection: Connection;
  readonly ref: ResourceRef;
}

/**
 * The text of a resource that is compared. Resources that are the same one here and elsewhere are called by the id that they have there, as
 * far as both sides are known: what is left is what differs.
 * @param other with what it is compared, where that is elsewhere
 * @throws {AepError} where the other one is not to be had; an `AbortError`
 */
export async function comparedText(
  catalog: Pick<XdmCatalog, 'getDocument' | 'index'>,
  content: unknown,
  { connection, ref }: ComparedSide,
  other: ComparedSide | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (!other) return comparableText(content);
  const there = await catalog.getDocument(other.connection, other.ref, 'xed', { remembered: 'first', signal });
  const left = resourcesOf(catalog, other.connection, readResource(other.ref.container, other.ref.kind, there.content));
  const right = resourcesOf(catalog, connection, readResource(ref.container, ref.kind, content));
  return comparableText(content, aliasesBetween(left, right));
}

/** What the organisation made, and the one that is compared. */
function resourcesOf(
  catalog: Pick<XdmCatalog, 'index'>,
  connection: Connection,
  compared: XdmResource | undefined,
): readonly XdmResource[] {
  const { library } = catalog.index(connection);
  const others = [...(library?.resources ?? [])].filter(({ container }) => container === 'tenant');
  const isListed = compared === undefined || library?.find(compared.$id) !== undefined;
  return isListed ? others : [...others, compared];
}
