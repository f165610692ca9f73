import assert from 'node:assert/strict';
import { type PlatformRequest } from '../../../../src/core/platform/platformClient';
import { SchemaRegistry, type ResourceSummary } from '../../../../src/core/platform/schemaRegistry';
import { type Connection } from '../../../../src/core/credentials/connection';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { AdobeWindow } from '../../../support/adobeWindow';
import { oauthConnection } from '../../../support/connections';

const given = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(given.credential) };

/** A registry that answers one page after the other, whatever it is asked. */
function scripted(...pages: readonly unknown[]): { registry: SchemaRegistry; asked: PlatformRequest[] } {
  const asked: PlatformRequest[] = [];
  const registry = new SchemaRegistry({
    get: (_, request) => {
      asked.push(request);
      const page = pages[asked.length - 1];
      return page === undefined ? Promise.reject(new Error('asked once too often')) : Promise.resolve(page);
    },
  });
  return { registry, asked };
}
const row = (name: string): object => ({
  $id: `https://ns.adobe.com/${name}`,
  'meta:altId': `_${name}`,
  title: name,
  version: '1.2.3',
});
async function list(registry: SchemaRegistry, of = connection, signal?: AbortSignal): Promise<ResourceSummary[][]> {
  const pages: ResourceSummary[][] = [];
  for await (const page of registry.listClasses(of, 'global', signal)) pages.push([...page]);
  return pages;
}
const titles = (pages: readonly (readonly ResourceSummary[])[]): string[][] =>
  pages.map((page) => page.map(({ title }) => title));

suite('SchemaRegistry asks', () => {
  test('for a list by its path, in the form that lists take, without a version', async () => {
    const { registry, asked } = scripted({ results: [] });
    await list(registry);
    assert.deepEqual(asked, [
      {
        path: '/data/foundation/schemaregistry/global/classes',
        accept: 'application/vnd.adobe.xed-id+json',
        query: { orderby: 'title', limit: '300' },
        signal: undefined,
      },
    ]);
  });

  for (const cursor of ['opaque==/+ ü&', '0', ' spaces ', 'https://elsewhere.example/?start=1', 1234]) {
    test(`for the next page by the cursor as it came: ${JSON.stringify(cursor)}`, async () => {
      const { registry, asked } = scripted({ results: [row('a')], _page: { next: cursor } }, { results: [row('b')] });
      assert.deepEqual(titles(await list(registry)), [['a'], ['b']]);
      assert.deepEqual(asked[1]?.query, { orderby: 'title', limit: '300', start: String(cursor) });
    });
  }

  test('for one class by its encoded id, in the form that lookups take, with a version', async () => {
    const { registry, asked } = scripted({ $id: 'x' });
    await registry.getClass(connection, 'tenant', 'https://ns.adobe.com/acme/a b');
    assert.deepEqual(asked, [
      {
        path: '/data/foundation/schemaregistry/tenant/classes/https%3A%2F%2Fns.adobe.com%2Facme%2Fa%20b',
        accept: 'application/vnd.adobe.xed-full+json;version=1',
        signal: undefined,
      },
    ]);
  });
});

suite('SchemaRegistry ends a list', () => {
  const more = { results: [row('a')], _page: { next: 'n' } };
  const ends: Record<string, readonly unknown[]> = {
    'when the cursor is null': [more, { results: [row('b')], _page: { next: null } }],
    'when there is no cursor': [more, { results: [row('b')], _page: {} }],
    'when there is no _page': [more, { results: [row('b')], _links: {} }],
    'when the cursor is empty': [more, { results: [row('b')], _page: { next: '' } }],
    'when the cursor is no text': [more, { results: [row('b')], _page: { next: { href: 'x' } } }],
    'when the cursor comes again': [more, { results: [row('b')], _page: { next: 'n' } }],
    'when a page is empty, whatever its cursor': [more, { results: [], _page: { next: 'm' } }],
  };
  for (const [when, pages] of Object.entries(ends)) {
    test(when, async () => {
      const { registry, asked } = scripted(...pages);
      await list(registry);
      assert.equal(asked.length, 2);
    });
  }

  test('when cursors go round in a circle', async () => {
    const page = (name: string, next: string): object => ({ results: [row(name)], _page: { next } });
    const { registry } = scripted(page('a', '1'), page('b', '2'), page('c', '3'), page('d', '1'));
    assert.deepEqual(titles(await list(registry)), [['a'], ['b'], ['c'], ['d']]);
  });
});

suite('SchemaRegistry reads', () => {
  test('each class once, however often it comes', async () => {
    const { registry } = scripted(
      { results: [row('a'), row('b'), row('a')], _page: { next: '1' } },
      { results: [row('b'), row('c')] },
    );
    assert.deepEqual(titles(await list(registry)), [['a', 'b'], ['c']]);
  });

  test('rows that lack everything but their id', async () => {
    const { registry } = scripted({ results: [{ $id: 'https://x' }] });
    assert.deepEqual(await list(registry), [
      [{ $id: 'https://x', altId: undefined, title: 'https://x', version: undefined }],
    ]);
  });

  test('the id in place of a title that is empty', async () => {
    const { registry } = scripted({ results: [{ $id: 'https://x', title: ' ' }] });
    assert.deepEqual(titles(await list(registry)), [['https://x']]);
  });

  test('a version that is a number', async () => {
    const { registry } = scripted({ results: [{ ...row('a'), version: 1 }] });
    assert.equal((await list(registry))[0]?.[0]?.version, '1');
  });

  test('past rows that are none', async () => {
    const { registry } = scripted({ results: [null, 'x', [], {}, { $id: 7 }, row('a')] });
    assert.deepEqual(titles(await list(registry)), [['a']]);
  });

  for (const body of [{}, { results: null }, { results: {} }, [], 'text', null]) {
    test(`no list out of ${JSON.stringify(body)}`, async () => {
      const { registry } = scripted(body ?? {});
      await assert.rejects(list(registry), { code: 'BAD_RESPONSE' });
    });
  }
});

suite('SchemaRegistry, from a local Adobe,', () => {
  let adobe: LocalAdobe;
  let window: AdobeWindow;
  setup(async () => {
    adobe = await LocalAdobe.start({ data: { generatedClasses: 25 }, maxPageSize: 10 });
    registerDemo(adobe);
    window = await AdobeWindow.open(adobe);
  });
  teardown(async () => {
    window.dispose();
    await adobe.stop();
  });

  test('lists all pages in the order of their titles', async () => {
    const pages = await list(window.registry, window.connection);
    assert.deepEqual(
      pages.map(({ length }) => length),
      [10, 10, 5],
    );
    const all = titles(pages).flat();
    assert.deepEqual(all, all.toSorted());
    assert.equal(new Set(all).size, 25);
  });

  test('renews a token that is refused in the middle, once, and goes on', async () => {
    const seen: number[] = [];
    for await (const page of window.registry.listClasses(window.connection, 'global')) {
      if (seen.push(page.length) === 1) adobe.revokeAllTokens();
    }
    assert.deepEqual(seen, [10, 10, 5]);
    assert.equal(adobe.mints, 2);
    const statuses = adobe.requests.filter(({ service }) => service === 'platform').map(({ status }) => status);
    assert.deepEqual(statuses, [200, 401, 200, 200]);
  });

  test('stops in the middle when its caller does', async () => {
    const caller = new AbortController();
    let pages = 0;
    const listing = (async () => {
      for await (const page of window.registry.listClasses(window.connection, 'global', caller.signal)) {
        assert.ok(page.length > 0);
        pages += 1;
        caller.abort();
      }
    })();
    await assert.rejects(listing, { name: 'AbortError' });
    assert.equal(pages, 1);
  });

  test('finds a class by either id, resolved', async () => {
    const [[first]] = (await list(window.registry, window.connection)) as [[ResourceSummary]];
    const byAltId = await window.registry.getClass(window.connection, 'global', first.altId!);
    const byId = await window.registry.getClass(window.connection, 'global', first.$id);
    assert.deepEqual(byId, byAltId);
    assert.ok(JSON.stringify(byId).includes('"properties"'));
    assert.ok(!JSON.stringify(byId).includes('$ref'));
  });

  for (const id of ['_xdm.none', 'https://ns.adobe.com/none', 'a/b', '..', '%2e%2e', 'ü ?#']) {
    test(`says NOT_FOUND to ${id}`, async () => {
      await assert.rejects(window.registry.getClass(window.connection, 'global', id), { code: 'NOT_FOUND' });
    });
  }
});
