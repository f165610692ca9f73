import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { OpenOptions, ResourceComparer } from '../xdm/resourceOpener';
import { sandboxName } from '../texts/sandboxTexts';
import type { XdmTarget } from '../xdm/xdmTarget';
import { ageText } from '../texts/xdmTexts';
import { comparedUri, documentUri } from '../xdm/xdmUri';
import type { XdmDocuments } from './xdmDocuments';

/** Opens VS Code's comparison of two resources. */
export class XdmComparisons implements ResourceComparer {
  constructor(private readonly documents: Pick<XdmDocuments, 'prepare'>) {}

  async compare(
    left: XdmTarget,
    right: XdmTarget,
    { preserveFocus = false, signal }: Pick<OpenOptions, 'preserveFocus' | 'signal'> = {},
  ): Promise<void> {
    const before = documentUri(left.connection, left.ref, 'compared');
    const after = isElsewhere(left, right)
      ? comparedUri(right.connection, right.ref, before)
      : documentUri(right.connection, right.ref, 'compared');
    // Both first: a failure is told before an editor opens.
    const [leftAge, rightAge] = await Promise.all([before, after].map((uri) => this.#prepare(uri, signal)));
    const title = titleOf(left, right, leftAge, rightAge);
    const options: vscode.TextDocumentShowOptions = { preview: true, preserveFocus };
    await vscode.commands.executeCommand('vscode.diff', before, after, title, options);
  }

  /** @returns how old it is, where it is not Adobe's answer of now */
  async #prepare(uri: vscode.Uri, signal: AbortSignal | undefined): Promise<string | undefined> {
    const { isRemembered, fetchedAtMs } = await this.documents.prepare(uri, signal);
    return isRemembered ? ageText(fetchedAtMs, Date.now()) : undefined;
  }
}

/** Names what differs between the two: titles, sandboxes, connections. */
function titleOf(left: XdmTarget, right: XdmTarget, leftAge: string | undefined, rightAge: string | undefined): string {
  if (!isElsewhere(left, right)) return `${withFacts(left.title, leftAge)} ↔ ${withFacts(right.title, rightAge)}`;
  const leftPlace = shortPlace(left.connection, right.connection);
  const rightPlace = shortPlace(right.connection, left.connection);
  return left.title === right.title
    ? `${left.title}: ${withFacts(leftPlace, leftAge)} ↔ ${withFacts(rightPlace, rightAge)}`
    : `${withFacts(left.title, leftPlace, leftAge)} ↔ ${withFacts(right.title, rightPlace, rightAge)}`;
}

function withFacts(name: string, ...facts: readonly (string | undefined)[]): string {
  const known = facts.filter((fact) => fact !== undefined);
  return known.length === 0 ? name : `${name} (${known.join(', ')})`;
}

function isElsewhere({ connection: one }: XdmTarget, { connection: other }: XdmTarget): boolean {
  return one.id !== other.id || one.sandbox !== other.sandbox;
}

/** The sandbox, and the connection where the other one has another. */
function shortPlace({ id, name, sandbox }: Connection, other: Connection): string {
  const where = sandboxName(sandbox);
  return id === other.id ? where : `${name} · ${where}`;
}
