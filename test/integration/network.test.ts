import assert from 'node:assert/strict';
import dns from 'node:dns';
import * as fs from 'node:fs';
import { request } from 'node:https';
import * as vscode from 'vscode';
import { selfSigned, type TlsIdentity } from '../support/certificates';
import { ConnectProxy } from '../support/connectProxy';
import { TlsFront } from '../support/tlsFront';
import { generate } from './support/aepCommands';
import { rejectionOf } from './support/failure';
import { useLocalAdobe } from './support/localAdobe';
import { restoreSettings, setSetting } from './support/settings';
import { until } from './support/until';

/** VS Code leaves alone what goes to `localhost` and `127.0.0.1`: Adobe needs names, as it has outside. */
const hosts = { ims: 'ims.adobe.test', platform: 'platform.adobe.test' };

suite('Network', () => {
  const fixture = useLocalAdobe();
  const lookup = dns.lookup;
  let proxy: ConnectProxy;
  let trusted: Record<'ims' | 'platform', TlsFront>;
  let untrusted: TlsFront;
  restoreSettings();

  suiteSetup(async () => {
    const issued = JSON.parse(fs.readFileSync(process.env.AEP_TEST_TLS_IDENTITY!, 'utf8')) as TlsIdentity;
    const { imsOrigin, platformOrigin } = fixture.adobe;
    trusted = { ims: await TlsFront.start(issued, imsOrigin), platform: await TlsFront.start(issued, platformOrigin) };
    untrusted = await TlsFront.start(selfSigned(hosts.ims, '127.0.0.1'), imsOrigin);
    proxy = await ConnectProxy.start();
    // Looked up by this name in Node's own `net`.
    const here = (name: string, ...rest: unknown[]): void => {
      Reflect.apply(lookup, dns, [Object.values(hosts).includes(name) ? '127.0.0.1' : name, ...rest]);
    };
    Object.assign(dns, { lookup: here });
  });
  suiteTeardown(async () => {
    Object.assign(dns, { lookup });
    await Promise.all([proxy, trusted.ims, trusted.platform, untrusted].map((server) => server.stop()));
  });
  setup(() => {
    for (const front of [trusted.ims, trusted.platform, untrusted]) front.receivedBytes = 0;
    proxy.tunnels.length = proxy.heard.length = 0;
    proxy.refusal = undefined;
  });
  teardown(() => {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  });

  /** A connection to the Adobe behind these names. */
  const connect = (ims: TlsFront, host = hosts.ims): Promise<string> =>
    fixture.add(
      fixture.oauth({
        imsOrigin: `https://${host}:${ims.port}`,
        platformOrigin: `https://${hosts.platform}:${trusted.platform.port}`,
      }),
    );
  const set = async (name: string, value: unknown): Promise<void> => {
    await setSetting(`http.${name}`, value);
    await until(() => Promise.resolve(vscode.workspace.getConfiguration('http').get(name) === value));
  };
  /** What a client is answered that says nothing of verification: status or error. */
  const bare = (host: string, port: number): Promise<number | string | undefined> =>
    new Promise((resolve) => {
      request({ host, port }, (response) => {
        resolve(response.statusCode);
        response.resume();
      })
        .on('error', ({ code }: NodeJS.ErrnoException) => {
          resolve(code);
        })
        .end();
    });

  test('a private authority of NODE_EXTRA_CA_CERTS is trusted', async () => {
    await generate(await connect(trusted.ims));
    assert.ok(trusted.ims.receivedBytes > 0);
    assert.deepEqual(proxy.tunnels, []);
  });

  test('everything goes through the proxy of http.proxy, which sees names and nothing else', async () => {
    await set('proxy', proxy.url);
    const connection = await connect(trusted.ims);
    await generate(connection);
    await vscode.commands.executeCommand('aep.access.check', { connectionId: connection });
    const targets = [`${hosts.ims}:${trusted.ims.port}`, `${hosts.platform}:${trusted.platform.port}`];
    assert.deepEqual(new Set(proxy.tunnels), new Set(targets));
    assert.ok(fixture.platformAnswers.includes(200));
    for (const secret of fixture.secrets) assert.ok(!proxy.heard.join('\n').includes(secret));
    assert.ok(
      proxy.heard.every((line) => line.startsWith('CONNECT ')),
      proxy.heard.join('\n'),
    );
  });

  test('http.proxySupport: off turns the proxy off', async () => {
    await set('proxy', proxy.url);
    await set('proxySupport', 'off');
    await generate(await connect(trusted.ims));
    assert.deepEqual(proxy.tunnels, []);
  });

  test('nothing goes around a proxy that cannot be reached', async () => {
    const gone = await ConnectProxy.start();
    await set('proxy', gone.url);
    await gone.stop();
    const connection = await connect(trusted.ims);
    assert.equal((await rejectionOf(generate(connection))).code, 'CONNECTION_REFUSED');
    assert.equal(trusted.ims.receivedBytes, 0);
  });

  test('a proxy that refuses is told no secret, and is not taken for Adobe', async () => {
    await set('proxy', proxy.url);
    proxy.refusal = 403;
    const { code } = await rejectionOf(generate(await connect(trusted.ims)));
    assert.equal(code, 'BAD_RESPONSE');
    assert.ok(
      proxy.heard.every((line) => line.startsWith('CONNECT ')),
      proxy.heard.join('\n'),
    );
  });

  const ways = {
    directly: { host: hosts.ims, isProxied: false },
    'through a proxy': { host: hosts.ims, isProxied: true },
    'on this machine': { host: '127.0.0.1', isProxied: false },
  };
  const lures: Record<string, { env?: string; strict?: boolean }> = {
    'of itself': {},
    'whatever NODE_TLS_REJECT_UNAUTHORIZED=0 says': { env: '0' },
    'whatever http.proxyStrictSSL: false says': { strict: false },
    'whatever both say': { env: '0', strict: false },
  };
  for (const [way, { host, isProxied }] of Object.entries(ways)) {
    for (const [lure, { env, strict }] of Object.entries(lures)) {
      test(`TLS is verified ${way}, ${lure}`, async () => {
        if (isProxied) await set('proxy', proxy.url);
        if (strict !== undefined) await set('proxyStrictSSL', strict);
        if (env !== undefined) process.env.NODE_TLS_REJECT_UNAUTHORIZED = env;
        const { code } = await rejectionOf(generate(await connect(untrusted, host)));
        assert.equal(code, 'TLS_UNTRUSTED');
        assert.equal(untrusted.receivedBytes, 0, 'nothing was sent');
        assert.deepEqual(proxy.tunnels.length > 0, isProxied);
        if (env !== undefined) assert.equal(await bare(host, untrusted.port), 404, 'others are not verified');
      });
    }
  }
});
