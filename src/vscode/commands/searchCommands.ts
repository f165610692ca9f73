import { l10n } from 'vscode';
import type { Clock } from '../../core/clock';
import { AepError, isAbort, toAepError } from '../../core/errors';
import type { Logger } from '../../core/logger';
import { fieldAt } from '../../core/xdm/fieldAt';
import type { FieldHit } from '../../core/xdm/fieldIndex';
import type { XdmCatalog } from '../../core/xdm/xdmCatalog';
import type { ActiveConnection } from '../connections/activeConnection';
import { showError } from '../errorPresenter';
import { commandIds } from '../ids';
import type { ResourceOpener } from '../xdm/resourceOpener';
import { targetOf, type XdmTarget } from '../xdm/xdmTarget';
import type { CommandTable } from './command';
import type { FieldIndexes } from './fieldIndexes';
import { FieldSearch } from './fieldSearch';
import { search } from './liveSearch';
import type { SearchPicker } from './searchPicker';

export interface SearchCommandsOptions {
  readonly active: Pick<ActiveConnection, 'required'>;
  readonly catalog: Pick<XdmCatalog, 'index' | 'loadIndex' | 'onDidChange' | 'subjectOf'>;
  readonly picker: Pick<SearchPicker, 'choose'>;
  readonly indexes: FieldIndexes;
  readonly opener: ResourceOpener;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
}

/** Search among all resources, and among the fields of all. */
export class SearchCommands {
  constructor(private readonly options: SearchCommandsOptions) {}

  table(): CommandTable {
    return {
      [commandIds.goToXdm]: { kind: 'ui', run: () => this.#goTo() },
      [commandIds.findXdmField]: { kind: 'ui', run: () => this.#findField() },
    };
  }

  async #goTo(): Promise<void> {
    await this.options.picker.choose(l10n.t('Go to XDM Resource'), undefined, (target) => this.#open(target));
  }

  async #findField(): Promise<void> {
    const { active, catalog, indexes, clock } = this.options;
    const connection = active.required();
    const source = new FieldSearch({ connection, catalog, indexes, clock });
    const toTarget = ({ resource, path }: FieldHit): XdmTarget => {
      const { lookup } = catalog.index(connection).library ?? { lookup: () => undefined };
      return targetOf(connection, resource, fieldAt(resource, path, lookup));
    };
    try {
      await search(source, (hit) => this.#open(toTarget(hit)));
    } finally {
      source.dispose();
    }
  }

  /** @returns whether it is open. A failure is told beside the list, which stays as it was. */
  async #open(target: XdmTarget): Promise<boolean> {
    try {
      await this.options.opener.open(target);
      return true;
    } catch (caught) {
      const error = toAepError(caught);
      if (isAbort(error)) return false;
      if (!(error instanceof AepError)) throw error;
      this.options.logger.error(`Search: ${error.code}: ${error.message}`);
      void showError(error, () => void this.#open(target), target.connection.id);
      return false;
    }
  }
}
