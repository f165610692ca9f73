import assert from 'node:assert/strict';
import { compile } from 'json-schema-to-typescript';
import { toJsonSchema } from '../../../src/core/xdm/jsonSchema';
import { toPayloadSchema } from '../../../src/core/xdm/payloadSchema';
import { toTypeScript } from '../../../src/core/xdm/typeScriptTypes';
import { refOf, type JsonObject, type XdmResource } from '../../../src/core/xdm/xdmResource';
import { jsonEditor } from '../../support/jsonEditor';
import { typeErrors, validatorOf } from '../../support/madeTypes';
import { ExplorerWindow, type ExplorerData } from './explorerWindow';
import { mutationsOf, type Mutation, type Resolved } from './mutations';

/** A schema, a record of it that the registry made up, and records that are none. */
interface Sampled {
  readonly schema: XdmResource;
  readonly sample: JsonObject;
  readonly mutations: readonly Mutation[];
}

/** Letters of a sample that the two makers of types are compared with: TypeScript reads it a few times. */
const longestCompared = 6_000;

/**
 * The local Adobe ends a sample with `{}` where a type contains itself (see its assumptions), although that type may ask for something: such
 * ends are left out.
 */
function withoutEnds(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutEnds).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutEnds(member)] as const);
  const kept = members.filter(([, member]) => member !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

async function sampleSchema({ catalog, window }: ExplorerWindow, schema: XdmResource): Promise<Sampled> {
  const ref = refOf(schema);
  const sample = withoutEnds(await window.registry.sampleData(window.connection, ref.id)) as JsonObject;
  const resolved = await catalog.getDocument(window.connection, ref, 'xed-full', { remembered: 'never' });
  return { schema, sample, mutations: mutationsOf(sample, resolved.content as Resolved, 4) };
}

/** What the type of a record is called: it is declared first. */
const firstType = (module: string): string => /^export (?:interface|type) (\w+)/m.exec(module)?.[1] ?? '';

/** `theirs` of a JSON Schema, under the name that `ours` have. */
async function peerTypes(schema: JsonObject): Promise<string> {
  // They name the type by its title.
  const untitled = { ...schema, title: 'Theirs', $id: undefined };
  return compile(untitled, 'Theirs', { bannerComment: '', format: false });
}

for (const data of ['own', 'xdm'] satisfies readonly ExplorerData[]) {
  suite(`Made from the schemas of an organisation (${data})`, function () {
    this.timeout(120_000);
    let explorer: ExplorerWindow;
    let all: readonly Sampled[];

    suiteSetup(async function () {
      const opened = await ExplorerWindow.open(data);
      if (!opened) this.skip();
      explorer = opened;
      const schemas = explorer.library.list('tenant', 'schemas');
      all = await Promise.all(schemas.map((schema) => sampleSchema(explorer, schema)));
    });
    suiteTeardown(() => (explorer as ExplorerWindow | undefined)?.close());

    test('JSON Schemas are taken by ajv in strict mode, with the samples, and without what is wrong', () => {
      for (const { schema, sample, mutations } of all) {
        const validate = validatorOf(toJsonSchema(schema, explorer.library.lookup));
        assert.ok(validate(sample), `${schema.title}: ${JSON.stringify(validate.errors)}`);
        // As in the registry's own schemas, further fields are allowed.
        assert.ok(validate({ ...sample, unheardOf: 1 }), schema.title);
        for (const { what, record } of mutations) assert.equal(validate(record), false, `${schema.title}: ${what}`);
      }
    });

    test('payloads are checked bare, in a list and in the envelope of ingestion, in an editor', async () => {
      for (const { schema, sample, mutations } of all) {
        const editor = jsonEditor(toPayloadSchema(schema, explorer.library.lookup));
        const problems = async (payload: unknown): Promise<readonly string[]> => {
          const found = await editor.problems(JSON.stringify(payload));
          return found.filter((problem) => !problem.endsWith(': Value is deprecated'));
        };
        const shapes = [
          (record: unknown) => record,
          (record: unknown) => [record],
          (xdmEntity: unknown) => ({ header: { schemaRef: { id: schema.$id } }, body: { xdmEntity } }),
        ];
        for (const shape of shapes) assert.deepEqual(await problems(shape(sample)), [], schema.title);
        const wrong = [...mutations, { what: 'unknown field', record: { ...sample, unheardOf: 1 } }];
        for (const [index, { what, record }] of wrong.entries()) {
          const shape = shapes[index % shapes.length]!;
          assert.notDeepEqual(await problems(shape(record)), [], `${schema.title}: ${what}`);
        }
      }
    });

    test('types compile under strict, with the samples, and agree with json-schema-to-typescript', async () => {
      const modules: Record<string, string> = {};
      const wrong: string[] = [];
      for (const [index, { schema, sample, mutations }] of all.entries()) {
        const { lookup } = explorer.library;
        const ours = toTypeScript(schema, lookup);
        modules[`ours${index}`] = ours;
        const record = JSON.stringify(sample);
        if (record.length > longestCompared) continue;
        modules[`theirs${index}`] = await peerTypes(toJsonSchema(schema, lookup));
        for (const [maker, type] of [
          ['ours', firstType(ours)],
          ['theirs', 'Theirs'],
        ] as const) {
          const head = `import type { ${type} } from './${maker}${index}';\n`;
          modules[`${maker}${index}-sample`] = `${head}export const record: ${type} = ${record};\n`;
          for (const [number, mutation] of mutations.entries()) {
            const name = `${maker}${index}-wrong${number}`;
            modules[name] =
              `${head}// ${mutation.what}\nexport const record: ${type} = ${JSON.stringify(mutation.record)};\n`;
            wrong.push(name);
          }
        }
      }
      const refused = new Set<string>();
      const errors = typeErrors(modules).filter((error) => {
        const name = /^\/(\S+)\.ts:/.exec(error)?.[1] ?? '';
        refused.add(name);
        return !name.includes('-wrong');
      });
      assert.deepEqual(errors, []);
      assert.ok(wrong.length > 0);
      for (const name of wrong) assert.ok(refused.has(name), modules[name]);
    });
  });
}
