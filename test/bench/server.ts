/** The local Adobe in a process of its own, so that its work is nobody else's. It ends with the process that started it. */
import { type GeneratedRegistry } from '../emulator/data/generatedRegistry';
import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';

/** What the server is started with, as JSON. */
export interface ServerInput {
  readonly registry: GeneratedRegistry;
  /** Of the demo's service account. */
  readonly publicKey: string;
}

/** What the server tells when it listens. */
export interface ServerReady {
  readonly imsOrigin: string;
  readonly platformOrigin: string;
  /** For requests that do not go through the extension's core. */
  readonly token: string;
}

/** What the server is asked while it runs. Each is answered with {@link ServerAnswer}. */
export interface ServerQuestion {
  /** Waited before every answer from now on, milliseconds. */
  readonly latencyMs: number;
}

/** How many requests came since the last question. */
export interface ServerAnswer {
  readonly requests: number;
}

async function serve(): Promise<void> {
  const { registry, publicKey } = JSON.parse(process.argv[2] ?? '') as ServerInput;
  const adobe = await LocalAdobe.start({ data: { generatedRegistry: registry } });
  registerDemo(adobe, { jwtPublicKeyPem: publicKey });
  process.on('disconnect', () => process.exit());
  process.on('message', ({ latencyMs }: ServerQuestion) => {
    const answer: ServerAnswer = { requests: adobe.requests.length };
    adobe.reset();
    adobe.latencyMs = latencyMs;
    process.send?.(answer);
  });
  const { imsOrigin, platformOrigin } = adobe;
  const ready: ServerReady = { imsOrigin, platformOrigin, token: adobe.issueToken(demo.oauth.clientId) };
  process.send?.(ready);
}

void serve();
