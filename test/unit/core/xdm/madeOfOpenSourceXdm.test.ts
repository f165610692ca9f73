import assert from 'node:assert/strict';
import { compile } from 'json-schema-to-typescript';
import { type ResourceKind } from '../../../../src/core/platform/resourceTypes';
import { toJsonSchema } from '../../../../src/core/xdm/jsonSchema';
import { toTypeScript } from '../../../../src/core/xdm/typeScriptTypes';
import { XdmLibrary } from '../../../../src/core/xdm/xdmLibrary';
import { type JsonObject, readResource, type XdmResource } from '../../../../src/core/xdm/xdmResource';
import { findXdmComponents, xdmResources } from '../../../emulator/data/xdmFiles';
import { strictAjv, typeErrors } from '../../../support/madeTypes';

/** What json-schema-to-typescript makes of the JSON Schema of a resource: a type called `Theirs`. */
async function theirTypes(schema: JsonObject): Promise<string> {
  const untitled = { ...schema, $id: undefined, title: 'Theirs' };
  const options = { additionalProperties: false, ignoreMinAndMaxItems: true, bannerComment: '', format: false };
  return compile(untitled, 'Theirs', options);
}

suite('Made of open-source XDM', function () {
  let resources: readonly XdmResource[];
  let library: XdmLibrary;

  suiteSetup(function () {
    if (findXdmComponents() === undefined) this.skip();
    resources = xdmResources().map((given) => readResource('global', given.kind as ResourceKind, given.document())!);
    library = new XdmLibrary(resources);
  });

  test('the JSON Schema of every class, field group and data type is taken by ajv in strict mode', () => {
    const ajv = strictAjv();
    for (const resource of resources) {
      assert.doesNotThrow(() => ajv.compile(toJsonSchema(resource, library.lookup)), resource.$id);
    }
    assert.ok(resources.length > 400);
  });

  test('the types of all compile together under strict', () => {
    const modules = resources.map((resource, index) => [`m${index}`, toTypeScript(resource, library.lookup)] as const);
    assert.deepEqual(typeErrors(Object.fromEntries(modules)), []);
  });

  test('the types mean what json-schema-to-typescript makes of the JSON Schemas', async () => {
    const modules: Record<string, string> = {};
    for (const [index, resource] of resources.entries()) {
      // A sample, since theirs takes its time.
      if (index % 12 !== 0) continue;
      const ours = toTypeScript(resource, library.lookup);
      const name = /^export (?:interface|type) (\w+)/m.exec(ours)![1]!;
      modules[`ours${index}`] = ours;
      modules[`theirs${index}`] = await theirTypes(toJsonSchema(resource, library.lookup));
      modules[`same${index}`] = `
        import type { ${name} as Ours } from './ours${index}';
        import type { Theirs } from './theirs${index}';
        type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
        export const same: Equal<Ours, Theirs> = true;
      `;
    }
    assert.deepEqual(typeErrors(modules), []);
  });
});
