import assert from 'node:assert/strict';
import { type Connection } from '../../../src/core/credentials/connection';
import { summaryOf } from '../../../src/core/credentials/connectionRecord';
import { readSummary, type ClassUsage } from '../../../src/core/platform/registryReading';
import { XdmCatalog } from '../../../src/core/xdm/xdmCatalog';
import { XdmContent } from '../../../src/vscode/views/xdmContent';
import { oauthConnection } from '../../support/connections';
import { FakeClock } from '../../support/fakeClock';
import { FakeRegistry, MemoryCache } from '../../support/fakeRegistry';
import { RecordingLogger } from '../../support/recordingLogger';
import { idOf, xdmResource } from '../../support/xdmDocuments';

const given = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(given.credential) };

suite('The schemas of a class', () => {
  let registry: FakeRegistry;
  let catalog: XdmCatalog;
  let content: XdmContent;

  const usageOf = (names: readonly string[], schemaCount = names.length): ClassUsage => ({
    schemaCount,
    schemas: names.map((title) => readSummary({ $id: idOf(title), title })!),
  });
  const titles = (): readonly string[] | undefined =>
    content.schemasOfClass(idOf('Profile'))?.map(({ title, container, kind }) => `${container} ${kind} ${title}`);
  setup(() => {
    registry = new FakeRegistry(
      xdmResource('Profile', {}, 'classes', 'global'),
      xdmResource('Adobe’s', { 'meta:class': idOf('Profile') }, 'schemas', 'global'),
      xdmResource('Riders', { 'meta:class': idOf('Profile') }, 'schemas'),
    );
    registry.classUsage = new Map([[idOf('Profile'), usageOf(['Riders', 'Members'])]]);
    catalog = new XdmCatalog({
      registry,
      cache: new MemoryCache(),
      clock: new FakeClock(),
      logger: new RecordingLogger(),
    });
    content = new XdmContent(catalog, connection);
  });
  teardown(() => {
    catalog.dispose();
  });

  test('are not known at first', () => {
    assert.equal(titles(), undefined);
  });

  test('are known by the statistics of the registry before the index is there, by title', async () => {
    await content.loadTenant(false);
    assert.deepEqual(titles(), ['tenant schemas Members', 'tenant schemas Riders']);
    assert.equal(content.schemasOfClass(idOf('Event')), undefined);
  });

  test('are not known by statistics that name some only', async () => {
    registry.classUsage = new Map([[idOf('Profile'), usageOf(['Riders'], 2)]]);
    await content.loadTenant(false);
    assert.equal(titles(), undefined);
  });

  test('are those of the index once it is there, Adobe’s too', async () => {
    await content.loadTenant(false);
    await content.loadIndex(false);
    assert.deepEqual(titles(), ['global schemas Adobe’s', 'tenant schemas Riders']);
  });
});
