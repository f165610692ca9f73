import { FieldIndex } from '../../src/core/xdm/fieldIndex';
import { ResourceSearch } from '../../src/core/xdm/resourceSearch';
import { type XdmCatalog } from '../../src/core/xdm/xdmCatalog';
import { type XdmLibrary } from '../../src/core/xdm/xdmLibrary';
import { classList, indexLists } from './bareLoop';
import { memoryInUse, taken, takenInTurns, type Pair, type Taken, type TakenInTurns } from './measure';
import { fieldQueries, resourceQueries } from './queries';
import { type BenchSubject } from './subject';

/** Of a registry of one size, a value for each round. */
export interface Figures {
  readonly firstRows: Pair[];
  readonly classList: Pair[];
  readonly index: Pair[];
  /** Writing down the index for later sessions, up to the disk. */
  readonly keeping: TakenInTurns[];
  readonly fieldIndex: TakenInTurns[];
  /** A value for each query. */
  readonly resourceSearch: (readonly Taken[])[];
  readonly fieldSearch: (readonly Taken[])[];
}

export const noFigures = (): Figures => ({
  firstRows: [],
  classList: [],
  index: [],
  keeping: [],
  fieldIndex: [],
  resourceSearch: [],
  fieldSearch: [],
});

/** Asks for the class list, and waits for its first rows to be shown. */
async function showFirstRows(catalog: XdmCatalog, { connection }: BenchSubject): Promise<void> {
  const shown = new Promise<void>((resolve) => {
    catalog.onDidChange(() => {
      if (catalog.list(connection, 'global', 'classes').rows.length > 0) resolve();
    });
  });
  void catalog.loadList(connection, 'global', 'classes');
  await shown;
  catalog.stop(connection);
}

export async function measureLists(subject: BenchSubject, figures: Figures): Promise<void> {
  const { bare, connection } = subject;
  const [page, first] = [
    await takenInTurns(() => bare.page(classList)),
    await takenInTurns(() => showFirstRows(subject.catalog(), subject)),
  ];
  figures.firstRows.push({ bare: page.took, ours: first.took });
  const catalog = subject.catalog();
  const kept = subject.written('list-global-classes');
  const [loop, load] = [
    await takenInTurns(() => bare.read(classList)),
    await takenInTurns(() => catalog.loadList(connection, 'global', 'classes')),
  ];
  figures.classList.push({ bare: loop.took, ours: load.took });
  const { rows } = catalog.list(connection, 'global', 'classes');
  if (rows.length !== subject.size.classes) throw new Error(`${rows.length} classes were listed`);
  await kept;
}

async function loadLibrary(subject: BenchSubject): Promise<XdmLibrary> {
  const catalog = subject.catalog();
  await catalog.loadIndex(subject.connection);
  const { library, isPartial, omitted } = catalog.index(subject.connection);
  if (!library || isPartial || omitted.length > 0) throw new Error('The index is not whole');
  return library;
}

async function buildFields(library: XdmLibrary): Promise<FieldIndex> {
  const fields = await FieldIndex.build(library);
  if (fields.isPartial) throw new Error('Not all fields are in the index');
  return fields;
}

export async function measureIndex(subject: BenchSubject, figures: Figures): Promise<void> {
  const { took: bare } = await takenInTurns(async () => (await subject.bare.read(...indexLists)).length);
  const kept = subject.written('index');
  const { took: ours, made: library } = await takenInTurns(() => loadLibrary(subject));
  figures.index.push({ bare, ours });
  figures.keeping.push((await takenInTurns(() => kept)).took);
  const { took, made: fields } = await takenInTurns(() => buildFields(library));
  figures.fieldIndex.push(took);
  const resources = new ResourceSearch(library.resources);
  figures.resourceSearch.push(resourceQueries(library).map((query) => taken(() => resources.search(query))));
  figures.fieldSearch.push(fieldQueries(library).map((query) => taken(() => fields.search(query))));
}

/** Bytes that stay in use, each beyond the one before. */
export interface Memory {
  /** Of the JSON of all pages, as it came. */
  readonly json: number;
  /** The same, parsed and kept by the bare loop. */
  readonly parsed: number;
  readonly library: number;
  readonly fieldIndex: number;
  readonly resourceSearch: number;
  readonly resourceCount: number;
  readonly fieldCount: number;
}

export async function measureMemory(subject: BenchSubject): Promise<Memory> {
  const { json, parsed } = await measureBareMemory(subject);
  const start = await memoryInUse();
  const kept = subject.written('index');
  const library = await loadLibrary(subject);
  await kept;
  const withLibrary = await memoryInUse();
  const fields = await buildFields(library);
  const withFields = await memoryInUse();
  const resources = new ResourceSearch(library.resources);
  const withSearch = await memoryInUse();
  // All three are in use until here.
  if (resources.search('loyalty').length === 0 || fields.search('section').length === 0) throw new Error('No hits');
  return {
    json,
    parsed,
    library: withLibrary - start,
    fieldIndex: withFields - withLibrary,
    resourceSearch: withSearch - withFields,
    resourceCount: library.size,
    fieldCount: fields.size,
  };
}

async function measureBareMemory({ bare }: BenchSubject): Promise<Pick<Memory, 'json' | 'parsed'>> {
  const [bytes, start] = [bare.bytes, await memoryInUse()];
  const rows = await bare.read(...indexLists);
  const parsed = (await memoryInUse()) - start;
  // In use until here.
  if (rows.length === 0) throw new Error('There is nothing');
  return { json: bare.bytes - bytes, parsed };
}
