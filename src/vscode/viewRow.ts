/**
 * A row of one of our views. A class, so that a command can tell a row from an argument: VS Code gives the commands in a view's
 * title the focused row, which is nothing that a caller said.
 */
export abstract class ViewRow {
  abstract readonly kind: string;
  /** The connection that the row is about: commands on the row are about it too. */
  readonly connectionId?: string;
}

/** Stands for the row where a button of a notification has none: the command runs for the person who pressed it, about this connection. */
export class PressedButton extends ViewRow {
  readonly kind = 'button';

  constructor(override readonly connectionId: string) {
    super();
  }
}
