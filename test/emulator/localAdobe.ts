import { CredentialRegistry, type CredentialPatch, type JwtCredential, type OAuthCredential } from './credentials';
import { loadData, type DataChoice } from './data/dataSet';
import { gatewayHeaders, handleGateway } from './gateway/gateway';
import { type GatewayErrorStyle } from './gateway/gatewayErrors';
import { SandboxDirectory, SandboxManagement, type Sandbox } from './gateway/sandboxes';
import { FaultList, type FaultRule } from './http/faults';
import { Listener, type ListenerHost } from './http/listener';
import { type Handler, type RecordedRequest } from './http/message';
import { handleIms, imsHeaders } from './ims/ims';
import { type ImsContext } from './ims/imsContext';
import { type JsonObject } from './registry/resource';
import { SchemaRegistry } from './registry/schemaRegistry';
import { type ClassUsageForm } from './registry/stats';
import { tenantIdOf, Tenants, type DataSet, type Tenant } from './registry/tenants';
import { TokenStore } from './tokens';
import { secretsInPlay } from '../support/secretsInPlay';

export { type CredentialPatch, type JwtCredential, type OAuthCredential } from './credentials';
export { type Sandbox } from './gateway/sandboxes';
export { type Fault, type FaultAnswer, type FaultRule } from './http/faults';
export { type RecordedRequest } from './http/message';

export interface LocalAdobeOptions {
  /** Default: any free port. */
  imsPort?: number;
  /** Default: any free port. */
  platformPort?: number;
  /** The server's clock. Default: `Date.now`. */
  nowMs?: () => number;
  /** Default: `own`. */
  data?: DataChoice;
  /** Default: a day. */
  tokenLifetimeMs?: number;
  /** The page size that `limit` cannot exceed. Default: 300. */
  maxPageSize?: number;
}

export interface ButtonTokenOptions {
  /** Default: the server's token lifetime. */
  lifetimeMs?: number;
  /** Default: now, by the server's clock. */
  createdAtMs?: number;
}

const dayMs = 86_400_000;

/** A local Adobe: IMS and the Experience Platform gateway on two loopback origins. It refuses what Adobe would refuse. */
export class LocalAdobe {
  /** The server's clock: `Date` headers, `created_at`, `exp` checks and token expiry follow it. */
  nowMs: () => number;
  /** Waited before every answer. */
  latencyMs = 0;
  tokenLifetimeMs: number;
  gatewayErrorStyle: GatewayErrorStyle = 'old';
  /** Whether pages are shorter or longer than `limit`, which is only a hint. */
  raggedPages = false;
  /** How `/stats` writes `classUsage`. */
  classUsageForm: ClassUsageForm = 'array';
  readonly maxPageSize: number;
  /** The Developer Console's projects. */
  readonly registry = new CredentialRegistry();
  private readonly tokens = new TokenStore();
  private readonly sandboxes = new SandboxDirectory();
  private readonly faults = new FaultList();
  private readonly usedJwtIds = new Set<string>();
  private recorded: RecordedRequest[] = [];
  private mintCount = 0;
  private listeners: readonly Listener[] = [];
  private readonly data: DataSet;
  private readonly tenants: Tenants;

  private constructor(private readonly options: LocalAdobeOptions) {
    this.nowMs = options.nowMs ?? Date.now;
    this.tokenLifetimeMs = options.tokenLifetimeMs ?? dayMs;
    this.maxPageSize = options.maxPageSize ?? 300;
    this.data = loadData(options.data ?? 'own');
    this.tenants = new Tenants(this.data);
  }

  static async start(options: LocalAdobeOptions = {}): Promise<LocalAdobe> {
    const adobe = new LocalAdobe(options);
    await adobe.listen();
    return adobe;
  }

  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  get imsOrigin(): string {
    return this.originOf(0);
  }

  get platformOrigin(): string {
    return this.originOf(1);
  }

  /** In the order of arrival. A snapshot: ask again after more requests. */
  get requests(): readonly RecordedRequest[] {
    return [...this.recorded];
  }

  /** How many tokens IMS issued; `issueToken` does not count. */
  get mints(): number {
    return this.mintCount;
  }

  addOAuthCredential(credential: OAuthCredential): void {
    this.registry.addOAuth(credential);
  }

  /** A client id may have an OAuth credential as well: Adobe's conversion from JWT kept the client id. */
  addJwtCredential(credential: JwtCredential): void {
    this.registry.addJwt(credential);
  }

  /** Rotates secrets, takes the role away, drops the API from the project and so on. */
  updateCredential(clientId: string, patch: CredentialPatch): void {
    this.registry.update(clientId, patch);
  }

  removeCredential(clientId: string): void {
    this.registry.remove(clientId);
  }

  /** An org for which none are set has `prod` only. */
  setSandboxes(imsOrg: string, sandboxes: readonly Sandbox[]): void {
    this.sandboxes.set(imsOrg, sandboxes);
  }

  /** The namespace of an org's own resources, without its underscore. */
  tenantIdOf(imsOrg: string): string {
    return tenantIdOf(imsOrg);
  }

  /** The `$id` of the tenant resource with this title. @throws when there is none. */
  resourceIdOf(imsOrg: string, sandboxName: string, title: string): string {
    const id = this.tenantOf(imsOrg, sandboxName).idOf(title);
    if (id === undefined) throw new Error(`There is no '${title}' in ${sandboxName}.`);
    return id;
  }

  /**
   * Changes a tenant resource, as if somebody had saved it now: by `$id`, `meta:altId` or the `@id` of a descriptor.
   * The change gets a copy and answers the new document; `reset` takes it back. @throws when there is no such resource.
   */
  changeResource(imsOrg: string, sandboxName: string, id: string, change: (document: JsonObject) => JsonObject): void {
    this.tenantOf(imsOrg, sandboxName).change(id, change, this.nowMs());
  }

  /** A token as the Developer Console's button gives it. */
  issueToken(clientId: string, options: ButtonTokenOptions = {}): string {
    const credential = this.registry.find(clientId);
    if (!credential) throw new Error(`The local Adobe has no credential ${clientId}`);
    const { lifetimeMs = this.tokenLifetimeMs, createdAtMs = this.nowMs() } = options;
    const scopes = 'scopes' in credential ? credential.scopes : credential.metascopes;
    return this.tokens.issue(credential, { lifetimeMs, createdAtMs, scope: scopes.join(',') }).token;
  }

  revokeToken(token: string): void {
    this.tokens.revoke(token);
  }

  revokeAllTokens(): void {
    this.tokens.revokeAll();
  }

  fail(rule: FaultRule): { remove(): void } {
    return this.faults.add(rule);
  }

  /** Back to how it started; credentials, sandboxes and tokens stay. */
  reset(): void {
    this.faults.clear();
    this.usedJwtIds.clear();
    this.recorded = [];
    this.mintCount = 0;
    this.latencyMs = 0;
    this.gatewayErrorStyle = 'old';
    this.classUsageForm = 'array';
    this.raggedPages = false;
    this.tenants.reset();
    this.nowMs = this.options.nowMs ?? Date.now;
    this.tokenLifetimeMs = this.options.tokenLifetimeMs ?? dayMs;
  }

  /** Closes both origins, open connections too. */
  async stop(): Promise<void> {
    await Promise.all(this.listeners.map((listener) => listener.stop()));
  }

  private tenantOf(imsOrg: string, sandboxName: string): Tenant {
    const sandbox = this.sandboxes.find(imsOrg, sandboxName);
    if (!sandbox) throw new Error(`${imsOrg} has no sandbox ${sandboxName}`);
    return this.tenants.of(imsOrg, sandbox);
  }

  private originOf(index: 0 | 1): string {
    const listener = this.listeners[index];
    if (!listener) throw new Error('The local Adobe is not listening.');
    return listener.origin;
  }

  private async listen(): Promise<void> {
    const { imsPort = 0, platformPort = 0 } = this.options;
    const [ims, gateway] = [this.imsHandler(), this.gatewayHandler()];
    const hosts = [this.host(() => this.platformOrigin), this.host(() => this.imsOrigin)] as const;
    const first = await Listener.start('ims', imsPort, ims, imsHeaders, hosts[0]);
    try {
      this.listeners = [first, await Listener.start('platform', platformPort, gateway, gatewayHeaders, hosts[1])];
    } catch (error) {
      await first.stop();
      throw error;
    }
  }

  private host(otherOrigin: () => string): ListenerHost {
    return {
      nowMs: () => this.nowMs(),
      latencyMs: () => this.latencyMs,
      recorded: (request) => {
        this.recorded.push(request);
        secretsInPlay.addForm(request.body);
      },
      faultFor: (request) => this.faults.take(request),
      redirectTarget: () => `${otherOrigin()}/redirected`,
    };
  }

  private imsHandler(): Handler {
    const context: ImsContext = {
      credentials: this.registry,
      tokens: this.tokens,
      usedJwtIds: this.usedJwtIds,
      nowMs: () => this.nowMs(),
      imsOrigin: () => this.imsOrigin,
      mint: (credential, scope) => {
        this.mintCount += 1;
        return this.tokens.issue(credential, { createdAtMs: this.nowMs(), lifetimeMs: this.tokenLifetimeMs, scope });
      },
    };
    return (incoming) => handleIms(incoming, context);
  }

  private gatewayHandler(): Handler {
    const platformOrigin = () => this.platformOrigin;
    const nowMs = () => this.nowMs();
    const classUsageForm = () => this.classUsageForm;
    const raggedPages = () => this.raggedPages;
    const { sandboxes, registry: credentials, tokens, maxPageSize } = this;
    const services = [
      new SandboxManagement(sandboxes, platformOrigin),
      new SchemaRegistry(this.data.global, this.tenants, {
        sandboxes,
        platformOrigin,
        nowMs,
        maxPageSize,
        raggedPages,
        classUsageForm,
      }),
    ];
    return (incoming) =>
      handleGateway(incoming, services, { credentials, tokens, nowMs, gatewayErrorStyle: this.gatewayErrorStyle });
  }
}
