import { randomUUID } from 'node:crypto';
import { passphrase, publicPem } from '../../support/keys';
import { demo, registerDemo } from '../../emulator/demo';
import { LocalAdobe, type LocalAdobeOptions } from '../../emulator/localAdobe';
import { addConnection, removeConnection } from './aepCommands';
import { failureOf } from './failure';

type Input = Readonly<Record<string, unknown>>;

/** A local Adobe for the tests of a suite, and connections to it that are gone after each test. */
export class AdobeFixture {
  #adobe: LocalAdobe | undefined;
  #ids: string[] = [];

  get adobe(): LocalAdobe {
    if (!this.#adobe) throw new Error('The local Adobe is there only while a test runs');
    return this.#adobe;
  }

  /** A whole argument of `aep.connection.add` for the demo's OAuth credential, with some fields changed. */
  oauth(changed: Input = {}, credential: Input = {}): Input {
    const { clientId, clientSecret, scopes } = demo.oauth;
    return this.#input(
      { clientId, ...changed },
      { kind: 'oauth-server-to-server', clientSecret, scopes, ...credential },
    );
  }

  /** The same for its service account. */
  jwt(privateKey: string, changed: Input = {}, credential: Input = {}): Input {
    const { clientId, clientSecret, technicalAccountId, metascopes } = demo.jwt;
    const secrets = { clientSecret, privateKey, technicalAccountId, metascopes };
    return this.#input({ clientId, ...changed }, { kind: 'jwt', ...secrets, ...credential });
  }

  /** The same for a token of the Developer Console. */
  pasted(accessToken: string, changed: Input = {}): Input {
    return this.#input({ clientId: demo.oauth.clientId, ...changed }, { kind: 'access-token', accessToken });
  }

  /** Adds a connection, the demo's unless another is given. */
  async add(input: unknown = this.oauth()): Promise<string> {
    const id = await addConnection(input);
    this.#ids.push(id);
    return id;
  }

  /** `ims` or `platform`: host and port as sentences name them. */
  host(service: 'ims' | 'platform'): string {
    return new URL(service === 'ims' ? this.adobe.imsOrigin : this.adobe.platformOrigin).host;
  }

  /** How often IMS was asked for a token, successfully or not. */
  get tokenRequests(): number {
    return this.adobe.requests.filter(({ service }) => service === 'ims').length;
  }

  /** Status of every answer of the platform, in order. */
  get platformAnswers(): readonly (number | undefined)[] {
    return this.adobe.requests.filter(({ service }) => service === 'platform').map(({ status }) => status);
  }

  /** Everything that went over the wire or was typed in and must be seen nowhere else. */
  get secrets(): readonly string[] {
    const sent = this.adobe.requests.flatMap(({ headers, body }) => {
      const form = new URLSearchParams(body);
      return [headers.authorization?.replace('Bearer ', ''), form.get('client_secret'), form.get('jwt_token')];
    });
    const known = [demo.oauth.clientSecret, demo.jwt.clientSecret, passphrase];
    return [...known, ...sent.filter((secret) => typeof secret === 'string')];
  }

  async start(options: LocalAdobeOptions): Promise<void> {
    this.#adobe = await LocalAdobe.start(options);
  }

  /** As it is when a test begins. */
  reset(): void {
    this.adobe.reset();
    for (const { clientId } of this.adobe.registry.list()) this.adobe.removeCredential(clientId);
    registerDemo(this.adobe, { jwtPublicKeyPem: publicPem() });
  }

  /** Removes the connections that the test added and did not remove itself. */
  async removeConnections(): Promise<void> {
    const ids = this.#ids;
    this.#ids = [];
    for (const id of ids) {
      await removeConnection(id).catch((error: unknown) => {
        if (failureOf(error).code !== 'CONNECTION_NOT_FOUND') throw error;
      });
    }
  }

  async stop(): Promise<void> {
    await this.#adobe?.stop();
    this.#adobe = undefined;
  }

  #input(changed: Input, credential: Input): Input {
    const { imsOrigin, platformOrigin } = this.adobe;
    return { name: `Test ${randomUUID()}`, imsOrg: demo.imsOrg, imsOrigin, platformOrigin, ...changed, credential };
  }
}

/** Gives the suite that calls it a local Adobe, which each test finds as new. */
export function useLocalAdobe(options: LocalAdobeOptions = {}): AdobeFixture {
  const fixture = new AdobeFixture();
  suiteSetup(() => fixture.start(options));
  setup(() => {
    fixture.reset();
  });
  teardown(() => fixture.removeConnections());
  suiteTeardown(() => fixture.stop());
  return fixture;
}
