import * as vscode from 'vscode';
import { type Alarms } from './core/alarms';
import { systemClock as clock } from './core/clock';
import { type ConnectionStore } from './core/credentials/connectionStore';
import { AccessCheck } from './core/diagnosis/accessCheck';
import type { AccessCheckOptions } from './core/diagnosis/checkContext';
import { HttpClient } from './core/http/httpClient';
import { ServerTime } from './core/http/serverTime';
import { ImsClient } from './core/ims/imsClient';
import { TokenRecords } from './core/ims/tokenRecords';
import { TokenRenewal } from './core/ims/tokenRenewal';
import { TokenService } from './core/ims/tokenService';
import { PlatformClient } from './core/platform/platformClient';
import { Sandboxes } from './core/platform/sandboxes';
import { SchemaRegistry } from './core/platform/schemaRegistry';
import type { Logger } from './core/logger';
import { settings } from './vscode/settings';
import type { Disposable } from './core/event';
import { ImsTokenClient } from './core/ims/imsTokenClient';
import { TokenInspector } from './core/ims/tokenInspector';
import { TokenRevoker } from './core/ims/tokenRevoker';

/** Gives what it is given to VS Code to dispose of. */
export type Own = <T extends Disposable>(value: T) => T;

interface AdobeOptions {
  readonly store: ConnectionStore;
  readonly alarms: Alarms;
  readonly logger: Logger;
}

/** Everything that talks to Adobe. */
export interface AdobeParts {
  readonly tokens: TokenService;
  readonly registry: SchemaRegistry;
  readonly sandboxes: Sandboxes;
  readonly inspector: TokenInspector;
  readonly revoker: TokenRevoker;
  /** The access check of connections as this window uses them. */
  readonly createAccessCheck: (connections: AccessCheckOptions['connections']) => AccessCheck;
}

/** Builds it, in the order in which it depends on each other. */
export function createAdobe(
  { secrets }: vscode.ExtensionContext,
  own: Own,
  { store, alarms, logger }: AdobeOptions,
): AdobeParts {
  const policy = settings.renewalPolicy;
  const http = own(new HttpClient({ clock, logger }));
  const serverTime = new ServerTime(clock);
  const records = own(new TokenRecords(secrets));
  const ims = new ImsClient(http, serverTime);
  const tokens = own(new TokenService({ connections: store, records, ims, serverTime, logger, policy }));
  const isFocused = (): boolean => vscode.window.state.focused;
  const renewal = own(new TokenRenewal({ tokens, alarms, clock, logger, policy, isFocused }));
  own(
    settings.onDidChangeRenewalPolicy(() => {
      renewal.replan();
    }),
  );
  const platform = new PlatformClient(http, tokens, serverTime);
  const imsTokens = new ImsTokenClient(http, serverTime);
  const [registry, sandboxes] = [new SchemaRegistry(platform), new Sandboxes(platform)];
  return {
    tokens,
    registry,
    sandboxes,
    inspector: new TokenInspector({ tokens, ims: imsTokens, clock }),
    revoker: new TokenRevoker(tokens, imsTokens),
    createAccessCheck: (connections) =>
      own(new AccessCheck({ connections, http, serverTime, tokens, platform, sandboxes, registry, clock })),
  };
}
