import { AccessCheck } from '../../../src/core/diagnosis/accessCheck';
import { ConnectionStore } from '../../../src/core/credentials/connectionStore';
import { HttpClient } from '../../../src/core/http/httpClient';
import { ServerTime } from '../../../src/core/http/serverTime';
import { ImsClient } from '../../../src/core/ims/imsClient';
import { ImsTokenClient } from '../../../src/core/ims/imsTokenClient';
import { TokenInspector } from '../../../src/core/ims/tokenInspector';
import { TokenRecords } from '../../../src/core/ims/tokenRecords';
import { TokenRevoker } from '../../../src/core/ims/tokenRevoker';
import { TokenService } from '../../../src/core/ims/tokenService';
import { PlatformClient } from '../../../src/core/platform/platformClient';
import { Sandboxes } from '../../../src/core/platform/sandboxes';
import { SchemaRegistry } from '../../../src/core/platform/schemaRegistry';
import { XdmCatalog } from '../../../src/core/xdm/xdmCatalog';
import { type FakeClock } from '../../support/fakeClock';
import { type MemoryCache } from '../../support/fakeRegistry';
import { type FakeShadow, type Keyring } from '../../support/fakeStores';
import { type RecordingLogger } from '../../support/recordingLogger';

/** What all windows of a machine share. */
export interface Machine {
  readonly clock: FakeClock;
  readonly keyring: Keyring;
  readonly shadow: FakeShadow;
  readonly cache: MemoryCache;
  readonly logger: RecordingLogger;
}

/** What the extension builds in one window, without VS Code. */
export class FaultWindow {
  readonly store: ConnectionStore;
  readonly tokens: TokenService;
  readonly registry: SchemaRegistry;
  readonly sandboxes: Sandboxes;
  readonly inspector: TokenInspector;
  readonly revoker: TokenRevoker;
  readonly check: AccessCheck;
  readonly catalog: XdmCatalog;
  readonly #owned: readonly { dispose(): void }[];

  constructor({ clock, keyring, shadow, cache, logger }: Machine) {
    const secrets = keyring.window();
    const store = new ConnectionStore(secrets, shadow);
    const http = new HttpClient({ clock, logger, random: () => 0.5 });
    const serverTime = new ServerTime(clock);
    const records = new TokenRecords(secrets);
    const ims = new ImsClient(http, serverTime);
    const policy = (): 'automatic' => 'automatic';
    const tokens = new TokenService({ connections: store, records, ims, serverTime, logger, policy });
    const platform = new PlatformClient(http, tokens, serverTime);
    const [registry, sandboxes] = [new SchemaRegistry(platform), new Sandboxes(platform)];
    const imsTokens = new ImsTokenClient(http, serverTime);
    this.inspector = new TokenInspector({ tokens, ims: imsTokens, clock });
    this.revoker = new TokenRevoker(tokens, imsTokens);
    const connections = store;
    this.check = new AccessCheck({ connections, http, serverTime, tokens, platform, sandboxes, registry, clock });
    this.catalog = new XdmCatalog({ registry, cache, clock, logger });
    [this.store, this.tokens, this.registry, this.sandboxes] = [store, tokens, registry, sandboxes];
    this.#owned = [http, records, tokens, store, this.check, this.catalog];
  }

  /** In VS Code's order: what was built last goes first. */
  dispose(): void {
    for (const one of this.#owned.toReversed()) one.dispose();
  }
}
