import * as vscode from 'vscode';
import { asNumber, asObject, asString } from '../../core/shape';
import { projectJsonLines, toSourceLine, type JsonLinesProjection } from '../../core/xdm/jsonLines';

/** UTF-16 units: what is looked at while somebody types. */
export const checkedLength = 2_000_000;

/**
 * Asks VS Code's JSON support what is wrong with a document of JSON Lines.
 * @param schemaUrl of the schema of the projection
 * @throws what the command throws, where that support is turned off
 */
export async function findProblems(document: vscode.TextDocument, schemaUrl: string): Promise<vscode.Diagnostic[]> {
  const { text, uncheckedFrom } = checkedPart(document);
  const projection = projectJsonLines(text, schemaUrl);
  // Its diagnostics are for documents in editors only. This command is what VS Code itself uses (microsoft/vscode#244784).
  const found = await vscode.commands.executeCommand('json.validate', vscode.Uri.parse(schemaUrl), projection.text);
  const problems = (Array.isArray(found) ? found : []).flatMap((one: unknown) => readProblem(one, projection) ?? []);
  const lines = new Set(problems.map(({ range }) => range.start.line));
  const broken = projection.repairedLines.filter((line) => !lines.has(line)).map((line) => brokenLine(document, line));
  const rest = uncheckedFrom === undefined ? [] : [uncheckedRest(document, uncheckedFrom)];
  const all = [...problems, ...broken, ...rest];
  for (const problem of all) problem.range = document.validateRange(problem.range);
  return all;
}

function checkedPart(document: vscode.TextDocument): {
  readonly text: string;
  readonly uncheckedFrom: number | undefined;
} {
  const text = document.getText();
  if (text.length <= checkedLength) return { text, uncheckedFrom: undefined };
  const { line } = document.positionAt(checkedLength);
  return { text: text.slice(0, document.offsetAt(new vscode.Position(line, 0))), uncheckedFrom: line };
}

function uncheckedRest(document: vscode.TextDocument, line: number): vscode.Diagnostic {
  const message = vscode.l10n.t('The file is long: only the lines before this one are checked.');
  return problem(document.lineAt(line).range, message, vscode.DiagnosticSeverity.Information);
}

function brokenLine(document: vscode.TextDocument, line: number): vscode.Diagnostic {
  return problem(
    document.lineAt(line).range,
    vscode.l10n.t('This line is not a complete JSON value.'),
    vscode.DiagnosticSeverity.Error,
  );
}

function problem(range: vscode.Range, message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = 'json';
  return diagnostic;
}

/** A diagnostic at its place in the source. From another extension host it comes as plain JSON, with names and arrays. */
function readProblem(given: unknown, projection: JsonLinesProjection): vscode.Diagnostic | undefined {
  const diagnostic = asObject(given);
  const message = asString(diagnostic?.message);
  const [start, end] = readRange(diagnostic?.range).map((position) => inSource(position, projection));
  if (message === undefined || !start || !end) return undefined;
  const severity = readSeverity(diagnostic?.severity);
  return problem(new vscode.Range(start, end), message, severity);
}

function inSource(given: unknown, projection: JsonLinesProjection): vscode.Position | undefined {
  const position = asObject(given);
  const [line, character] = [asNumber(position?.line), asNumber(position?.character)];
  if (line === undefined || character === undefined) return undefined;
  const sourceLine = toSourceLine(projection, line);
  return sourceLine === undefined ? undefined : new vscode.Position(sourceLine, Math.max(0, character));
}

function readRange(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given;
  const range = asObject(given);
  return [range?.start, range?.end];
}

function readSeverity(given: unknown): vscode.DiagnosticSeverity {
  const { Error, Warning, Information, Hint } = vscode.DiagnosticSeverity;
  const known = [Error, Warning, Information, Hint];
  return known.find((one) => one === given || vscode.DiagnosticSeverity[one] === given) ?? Warning;
}
