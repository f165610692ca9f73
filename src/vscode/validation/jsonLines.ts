import * as vscode from 'vscode';
import type { Clock } from '../../core/clock';
import type { Disposable } from '../../core/event';
import type { Logger } from '../../core/logger';
import { schemaIdentityOf, uriOfSchema } from '../xdm/schemaUri';
import { LineDocuments } from './lineDocuments';
import { LinesCompletions, LinesHovers } from './linesProviders';
import { findProblems } from './linesProblems';
import { bindingOf } from './bindingOf';

export interface JsonLinesOptions {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly logger: Logger;
}

/** VS Code knows them as a language of their own, to which its JSON support does not attend. */
const linesSelector = { language: 'jsonl' };

/** Milliseconds after a key: as long as VS Code's JSON support waits. */
const pauseMs = 500;

/** Errors, hovers and completions in JSON Lines that are validated with a schema, by VS Code's own JSON support. */
export class JsonLines implements vscode.Disposable {
  readonly #problems = vscode.languages.createDiagnosticCollection('aep.jsonLines');
  readonly #subscriptions: vscode.Disposable;
  /** The check that is due of each open document; it stays there until the next one takes its place. */
  readonly #checks = new Map<string, Disposable>();
  /** One after the other: each makes the JSON support read its settings anew. */
  #queue: Promise<void> = Promise.resolve();

  constructor(private readonly options: JsonLinesOptions) {
    const { workspace, languages } = vscode;
    const lines = new LineDocuments();
    this.#subscriptions = vscode.Disposable.from(
      this.#problems,
      lines,
      languages.registerCompletionItemProvider(
        linesSelector,
        new LinesCompletions(lines, linesSchemaOf),
        '"',
        ':',
        ' ',
      ),
      languages.registerHoverProvider(linesSelector, new LinesHovers(lines, linesSchemaOf)),
      workspace.onDidOpenTextDocument((document) => {
        this.#check(document, 0);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#check(document, pauseMs);
        if (schemaIdentityOf(document.uri)) this.#checkAll();
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('json')) this.#checkAll();
      }),
    );
    this.#checkAll();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const check of this.#checks.values()) check.dispose();
    this.#checks.clear();
  }

  #checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#check(document, 0);
  }

  #check(document: vscode.TextDocument, afterMs: number): void {
    if (vscode.languages.match(linesSelector, document) === 0) return;
    const key = document.uri.toString();
    this.#checks.get(key)?.dispose();
    const check = this.options.clock.setTimer(() => {
      this.#queue = this.#queue.then(() => this.#run(document, check));
    }, afterMs);
    this.#checks.set(key, check);
  }

  async #run(document: vscode.TextDocument, check: Disposable): Promise<void> {
    const isNewest = (): boolean => this.#checks.get(document.uri.toString()) === check;
    if (!isNewest()) return;
    const problems = await this.#find(document);
    // Typed on meanwhile, or closed: what was found is not where it was.
    if (isNewest()) this.#problems.set(document.uri, problems);
  }

  async #find(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
    const schema = linesSchemaOf(document);
    const isOn = vscode.workspace.getConfiguration('json', document).get<unknown>('validate.enable') !== false;
    if (schema === undefined || !isOn) return [];
    try {
      return await findProblems(document, schema);
    } catch {
      this.options.logger.warn('JSON Lines are not checked: the JSON support of VS Code does not answer');
      return [];
    }
  }

  #forget({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    this.#checks.get(key)?.dispose();
    this.#checks.delete(key);
    this.#problems.delete(uri);
  }
}

/** The address of the schema of the projection. */
function linesSchemaOf(document: vscode.TextDocument): string | undefined {
  const binding = bindingOf(document);
  return binding && uriOfSchema({ ...binding.schema, isOfLines: true }).toString();
}
