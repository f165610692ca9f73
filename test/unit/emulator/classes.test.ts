import assert from 'node:assert/strict';
import { demo, registerDemo } from '../../emulator/demo';
import { LocalAdobe } from '../../emulator/localAdobe';
import { call } from './requests';

interface ClassList {
  results: Record<string, unknown>[];
  _page: { orderby: string; next: string | null; count: number };
  _links: { next: { href: string } | null };
}

const classes = '/data/foundation/schemaregistry/global/classes';
const ids = 'application/vnd.adobe.xed-id+json';

suite('local Schema Registry: lists', () => {
  let adobe: LocalAdobe;

  const start = async (options: Parameters<typeof LocalAdobe.start>[0]): Promise<void> => {
    adobe = await LocalAdobe.start(options);
    registerDemo(adobe);
  };
  teardown(() => adobe.stop());

  const list = (query: string, accept = ids) =>
    call<ClassList>(adobe, `${classes}${query}`, {
      authorization: `Bearer ${adobe.issueToken(demo.oauth.clientId)}`,
      'x-api-key': demo.oauth.clientId,
      'x-gw-ims-org-id': demo.imsOrg,
      accept,
    });

  const walk = async (query: string): Promise<{ titles: string[]; pages: number }> => {
    const titles: string[] = [];
    let pages = 0;
    for (let start: string | null = ''; start !== null; pages += 1) {
      const { body } = await list(`?${query}${start === '' ? '' : `&start=${encodeURIComponent(start)}`}`);
      titles.push(...body.results.map(({ title }) => String(title)));
      start = body._page.next;
    }
    return { titles, pages };
  };

  test('gives title, ids and version of every class', async () => {
    await start({});
    const { status, body } = await list('?orderby=title&limit=300');
    assert.equal(status, 200);
    assert.equal(body.results.length, 12);
    assert.deepEqual(body._page, { orderby: 'title', next: null, count: 12 });
    assert.equal(body._links.next, null);
    assert.deepEqual(
      body.results.find(({ title }) => title === 'XDM Individual Profile'),
      {
        title: 'XDM Individual Profile',
        $id: 'https://ns.adobe.com/xdm/context/profile',
        'meta:altId': '_xdm.context.profile',
        version: '1.27.4',
      },
    );
  });

  test('walks every page once, in order', async () => {
    await start({ data: { generatedClasses: 1000 } });
    const { titles, pages } = await walk('orderby=title&limit=500');
    assert.equal(pages, 4);
    assert.equal(new Set(titles).size, 1000);
    assert.deepEqual(titles, [...titles].sort());
    const backwards = await walk('orderby=-title');
    assert.deepEqual(backwards.titles, titles.reverse());
  });

  test('follows the link to the next page', async () => {
    await start({ maxPageSize: 5 });
    const { body } = await list('?orderby=-updated,title');
    const href = new URL(body._links.next?.href ?? '');
    assert.equal(href.origin, adobe.platformOrigin);
    const second = await list(href.search);
    assert.equal(second.body._page.count, 5);
    const seen = [...body.results, ...second.body.results].map(({ $id }) => $id);
    assert.equal(new Set(seen).size, 10);
    assert.equal(second.body._page.orderby, '-updated,title');
  });

  test('finds nothing after a start that is no cursor of this list', async () => {
    await start({ maxPageSize: 5 });
    const { body } = await list('?orderby=title');
    for (const wrong of [
      'start=0&orderby=title',
      'start=5&orderby=title',
      `start=${body._page.next ?? ''}&orderby=updated`,
    ]) {
      const { body: empty } = await list(`?${wrong}`);
      assert.deepEqual([empty.results, empty._page.next], [[], null], wrong);
    }
  });

  test('refuses limits and orders that it does not know', async () => {
    await start({});
    for (const query of ['limit=501', 'limit=-1', 'limit=all'].map((limit) => `?orderby=title&${limit}`)) {
      assert.equal((await list(query)).status, 400, query);
    }
    for (const query of ['?orderby=colour', '?orderby=']) assert.equal((await list(query)).status, 400, query);
  });

  test('refuses limit and start without an order, as documented', async () => {
    await start({ maxPageSize: 5 });
    const { body } = await list('');
    for (const query of ['?limit=5', `?start=${body._page.next ?? ''}`]) {
      assert.equal((await list(query)).status, 400, query);
      assert.equal((await list(`${query}&orderby=updated`)).status, 200, query);
    }
  });

  test('gives pages that are shorter and longer than asked for, if told to', async () => {
    await start({ data: { generatedClasses: 100 } });
    adobe.raggedPages = true;
    const sizes = new Set<number>();
    for (let [next, turn]: [string | null, number] = ['', 0]; next !== null && turn < 99; turn += 1) {
      const { body } = await list(`?orderby=title&limit=5${next === '' ? '' : `&start=${next}`}`);
      sizes.add(body.results.length);
      next = body._page.next;
    }
    assert.ok(Math.min(...sizes) < 5 && Math.max(...sizes) > 5, [...sizes].join());
    const { titles } = await walk('orderby=title&limit=5');
    assert.deepEqual([titles.length, new Set(titles).size], [100, 100]);
  });

  test('filters by property', async () => {
    await start({});
    const titles = async (filter: string) =>
      (await list(`?orderby=title&property=${encodeURIComponent(filter)}`)).body.results.map(({ title }) => title);
    assert.deepEqual(await titles('title==Weather'), ['Weather']);
    assert.deepEqual(await titles('meta:extends==https://ns.adobe.com/xdm/data/time-series'), [
      'XDM ExperienceEvent',
      'XDM Summary Metrics',
    ]);
    assert.equal((await titles('meta:extends!=https://ns.adobe.com/xdm/data/adhoc')).length, 11);
  });
});
