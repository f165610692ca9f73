import { asObject, asTimeMs, parseJson } from '../shape';
import { TimeSlices } from './timeSlices';

/** Of the texts that the catalog keeps. One of another version counts as none. */
const version = 1;

/** What the catalog keeps between sessions: rows of JSON with a date. */
export interface CatalogRecord {
  /** In milliseconds since the epoch. */
  readonly fetchedAtMs: number;
  /** Adobe had more. */
  readonly isPartial: boolean;
  readonly rows: readonly unknown[];
}

/** One line for the head and one for each row, so that neither writing nor reading holds anything else up. */
export async function encodeRecord({ fetchedAtMs, isPartial, rows }: CatalogRecord): Promise<string> {
  const slices = new TimeSlices();
  const lines = [JSON.stringify({ version, fetchedAtMs, isPartial, count: rows.length })];
  for (const row of rows) {
    lines.push(JSON.stringify(row));
    await slices.next();
  }
  return lines.join('\n');
}

/** @returns `undefined` for no text, that of another version, and what was cut or changed */
export async function decodeRecord(text: string | undefined): Promise<CatalogRecord | undefined> {
  if (text === undefined) return undefined;
  const slices = new TimeSlices();
  const lines = linesOf(text);
  const head = asObject(parseJson(lines.next().value ?? ''));
  const fetchedAtMs = asTimeMs(head?.fetchedAtMs);
  if (head?.version !== version || fetchedAtMs === undefined) return undefined;
  const rows: unknown[] = [];
  for (const line of lines) {
    const row = parseJson(line);
    if (row === undefined) return undefined;
    rows.push(row);
    await slices.next();
  }
  return rows.length === head.count ? { fetchedAtMs, isPartial: head.isPartial === true, rows } : undefined;
}

/** One after the other: splitting the whole of a long text would hold everything else up. */
function* linesOf(text: string): Generator<string, void, undefined> {
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start);
    const next = end === -1 ? text.length : end;
    yield text.slice(start, next);
    start = next + 1;
  }
}
