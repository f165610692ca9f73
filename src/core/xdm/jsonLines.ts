import { repairLine } from './lineRepair';
import type { JsonObject } from './xdmResource';

/** A JSON Lines text as one JSON document, `{ "$schema": …, "records": [ … ] }`, in which every record stands where it stood. */
export interface JsonLinesProjection {
  /** Line `n` of the source is line `n + 1` here, with the same columns; a line is longer here where something was appended. */
  readonly text: string;
  readonly sourceLines: number;
  /**
   * Lines of the source, from 0, whose brackets, quotes or comments would have swallowed the lines behind them. They were closed or
   * blanked out here, so that no parser complains of that: whoever shows the errors has to say that such a line is no whole JSON value.
   */
  readonly repairedLines: readonly number[];
}

/**
 * Makes one document of a JSON Lines text, for a language service that knows only JSON. Lines end as an editor sees it: at `\n`,
 * `\r\n` or `\r`. Blank lines stay.
 * @param schemaUrl what the document names as its `$schema`
 */
export function projectJsonLines(text: string, schemaUrl: string): JsonLinesProjection {
  const source = text.split(/\r\n|[\n\r]/);
  const repaired = source.map(repairLine);
  const lastRecord = repaired.findLastIndex(hasSomething);
  const lines = repaired.map((line, index) => (hasSomething(line) && index < lastRecord ? `${line},` : line));
  return {
    text: [`{"$schema":${JSON.stringify(schemaUrl)},"records":[`, ...lines, ']}'].join('\n'),
    sourceLines: source.length,
    repairedLines: [...source.keys()].filter((index) => repaired[index] !== source[index]),
  };
}

/** Whether a line has more than what JSON takes for blank: a byte order mark is something, too. */
const hasSomething = (line: string): boolean => /[^ \t]/.test(line);

/** @returns the line of the projection that shows a line of the source */
export const toProjectedLine = (sourceLine: number): number => sourceLine + 1;

/** @returns the line of the source that a line of the projection shows, or `undefined` for the two lines around the records */
export function toSourceLine({ sourceLines }: JsonLinesProjection, projectedLine: number): number | undefined {
  const line = projectedLine - 1;
  return line >= 0 && line < sourceLines ? line : undefined;
}

/**
 * The schema of a projection.
 * @param payloadSchema of {@link toPayloadSchema}
 */
export function recordsSchema(payloadSchema: JsonObject): JsonObject {
  return {
    $schema: payloadSchema.$schema,
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      records: { type: 'array', items: { $ref: '#/definitions/entry' } },
    },
    definitions: payloadSchema.definitions,
  };
}
