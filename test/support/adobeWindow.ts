import { type Connection } from '../../src/core/credentials/connection';
import { ConnectionStore } from '../../src/core/credentials/connectionStore';
import { HttpClient } from '../../src/core/http/httpClient';
import { ServerTime } from '../../src/core/http/serverTime';
import { ImsClient } from '../../src/core/ims/imsClient';
import { TokenRecords } from '../../src/core/ims/tokenRecords';
import { TokenService } from '../../src/core/ims/tokenService';
import { PlatformClient } from '../../src/core/platform/platformClient';
import { SchemaRegistry } from '../../src/core/platform/schemaRegistry';
import { type NewConnection } from '../../src/core/credentials/connectionInput';
import { type LocalAdobe } from '../emulator/localAdobe';
import { oauthConnection } from './connections';
import { FakeClock } from './fakeClock';
import { FakeShadow, Keyring } from './fakeStores';
import { RecordingLogger } from './recordingLogger';

/** What `extension.ts` builds to talk to Adobe, with one connection to a local one. */
export class AdobeWindow {
  readonly http: HttpClient;
  readonly tokens: TokenService;
  readonly platform: PlatformClient;
  readonly registry: SchemaRegistry;

  private constructor(
    readonly clock: FakeClock,
    readonly logger: RecordingLogger,
    readonly store: ConnectionStore,
    readonly connection: Connection,
  ) {
    this.http = new HttpClient({ clock, logger, random: () => 0.5 });
    const serverTime = new ServerTime(clock);
    const records = new TokenRecords(new Keyring().window());
    const ims = new ImsClient(this.http, serverTime);
    this.tokens = new TokenService({
      connections: store,
      records,
      ims,
      serverTime,
      logger,
      policy: () => 'automatic',
    });
    this.platform = new PlatformClient(this.http, this.tokens, serverTime);
    this.registry = new SchemaRegistry(this.platform);
  }

  /** @param adobe gets the window's clock */
  static async open(adobe: LocalAdobe, changes: Partial<NewConnection> = {}): Promise<AdobeWindow> {
    const clock = new FakeClock();
    adobe.nowMs = () => clock.nowMs();
    const store = new ConnectionStore(new Keyring().window(), new FakeShadow());
    const connection = await store.add(oauthConnection(adobe, changes));
    return new AdobeWindow(clock, new RecordingLogger(), store, connection);
  }

  dispose(): void {
    this.tokens.dispose();
    this.store.dispose();
    this.http.dispose();
  }
}
