import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { containers, kindsOf, lookupForms, type LookupForm } from '../../../src/core/platform/resourceTypes';
import { dotPath, schemaPointer } from '../../../src/core/xdm/fieldPath';
import { childrenOf, fieldsOf, missingReferences } from '../../../src/core/xdm/fields';
import { type DocumentLookup, type XdmField } from '../../../src/core/xdm/xdmField';
import { refOf, type XdmResource } from '../../../src/core/xdm/xdmResource';
import { findXdmComponents } from '../../emulator/data/xdmFiles';
import { ExplorerWindow, type ExplorerData } from './explorerWindow';

/** A resolved document, as trusting as one can be. */
interface Resolved {
  $id?: string;
  title?: string;
  properties?: Record<string, Resolved>;
  items?: Resolved;
  additionalProperties?: Resolved | boolean;
}

/** The JSON pointers of all fields of a resolved document. The registry cut recursion in it. */
function* naivePointers({ properties, items, additionalProperties }: Resolved, at = ''): Generator<string> {
  for (const [name, property] of Object.entries(properties ?? {})) {
    const pointer = `${at}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    yield pointer;
    yield* naivePointers(property, pointer);
  }
  if (items) yield* naivePointers(items, `${at}/items`);
  if (typeof additionalProperties === 'object') {
    yield `${at}/additionalProperties`;
    yield* naivePointers(additionalProperties, `${at}/additionalProperties`);
  }
}

/** All that one can open in the tree below a resource. */
function fieldsInTree(resource: XdmResource, lookup: DocumentLookup): readonly XdmField[] {
  const found = [...fieldsOf(resource, lookup)];
  // A list goes on with what is added while one walks it.
  for (const field of found) if (field.hasFields) found.push(...childrenOf(field, lookup));
  return found;
}

/** The registry has no unions without texts. */
const formsOf = ({ kind }: XdmResource): readonly LookupForm[] =>
  kind === 'unions' ? ['xed', 'xed-full'] : lookupForms;

/** What is in the source files, by folder, and how many of the classes are there to be used by schemas. */
function countSources(folder: string): { readonly counts: Record<string, number>; readonly usable: number } {
  const files = (kind: string): string[] => {
    const names = readdirSync(join(folder, kind), { recursive: true }).map(String);
    return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, kind, name));
  };
  const isAdHoc = (file: string): boolean => {
    const { 'meta:extends': extended = [] } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
    return extended.includes('https://ns.adobe.com/xdm/data/adhoc');
  };
  const kinds = ['classes', 'fieldgroups', 'datatypes', 'behaviors'];
  return {
    counts: Object.fromEntries(kinds.map((kind) => [`global ${kind}`, files(kind).length])),
    usable: files('classes').filter((file) => !isAdHoc(file)).length,
  };
}

for (const data of ['own', 'xdm'] satisfies readonly ExplorerData[]) {
  suite(`The whole registry (${data})`, function () {
    this.timeout(90_000);
    let explorer: ExplorerWindow;
    let resources: readonly XdmResource[];

    suiteSetup(async function () {
      const opened = await ExplorerWindow.open(data);
      if (!opened) this.skip();
      explorer = opened;
      resources = [...explorer.library.resources];
    });
    suiteTeardown(() => (explorer as ExplorerWindow | undefined)?.close());

    const lookUp = async (resource: XdmResource, form: LookupForm): Promise<Resolved> => {
      const { catalog, window } = explorer;
      const options = { remembered: 'never' } as const;
      return (await catalog.getDocument(window.connection, refOf(resource), form, options)).content as Resolved;
    };

    test('is listed and indexed alike, kind by kind', async () => {
      const { catalog, window, library } = explorer;
      let size = 0;
      for (const container of containers) {
        for (const kind of kindsOf[container]) {
          await catalog.loadList(window.connection, container, kind);
          const { rows } = catalog.list(window.connection, container, kind);
          const ids = ({ $id }: { $id: string }): string => $id;
          assert.deepEqual(rows.map(ids).sort(), library.list(container, kind).map(ids).sort(), `${container} ${kind}`);
          size += rows.length;
        }
      }
      assert.equal(library.size, size);
    });

    test('opens, each resource in each form', async () => {
      for (const resource of resources) {
        for (const form of formsOf(resource)) {
          const document = await lookUp(resource, form);
          assert.equal(document.$id, resource.$id);
          assert.equal(document.title === undefined, form === 'xed-full-notext', `${form} of ${resource.$id}`);
          assert.equal(form !== 'xed' && JSON.stringify(document).includes('"$ref":'), false, resource.$id);
        }
      }
    });

    test('shows every field, as a naive walk of the resolved documents finds them', async () => {
      const { lookup } = explorer.library;
      for (const resource of resources) {
        const fields = fieldsInTree(resource, lookup);
        for (const opened of [resource, ...fields]) assert.deepEqual(missingReferences(opened, lookup), []);
        const pointers = fields.map(({ path }) => schemaPointer(path));
        const naive = [...naivePointers(await lookUp(resource, 'xed-full'))];
        assert.deepEqual(pointers.sort(), naive.sort(), resource.$id);
        assert.equal(new Set(fields.map(({ path }) => dotPath(path))).size, naive.length, resource.$id);
      }
    });

    test('cuts types that contain themselves, and names them', () => {
      const { library } = explorer;
      const recursive = resources.flatMap((resource) =>
        fieldsInTree(resource, library.lookup).filter(({ isRecursive }) => isRecursive),
      );
      assert.ok(recursive.length > 0);
      for (const { typeId, hasFields } of recursive) {
        assert.equal(hasFields, false);
        assert.equal(library.find(typeId ?? '')?.kind, 'datatypes');
      }
    });

    if (data === 'xdm') {
      test('has as many resources as there are files, and the tenant that is composed from them', () => {
        const { counts, usable } = countSources(findXdmComponents() ?? '');
        const counted: Record<string, number> = {};
        for (const { container, kind } of resources) {
          counted[`${container} ${kind}`] = (counted[`${container} ${kind}`] ?? 0) + 1;
        }
        // One schema of each class, and one with a type that contains itself.
        const schemas = usable + 1;
        const tenant = {
          'tenant schemas': schemas,
          'tenant fieldgroups': 1,
          'tenant datatypes': 1,
          'tenant unions': 2,
        };
        assert.deepEqual(counted, { ...counts, ...tenant });
      });
    }
  });
}
