import { AepError } from '../../errors';
import { readAeppConfig } from './aeppConfig';
import { readAioConfig } from './aioConfig';
import { candidateOf } from './candidate';
import { readConsoleProject } from './consoleProject';
import { readCredentialPage } from './credentialPage';
import { ignore, readFields } from './fields';
import type { Found, Ignored, ImportCandidate, ImportContext, ImportResult } from './importTypes';
import { readJwtConfig } from './jwtConfig';
import { parseSource, type Source } from './parseSource';
import { readPostmanEnvironment } from './postmanEnvironment';
import { checkText, decodeText } from './sourceText';
import { toTree, type TreeObject } from './tree';
import { readVariables } from './variables';

/** Each knows its own by what is in it. The more particular come first; those on one level exclude each other. */
const formats: readonly (readonly ((root: TreeObject) => Found | undefined)[])[] = [
  [readConsoleProject, readPostmanEnvironment, readAioConfig, readJwtConfig],
  [readVariables],
  [readCredentialPage],
  [readAeppConfig],
];

const maxCandidates = 50;
const maxIgnored = 50;

/**
 * Recognises, by content alone, what a file or the clipboard holds, and reads the connections in it.
 * @returns at least one candidate, the likeliest first
 * @throws {AepError} `IMPORT_TOO_LARGE`, `IMPORT_UNREADABLE`, `IMPORT_EMPTY` (nothing in it that can be used),
 *   `IMPORT_UNRECOGNISED`; none quotes the source
 */
export async function importFrom(source: Uint8Array | string, context: ImportContext): Promise<ImportResult> {
  const text = typeof source === 'string' ? checkText(source) : decodeText(source);
  return candidatesOf(find(await parseSource(text)), context);
}

/**
 * Reads the connections in environment variables.
 * @throws {AepError} as {@link importFrom}
 */
export async function importFromEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  context: ImportContext,
): Promise<ImportResult> {
  const ours = Object.entries(variables).filter(([name]) =>
    /^(?:AIO_|IMS_OAUTH_S2S_|SERVICE_API_KEY$|AEP_)/i.test(name),
  );
  return candidatesOf(readVariables(toTree(Object.fromEntries(ours)) as TreeObject), context);
}

function find({ isToken, root }: Source): Found | undefined {
  if (isToken) return { readings: [{ format: 'access-token', ...readFields(root) }], ignored: [] };
  for (const level of formats) {
    const found = level.map((read) => read(root)).filter((one) => one !== undefined);
    if (found.length > 0) {
      return {
        readings: found.flatMap(({ readings }) => readings),
        ignored: found.flatMap(({ ignored }) => ignored),
      };
    }
  }
  return undefined;
}

async function candidatesOf(found: Found | undefined, context: ImportContext): Promise<ImportResult> {
  if (!found) throw new AepError('IMPORT_UNRECOGNISED', 'No known format');
  const candidates: ImportCandidate[] = [];
  const ignored: Ignored[] = [...found.ignored];
  for (const reading of found.readings.slice(0, maxCandidates)) {
    const made = await candidateOf(reading, context);
    ignored.push(...made.ignored);
    if (!candidates.some((other) => isSame(other, made.candidate))) candidates.push(made.candidate);
  }
  const best = withoutNeedlessTokens(candidates, ignored);
  if (best.length === 0) {
    const named = ignored.slice(0, 3).map(({ field }) => field);
    const details = named.length === 0 ? {} : { field: named.join(', ') };
    throw new AepError('IMPORT_EMPTY', 'There is no credential in it that can be used', { details });
  }
  return { candidates: best, ignored: ignored.slice(0, maxIgnored) };
}

/** A pasted token is of use only where nothing can make another. */
function withoutNeedlessTokens(candidates: readonly ImportCandidate[], ignored: Ignored[]): readonly ImportCandidate[] {
  const isToken = ({ draft }: ImportCandidate): boolean => draft.credential?.kind === 'access-token';
  if (!candidates.some((one) => !isToken(one))) return candidates;
  for (const { suggestedName } of candidates.filter(isToken)) ignored.push(ignore(suggestedName, 'superseded'));
  return candidates.filter((one) => !isToken(one));
}

function isSame({ draft: a }: ImportCandidate, { draft: b }: ImportCandidate): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
