import { abortError } from '../errors';
import { walkFields, type WalkLimits } from './fields';
import { TimeSlices } from './timeSlices';
import type { DocumentLookup, XdmField } from './xdmField';
import type { XdmResource } from './xdmResource';

export interface FieldList {
  /** Of all levels, each before what is below it. */
  readonly fields: readonly XdmField[];
  /** There are more. */
  readonly isCut: boolean;
}

/**
 * Every field of a resource within the limits of {@link walkFields}. Gives way to other work all the time.
 * @throws an `AbortError`
 */
export async function listFields(
  resource: XdmResource,
  lookup: DocumentLookup,
  { signal, ...limits }: WalkLimits & { readonly signal?: AbortSignal | undefined },
): Promise<FieldList> {
  const slices = new TimeSlices();
  const fields: XdmField[] = [];
  const walk = walkFields(resource, lookup, limits);
  for (;;) {
    const next = walk.next();
    if (next.done) return { fields, isCut: next.value };
    fields.push(next.value);
    await slices.next();
    if (signal?.aborted) throw abortError();
  }
}
