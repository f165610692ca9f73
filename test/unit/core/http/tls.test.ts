import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { LocalAdobe } from '../../../emulator/localAdobe';
import { CertificateAuthority, selfSigned } from '../../../support/certificates';
import { TlsFront } from '../../../support/tlsFront';

/** A process of its own: Node reads NODE_EXTRA_CA_CERTS once, at its start. */
const program = `
  import { request } from 'node:https';
  import { systemClock } from './src/core/clock';
  import { HttpClient } from './src/core/http/httpClient';
  const [client, origin] = process.argv.slice(2);
  const say = (outcome) => console.log(outcome);
  if (client === 'bare') {
    request(origin, { method: 'POST' }, ({ statusCode }) => { say(statusCode); process.exit(); })
      .on('error', ({ code }) => say(code))
      .end('client_secret=S3CRET');
  } else {
    const ignore = () => undefined;
    const http = new HttpClient({ clock: systemClock, logger: { debug: ignore, info: ignore, warn: ignore, error: ignore } });
    http.send({ origin, method: 'POST', path: '/any', form: { client_secret: 'S3CRET' } })
      .then(({ status }) => say(status), ({ code }) => say(code))
      .finally(() => http.dispose());
  }
`;

suite('TLS', () => {
  const authority = new CertificateAuthority();
  let folder: string;
  let adobe: LocalAdobe;
  let untrusted: TlsFront;
  let issued: TlsFront;

  suiteSetup(async function () {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aep-tls-'));
    fs.writeFileSync(path.join(folder, 'ca.pem'), authority.certificate);
    await build({
      stdin: { contents: program, resolveDir: process.cwd() },
      bundle: true,
      platform: 'node',
      outfile: path.join(folder, 'program.js'),
      logLevel: 'error',
    });
    adobe = await LocalAdobe.start();
    untrusted = await TlsFront.start(selfSigned('127.0.0.1'), adobe.imsOrigin);
    issued = await TlsFront.start(authority.issue('127.0.0.1'), adobe.imsOrigin);
  });
  suiteTeardown(async () => {
    await Promise.all([untrusted, issued, adobe].map((server) => server.stop()));
    fs.rmSync(folder, { recursive: true, force: true });
  });
  setup(() => {
    adobe.reset();
    adobe.fail({ service: 'ims', fault: { status: 200, body: '{}' } });
    untrusted.receivedBytes = 0;
  });

  /** Status or error of a request that a process with this environment makes. */
  async function outcome(client: 'ours' | 'bare', front: TlsFront, env: NodeJS.ProcessEnv): Promise<string> {
    const args = [path.join(folder, 'program.js'), client, `https://127.0.0.1:${front.port}`];
    const plain = { ...process.env, NODE_EXTRA_CA_CERTS: undefined, NODE_TLS_REJECT_UNAUTHORIZED: undefined };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...plain, ...env } });
    return stdout.trim();
  }
  const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };

  test('is verified by default, before a byte of the request is sent', async () => {
    assert.equal(await outcome('ours', untrusted, {}), 'TLS_UNTRUSTED');
    assert.equal(await outcome('ours', issued, {}), 'TLS_UNTRUSTED');
    assert.equal(untrusted.receivedBytes, 0);
  });

  test('is verified whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    assert.equal(await outcome('ours', untrusted, off), 'TLS_UNTRUSTED');
    assert.equal(untrusted.receivedBytes, 0);
    assert.equal(await outcome('bare', untrusted, off), '200', 'a client that says nothing is not verified');
  });

  test('trusts an authority of NODE_EXTRA_CA_CERTS, and whom it vouches for alone', async () => {
    const extra = { NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem') };
    assert.equal(await outcome('ours', issued, extra), '200');
    assert.equal(await outcome('ours', untrusted, { ...extra, ...off }), 'TLS_UNTRUSTED');
  });
});
