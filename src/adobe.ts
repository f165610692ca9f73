import { systemClock as clock } from './core/clock';
import type { Disposable } from './core/event';
import { HttpClient } from './core/http/httpClient';
import type { ServerTime } from './core/http/serverTime';
import { HeldTokens } from './core/ims/heldTokens';
import { ImsClient } from './core/ims/imsClient';
import { ImsTokenClient } from './core/ims/imsTokenClient';
import { TokenInspector } from './core/ims/tokenInspector';
import { TokenRevoker } from './core/ims/tokenRevoker';
import type { TokenService } from './core/ims/tokenService';
import type { Logger } from './core/logger';
import { PlatformClient } from './core/platform/platformClient';
import { Sandboxes } from './core/platform/sandboxes';
import { SchemaRegistry } from './core/platform/schemaRegistry';
import type { ActiveConnection } from './vscode/connections/activeConnection';
import { KnownSandboxes } from './vscode/connections/knownSandboxes';
import { SandboxLearner } from './vscode/connections/sandboxLearner';

export interface AdobeOptions {
  readonly active: ActiveConnection;
  readonly tokens: TokenService;
  readonly serverTime: ServerTime;
  readonly logger: Logger;
}

/** Everything that talks to Adobe. */
export interface Adobe extends Disposable {
  readonly http: HttpClient;
  readonly ims: ImsClient;
  readonly inspector: TokenInspector;
  readonly revoker: TokenRevoker;
  readonly platform: PlatformClient;
  readonly sandboxes: KnownSandboxes;
  readonly learner: SandboxLearner;
  readonly registry: SchemaRegistry;
}

/** Builds it, a part of its own in the bundle: activation asks nothing of Adobe. */
export function createAdobe({ active, tokens, serverTime, logger }: AdobeOptions): Adobe {
  const http = new HttpClient({ clock, logger });
  const imsTokens = new ImsTokenClient(http, serverTime);
  const platform = new PlatformClient(http, tokens, serverTime);
  const sandboxesOf = (client: PlatformClient): KnownSandboxes => new KnownSandboxes(new Sandboxes(client), active);
  const unasked = sandboxesOf(new PlatformClient(http, new HeldTokens(tokens, serverTime), serverTime));
  const learner = new SandboxLearner({ active, tokens, sandboxes: unasked, logger });
  return {
    http,
    ims: new ImsClient(http, serverTime),
    inspector: new TokenInspector({ tokens, ims: imsTokens, clock }),
    revoker: new TokenRevoker(tokens, imsTokens),
    platform,
    sandboxes: sandboxesOf(platform),
    learner,
    registry: new SchemaRegistry(platform),
    dispose: () => {
      learner.dispose();
      http.dispose();
    },
  };
}
