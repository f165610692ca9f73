import * as vscode from 'vscode';
import { untilAborted } from '../../core/abort';
import { withoutSandbox, type Connection } from '../../core/credentials/connection';
import { abortError } from '../../core/errors';
import { counterpartOf } from '../../core/xdm/libraryComparison';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { XdmResource } from '../../core/xdm/xdmResource';
import type { ActiveConnection } from '../connections/activeConnection';
import { setContextKey } from '../contextKeys';
import { commandIds } from '../ids';
import type { KnownSandboxes } from '../connections/knownSandboxes';
import { tell, tellBriefly } from '../messages';
import type { ResourceComparer, ResourceFinder, ResourceOpener, TargetReader } from '../xdm/resourceOpener';
import { targetOf, type XdmTarget } from '../xdm/xdmTarget';
import { placeText } from '../texts/sandboxTexts';
import { kindNames } from '../texts/xdmTexts';
import type { CommandTable } from './command';
import type { ConnectionPicker } from './connectionPicker';
import { withPatience } from './progress';
import { wantIndex } from './resourceRows';
import { compareSandboxes } from './sandboxComparison';
import { pickSandbox } from './sandboxPicker';

export interface CompareCommandsOptions {
  readonly active: ActiveConnection;
  readonly picker: ConnectionPicker;
  readonly sandboxes: Pick<KnownSandboxes, 'list'>;
  readonly catalog: Pick<XdmCatalog, 'index' | 'loadIndex' | 'subjectOf' | 'stop'>;
  readonly targets: TargetReader;
  readonly resources: ResourceFinder;
  readonly opener: ResourceOpener;
  readonly comparer: ResourceComparer;
}

/** Commands that compare resources. Nothing is changed at either end. */
export class CompareCommands {
  /** What was selected to be compared with what is selected next. */
  #selected: XdmTarget | undefined;

  constructor(private readonly options: CompareCommandsOptions) {}

  table(): CommandTable {
    return {
      [commandIds.selectXdmForCompare]: { kind: 'ui', run: (argument) => this.#select(argument) },
      [commandIds.compareXdmWithSelected]: { kind: 'ui', run: (argument) => this.#compareWithSelected(argument) },
      [commandIds.compareXdmElsewhere]: { kind: 'ui', run: (argument) => this.#compareElsewhere(argument) },
      [commandIds.compareSandboxes]: { kind: 'ui', run: () => this.#compareSandboxes() },
    };
  }

  async #select(argument: unknown): Promise<void> {
    const target = await this.options.targets.read(argument);
    if (!target) return;
    this.#selected = target;
    setContextKey('aep.xdm.selected', true);
    tellBriefly(vscode.l10n.t('Selected {0} for comparison', target.title));
  }

  async #compareWithSelected(argument: unknown): Promise<void> {
    const [left, right] = [this.#selected, await this.options.targets.read(argument)];
    if (left && right) await this.#compare(left, right);
  }

  async #compareElsewhere(argument: unknown): Promise<void> {
    const left = await this.options.targets.read(argument);
    const elsewhere = left && (await this.#pickPlace(left));
    if (!left || !elsewhere) return;
    const searching = vscode.l10n.t('Looking for {0} in {1}…', left.title, placeText(elsewhere));
    const resource = await withPatience(searching, (signal) => this.#findCounterpart(left, elsewhere, signal));
    if (resource) {
      await this.#compare(left, targetOf(elsewhere, resource));
      return;
    }
    const kind = kindNames[left.ref.kind]();
    void tell(vscode.l10n.t('There is no {0} “{1}” in {2}.', kind, left.title, placeText(elsewhere)));
  }

  async #compare(left: XdmTarget, right: XdmTarget): Promise<void> {
    const title = vscode.l10n.t('Comparing {0}…', right.title);
    await withPatience(title, (signal) => this.options.comparer.compare(left, right, { signal }));
  }

  async #compareSandboxes(): Promise<void> {
    const { active, catalog, comparer, opener } = this.options;
    await active.refresh();
    const left = active.required();
    const title = vscode.l10n.t('Compare {0} with…', placeText(left));
    const right = await this.#pickSandbox(left, title);
    if (right && this.#isElsewhere(left, right)) await compareSandboxes({ left, right, catalog, comparer, opener });
  }

  async #pickPlace({ connection, title }: XdmTarget): Promise<Connection | undefined> {
    const { active, picker } = this.options;
    const heading = vscode.l10n.t('Compare {0} with…', title);
    const isOnlyOne = active.state.connections.length === 1;
    const other = isOnlyOne ? connection : await picker.pick(heading);
    const elsewhere = other && (await this.#pickSandbox(other, heading));
    return elsewhere && this.#isElsewhere(connection, elsewhere) ? elsewhere : undefined;
  }

  async #pickSandbox(connection: Connection, title: string): Promise<Connection | undefined> {
    const { active, sandboxes } = this.options;
    const sandbox = await pickSandbox({
      connection,
      title,
      list: (signal) => sandboxes.list(connection, signal),
      defaultType: () => active.defaultTypeOf(connection),
    });
    if (sandbox === undefined) return undefined;
    return { ...withoutSandbox(connection), ...(sandbox === null ? {} : { sandbox }) };
  }

  #isElsewhere(one: Connection, other: Connection): boolean {
    const { catalog } = this.options;
    const isElsewhere = catalog.subjectOf(one) !== catalog.subjectOf(other);
    if (!isElsewhere) void tell(vscode.l10n.t('That is the same sandbox. Choose another.'));
    return isElsewhere;
  }

  /** By its id; else what was made by hand there, and has an id of its own. */
  async #findCounterpart(
    { connection, $id, ref }: XdmTarget,
    elsewhere: Connection,
    signal: AbortSignal,
  ): Promise<XdmResource | undefined> {
    const { active, resources, catalog } = this.options;
    const same = await resources.find(elsewhere, $id, signal);
    if (same || ref.container === 'global') return same;
    const original = await resources.find(connection, $id, signal);
    signal.addEventListener('abort', () => {
      // What the window shows is loaded for it as well.
      const { connection: shown } = active;
      if (!shown || catalog.subjectOf(shown) !== catalog.subjectOf(elsewhere)) catalog.stop(elsewhere);
    });
    await untilAborted(wantIndex(catalog, elsewhere), signal);
    const { library, failure } = catalog.index(elsewhere);
    if (!library) throw failure ?? abortError();
    return original && counterpartOf(original, library.list(ref.container, ref.kind));
  }
}
