import * as vscode from 'vscode';
import type { SchemaRegistry } from '../../core/platform/schemaRegistry';
import type { ResourceKind } from '../../core/platform/resourceTypes';
import { toJsonSchema } from '../../core/xdm/jsonSchema';
import { toTypeScript } from '../../core/xdm/typeScriptTypes';
import { loadWholeResource, type ResourceSource, type WholeResource } from '../../core/xdm/wholeResource';
import { commandIds } from '../ids';
import { tell } from '../messages';
import type { ResourcePicker, TargetReader } from '../xdm/resourceOpener';
import type { XdmTarget } from '../xdm/xdmTarget';
import { ageText } from '../texts/xdmTexts';
import type { CommandTable } from './command';
import { withPatience } from './progress';

export interface MakeCommandsOptions {
  readonly targets: TargetReader;
  readonly picker: ResourcePicker;
  readonly source: ResourceSource;
  readonly registry: Pick<SchemaRegistry, 'sampleData'>;
}

/** What has fields of its own that others build on, in the order in which it is mostly wanted. */
const withFields: readonly ResourceKind[] = ['schemas', 'classes', 'fieldgroups', 'datatypes'];

/** What is made from a resource, as untitled documents: nothing is written to disk, nothing is changed at Adobe. */
export class MakeCommands {
  constructor(private readonly options: MakeCommandsOptions) {}

  table(): CommandTable {
    const { l10n } = vscode;
    return {
      [commandIds.createSamplePayload]: { kind: 'ui', run: (argument) => this.#createSamplePayload(argument) },
      [commandIds.createJsonSchema]: {
        kind: 'ui',
        run: (argument) =>
          this.#create(argument, l10n.t('JSON Schema of which resource?'), 'json', ({ resource, lookup }) =>
            textOf(toJsonSchema(resource, lookup)),
          ),
      },
      [commandIds.createTypeScript]: {
        kind: 'ui',
        run: (argument) =>
          this.#create(argument, l10n.t('TypeScript types of which resource?'), 'typescript', ({ resource, lookup }) =>
            toTypeScript(resource, lookup),
          ),
      },
    };
  }

  async #createSamplePayload(argument: unknown): Promise<void> {
    const target = await this.#targetOf(argument, vscode.l10n.t('Sample payload of which schema?'), ['schemas']);
    if (!target) return;
    const { connection, ref, title } = target;
    const sample = await withPatience(vscode.l10n.t('Asking Adobe for a sample of “{0}”', title), (signal) =>
      this.options.registry.sampleData(connection, ref.id, signal),
    );
    await show('json', textOf(sample));
  }

  async #create(
    argument: unknown,
    question: string,
    language: string,
    make: (whole: WholeResource) => string,
  ): Promise<void> {
    const target = await this.#targetOf(argument, question, withFields);
    if (!target) return;
    const whole = await withPatience(vscode.l10n.t('Loading “{0}” and what it refers to', target.title), (signal) =>
      loadWholeResource(this.options.source, target, { signal, remembered: 'fallback' }),
    );
    await show(language, make(whole));
    tellLimits(whole);
  }

  /** What the command was called on, if that will do, or else what the person chooses. */
  async #targetOf(argument: unknown, question: string, kinds: readonly ResourceKind[]): Promise<XdmTarget | undefined> {
    const { targets, picker } = this.options;
    const target = await targets.read(argument);
    return target && kinds.includes(target.ref.kind) ? target : picker.pick(question, kinds);
  }
}

/** What cannot be seen in what was made. */
function tellLimits({ resource: { title }, isRemembered, fetchedAtMs, isPartial }: WholeResource): void {
  const { l10n } = vscode;
  const age = ageText(fetchedAtMs, Date.now());
  const limits = [
    ...(isRemembered ? [l10n.t('Made from “{0}” as last known, {1}.', title, age)] : []),
    ...(isPartial ? [l10n.t('“{0}” refers to more resources than were looked up.', title)] : []),
  ];
  if (limits.length > 0) void tell(limits.join(' '));
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

async function show(language: string, content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, { preview: false });
}
