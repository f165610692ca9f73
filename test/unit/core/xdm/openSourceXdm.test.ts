import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ResourceKind } from '../../../../src/core/platform/resourceTypes';
import { dotPath } from '../../../../src/core/xdm/fieldPath';
import { missingReferences, walkFields } from '../../../../src/core/xdm/fields';
import { XdmLibrary } from '../../../../src/core/xdm/xdmLibrary';
import { readResource } from '../../../../src/core/xdm/xdmResource';
import { findXdmComponents, xdmResources } from '../../../emulator/data/xdmFiles';

/** A source file, as trusting as one can be. */
interface Source {
  $id: string;
  $ref?: string;
  allOf?: Source[];
  properties?: Record<string, Source>;
  items?: Source;
  additionalProperties?: Source | boolean;
  [keyword: string]: unknown;
}

function readSources(folder: string): ReadonlyMap<string, Source> {
  const files = readdirSync(folder, { recursive: true }).map(String);
  const sources = files
    .filter((file) => file.endsWith('.schema.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Source);
  return new Map(sources.map((source) => [source.$id, source]));
}

/** The names of the registry for one of a file: a prefix becomes an object around it. */
function registryNames(name: string): readonly string[] {
  const plain = name.replace(/^xdm:/, '').replace(/^@/, '_');
  const [, prefix, rest] = /^([a-zA-Z]\w*):(.+)$/.exec(plain) ?? [];
  return prefix === undefined || rest === undefined ? [plain] : [`_${prefix}`, rest];
}

function below(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** Follows every keyword wherever it leads: the plainest walk there is, over the files as Adobe wrote them. */
class NaiveWalk {
  readonly paths = new Set<string>();
  constructor(private readonly sources: ReadonlyMap<string, Source>) {}

  visit(schema: Source, root: Source, path: string, chain: readonly string[]): void {
    if (schema.$ref !== undefined) {
      const [id = '', pointer = ''] = schema.$ref.split('#');
      const document = id === '' ? root : this.sources.get(id)!;
      const name = `${document.$id}#${pointer}`;
      let target: unknown = document;
      for (const part of pointer.split('/').slice(1)) target = (target as Record<string, unknown>)[part];
      if (!chain.includes(name)) this.visit(target as Source, document, path, [...chain, name]);
    }
    for (const part of schema.allOf ?? []) this.visit(part, root, path, chain);
    if (schema.items) this.visit(schema.items, root, `${path}[]`, chain);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      let here = path;
      for (const step of registryNames(name)) {
        here = below(here, step);
        this.paths.add(here);
      }
      this.visit(property, root, here, chain);
    }
    if (typeof schema.additionalProperties === 'object') {
      this.paths.add(`${path}.*`);
      this.visit(schema.additionalProperties, root, `${path}.*`, chain);
    }
  }
}

suite('Open-source XDM', () => {
  test('shows every field of every resource, as a naive walk of the files finds them', function () {
    const folder = findXdmComponents();
    if (folder === undefined) this.skip();
    const resources = xdmResources().map((given) =>
      readResource('global', given.kind as ResourceKind, given.document())!,
    );
    const library = new XdmLibrary(resources);
    const sources = readSources(folder);
    assert.equal(library.size, sources.size);
    for (const resource of resources) {
      const fields = [...walkFields(resource, library.lookup)];
      for (const opened of [resource, ...fields.filter(({ hasFields }) => hasFields)]) {
        assert.deepEqual(missingReferences(opened, library.lookup), [], resource.$id);
      }
      const paths = fields.map(({ path }) => dotPath(path));
      const source = sources.get(resource.$id)!;
      const naive = new NaiveWalk(sources);
      naive.visit(source, source, '', [`${resource.$id}#`]);
      assert.deepEqual(paths.sort(), [...naive.paths].sort(), resource.$id);
    }
  });
});
