import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type GeneratedRegistry } from '../emulator/data/generatedRegistry';
import { publicPem } from '../support/keys';
import type { ServerAnswer, ServerInput, ServerQuestion, ServerReady } from './server';

/** Nothing to list: for what is about tokens alone. */
export const emptyRegistry: GeneratedRegistry = { classes: 1, schemas: 1, fieldsPerSchema: 20 };

/** A local Adobe in another process, which knows the demo's two credentials. */
export class AdobeProcess {
  private constructor(
    private readonly process: ChildProcess,
    readonly ready: ServerReady,
  ) {}

  static async start(registry: GeneratedRegistry = emptyRegistry): Promise<AdobeProcess> {
    const input: ServerInput = { registry, publicKey: publicPem() };
    const server = fork(join(__dirname, 'server.js'), [JSON.stringify(input)]);
    const [ready] = (await once(server, 'message')) as [ServerReady];
    return new AdobeProcess(server, ready);
  }

  /** @param latencyMs waited before every answer from now on. @returns how many requests came since the last call */
  async restart(latencyMs: number): Promise<number> {
    const question: ServerQuestion = { latencyMs };
    this.process.send(question);
    const [{ requests }] = (await once(this.process, 'message')) as [ServerAnswer];
    return requests;
  }

  stop(): void {
    this.process.disconnect();
  }
}
