import { systemClock, type Clock } from '../../src/core/clock';
import { type Connection } from '../../src/core/credentials/connection';
import { type NewConnection } from '../../src/core/credentials/connectionInput';
import { ConnectionStore } from '../../src/core/credentials/connectionStore';
import { AccessCheck } from '../../src/core/diagnosis/accessCheck';
import { type AccessState, type StepState } from '../../src/core/diagnosis/steps';
import { HttpClient } from '../../src/core/http/httpClient';
import { ServerTime } from '../../src/core/http/serverTime';
import { ImsClient } from '../../src/core/ims/imsClient';
import { TokenRecords } from '../../src/core/ims/tokenRecords';
import { TokenService } from '../../src/core/ims/tokenService';
import { PlatformClient } from '../../src/core/platform/platformClient';
import { Sandboxes } from '../../src/core/platform/sandboxes';
import { SchemaRegistry } from '../../src/core/platform/schemaRegistry';
import { FakeShadow, Keyring, type WindowSecrets } from './fakeStores';
import { RecordingLogger } from './recordingLogger';

/** What `extension.ts` builds for the access check, with one connection and a clock that can be wrong. */
export class AccessWindow {
  /** How far this machine's clock is ahead. */
  aheadMs = 0;
  readonly logger = new RecordingLogger();
  readonly store: ConnectionStore;
  readonly tokens: TokenService;
  readonly check: AccessCheck;
  /** Each state that the check told of, in short: `connection running`. */
  readonly told: string[] = [];
  readonly #http: HttpClient;

  private constructor(
    readonly secrets: WindowSecrets,
    store: ConnectionStore,
    readonly connection: Connection,
    timeoutMs: number,
  ) {
    const clock: Clock = { ...systemClock, nowMs: () => Date.now() + this.aheadMs };
    const { logger } = this;
    this.store = store;
    this.#http = new HttpClient({ clock, logger, random: () => 0, timeoutMs });
    const http = this.#http;
    const serverTime = new ServerTime(clock);
    const records = new TokenRecords(secrets);
    const ims = new ImsClient(http, serverTime);
    const policy = (): 'onUse' => 'onUse';
    this.tokens = new TokenService({ connections: store, records, ims, serverTime, logger, policy });
    const platform = new PlatformClient(http, this.tokens, serverTime);
    const [sandboxes, registry] = [new Sandboxes(platform), new SchemaRegistry(platform)];
    const { tokens } = this;
    const connections = store;
    this.check = new AccessCheck({ connections, http, serverTime, tokens, platform, sandboxes, registry, clock });
    this.check.onDidChange(() => {
      const running = this.check.state.steps.find(({ state }) => state === 'running');
      this.told.push(running?.id ?? this.check.state.status);
    });
  }

  /** @param timeoutMs of a request; short only where something hangs, since a busy machine is slow too */
  static async open(input: NewConnection, timeoutMs = 15_000): Promise<AccessWindow> {
    const secrets = new Keyring().window();
    const store = new ConnectionStore(secrets, new FakeShadow());
    return new AccessWindow(secrets, store, await store.add(input), timeoutMs);
  }

  run(): Promise<AccessState> {
    return this.check.run(this.connection.id);
  }

  dispose(): void {
    this.check.dispose();
    this.tokens.dispose();
    this.store.dispose();
    this.#http.dispose();
  }
}

/** The rows that are in a state. */
export function rowsIn(state: StepState, { steps }: AccessState): readonly string[] {
  return steps.filter((step) => step.state === state).map(({ id }) => id);
}
