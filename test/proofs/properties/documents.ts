import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020';
import fc from 'fast-check';
import ts from 'typescript';
import { isNestedWithin, parseJson } from '../../../src/core/shape';
import { comparableText } from '../../../src/core/xdm/comparable';
import { compositionOf } from '../../../src/core/xdm/composition';
import { idAt, linksIn, offsetOfField } from '../../../src/core/xdm/documentLinks';
import { outlineOf, type OutlinePart } from '../../../src/core/xdm/documentOutline';
import { fieldAt } from '../../../src/core/xdm/fieldAt';
import { FieldIndex } from '../../../src/core/xdm/fieldIndex';
import { renderFieldPage, type FieldPage, type FieldPageTexts } from '../../../src/core/xdm/fieldPage';
import { dotPath, jsonPointer, schemaPointer, sqlColumn } from '../../../src/core/xdm/fieldPath';
import { walkFields } from '../../../src/core/xdm/fields';
import { projectJsonLines, recordsSchema, toProjectedLine, toSourceLine } from '../../../src/core/xdm/jsonLines';
import { toJsonSchema } from '../../../src/core/xdm/jsonSchema';
import { compareLibraries } from '../../../src/core/xdm/libraryComparison';
import { toPayloadSchema } from '../../../src/core/xdm/payloadSchema';
import { takeApart } from '../../../src/core/xdm/references';
import { ResourceSearch } from '../../../src/core/xdm/resourceSearch';
import { toTypeScript } from '../../../src/core/xdm/typeScriptTypes';
import { XdmLibrary } from '../../../src/core/xdm/xdmLibrary';
import { jsonEditor, schemaUrl } from '../../support/jsonEditor';
import { anyJson, anyText, damagedText, property, shallow } from './hostile';
import { anyDocument, anyPath, anyRegistry } from './xdmPieces';

const few = { maxFields: 300 };
const text = (value: unknown): string => JSON.stringify(value, undefined, 1);

export function fieldProperties(): void {
  property('every field of a document is found again by its path', anyRegistry, ({ resource, lookup }) => {
    for (const field of walkFields(resource, lookup, few)) {
      assert.equal(dotPath(fieldAt(resource, field.path, lookup)?.path ?? []), dotPath(field.path));
      for (const write of [jsonPointer, schemaPointer, sqlColumn]) assert.equal(typeof write(field.path), 'string');
    }
  });
  property('two paths that are written alike are one', fc.tuple(anyPath, anyPath), ([one, other]) => {
    if (dotPath(one) === dotPath(other)) assert.deepEqual(one, other);
    if (schemaPointer(one) === schemaPointer(other)) assert.deepEqual(one, other);
  });
  property('what a document is composed of comes to an end', anyRegistry, ({ resource, lookup }) => {
    const { fieldGroupIds } = compositionOf(resource.document, lookup);
    assert.equal(new Set(fieldGroupIds).size, fieldGroupIds.length);
    assert.ok(takeApart(resource.document).own);
  });
  property(
    'fields and resources are searched by any words',
    fc.tuple(anyRegistry, anyText),
    async ([{ all }, query]) => {
      const index = await FieldIndex.build(new XdmLibrary(all), { maxPaths: 300 });
      for (const { path, dotPath: written } of index.search(query)) assert.equal(dotPath(path), written);
      assert.ok(new ResourceSearch(all).search(query).length <= all.length);
    },
  );
  property('a registry compared with itself shows no difference', anyRegistry, async ({ all }) => {
    const { all: once } = { all: [...new Map(all.map((one) => [one.$id, one])).values()] };
    const copies = once.map((one) => ({ ...one, document: { ...one.document } }));
    const { added, removed, changed } = await compareLibraries(once, copies);
    assert.deepEqual([added, removed, changed], [[], [], []]);
  });
  property('the order of keys is no difference', anyDocument, (document) => {
    const turned = Object.fromEntries(Object.entries(document).reverse());
    assert.equal(comparableText(turned), comparableText(document));
  });
}

const json2020 = new Ajv2020({ strict: false });
const draft07 = new Ajv({ strict: false });

export function madeProperties(): void {
  property('the JSON Schema of any document is one', anyRegistry, ({ resource, lookup }) => {
    const schema = JSON.parse(JSON.stringify(toJsonSchema(resource, lookup))) as object;
    assert.ok(json2020.validateSchema(schema), json2020.errorsText());
  });
  property('the schema that an editor validates with is one', anyRegistry, ({ resource, lookup }) => {
    const schema = toPayloadSchema(resource, lookup);
    for (const made of [schema, recordsSchema(schema)]) {
      assert.ok(draft07.validateSchema(JSON.parse(JSON.stringify(made)) as object), draft07.errorsText());
    }
  });
  property('the TypeScript of any document has no error of syntax', anyRegistry, ({ resource, lookup }) => {
    const source = toTypeScript(resource, lookup);
    const { diagnostics } = ts.transpileModule(source, { reportDiagnostics: true });
    const [first] = diagnostics ?? [];
    assert.equal(first && ts.flattenDiagnosticMessageText(first.messageText, ' '), undefined, source.slice(0, 2_000));
  });
  property('nothing that a page says becomes markup', pages(anyText), (page) => {
    assert.deepEqual(tagsOf(page), tagsOf(plain(page)));
  });
}

const texts: FieldPageTexts = {
  ...{ caption: 'a', path: 'b', type: 'c', required: 'd', description: 'e', values: 'f', example: 'g', yes: 'h' },
  ...{ filter: 'i', matches: '{0}', copyPath: '{0}', copy: 'j', copied: '{0}', noFields: 'k' },
};

function pages(any: fc.Arbitrary<string>): fc.Arbitrary<FieldPage> {
  const row = fc.record({
    path: any,
    title: any.map((title) => `T${title}`),
    type: any,
    isRequired: fc.boolean(),
    description: any.map((description) => `D${description}`),
    values: fc.array(fc.record({ value: any, label: any.map((label) => `L${label}`) }), { maxLength: 2 }),
    example: any,
    marks: fc.array(any, { maxLength: 2 }),
  });
  return fc.record({
    ...{ lang: any, title: any, key: any, description: any.map((one) => `D${one}`), note: any.map((one) => `N${one}`) },
    facts: fc.array(fc.record({ label: any, value: any, isId: fc.boolean() }), { maxLength: 2 }),
    rows: fc.array(row, { maxLength: 3 }),
    reveal: any,
  });
}

/** The same page with nothing but letters in it. */
function plain(page: FieldPage): FieldPage {
  return JSON.parse(JSON.stringify(page), (_, value: unknown) =>
    typeof value === 'string' ? (/^[TDLN]/.exec(value)?.[0] ?? 'x') + 'x' : value,
  ) as FieldPage;
}

/** The elements of a page with the names of their attributes. */
function tagsOf(page: FieldPage): readonly string[] {
  const html = renderFieldPage(page, texts, 'n');
  return (html.match(/<[a-zA-Z/!](?:"[^"]*"|[^">])*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
}

/** Every place of a document by its JSON pointer, with what its text begins with there. */
function* placesOf(value: unknown, pointer = ''): Generator<readonly [pointer: string, begins: string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const below = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Array.isArray(value)) yield [below, `${JSON.stringify(key)}:`];
    yield* placesOf(child, below);
  }
}

function isNested(parts: readonly OutlinePart[], end: number): boolean {
  return parts.every((part) => part.start < part.keyEnd && part.keyEnd <= end && isNested(part.children, Infinity));
}

export function textProperties(): void {
  const anyDocumentText = fc.oneof(
    shallow(anyDocument).map(text),
    shallow(anyDocument).chain((document) => damagedText(text(document))),
    anyText,
  );
  property('every key of a document has its place in the text', shallow(anyDocument), (document) => {
    const written = text(document);
    const places = [...placesOf(document)];
    for (const [pointer, begins] of places.filter((_, index) => index % Math.ceil(places.length / 20) === 0)) {
      const offset = offsetOfField(written, pointer) ?? assert.fail(pointer);
      assert.equal(written.slice(offset, offset + begins.length), begins);
    }
  });
  property('ids are found where they stand, whatever the text', anyDocumentText, (written) => {
    for (const { start, end, id } of linksIn(written)) {
      assert.equal((JSON.parse(`"${written.slice(start, end)}"`) as string).split('#')[0], id);
      assert.equal(idAt(written, start)?.start, start);
    }
  });
  property('an outline is in the order of the text, whatever that is', anyDocumentText, (written) => {
    assert.ok(isNested(outlineOf(written), written.length));
  });
  property('JSON Lines keep their places, whatever they hold', anyLines, (lines) => {
    const projection = projectJsonLines(lines, 'aep-schema:/x');
    const projected = projection.text.split('\n');
    assert.equal(projected.length, projection.sourceLines + 2);
    for (let line = 0; line < projection.sourceLines; line += 1) {
      assert.equal(toSourceLine(projection, toProjectedLine(line)), line);
    }
  });
  property('a line of JSON has no error, whatever stands in the others', anyLines, async (lines) => {
    const { text: projected } = projectJsonLines(lines, schemaUrl);
    const problems = await jsonEditor({}).problems(projected);
    for (const [line, written] of lines.split(/\r\n|[\n\r]/).entries()) {
      if (parseJson(written) === undefined) continue;
      assert.deepEqual(
        problems.filter((problem) => problem.startsWith(`${toProjectedLine(line)}:`)),
        [],
      );
    }
  });
  property('records of JSON Lines are what they were', fc.array(shallow(anyJson()), { maxLength: 5 }), (records) => {
    const written = records.map((record) => JSON.stringify(record)).join('\n');
    const { records: read } = JSON.parse(projectJsonLines(written, 'x').text) as { records: unknown };
    assert.equal(JSON.stringify(read), JSON.stringify(records));
  });
}

/** No deeper than VS Code's own parser has a stack for. */
const anyRecord = anyJson().filter((value) => isNestedWithin(value, 500));

const anyLines = fc
  .array(
    fc.oneof(
      anyText,
      anyRecord.map((value) => JSON.stringify(value)),
      anyRecord.chain((value) => damagedText(JSON.stringify(value))),
    ),
    { maxLength: 6 },
  )
  .map((lines) => lines.join('\n'));
