import { type Cell } from './cell';
import { type Operation, type OperationName } from './operations';
import { type Scene } from './scene';

/** What is wrong while an operation runs: a column of the matrix, with what is expected of each row. */
export interface Circumstance {
  readonly name: string;
  /** What the column means, for who reads the table. */
  readonly meaning: string;
  /** Goes wrong before anything else happens. */
  readonly first?: (scene: Scene) => void;
  /** Goes wrong before the operation starts. */
  readonly begin?: (scene: Scene, operation: Operation) => void;
  /** Happens while Adobe keeps the operation waiting. */
  readonly meanwhile?: (scene: Scene, abort: AbortController) => void | Promise<void>;
  /** Nothing is wrong any more. What Adobe did wrong is over by itself. */
  readonly mend?: (scene: Scene) => void | Promise<void>;
  /** How the next call ends where mending is not all that it takes. Default: well. */
  readonly next?: 'CONNECTION_NOT_FOUND';
  /** The stored connections are changed on purpose. */
  readonly changesConnections?: boolean;
  /** Expected of the rows that ask IMS. */
  readonly ims: Cell;
  /** Expected of the rows that ask the platform. */
  readonly platform: Cell;
  /** Expected of the rows that differ from that. */
  readonly but?: Partial<Record<OperationName, Cell>>;
}

/** Columns that stand in one table. */
export interface CircumstanceGroup {
  readonly title: string;
  readonly circumstances: readonly Circumstance[];
}

export function expectedCell(circumstance: Circumstance, { name, service }: Operation & { name: OperationName }): Cell {
  return circumstance.but?.[name] ?? circumstance[service];
}
