import { systemClock } from '../../src/core/clock';
import { type Connection } from '../../src/core/credentials/connection';
import { ConnectionStore } from '../../src/core/credentials/connectionStore';
import { HttpClient } from '../../src/core/http/httpClient';
import { ServerTime } from '../../src/core/http/serverTime';
import { ImsClient } from '../../src/core/ims/imsClient';
import { TokenRecords } from '../../src/core/ims/tokenRecords';
import { TokenService } from '../../src/core/ims/tokenService';
import { PlatformClient } from '../../src/core/platform/platformClient';
import { SchemaRegistry } from '../../src/core/platform/schemaRegistry';
import { type XdmCache } from '../../src/core/xdm/catalogTypes';
import { XdmCatalog } from '../../src/core/xdm/xdmCatalog';
import { jwtConnection, oauthConnection } from '../support/connections';
import { FakeShadow, Keyring } from '../support/fakeStores';
import { RecordingLogger } from '../support/recordingLogger';
import type { ServerReady } from './server';

/** The extension's core as a window has it, with the demo's two connections. */
export interface Core {
  readonly oauth: Connection;
  readonly jwt: Connection;
  readonly tokens: TokenService;
  readonly registry: SchemaRegistry;
  dispose(): void;
}

export async function createCore(ready: ServerReady): Promise<Core> {
  const logger = new RecordingLogger();
  const http = new HttpClient({ clock: systemClock, logger });
  const serverTime = new ServerTime(systemClock);
  const keyring = new Keyring();
  const store = new ConnectionStore(keyring.window(), new FakeShadow());
  const records = new TokenRecords(keyring.window());
  const ims = new ImsClient(http, serverTime);
  const policy = (): 'onUse' => 'onUse';
  const tokens = new TokenService({ connections: store, records, ims, serverTime, logger, policy });
  const registry = new SchemaRegistry(new PlatformClient(http, tokens, serverTime));
  const [oauth, jwt] = [await store.add(oauthConnection(ready)), await store.add(jwtConnection(ready))];
  const dispose = (): void => {
    for (const part of [tokens, store, http]) part.dispose();
  };
  return { oauth, jwt, tokens, registry, dispose };
}

/** A catalog that knows nothing yet but what the cache has. */
export function createCatalog({ registry }: Core, cache: XdmCache): XdmCatalog {
  return new XdmCatalog({ registry, cache, clock: systemClock, logger: new RecordingLogger() });
}
