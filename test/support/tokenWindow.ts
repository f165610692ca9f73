import { Alarms } from '../../src/core/alarms';
import { ConnectionStore } from '../../src/core/credentials/connectionStore';
import { ServerTime } from '../../src/core/http/serverTime';
import { TokenRecords } from '../../src/core/ims/tokenRecords';
import { TokenRenewal } from '../../src/core/ims/tokenRenewal';
import { TokenService } from '../../src/core/ims/tokenService';
import { type RenewalPolicy } from '../../src/core/ims/tokenState';
import { FakeClock } from './fakeClock';
import { FakeIms } from './fakeIms';
import { FakeShadow, Keyring, type EventMode, type WindowSecrets } from './fakeStores';
import { RecordingLogger } from './recordingLogger';

/** A machine with a clock, a keyring and a way to IMS, on which windows are opened. */
export class Machine {
  readonly clock = new FakeClock();
  readonly keyring = new Keyring();
  readonly shadow = new FakeShadow();
  readonly logger = new RecordingLogger();
  readonly ims = new FakeIms(this.clock);
  readonly #windows: TokenWindow[] = [];

  window(events: EventMode = 'soon'): TokenWindow {
    const window = new TokenWindow(this, this.keyring.window(events));
    this.#windows.push(window);
    return window;
  }

  /** The stored token of a connection, as its record has it. */
  storedToken(id: string): string | undefined {
    const record = this.keyring.values.get(`aep.token.${id}`);
    return record === undefined ? undefined : (JSON.parse(record) as { value: string }).value;
  }

  dispose(): void {
    for (const window of this.#windows) window.dispose();
  }
}

/** What `extension.ts` builds of the token part in one window. */
export class TokenWindow {
  policy: RenewalPolicy = 'automatic';
  focused = true;
  /** 0 to 1, what chance gives. */
  chance = 0;
  readonly store: ConnectionStore;
  readonly records: TokenRecords;
  readonly time: ServerTime;
  readonly tokens: TokenService;
  readonly alarms: Alarms;
  readonly renewal: TokenRenewal;
  /** The ids that `onDidChange` told of. */
  readonly changes: string[] = [];

  constructor(
    machine: Machine,
    readonly secrets: WindowSecrets,
  ) {
    const { clock, logger, shadow } = machine;
    const policy = (): RenewalPolicy => this.policy;
    this.store = new ConnectionStore(secrets, shadow);
    this.records = new TokenRecords(secrets);
    this.time = new ServerTime(clock);
    this.alarms = new Alarms(clock);
    const ims = machine.ims.forWindow(this.time);
    const { store: connections, records, time: serverTime } = this;
    this.tokens = new TokenService({ connections, records, ims, serverTime, logger, policy });
    this.renewal = new TokenRenewal({
      tokens: this.tokens,
      alarms: this.alarms,
      clock,
      logger,
      policy,
      isFocused: () => this.focused,
      random: () => this.chance,
    });
    this.tokens.onDidChange((id) => this.changes.push(id));
  }

  dispose(): void {
    this.renewal.dispose();
    this.tokens.dispose();
    this.alarms.dispose();
    this.records.dispose();
    this.store.dispose();
  }
}
