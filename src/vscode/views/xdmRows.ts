import type { Connection } from '../../core/credentials/connection';
import type { AepError } from '../../core/errors';
import type { Container, ResourceKind } from '../../core/platform/resourceTypes';
import type { XdmField } from '../../core/xdm/xdmField';
import type { ListedResource } from '../../core/xdm/resourceFilter';
import { targetOf, XdmRow, type XdmTarget } from '../xdm/xdmTarget';

/** Every row of the XDM view. */
export type XdmTreeRow = ContainerRow | KindRow | ResourceRow | GroupRow | FieldRow | FailureRow | StoppedRow;

/** A row and its place: one resource may stand in several. */
abstract class PlacedRow extends XdmRow {
  /** Stays the same when what is shown is loaded again. */
  readonly id: string;

  /** @param name unlike that of any other row below the same one */
  constructor(
    readonly parent: XdmTreeRow | undefined,
    name: string,
  ) {
    super();
    // Names come from outside: without its slashes one cannot be taken for a path.
    const own = name.replaceAll('%', '%25').replaceAll('/', '%2F');
    this.id = parent ? `${parent.id}/${own}` : own;
  }
}

export class ContainerRow extends PlacedRow {
  readonly kind = 'container';

  /** @param filter which one, counted, where it shows what fits a filter alone: then it is open, whatever it was before */
  constructor(
    readonly container: Container,
    readonly filter: number | undefined,
  ) {
    super(undefined, filter === undefined ? container : `${container} of filter ${filter}`);
  }
}

export class KindRow extends PlacedRow {
  readonly kind = 'kind';

  constructor(
    override readonly parent: ContainerRow,
    readonly resourceKind: ResourceKind,
  ) {
    super(parent, resourceKind);
  }

  get container(): Container {
    return this.parent.container;
  }
}

export class ResourceRow extends PlacedRow {
  readonly kind = 'resource';
  override readonly target: XdmTarget;
  override readonly connectionId: string;

  constructor(
    override readonly parent: KindRow | GroupRow | ResourceRow,
    readonly resource: ListedResource,
    connection: Connection,
  ) {
    super(parent, `resource ${resource.$id}`);
    this.target = targetOf(connection, { ...resource, description: undefined, status: undefined });
    this.connectionId = connection.id;
  }
}

/** Which resources have to do with another: the schemas of a class, the field groups of a class or schema. */
export type GroupKind = 'schemas' | 'fieldgroups';

export class GroupRow extends PlacedRow {
  readonly kind = 'group';

  constructor(
    override readonly parent: ResourceRow,
    readonly resourceKind: GroupKind,
  ) {
    super(parent, `group ${resourceKind}`);
  }
}

export class FieldRow extends PlacedRow {
  readonly kind = 'field';
  override readonly target: XdmTarget;
  override readonly connectionId: string;

  /** @param owner the resource that the path begins at */
  constructor(
    override readonly parent: ResourceRow | FieldRow,
    readonly owner: ResourceRow,
    readonly field: XdmField,
  ) {
    super(parent, field.path.at(-1) === 'values' ? 'values' : `field ${field.name}`);
    this.target = { ...owner.target, field };
    this.connectionId = owner.connectionId;
  }
}

export class FailureRow extends PlacedRow {
  readonly kind = 'failure';

  constructor(
    parent: XdmTreeRow | undefined,
    readonly failure: AepError,
  ) {
    super(parent, 'failure');
  }
}

/** Stands where loading was stopped, by a person or because something else was chosen for a while. */
export class StoppedRow extends PlacedRow {
  readonly kind = 'stopped';

  constructor(override readonly parent: XdmTreeRow) {
    super(parent, 'stopped');
  }
}
