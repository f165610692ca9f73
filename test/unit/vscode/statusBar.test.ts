import { fakeVscode, type ShownItem } from '../../support/fakeVscode';
import assert from 'node:assert/strict';
import { Alarms } from '../../../src/core/alarms';
import { type Connection, type CredentialKind } from '../../../src/core/credentials/connection';
import { AepError, type AepErrorCode } from '../../../src/core/errors';
import { Emitter } from '../../../src/core/event';
import { type TokenService } from '../../../src/core/ims/tokenService';
import { type RenewalPolicy, type TokenState } from '../../../src/core/ims/tokenState';
import { type ActiveConnection, type ActiveState } from '../../../src/vscode/connections/activeConnection';
import { type UsedConnection } from '../../../src/vscode/connections/choice';
import { StatusBar } from '../../../src/vscode/statusBar/statusBar';
import { environmentAt, nowhere } from '../../support/connections';
import { FakeClock, settled } from '../../support/fakeClock';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

interface Given {
  readonly failure?: AepErrorCode;
  /** Default: one that is chosen. */
  readonly connections?: 'none' | 'unchosen';
  readonly name?: string;
  readonly kind?: CredentialKind;
  readonly sandbox?: string;
  readonly type?: string;
  readonly secret?: 'missing';
  readonly token?: Partial<Omit<TokenState, 'failure'>> & { readonly leftMs?: number; readonly failure?: AepErrorCode };
  readonly policy?: RenewalPolicy;
}

interface Seen {
  readonly text: string;
  readonly background?: 'warning' | 'error';
  /** Parts of the tooltip, as it is read. */
  readonly says: readonly string[];
  readonly spoken: string;
}

const platform = new URL(nowhere.platformOrigin).host;
const links = 'Copy Token | Generate Token | Switch Connection | Switch Sandbox';

/** Each state that a person must be able to tell by the status bar. */
const table: readonly (readonly [state: string, given: Given, seen: Seen])[] = [
  [
    'no connection',
    { connections: 'none' },
    { text: '$(key) AEP', says: ['No AEP connection yet.', 'Add Connection'], spoken: 'AEP. No AEP connection yet.' },
  ],
  [
    'several connections, none of them chosen here',
    { connections: 'unchosen' },
    {
      text: '$(key) AEP: no connection chosen',
      says: ['No AEP connection is chosen in this workspace.', 'Switch Connection | Add Connection'],
      spoken: 'AEP: no connection chosen. No AEP connection is chosen in this workspace.',
    },
  ],
  [
    'connections that cannot be read, since the keyring is locked',
    { failure: 'STORE_UNAVAILABLE' },
    {
      text: '$(error) AEP: storage problem',
      background: 'error',
      says: [
        'VS Code’s secret storage cannot be used.',
        'Unlock the keyring of your operating system, then try again.',
      ],
      spoken: 'AEP: storage problem. VS Code’s secret storage cannot be used.',
    },
  ],
  [
    'connections that are damaged',
    { failure: 'RECORD_UNREADABLE' },
    {
      text: '$(error) AEP: storage problem',
      background: 'error',
      says: ['The stored connections are damaged.', 'delete them and enter them again'],
      spoken: 'AEP: storage problem. The stored connections are damaged.',
    },
  ],
  [
    'a token that is being read',
    { token: { known: false } },
    { text: '$(key) Acme · dev', says: ['Reading the stored token…'], spoken: 'Acme · dev. Reading the stored token…' },
  ],
  [
    'no token',
    {},
    {
      text: '$(key) Acme · dev: no token',
      says: ['No token yet.', 'Connection Acme', 'Organisation DE30', 'Sandbox dev (development)', platform, links],
      spoken: 'Acme · dev: no token. No token yet.',
    },
  ],
  [
    'a mint under way',
    { token: { minting: true, leftMs: hourMs } },
    { text: '$(sync~spin) Acme · dev', says: ['Generating a token…'], spoken: 'Acme · dev. Generating a token…' },
  ],
  [
    'a missing secret',
    { secret: 'missing' },
    {
      text: '$(key) Acme · dev: secret missing',
      says: ['The secret is missing on this machine.'],
      spoken: 'Acme · dev: secret missing. The secret is missing on this machine.',
    },
  ],
  [
    'a valid token',
    { token: { leftMs: 23 * hourMs + 41 * minuteMs } },
    {
      text: '$(key) Acme · dev 23 h 41 m',
      says: ['Valid for 23 h 41 m. Renewed automatically while it is in use.', 'Expires', links],
      spoken: 'AEP token of Acme: valid for 23 hours 41 minutes, sandbox: dev (development)',
    },
  ],
  [
    'a valid token that is renewed on use',
    { token: { leftMs: 9 * minuteMs }, policy: 'onUse' },
    {
      text: '$(key) Acme · dev 9 min',
      says: ['Valid for 9 min. Renewed when it is used.'],
      spoken: 'AEP token of Acme: valid for 9 minutes, sandbox: dev (development)',
    },
  ],
  [
    'a production sandbox',
    { sandbox: 'prod', type: 'production', token: { leftMs: hourMs } },
    {
      text: '$(key) Acme · prod PRODUCTION 1 h',
      says: ['Sandbox $(alert) prod (PRODUCTION)'],
      spoken: 'AEP token of Acme: valid for 1 hour, sandbox: prod (PRODUCTION)',
    },
  ],
  [
    'no sandbox, where Adobe’s default is production',
    { sandbox: '', type: 'production', token: { leftMs: hourMs } },
    {
      text: '$(key) Acme · PRODUCTION 1 h',
      says: ['Sandbox $(alert) no sandbox sent: Adobe’s default (PRODUCTION)'],
      spoken: 'AEP token of Acme: valid for 1 hour, sandbox: no sandbox sent: Adobe’s default (PRODUCTION)',
    },
  ],
  [
    'no sandbox, where nobody knows what Adobe’s default is',
    { sandbox: '', type: 'unknown', token: { leftMs: hourMs } },
    {
      text: '$(key) Acme · default? 1 h',
      says: ['no sandbox sent: Adobe’s default (type unknown)'],
      spoken: 'AEP token of Acme: valid for 1 hour, sandbox: no sandbox sent: Adobe’s default (type unknown)',
    },
  ],
  [
    'a token that ran out overnight: plain',
    { token: { leftMs: -1 } },
    {
      text: '$(key) Acme · dev: expired',
      says: ['The token has expired.', 'Expires'],
      spoken: 'Acme · dev: expired. The token has expired.',
    },
  ],
  [
    'a revoked token',
    { token: { revoked: true } },
    {
      text: '$(key) Acme · dev: no token',
      says: ['The token was revoked. No new one is generated until you ask for it.'],
      spoken: 'Acme · dev: no token. The token was revoked. No new one is generated until you ask for it.',
    },
  ],
  [
    'renewal that fails, with time left: no warning yet',
    { token: { leftMs: 31 * minuteMs, failure: 'CONNECTION_LOST' } },
    {
      text: '$(key) Acme · dev 31 min',
      says: ['Valid for 31 min. Renewing it failed.', '$(warning) The connection'],
      spoken: 'AEP token of Acme: valid for 31 minutes, sandbox: dev (development)',
    },
  ],
  [
    'renewal that fails, near the end: a warning',
    { token: { leftMs: 29 * minuteMs, failure: 'CONNECTION_LOST' } },
    {
      text: '$(warning) Acme · dev 29 min',
      background: 'warning',
      says: ['Valid for 29 min. Renewing it failed.', '$(warning) The connection'],
      spoken: 'AEP token of Acme: valid for 29 minutes, sandbox: dev (development)',
    },
  ],
  [
    'renewal that is off, with time left: no warning yet',
    { token: { leftMs: hourMs }, policy: 'never' },
    {
      text: '$(key) Acme · dev 1 h',
      says: ['Valid for 1 h. Renewal is switched off.'],
      spoken: 'AEP token of Acme: valid for 1 hour, sandbox: dev (development)',
    },
  ],
  [
    'renewal that is off, near the end: a warning',
    { token: { leftMs: 30 * minuteMs }, policy: 'never' },
    {
      text: '$(warning) Acme · dev 30 min',
      background: 'warning',
      says: ['Valid for 30 min. Renewal is switched off.'],
      spoken: 'AEP token of Acme: valid for 30 minutes, sandbox: dev (development)',
    },
  ],
  [
    'a pasted token near its end: a warning',
    { kind: 'access-token', token: { leftMs: 9 * minuteMs } },
    {
      text: '$(warning) Acme · dev 9 min',
      background: 'warning',
      says: ['Valid for 9 min. A pasted token cannot be renewed.'],
      spoken: 'AEP token of Acme: valid for 9 minutes, sandbox: dev (development)',
    },
  ],
  [
    'a refused mint: red, since trying again cannot mend it',
    { token: { failure: 'IMS_CLIENT_UNKNOWN' } },
    {
      text: '$(error) Acme · dev: no token',
      background: 'error',
      says: ['Adobe IMS does not know this client ID.', 'Check the client ID'],
      spoken: 'Acme · dev: no token. Adobe IMS does not know this client ID.',
    },
  ],
  [
    'no network and no token: plain, since it mends by itself',
    { token: { failure: 'CONNECTION_LOST' } },
    {
      text: '$(key) Acme · dev: no token',
      says: ['No token yet.', '$(warning) The connection'],
      spoken: 'Acme · dev: no token. No token yet.',
    },
  ],
  [
    'a name that would draw an icon, and is long: text, cut in the bar and whole in the tooltip',
    { name: '$(flame) Contoso Global Holdings (EMEA)', token: { leftMs: hourMs } },
    {
      text: '$(key) $ (flame) Contoso Globa… · dev 1 h',
      says: ['Connection $ (flame) Contoso Global Holdings (EMEA)'],
      spoken: 'AEP token of $(flame) Contoso Global Holdings (EMEA): valid for 1 hour, sandbox: dev (development)',
    },
  ],
];

suite('The status bar', () => {
  let clock: FakeClock;
  let statusBar: StatusBar | undefined;

  setup(() => {
    fakeVscode.reset();
    clock = new FakeClock();
  });
  teardown(() => {
    statusBar?.dispose();
    statusBar = undefined;
  });

  function useOf({ name = 'Acme', kind = 'oauth-server-to-server', sandbox = 'dev', ...given }: Given): UsedConnection {
    const connection = {
      ...{ id: 'a', name, imsOrg: 'DE30DE30DE30DE30DE30DE30@AdobeOrg', clientId: 'c' },
      environment: environmentAt(nowhere),
      credential: { kind },
      ...(sandbox === '' ? {} : { sandbox }),
    } as Connection;
    const { type = 'development', secret = 'present' } = given;
    return { connection, secret, sandboxSource: 'connection', sandboxType: type === 'unknown' ? undefined : type };
  }

  function stateOf(given: Given): ActiveState {
    const use = useOf(given);
    const { connections, failure } = given;
    return {
      connections: connections === 'none' || failure ? [] : [use],
      active: connections || failure ? undefined : use,
      ...{ question: undefined, unknownName: undefined },
      failure: failure && new AepError(failure, 'for the log'),
    };
  }

  function tokenOf({ token: { leftMs, failure, ...rest } = {} }: Given): TokenState {
    return {
      ...{ known: true, minting: false, revoked: false, renewalDueMs: undefined },
      expiresAtMs: leftMs === undefined ? undefined : clock.nowMs() + leftMs,
      failure: failure && new AepError(failure, 'for the log'),
      ...rest,
    };
  }

  /** The item, once all that is to be said has been loaded. */
  async function show(given: Given): Promise<ShownItem> {
    const [changed, state, token] = [new Emitter<void>(), stateOf(given), tokenOf(given)];
    const active = { state, connection: state.active?.connection, onDidChange: changed.event };
    const tokens = { state: () => token, load: () => Promise.resolve(), onDidChange: new Emitter<string>().event };
    const settings = {
      renewalPolicy: () => given.policy ?? 'automatic',
      onDidChangeRenewalPolicy: () => ({ dispose: () => undefined }),
    };
    statusBar = new StatusBar({
      active: active as unknown as ActiveConnection,
      tokens: tokens as unknown as TokenService,
      ...{ settings, alarms: new Alarms(clock), clock },
    });
    changed.fire();
    await settled();
    return fakeVscode.items[0]!;
  }

  for (const [state, given, seen] of table) {
    test(`shows ${state}`, async () => {
      const item = await show(given);
      assert.equal(item.text, seen.text);
      const background = seen.background && `statusBarItem.${seen.background}Background`;
      assert.equal(item.backgroundColor?.id, background);
      assert.equal(item.accessibilityInformation?.label, seen.spoken);
      const tooltip = asRead(item.tooltip!.value);
      // Nothing that cannot work is offered.
      if (given.failure) assert.doesNotMatch(item.tooltip!.value, /command:/);
      for (const part of seen.says) assert.ok(tooltip.includes(part), `${part} in ${tooltip}`);
    });
  }

  test('begins to warn at the minute, though nothing else happens', async () => {
    const item = await show({ token: { leftMs: 31 * minuteMs }, policy: 'never' });
    const background = (): string | undefined => item.backgroundColor?.id;
    assert.equal(background(), undefined);
    await clock.advance(minuteMs + 1);
    assert.equal(background(), 'statusBarItem.warningBackground');
  });
});

/** Markdown without its marks: what somebody reads. */
function asRead(markdown: string): string {
  return markdown
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\[([^\]]*)\]\(command:[^)]*\)/g, '$1')
    .replaceAll('**', '')
    .replaceAll('\\', '')
    .replaceAll(/\s+/g, ' ');
}
