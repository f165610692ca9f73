import { type Connection } from '../../../src/core/credentials/connection';
import { type NewConnection } from '../../../src/core/credentials/connectionInput';
import { asObject, parseJson } from '../../../src/core/shape';
import { demo, registerDemo } from '../../emulator/demo';
import { type Fault, type FaultRule, type LocalAdobe, type RecordedRequest } from '../../emulator/localAdobe';
import { FakeClock } from '../../support/fakeClock';
import { Gate, MemoryCache } from '../../support/fakeRegistry';
import { FakeShadow, Keyring } from '../../support/fakeStores';
import { pkcs8, publicPem } from '../../support/keys';
import { RecordingLogger } from '../../support/recordingLogger';
import { secretsInPlay } from '../../support/secretsInPlay';
import { FaultWindow, type Machine } from './faultWindow';

/** The client's pauses between attempts, with chance standing still. */
const pausesMs = [300, 600];
/** Real time. A machine under load is slow; one where something is stuck never gets there. */
const longestMs = 20_000;

/** What the machine has stored of the connection. */
export interface Stored {
  readonly connections: string | undefined;
  readonly token: { readonly value?: string; readonly createdAtMs?: number } | undefined;
}

/** Adobe and a machine with one connection: what one cell happens in. */
export class Scene implements Machine {
  readonly clock = new FakeClock();
  readonly keyring = new Keyring();
  readonly cache = new MemoryCache();
  readonly logger = new RecordingLogger();
  shadow = new FakeShadow();
  /** The store as it was before it was damaged. */
  saved: ReadonlyMap<string, string> = new Map();
  /** Milliseconds by which this machine's clock is ahead of Adobe's. */
  aheadMs = 0;
  /** Nothing comes from Adobe any more: only time limits end what waits. */
  isSilent = false;
  /** What the person entered. */
  readonly input: NewConnection;
  window: FaultWindow;
  readonly #windows: FaultWindow[] = [];
  readonly #faults: { remove(): void }[] = [];
  /** How many secrets were in play before this scene. */
  readonly #secretsBefore = secretsInPlay.all.size;
  #connection: Connection | undefined;

  private constructor(
    readonly adobe: LocalAdobe,
    input: (adobe: LocalAdobe) => NewConnection,
  ) {
    adobe.reset();
    this.mendAdobe();
    adobe.nowMs = () => this.clock.nowMs() - this.aheadMs;
    this.input = input(adobe);
    this.window = this.openWindow();
  }

  static async open(adobe: LocalAdobe, input: (adobe: LocalAdobe) => NewConnection): Promise<Scene> {
    const scene = new Scene(adobe, input);
    scene.#connection = await scene.window.store.add(scene.input);
    return scene;
  }

  get connection(): Connection {
    if (!this.#connection) throw new Error('The scene has not been opened');
    return this.#connection;
  }

  get id(): string {
    return this.connection.id;
  }

  get stored(): Stored {
    const token = this.keyring.values.get(`aep.token.${this.id}`);
    return {
      connections: this.keyring.values.get('aep.connections'),
      token: token === undefined ? undefined : asObject(parseJson(token)),
    };
  }

  /** Adobe is at fault from now on, or for the next so many requests. */
  fail(service: FaultRule['service'], fault: Fault, times?: number): void {
    this.#faults.push(this.adobe.fail({ service, fault, ...(times === undefined ? {} : { times }) }));
  }

  /** Holds the next answer back. @returns what lets it go */
  hold(service: FaultRule['service']): () => void {
    const gate = new Gate();
    this.fail(service, { heldUntil: gate.opened }, 1);
    return gate.open;
  }

  /** Adobe is well again, and knows the credentials as they were registered. */
  mendAdobe(): void {
    for (const fault of this.#faults.splice(0)) fault.remove();
    this.isSilent = false;
    registerDemo(this.adobe, { jwtPublicKeyPem: publicPem() });
  }

  /** Another window on the same machine. */
  openWindow(): FaultWindow {
    const window = new FaultWindow(this);
    this.#windows.push(window);
    return window;
  }

  /** VS Code was closed and is open again: nothing is known but what is stored. */
  restart(): void {
    this.window.dispose();
    this.window = this.openWindow();
  }

  /** Waits for something while time goes by: for the client's pauses, and for its time limit where nothing comes. */
  async pass<T>(work: Promise<T>): Promise<T> {
    const progress = { isOver: false };
    const over = (): void => {
      progress.isOver = true;
    };
    work.then(over, over);
    const endMs = performance.now() + longestMs;
    while (!progress.isOver) {
      if (performance.now() > endMs) throw new Error(`It is stuck, with timers of ${this.clock.running.join()} ms`);
      const pauseMs = this.clock.running.find((ms) => pausesMs.includes(ms));
      if (pauseMs !== undefined) await this.clock.advance(pauseMs);
      else if (this.isSilent && this.unanswered.length > 0) await this.clock.advance(10_000);
      else await new Promise(setImmediate);
    }
    return work;
  }

  /** What must not be told anywhere: the credentials, and all that was minted and signed in this scene. */
  get secrets(): readonly string[] {
    const lineOfKey = pkcs8().split('\n')[1] ?? '';
    return [
      demo.oauth.clientSecret,
      demo.jwt.clientSecret,
      lineOfKey,
      ...[...secretsInPlay.all.keys()].slice(this.#secretsBefore),
    ];
  }

  get unanswered(): readonly RecordedRequest[] {
    return this.adobe.requests.filter(({ status }) => status === undefined);
  }

  dispose(): void {
    for (const window of this.#windows) window.dispose();
  }
}
