import * as assert from 'node:assert/strict';
import type { Connection } from '../../../../src/core/credentials/connection';
import { AepError, isAbort } from '../../../../src/core/errors';
import { walkFields } from '../../../../src/core/xdm/fields';
import { loadWholeResource, type ResourceSource } from '../../../../src/core/xdm/wholeResource';
import type { JsonObject } from '../../../../src/core/xdm/xdmResource';

const connection = { id: 'c' } as Connection;
const base = 'https://ns.adobe.com/test/';
const ref = { container: 'tenant', kind: 'schemas', id: '_test.schemas.rider' } as const;

const object = (name: string, properties: JsonObject, allOf: readonly string[] = []): JsonObject => ({
  $id: `${base}${name}`,
  title: name,
  type: 'object',
  properties,
  allOf: allOf.map((id) => ({ $ref: `${base}${id}` })),
});

const documents: readonly JsonObject[] = [
  object('rider', { own: { type: 'string' } }, ['profile', 'contact']),
  object('profile', { key: { type: 'string' } }, ['record']),
  object('record', { _id: { type: 'string' } }),
  object('contact', { phones: { type: 'array', items: { $ref: `${base}phone` } } }),
  object('phone', { number: { type: 'string' }, owner: { $ref: `${base}contact` } }),
];

/** A registry that answers one level of references at a time. */
class Source implements ResourceSource {
  readonly loads: (readonly string[])[] = [];
  readonly #known = new Map<string, JsonObject>();

  constructor(private readonly content: unknown = documents[0]) {}

  getDocument(): Promise<{ content: unknown; fetchedAtMs: number; isRemembered: boolean }> {
    return Promise.resolve({ content: this.content, fetchedAtMs: 7, isRemembered: true });
  }

  getResources(_: Connection, ids: readonly string[]): Promise<void> {
    this.loads.push(ids.map((id) => id.slice(base.length)));
    for (const document of documents)
      if (ids.includes(document.$id as string)) this.#known.set(document.$id as string, document);
    return Promise.resolve();
  }

  lookup() {
    return ($id: string): JsonObject | undefined => this.#known.get($id);
  }
}

suite('loadWholeResource', () => {
  test('loads what a resource refers to, level by level, each document once and itself never', async () => {
    const source = new Source();
    const { resource, lookup } = await loadWholeResource(source, { connection, ref }, { remembered: 'first' });
    assert.deepEqual(
      source.loads.map((level) => [...level].sort()),
      [
        ['contact', 'profile'],
        ['phone', 'record'],
      ],
    );
    const names = [...walkFields(resource, lookup)].map(({ name }) => name);
    assert.deepEqual(names.sort(), ['_id', 'key', 'number', 'own', 'owner', 'phones']);
  });

  test('says how old the resource is', async () => {
    const { fetchedAtMs, isRemembered } = await loadWholeResource(
      new Source(),
      { connection, ref },
      { remembered: 'first' },
    );
    assert.deepEqual([fetchedAtMs, isRemembered], [7, true]);
  });

  test('comes to an end where something that is referred to cannot be had', async () => {
    const source = new Source(object('rider', { a: { $ref: `${base}nowhere` } }));
    const { resource, lookup } = await loadWholeResource(source, { connection, ref }, { remembered: 'first' });
    assert.deepEqual(source.loads, [['nowhere']]);
    assert.deepEqual(
      [...walkFields(resource, lookup)].map(({ isUnresolved }) => isUnresolved),
      [true],
    );
  });

  test('follows no references that go on and on, and says that there are more', async () => {
    const chain = new Map<string, JsonObject>();
    const source: ResourceSource = {
      getDocument: () => Promise.resolve({ content: object('0', {}, ['1']), fetchedAtMs: 7, isRemembered: false }),
      getResources: (_, ids) => {
        for (const id of ids)
          chain.set(id, object(id.slice(base.length), {}, [`${Number(id.slice(base.length)) + 1}`]));
        return Promise.resolve();
      },
      lookup: () => ($id) => chain.get($id),
    };
    const { isPartial, lookup } = await loadWholeResource(source, { connection, ref }, { remembered: 'first' });
    assert.deepEqual([isPartial, chain.size], [true, 1_000]);
    assert.ok(lookup(`${base}1000`));
    // What is known costs nothing.
    const again = await loadWholeResource(source, { connection, ref }, { remembered: 'first' });
    assert.deepEqual([again.isPartial, chain.size], [true, 2_000]);
  });

  test('follows at once what is known', async () => {
    const source = new Source();
    await loadWholeResource(source, { connection, ref }, { remembered: 'first' });
    const { isPartial } = await loadWholeResource(source, { connection, ref }, { remembered: 'first' });
    assert.deepEqual([isPartial, source.loads.length], [false, 2]);
  });

  test('ends when it is stopped', async () => {
    const abort = new AbortController();
    const source = new Source();
    source.getResources = () => {
      abort.abort();
      return Promise.resolve();
    };
    const options = { remembered: 'first', signal: abort.signal } as const;
    await assert.rejects(loadWholeResource(source, { connection, ref }, options), isAbort);
  });

  for (const content of [null, [], 'text', {}, { $id: 7 }]) {
    test(`refuses ${JSON.stringify(content)}, which is no resource`, async () => {
      const loading = loadWholeResource(new Source(content), { connection, ref }, { remembered: 'first' });
      await assert.rejects(loading, (error) => error instanceof AepError && error.code === 'BAD_RESPONSE');
    });
  }
});
