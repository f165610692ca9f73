import { withoutSandbox } from '../../../../src/core/credentials/connection';
import assert from 'node:assert/strict';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { type Connection } from '../../../../src/core/credentials/connection';
import { type PlatformRequest } from '../../../../src/core/platform/platformClient';
import { Sandboxes } from '../../../../src/core/platform/sandboxes';
import { demo, registerDemo } from '../../../emulator/demo';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { AdobeWindow } from '../../../support/adobeWindow';
import { oauthConnection } from '../../../support/connections';

const given = oauthConnection();
const connection: Connection = { ...given, id: 'id', sandbox: 'dev', credential: summaryOf(given.credential) };

/** A Sandbox Management that answers one page after the other, whatever it is asked. */
function scripted(...pages: readonly unknown[]): { sandboxes: Sandboxes; asked: [Connection, PlatformRequest][] } {
  const asked: [Connection, PlatformRequest][] = [];
  const sandboxes = new Sandboxes({
    get: (of, request) => {
      asked.push([of, request]);
      const page = pages[asked.length - 1];
      return page === undefined ? Promise.reject(new Error('asked once too often')) : Promise.resolve(page);
    },
  });
  return { sandboxes, asked };
}
const rows = (from: number, count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ name: `s${from + index}` }));

suite('Sandboxes asks', () => {
  test('the list for everybody, with limit and offset together and without a sandbox', async () => {
    const { sandboxes, asked } = scripted({ sandboxes: [] });
    await sandboxes.list(connection);
    const [[of, request]] = asked as [[Connection, PlatformRequest]];
    assert.equal('sandbox' in of, false);
    assert.deepEqual(request, {
      path: '/data/foundation/sandbox-management/',
      accept: 'application/json',
      query: { limit: '50', offset: '0' },
      signal: undefined,
    });
  });

  test('for what comes after the rows it has, until a page is not full', async () => {
    const { sandboxes, asked } = scripted(
      { sandboxes: rows(0, 50) },
      { sandboxes: rows(50, 50) },
      { sandboxes: rows(100, 3) },
    );
    assert.equal((await sandboxes.list(connection)).length, 103);
    assert.deepEqual(
      asked.map(([, { query }]) => query?.offset),
      ['0', '50', '100'],
    );
  });

  test('on, where a short page links to a next one', async () => {
    const next = { next: { href: 'https://platform.example/?offset=20' } };
    const { sandboxes } = scripted({ sandboxes: rows(0, 20), _links: next }, { sandboxes: rows(20, 1), _links: {} });
    assert.equal((await sandboxes.list(connection)).length, 21);
  });

  test('no more of a list that ignores the offset', async () => {
    const { sandboxes, asked } = scripted({ sandboxes: rows(0, 50) }, { sandboxes: rows(0, 50) });
    assert.equal((await sandboxes.list(connection)).length, 50);
    assert.equal(asked.length, 2);
  });
});

suite('Sandboxes reads', () => {
  test('a row with half of its fields, and passes over one without a name', async () => {
    const whole = {
      name: 'prod',
      title: 'Production',
      state: 'active',
      type: 'production',
      region: 'VA7',
      isDefault: true,
    };
    const { sandboxes } = scripted({ sandboxes: [{ ...whole, etag: 2 }, { name: 'dev' }, { title: 'No name' }, null] });
    assert.deepEqual(await sandboxes.list(connection), [
      whole,
      { name: 'dev', title: 'dev', state: 'unknown', type: 'unknown', isDefault: false },
    ]);
  });

  for (const body of [{}, [], { sandboxes: 'none' }, 'text']) {
    test(`${JSON.stringify(body)} as no list`, async () => {
      await assert.rejects(scripted(body).sandboxes.list(connection), { code: 'BAD_RESPONSE' });
    });
  }
});

suite('Sandboxes of the local Adobe', () => {
  let adobe: LocalAdobe;
  setup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
  });
  teardown(() => adobe.stop());

  test('are all that the role includes, over pages, and none without a role', async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({
      name: `s${index}`,
      title: `S ${index}`,
      type: 'development' as const,
    }));
    adobe.setSandboxes(demo.imsOrg, many);
    const window = await AdobeWindow.open(adobe);
    const sandboxes = new Sandboxes(window.platform);
    assert.deepEqual(
      (await sandboxes.list(window.connection)).map(({ name }) => name),
      many.map(({ name }) => name),
    );
    adobe.updateCredential(demo.oauth.clientId, { hasRole: false });
    assert.deepEqual(await sandboxes.list(window.connection), []);
    window.dispose();
  });

  test('come although the connection names one that is not there; the tenant ID too', async () => {
    const window = await AdobeWindow.open(adobe, { sandbox: 'no-such-sandbox' });
    assert.equal((await new Sandboxes(window.platform).list(window.connection)).length, demo.sandboxes.length);
    const { tenantId, counts } = await window.registry.stats(withoutSandbox(window.connection));
    assert.match(tenantId, /^local[0-9a-f]{6}$/);
    assert.equal(counts.classes, 2);
    window.dispose();
  });
});
