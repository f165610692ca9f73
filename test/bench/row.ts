/** A line of the table of goals. */
export interface Row {
  readonly measure: string;
  readonly against: string;
  readonly goal: string;
  readonly figure: string;
  readonly met: boolean;
}
