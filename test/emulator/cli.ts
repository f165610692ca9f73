/** Runs the local Adobe until Ctrl+C: `npm run emulator`. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demo, registerDemo } from './demo';
import { LocalAdobe, type LocalAdobeOptions } from './localAdobe';

const usage = `Usage: npm run emulator -- [--classes N] [--xdm] [--ims-port P] [--platform-port P] [--latency MS]

  --classes N        serve N generated classes instead of our own dozen (at most 100000)
  --xdm              serve the open-source XDM from ../shared/xdm
  --ims-port P       default: any free port
  --platform-port P  default: any free port
  --latency MS       wait so long before every answer`;

const names = ['classes', 'ims-port', 'platform-port', 'latency'] as const;
const largest = { classes: 100_000, 'ims-port': 65_535, 'platform-port': 65_535, latency: 600_000 };

interface CliOptions {
  server: LocalAdobeOptions;
  latencyMs: number;
}

/** @throws {Error} that says what is wrong with the command line. */
function parseCommandLine(args: string[]): CliOptions | 'help' {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { ...Object.fromEntries(names.map((name) => [name, text])), xdm: flag, help: flag };
  const values = parseArgs({ args, options }).values as Record<string, string | boolean | undefined>;
  if (values.help === true) return 'help';
  const number = (name: (typeof names)[number]): number | undefined => {
    const value = values[name];
    if (value === undefined) return undefined;
    const isNumber = typeof value === 'string' && /^\d+$/.test(value) && Number(value) <= largest[name];
    if (!isNumber) throw new Error(`--${name} takes a whole number up to ${largest[name]}.`);
    return Number(value);
  };
  const classes = number('classes');
  if (classes !== undefined && values.xdm === true) throw new Error('Choose --classes or --xdm.');
  const server: LocalAdobeOptions = {
    imsPort: number('ims-port') ?? 0,
    platformPort: number('platform-port') ?? 0,
    data: values.xdm === true ? 'xdm' : classes === undefined ? 'own' : { generatedClasses: classes },
  };
  return { server, latencyMs: number('latency') ?? 0 };
}

const describe = (adobe: LocalAdobe, privateKeyFile: string): string => `Local Adobe is running. Stop it with Ctrl+C.

  IMS                   ${adobe.imsOrigin}
  Platform              ${adobe.platformOrigin}
  Organization          ${demo.imsOrg}
  Sandboxes             ${demo.sandboxes.map(({ name }) => name).join(', ')}

OAuth Server-to-Server (a fake credential: it opens nothing)
  Client ID             ${demo.oauth.clientId}
  Client secret         ${demo.oauth.clientSecret}
  Scopes                ${demo.oauth.scopes.join(',')}

JWT (a fake credential, with a key made just now)
  Client ID             ${demo.jwt.clientId}
  Client secret         ${demo.jwt.clientSecret}
  Technical account ID  ${demo.jwt.technicalAccountId}
  Metascope             ${demo.jwt.metascopes.join(',')}
  Private key           ${privateKeyFile}
`;

function makeKey(): { publicKeyPem: string; folder: string; privateKeyFile: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const folder = mkdtempSync(join(tmpdir(), 'local-adobe-'));
  const privateKeyFile = join(folder, 'private.key');
  writeFileSync(privateKeyFile, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return { publicKeyPem: String(pair.publicKey.export({ type: 'spki', format: 'pem' })), folder, privateKeyFile };
}

async function run({ server, latencyMs }: CliOptions): Promise<void> {
  const adobe = await LocalAdobe.start(server);
  const { publicKeyPem, folder, privateKeyFile } = makeKey();
  registerDemo(adobe, { jwtPublicKeyPem: publicKeyPem });
  adobe.latencyMs = latencyMs;
  console.log(describe(adobe, privateKeyFile));
  const stop = (): void => {
    rmSync(folder, { recursive: true, force: true });
    void adobe.stop();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

async function main(): Promise<void> {
  const options = parseCommandLine(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else await run(options);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
