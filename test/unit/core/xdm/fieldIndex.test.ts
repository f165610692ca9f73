import assert from 'node:assert/strict';
import { isAbort } from '../../../../src/core/errors';
import { FieldIndex, type FieldIndexOptions } from '../../../../src/core/xdm/fieldIndex';
import { XdmLibrary } from '../../../../src/core/xdm/xdmLibrary';
import { type JsonObject, type XdmResource } from '../../../../src/core/xdm/xdmResource';
import { ref, xdmResource } from '../../../support/xdmDocuments';

const text: JsonObject = { type: 'string' };
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const group = (name: string, properties: JsonObject): XdmResource =>
  xdmResource(name, { allOf: [{ $ref: '#/definitions/x' }], definitions: { x: object(properties) } }, 'fieldgroups');
const schema = (name: string, ...parts: readonly string[]): XdmResource =>
  xdmResource(name, { allOf: parts.map(ref) }, 'schemas');

const build = (resources: readonly XdmResource[], options?: FieldIndexOptions): Promise<FieldIndex> =>
  FieldIndex.build(new XdmLibrary(resources), options);
/** `schema: path` of each hit. */
const find = (index: FieldIndex, query: string, limit?: number): string[] =>
  index.search(query, limit).map(({ resource, dotPath }) => `${resource.title}: ${dotPath}`);

suite('FieldIndex', () => {
  test('finds a field of a field group in every schema that has it, by way of its class too', async () => {
    const index = await build([
      group('loyalty', { _tenant: object({ tier: text }) }),
      xdmResource('record', object({ _id: text }), 'behaviors'),
      xdmResource('class', { allOf: [ref('record'), { properties: { personID: text } }] }, 'classes'),
      schema('members', 'class', 'loyalty'),
      schema('guests', 'class', 'loyalty'),
      schema('others', 'class'),
    ]);
    assert.deepEqual(find(index, 'tier'), ['guests: _tenant.tier', 'members: _tenant.tier']);
    assert.deepEqual(find(index, '_id'), ['guests: _id', 'members: _id', 'others: _id']);
    const [hit] = index.search('personid');
    assert.deepEqual([hit!.resource.title, hit!.component.title], ['guests', 'class']);
    assert.equal(index.size, 4);
    assert.equal(index.isPartial, false);
  });

  test('says where a field is and what it is', async () => {
    const phone = xdmResource('phone', object({ number: { ...text, title: 'Number' } }));
    const lists = { type: 'array', items: { type: 'array', items: ref('phone') } };
    const map = { type: 'object', additionalProperties: { type: 'array', items: { type: 'integer' } } };
    const index = await build([phone, group('g', { phones: lists, counts: map }), schema('s', 'g')]);
    const [number] = index.search('phones number');
    const { path, dotPath, title, type, arrayDepth, isLeaf } = number!;
    assert.deepEqual(path, [{ name: 'phones' }, 'items', 'items', { name: 'number' }]);
    assert.deepEqual([dotPath, title, type, arrayDepth, isLeaf], ['phones[][].number', 'Number', 'string', 0, true]);
    const [phones] = index.search('phones');
    assert.deepEqual(
      [phones!.dotPath, phones!.type, phones!.arrayDepth, phones!.isLeaf],
      ['phones', 'object', 2, false],
    );
    const [values] = index.search('counts.*');
    assert.deepEqual([values!.dotPath, values!.type, values!.arrayDepth], ['counts.*', 'integer', 1]);
  });

  test('ranks the name first, then its beginning, its words, its inside, and what is below it', async () => {
    const properties = {
      id: text,
      idx: text,
      loyaltyId: text,
      valid: text,
      a: object({ id: text }),
      ids: object({ z: text }),
    };
    const index = await build([group('g', properties), schema('s', 'g')]);
    assert.deepEqual(
      index.search('id').map(({ dotPath }) => dotPath),
      ['id', 'a.id', 'idx', 'ids', 'loyaltyId', 'valid', 'ids.z'],
    );
  });

  test('wants every term somewhere on the path, in any order and case, parted by spaces or dots', async () => {
    const index = await build([
      group('g', { person: object({ phones: { type: 'array', items: object({ number: text }) }, name: text }) }),
      schema('s', 'g'),
    ]);
    for (const query of ['person.phones[].number', 'NUMBER person', 'num pho per']) {
      assert.deepEqual(find(index, query), ['s: person.phones[].number'], query);
    }
    assert.deepEqual(find(index, 'person street'), []);
    assert.deepEqual(find(index, ' . '), []);
  });

  test('bears long queries, and letters that get longer in lower case', async () => {
    const properties = { ['İ'.repeat(9)]: text, a: text, tier: text };
    const index = await build([group('g', { a1b2c3d4e5f6g7h8i9: object(properties) }), schema('s', 'g')]);
    assert.deepEqual(find(index, 'tier'), ['s: a1b2c3d4e5f6g7h8i9.tier']);
    assert.deepEqual(find(index, 'tier a1 b2 c3 d4 e5 f6 g7 h8 i9'), ['s: a1b2c3d4e5f6g7h8i9.tier']);
  });

  test('names a field once that several field groups give to one schema', async () => {
    const index = await build([
      group('a', { _tenant: object({ x: text }) }),
      group('b', { _tenant: object({ y: text }) }),
      schema('s', 'a', 'b'),
    ]);
    assert.deepEqual(find(index, '_tenant'), ['s: _tenant', 's: _tenant.x', 's: _tenant.y']);
  });

  test('shows fields that are in no schema after all others, as those of their own resource', async () => {
    const index = await build([
      group('unused', { email: text }),
      group('used', { contact: object({ workEmail: text }) }),
      schema('s', 'used'),
    ]);
    assert.deepEqual(find(index, 'email'), ['s: contact.workEmail', 'unused: email']);
  });

  test("has a schema's own fields, leaves unions out, and shows the organisation's schemas first", async () => {
    const index = await build([
      group('g', { shared: text }),
      xdmResource('a global one', { allOf: [ref('g')] }, 'schemas', 'global'),
      xdmResource('s', { allOf: [ref('g')], properties: { mine: text } }, 'schemas'),
      xdmResource('u', { allOf: [ref('s')], properties: { mine: text } }, 'unions'),
    ]);
    assert.deepEqual(find(index, 'shared'), ['s: shared', 'a global one: shared']);
    assert.deepEqual(find(index, 'mine'), ['s: mine']);
  });

  test('gives no more than asked for, the best ones', async () => {
    const names = Array.from({ length: 300 }, (_, number) => `field${'x'.repeat(number)}`).reverse();
    const index = await build([group('g', Object.fromEntries(names.map((name) => [name, text]))), schema('s', 'g')]);
    assert.equal(index.search('field').length, 200);
    assert.deepEqual(find(index, 'field', 2), ['s: field', 's: fieldx']);
  });

  test('stops at its limits and says so', async () => {
    const many = (name: string): XdmResource =>
      group(name, Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => [key, text])));
    const byComponent = await build([many('one'), many('two')], { maxPathsPerComponent: 3 });
    assert.deepEqual([byComponent.size, byComponent.isPartial], [6, true]);
    const byAll = await build([many('one'), many('two')], { maxPaths: 10 });
    assert.deepEqual([byAll.size, byAll.isPartial], [10, true]);
    assert.equal((await build([many('one')], { maxPathsPerComponent: 8, maxPaths: 8 })).isPartial, false);
  });

  test('lets others work while it is built, and can be ended', async () => {
    const wide = Object.fromEntries(Array.from({ length: 200 }, (_, number) => [`field${number}`, text]));
    const resources = Array.from({ length: 100 }, (_, number) => group(`g${number}`, wide));
    const controller = new AbortController();
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      if (turns === 2) controller.abort();
      else setImmediate(turn);
    };
    setImmediate(turn);
    await assert.rejects(build(resources, { signal: controller.signal }), isAbort);
    assert.equal(turns, 2);
  });
});
