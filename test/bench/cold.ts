import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as esbuild from 'esbuild';
import { demo } from '../emulator/demo';
import { installOnce, npmInstall } from '../host/install';
import { makeTemporaryFolder, removeFolder, repositoryRoot } from '../host/paths';
import { pkcs8 } from '../support/keys';
import { AdobeProcess } from './adobeProcess';
import { median, spread, takenMs } from './measure';
import type { Row } from './row';

const rounds = 5;
const latencyMs = 20;

interface Program {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What `aio` finds as its configuration. It would keep the token there, so each run has its own. */
  readonly config?: object;
}

/** One mint as a whole process, from its start to its end, ours and each peer's in turns. */
export async function measureColdMints(): Promise<readonly Row[]> {
  const adobe = await AdobeProcess.start();
  const folder = makeTemporaryFolder('cold');
  try {
    await adobe.restart(latencyMs);
    const { oauth, jwt } = await programs(folder, adobe.ready);
    return [...(await compare(folder, 'OAuth', oauth)), ...(await compare(folder, 'JWT', jwt))];
  } finally {
    removeFolder(folder);
    adobe.stop();
  }
}

async function compare(
  folder: string,
  kind: string,
  [ours, ...peers]: readonly [Program, ...Program[]],
): Promise<Row[]> {
  const all = [ours, ...peers];
  const took = all.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, program] of all.entries()) {
      const ms = await takenMs(() => run(program, fs.mkdtempSync(path.join(folder, 'home-'))));
      if (round >= 0) took[index]?.push(ms);
    }
  }
  const [our = [], ...theirs] = took;
  return peers.map(({ name }, index) => {
    const their = theirs[index] ?? [];
    return {
      measure: `mint ${kind}, whole process cold`,
      against: name,
      goal: 'ahead',
      figure: `${(median(our) / median(their)).toFixed(2)}; ours ${spread(our, 0)} ms, theirs ${spread(their, 0)} ms`,
      met: median(our) < median(their),
    };
  });
}

async function programs(
  folder: string,
  { imsOrigin, platformOrigin }: { readonly imsOrigin: string; readonly platformOrigin: string },
): Promise<{ readonly oauth: readonly [Program, ...Program[]]; readonly jwt: readonly [Program, ...Program[]] }> {
  const mint = await bundleOurs(folder);
  const peers = await installOnce('peers', 'what people use today, to compare with (650 MB)', (target) =>
    npmInstall(target, '@adobe/aio-cli@11', '@adobe/aio-lib-ims@8', '@adobe/jwt-auth@2'),
  );
  const { oauth, jwt, imsOrg } = demo;
  const at = { imsOrg, imsOrigin, platformOrigin };
  const ours = (name: string, connection: object): Program => ({
    name,
    arguments: [mint],
    env: { BENCH_CONNECTION: JSON.stringify({ ...at, ...connection }) },
  });
  const { clientId, clientSecret, scopes } = oauth;
  const preload = ['--require', path.join(__dirname, 'peerToLocalAdobe.js')];
  const context = {
    client_id: clientId,
    client_secrets: [clientSecret],
    technical_account_email: 'demo@techacct.adobe.com',
    technical_account_id: 'demo@techacct.adobe.com',
    scopes,
    ims_org_id: imsOrg,
  };
  const theirs = { BENCH_IMS_ORIGIN: imsOrigin, BENCH_CONTEXT: JSON.stringify(context) };
  const script = (text: string): readonly string[] => {
    const file = path.join(folder, `${String(fs.readdirSync(folder).length)}.js`);
    fs.writeFileSync(file, text.replaceAll('PEERS', path.join(peers, 'node_modules')));
    return [file];
  };
  return {
    oauth: [
      ours('ours', { name: 'Cold', clientId, credential: { kind: 'oauth-server-to-server', clientSecret, scopes } }),
      {
        name: '@adobe/aio-lib-ims',
        arguments: [
          ...preload,
          ...script(`const { Ims } = require('PEERS/@adobe/aio-lib-ims');
const { client_id, client_secrets, ims_org_id, scopes } = JSON.parse(process.env.BENCH_CONTEXT);
new Ims('prod').getAccessTokenByClientCredentials(client_id, client_secrets[0], ims_org_id, scopes)
  .then(({ access_token }) => { if (!access_token?.token) throw new Error('No token'); });`),
        ],
        env: theirs,
      },
      {
        name: 'aio auth login',
        arguments: [
          ...preload,
          path.join(peers, 'node_modules/@adobe/aio-cli/bin/run'),
          'auth',
          'login',
          '--ctx',
          'bench',
          '--bare',
        ],
        env: { ...theirs, AIO_TELEMETRY_DISABLED: 'true' },
        config: { ims: { contexts: { bench: context } }, 'aio-cli-telemetry': { optOut: true } },
      },
    ],
    jwt: [
      ours('ours', {
        name: 'Cold',
        clientId: jwt.clientId,
        credential: {
          kind: 'jwt',
          clientSecret: jwt.clientSecret,
          technicalAccountId: jwt.technicalAccountId,
          metascopes: jwt.metascopes,
          privateKey: pkcs8(),
        },
      }),
      {
        name: '@adobe/jwt-auth',
        arguments: script(`const auth = require('PEERS/@adobe/jwt-auth');
auth(JSON.parse(process.env.BENCH_JWT)).then(({ access_token }) => { if (!access_token) throw new Error('No token'); });`),
        env: {
          BENCH_JWT: JSON.stringify({
            clientId: jwt.clientId,
            technicalAccountId: jwt.technicalAccountId,
            orgId: imsOrg,
            clientSecret: jwt.clientSecret,
            privateKey: pkcs8(),
            metaScopes: jwt.metascopes,
            ims: imsOrigin,
          }),
        },
      },
    ],
  };
}

/** As it is shipped: minified, libraries in files of their own. */
async function bundleOurs(folder: string): Promise<string> {
  await esbuild.build({
    entryPoints: [path.join(repositoryRoot(), 'test/bench/coldMint.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    outdir: folder,
    // For libraries in CommonJS.
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    logLevel: 'warning',
  });
  return path.join(folder, 'coldMint.mjs');
}

async function run({ name, arguments: given, env, config }: Program, home: string): Promise<void> {
  if (config) fs.writeFileSync(path.join(home, 'aio'), JSON.stringify(config));
  const { PATH } = process.env;
  const homes = { HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home };
  const child = spawn(process.execPath, given, { cwd: home, env: { PATH, ...homes, ...env } });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${name} ended with ${String(code)}: ${said.join('')}`);
}
