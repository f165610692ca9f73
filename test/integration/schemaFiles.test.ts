import * as assert from 'node:assert/strict';
import type { Connection } from '../../src/core/credentials/connection';
import { summaryOf } from '../../src/core/credentials/connectionRecord';
import { Emitter } from '../../src/core/event';
import { XdmCatalog } from '../../src/core/xdm/xdmCatalog';
import { uriOfSchema } from '../../src/vscode/xdm/schemaUri';
import { SchemaFiles } from '../../src/vscode/validation/schemaFiles';
import { oauthConnection } from '../support/connections';
import { FakeClock } from '../support/fakeClock';
import { FakeRegistry, Gate, MemoryCache } from '../support/fakeRegistry';
import { RecordingLogger } from '../support/recordingLogger';
import { idOf, ref, xdmResource } from '../support/xdmDocuments';
import { until } from './support/until';

const { credential, ...given } = oauthConnection();
const connection: Connection = { ...given, id: 'id', sandbox: 'prod', credential: summaryOf(credential) };
const elsewhere: Connection = { ...connection, sandbox: 'dev' };
const schema = xdmResource('Person', { properties: { home: ref('Address') } }, 'schemas');
const uri = uriOfSchema({ container: 'tenant', kind: 'schemas', id: '_test.Person', isOfLines: false });

suite('The JSON Schema of files', () => {
  const changed = new Emitter<void>();
  let active: {
    connection: Connection;
    readonly required: () => Connection;
    readonly onDidChange: Emitter<void>['event'];
  };
  let registry: FakeRegistry;
  let catalog: XdmCatalog;
  let schemas: SchemaFiles;

  setup(() => {
    active = { connection, required: () => active.connection, onDidChange: changed.event };
    registry = new FakeRegistry(schema, xdmResource('Address', { properties: { city: { type: 'string' } } }));
    const [clock, logger] = [new FakeClock(), new RecordingLogger()];
    catalog = new XdmCatalog({ registry, cache: new MemoryCache(), clock, logger });
    schemas = new SchemaFiles({ active, catalog, clock, logger });
  });

  teardown(() => {
    schemas.dispose();
    catalog.dispose();
  });

  /** Somebody asks for it, and it waits for a resource that it refers to. */
  async function beginToRead(): Promise<{ readonly reading: Promise<Uint8Array> }> {
    registry.before = (request) => (request.includes(idOf('Address')) ? new Gate().opened : undefined);
    const reading = Promise.resolve(schemas.readFile(uri));
    await until(() => Promise.resolve(registry.asked.some((request) => request.includes(idOf('Address')))));
    registry.before = () => undefined;
    return { reading };
  }

  for (const [order, steps] of Object.entries({
    'is heard of before the view stops': ['tell', 'stop'],
    'is heard of after the view stopped': ['stop', 'tell'],
  })) {
    test(`is that of the sandbox that was chosen while it was made, where that ${order}`, async () => {
      const { reading } = await beginToRead();
      active.connection = elsewhere;
      for (const step of steps) {
        if (step === 'tell') changed.fire();
        else catalog.stop(connection);
      }
      assert.match(new TextDecoder().decode(await reading), /city/);
      assert.equal(schemas.peek(uri)?.connection?.sandbox, 'dev');
    });
  }

  test('is made anew by who asks next when it was stopped', async () => {
    const { reading } = await beginToRead();
    catalog.stop(connection);
    await assert.rejects(reading, { name: 'AbortError' });
    assert.match(new TextDecoder().decode(await schemas.readFile(uri)), /city/);
  });
});
