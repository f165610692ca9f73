import assert from 'node:assert/strict';
import { type PlatformRequest } from '../../../../src/core/platform/platformClient';
import {
  containers,
  kindsOf,
  lookupForms,
  type Descriptor,
  type ResourceSummary,
} from '../../../../src/core/platform/resourceTypes';
import { SchemaRegistry, type LookupTarget, type ResourceList } from '../../../../src/core/platform/schemaRegistry';
import { AepError } from '../../../../src/core/errors';
import { type Connection } from '../../../../src/core/credentials/connection';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { AdobeWindow } from '../../../support/adobeWindow';
import { oauthConnection } from '../../../support/connections';

const given = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(given.credential) };

const classes = { container: 'global', kind: 'classes' } as const;
const resolved = (id: string): LookupTarget => ({ ...classes, id, form: 'xed-full' });

/** A registry that answers one page after the other, whatever it is asked; an error is what the request ends with. */
function scripted(...pages: readonly unknown[]): { registry: SchemaRegistry; asked: PlatformRequest[] } {
  const asked: PlatformRequest[] = [];
  const registry = new SchemaRegistry({
    get: (_, request) => {
      asked.push(request);
      const page = pages[asked.length - 1];
      if (page instanceof Error) return Promise.reject(page);
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
const tooLarge = new AepError('RESPONSE_TOO_LARGE', 'The answer is too large');
const identity = (sourceProperty: unknown, changes: object = {}): object => ({
  '@type': 'xdm:descriptorIdentity',
  'xdm:sourceSchema': 'https://ns.adobe.com/acme/schemas/1',
  'xdm:sourceProperty': sourceProperty,
  'xdm:namespace': 'Email',
  'xdm:isPrimary': true,
  ...changes,
});
async function list(registry: SchemaRegistry, of = connection, signal?: AbortSignal): Promise<ResourceSummary[][]> {
  const pages: ResourceSummary[][] = [];
  for await (const page of registry.list(of, classes, signal)) pages.push([...page]);
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
    await registry.lookup(connection, { ...resolved('https://ns.adobe.com/acme/a b'), container: 'tenant' });
    assert.deepEqual(asked, [
      {
        path: '/data/foundation/schemaregistry/tenant/classes/https%3A%2F%2Fns.adobe.com%2Facme%2Fa%20b',
        accept: 'application/vnd.adobe.xed-full+json;version=1',
        signal: undefined,
      },
    ]);
  });

  for (const id of ['.', '..']) {
    test(`for nothing where an id would lead to another path: ${id}`, async () => {
      const { registry, asked } = scripted({}, {});
      await assert.rejects(registry.lookup(connection, resolved(id)), { code: 'NOT_FOUND' });
      await assert.rejects(registry.sampleData(connection, id), { code: 'NOT_FOUND' });
      assert.deepEqual(asked, []);
    });
  }

  test('for whole documents in shorter pages', async () => {
    const { registry, asked } = scripted({ results: [row('a')] });
    const pages: unknown[] = [];
    for await (const page of registry.listDocuments(connection, { container: 'tenant', kind: 'fieldgroups' })) {
      pages.push(page);
    }
    assert.deepEqual(pages, [[row('a')]]);
    assert.deepEqual(asked, [
      {
        path: '/data/foundation/schemaregistry/tenant/fieldgroups',
        accept: 'application/vnd.adobe.xed+json',
        query: { orderby: 'title', limit: '100' },
        signal: undefined,
      },
    ]);
  });

  test('for a page again, shorter, when it was too large', async () => {
    const pages = [{ results: [row('a')], _page: { next: 'n' } }, tooLarge, tooLarge, { results: [row('b')] }];
    const { registry, asked } = scripted(...pages);
    assert.deepEqual(titles(await list(registry)), [['a'], ['b']]);
    assert.deepEqual(
      asked.map(({ query }) => `${query?.start ?? 'first'} ${query?.limit ?? ''}`),
      ['first 300', 'n 300', 'n 75', 'n 19'],
    );
  });

  test('not for ever when even one resource is too large', async () => {
    const { registry, asked } = scripted(...Array.from({ length: 20 }, () => tooLarge));
    await assert.rejects(list(registry), tooLarge);
    assert.equal(asked.at(-1)?.query?.limit, '1');
  });

  for (const form of lookupForms) {
    test(`for a resource in the form ${form}`, async () => {
      const { registry, asked } = scripted({});
      await registry.lookup(connection, { ...resolved('_x'), form });
      assert.equal(asked[0]?.accept, `application/vnd.adobe.${form}+json;version=1`);
    });
  }

  test('for a union only in the forms that it has', async () => {
    const { registry, asked } = scripted({}, {}, {});
    for (const form of lookupForms) {
      await registry.lookup(connection, { container: 'tenant', kind: 'unions', id: '_x', form });
    }
    assert.deepEqual(
      asked.map(({ accept }) => accept),
      ['xed', 'xed-full', 'xed-full'].map((form) => `application/vnd.adobe.${form}+json;version=1`),
    );
  });

  const descriptorPage = (name: string, _page: object): object => ({ results: [identity(name)], _page });
  const refused = new AepError('REQUEST_REFUSED', 'The platform answered 400', { details: { status: 400 } });

  test('for descriptors in the one form that has pages, and goes on in the order that the registry says', async () => {
    const { registry, asked } = scripted(
      descriptorPage('/a', { orderby: 'updated', next: 'n' }),
      descriptorPage('/b', { orderby: 'updated', next: 'm' }),
      descriptorPage('/c', { orderby: 'updated', next: null }),
    );
    assert.equal((await registry.descriptors(connection)).length, 3);
    const request = {
      path: '/data/foundation/schemaregistry/tenant/descriptors',
      accept: 'application/vnd.adobe.xdm-v2+json',
      signal: undefined,
    };
    assert.deepEqual(asked, [
      { ...request, query: {} },
      { ...request, query: { orderby: 'updated', start: 'n' } },
      { ...request, query: { orderby: 'updated', start: 'm' } },
    ]);
  });

  test('for more descriptors without an order where there is none, or it is refused', async () => {
    const page = (name: string, next?: string): object => descriptorPage(name, { orderby: 'updated', next });
    const pages = [page('/a', 'n'), refused, page('/b', 'm'), page('/c')];
    for (const given of [pages, [{ results: [identity('/a')], _page: { next: 'n' } }, ...pages.slice(2)]]) {
      const { registry, asked } = scripted(...given);
      assert.equal((await registry.descriptors(connection)).length, 3);
      assert.deepEqual(
        asked.slice(-2).map(({ query }) => query),
        [{ start: 'n' }, { start: 'm' }],
      );
    }
  });

  test('no second time for what is refused as it has to be', async () => {
    const { registry, asked } = scripted(refused);
    await assert.rejects(list(registry), refused);
    await assert.rejects(scripted(refused).registry.descriptors(connection), refused);
    assert.equal(asked.length, 1);
  });

  test('for sample data by the encoded id of a schema', async () => {
    const { registry, asked } = scripted({ _id: '/uri' });
    assert.deepEqual(await registry.sampleData(connection, 'https://ns.adobe.com/acme/schemas/1'), { _id: '/uri' });
    assert.deepEqual(asked, [
      {
        path: '/data/foundation/schemaregistry/rpc/sampledata/https%3A%2F%2Fns.adobe.com%2Facme%2Fschemas%2F1',
        accept: 'application/vnd.adobe.xed+json; version=1',
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

  test('when pages bring nothing new time and again, though each has a cursor of its own', async () => {
    const page = (next: number): object => ({ results: [row('a'), row('b')], _page: { next: String(next) } });
    const { registry, asked } = scripted(...Array.from({ length: 20 }, (_, next) => page(next)));
    await list(registry);
    assert.equal(asked.length, 4);
  });

  test('not when one page brings nothing new', async () => {
    const page = (name: string, next: string): object => ({ results: [row(name)], _page: { next } });
    const { registry } = scripted(page('a', '1'), page('a', '2'), page('b', ''));
    assert.deepEqual(titles(await list(registry)).flat(), ['a', 'b']);
  });

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

suite('SchemaRegistry reads descriptors:', () => {
  const read = async (...bodies: readonly unknown[]): Promise<readonly Descriptor[]> =>
    scripted(...bodies).registry.descriptors(connection);
  const paths = async (...bodies: readonly unknown[]): Promise<string[]> =>
    (await read(...bodies)).map(({ sourceProperty }) => sourceProperty.join(' '));

  test('an identity', async () => {
    assert.deepEqual(await read({ results: [identity('/_acme/loyalty/id')] }), [
      {
        type: 'xdm:descriptorIdentity',
        sourceSchema: 'https://ns.adobe.com/acme/schemas/1',
        sourceProperty: ['_acme', 'loyalty', 'id'],
        namespace: 'Email',
        isPrimary: true,
        destinationSchema: undefined,
      },
    ]);
  });

  test('a relationship, and an identity by reference', async () => {
    const relationship = {
      ...identity('/a', { 'xdm:namespace': undefined, 'xdm:isPrimary': undefined }),
      '@type': 'xdm:descriptorOneToOne',
      'xdm:destinationSchema': 'https://ns.adobe.com/acme/schemas/2',
    };
    const reference = identity('/b', { 'xdm:namespace': undefined, 'xdm:identityNamespace': 'CRM' });
    const [first, second] = await read({ results: [relationship, reference] });
    assert.deepEqual(
      [first?.destinationSchema, first?.namespace, first?.isPrimary],
      ['https://ns.adobe.com/acme/schemas/2', undefined, false],
    );
    assert.equal(second?.namespace, 'CRM');
  });

  test('the names of fields without the prefix that older descriptors have', async () => {
    assert.deepEqual(await paths({ results: [identity('/xdm:person/xdm:name')] }), ['person name']);
  });

  test('one for each field of a key', async () => {
    assert.deepEqual(await paths({ results: [identity(['/a', 'b'])] }), ['a', 'b']);
  });

  test('page after page, each once', async () => {
    const [a, b] = [identity('/a', { '@id': '1' }), identity('/b', { '@id': '2' })];
    assert.deepEqual(await paths({ results: [a, a], _page: { next: 'n' } }, { results: [a, b] }), ['a', 'b']);
  });

  test('the older answer, which has a list for each type', async () => {
    const body = { 'xdm:descriptorIdentity': [identity('/a'), identity('/b')], 'xdm:descriptorOneToOne': [], odd: 1 };
    assert.deepEqual(await paths(body), ['a', 'b']);
    assert.deepEqual(await paths({}), []);
  });

  test('past those that describe no field', async () => {
    const odd = [identity('/'), identity(undefined), identity(7), identity([]), { '@type': 'x' }, null, 'x', {}];
    const schemaless = identity('/b', { 'xdm:sourceSchema': 1 });
    assert.deepEqual(await paths({ results: [...odd, schemaless, identity('/a')] }), ['a']);
  });

  for (const body of [[], 'text', { title: 'x' }, { results: {} }]) {
    test(`none out of ${JSON.stringify(body)}`, async () => {
      await assert.rejects(read(body), { code: 'BAD_RESPONSE' });
    });
  }
});

suite('SchemaRegistry reads who uses a class', () => {
  const usage = async (classUsage: unknown): Promise<unknown> => {
    const { registry } = scripted({ tenantId: 'acme', classUsage });
    return [...(await registry.stats(connection)).classUsage].map(([id, { schemaCount, schemas }]) => [
      id,
      schemaCount,
      schemas.map(({ title }) => title),
    ]);
  };

  test('from the list of the reference', async () => {
    const given = [{ $id: 'https://x/c', title: 'C', numberOfSchemas: 3, schemas: [row('a'), row('b')] }];
    assert.deepEqual(await usage(given), [['https://x/c', 3, ['a', 'b']]]);
  });

  test('from the map of the guide', async () => {
    assert.deepEqual(await usage({ 'https://x/c': [row('a')], 'https://x/d': [] }), [
      ['https://x/c', 1, ['a']],
      ['https://x/d', 0, []],
    ]);
  });

  test('past what is odd, names of every object among it', async () => {
    assert.deepEqual(await usage([null, {}, { $id: '__proto__', numberOfSchemas: 'x', schemas: [1, row('a')] }]), [
      ['__proto__', 1, ['a']],
    ]);
    assert.deepEqual(await usage(JSON.parse('{ "__proto__": 7, "constructor": [] }')), [
      ['__proto__', 0, []],
      ['constructor', 0, []],
    ]);
    for (const odd of [undefined, null, 'x', 7]) assert.deepEqual(await usage(odd), []);
  });
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

  test('lists all of them where pages are shorter and longer than asked for', async () => {
    adobe.raggedPages = true;
    const pages = await list(window.registry, window.connection);
    assert.deepEqual(
      pages.map(({ length }) => length),
      [7, 15, 3],
    );
    const all = titles(pages).flat();
    assert.deepEqual([new Set(all).size, all.length], [25, 25]);
    assert.deepEqual(all, all.toSorted());
  });

  test('renews a token that is refused in the middle, once, and goes on', async () => {
    const seen: number[] = [];
    for await (const page of window.registry.list(window.connection, classes)) {
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
      for await (const page of window.registry.list(window.connection, classes, caller.signal)) {
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
    const byAltId = await window.registry.lookup(window.connection, resolved(first.altId!));
    const byId = await window.registry.lookup(window.connection, resolved(first.$id));
    assert.deepEqual(byId, byAltId);
    assert.ok(JSON.stringify(byId).includes('"properties"'));
    assert.ok(!JSON.stringify(byId).includes('$ref'));
  });

  for (const id of ['_xdm.none', 'https://ns.adobe.com/none', 'a/b', '..', '%2e%2e', 'ü ?#']) {
    test(`says NOT_FOUND to ${id}`, async () => {
      await assert.rejects(window.registry.lookup(window.connection, resolved(id)), { code: 'NOT_FOUND' });
    });
  }
});

suite('SchemaRegistry, from a local Adobe with a tenant,', () => {
  let adobe: LocalAdobe;
  let window: AdobeWindow;
  setup(async () => {
    adobe = await LocalAdobe.start({ data: 'own', maxPageSize: 3 });
    registerDemo(adobe);
    window = await AdobeWindow.open(adobe);
  });
  teardown(async () => {
    window.dispose();
    await adobe.stop();
  });
  const summaries = async (of: ResourceList): Promise<readonly ResourceSummary[]> => {
    const found: ResourceSummary[] = [];
    for await (const page of window.registry.list(window.connection, of)) found.push(...page);
    return found;
  };

  for (const container of containers) {
    for (const kind of kindsOf[container]) {
      test(`lists ${container} ${kind}, as rows and as documents, and looks each up in every form`, async () => {
        const rows = await summaries({ container, kind });
        assert.ok(rows.length > 0);
        const documents: unknown[] = [];
        for await (const page of window.registry.listDocuments(window.connection, { container, kind })) {
          documents.push(...page.map(({ $id }) => $id));
        }
        assert.deepEqual(
          documents,
          rows.map(({ $id }) => $id),
        );
        const { $id, altId = $id } = rows[0]!;
        for (const id of [$id, altId]) {
          for (const form of lookupForms) {
            const found = await window.registry.lookup(window.connection, { container, kind, id, form });
            assert.equal((found as { $id?: unknown }).$id, $id);
          }
        }
      });
    }
  }

  test('reads descriptors, page after page', async () => {
    const descriptors = await window.registry.descriptors(window.connection);
    const pages = adobe.requests.filter(({ path }) => path.endsWith('/descriptors')).length;
    assert.ok(descriptors.length > 3 && pages > 1);
    const schemas = new Set((await summaries({ container: 'tenant', kind: 'schemas' })).map(({ $id }) => $id));
    for (const { sourceSchema, sourceProperty } of descriptors) {
      assert.ok(schemas.has(sourceSchema));
      assert.ok(sourceProperty.length > 0);
    }
    assert.ok(descriptors.some(({ namespace, isPrimary }) => namespace !== undefined && isPrimary));
    assert.ok(descriptors.some(({ destinationSchema }) => destinationSchema !== undefined));
  });

  test('reads the tenant, and who uses which class', async () => {
    const { tenantId, classUsage, counts } = await window.registry.stats(window.connection);
    const schemas = await summaries({ container: 'tenant', kind: 'schemas' });
    assert.ok(schemas.every(({ $id }) => $id.startsWith(`https://ns.adobe.com/${tenantId}/`)));
    assert.equal(counts.schemas, schemas.length);
    const used = [...classUsage.values()].flatMap((usage) => usage.schemas.map(({ $id }) => $id));
    assert.deepEqual(used.toSorted(), schemas.map(({ $id }) => $id).toSorted());
  });

  test('makes sample data of a schema by either id', async () => {
    const [schema] = await summaries({ container: 'tenant', kind: 'schemas' });
    assert.ok(schema?.altId !== undefined);
    const byAltId = await window.registry.sampleData(window.connection, schema.altId);
    assert.deepEqual(await window.registry.sampleData(window.connection, schema.$id), byAltId);
    assert.ok(Object.keys(byAltId as object).length > 0);
  });

  test('changes nothing there', async () => {
    await window.registry.stats(window.connection);
    await summaries({ container: 'tenant', kind: 'schemas' });
    const methods = adobe.requests.filter(({ service }) => service === 'platform').map(({ method }) => method);
    assert.deepEqual(new Set(methods), new Set(['GET']));
  });
});
