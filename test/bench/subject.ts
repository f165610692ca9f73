import { EventEmitter, once } from 'node:events';
import { type Connection } from '../../src/core/credentials/connection';
import { type XdmCatalog } from '../../src/core/xdm/xdmCatalog';
import { type GeneratedRegistry } from '../emulator/data/generatedRegistry';
import { AdobeProcess } from './adobeProcess';
import { BareLoop } from './bareLoop';
import { createCatalog, createCore, type Core } from './core';

/** A registry of a size in another process, with the extension's core and a bare loop that both read it. */
export class BenchSubject {
  readonly bare: BareLoop;
  readonly #written = new EventEmitter();

  private constructor(
    readonly size: GeneratedRegistry,
    readonly adobe: AdobeProcess,
    private readonly core: Core,
  ) {
    this.bare = new BareLoop(adobe.ready);
  }

  static async start(size: GeneratedRegistry): Promise<BenchSubject> {
    const adobe = await AdobeProcess.start(size);
    return new BenchSubject(size, adobe, await createCore(adobe.ready));
  }

  get connection(): Connection {
    return this.core.oauth;
  }

  /** One that knows nothing yet. */
  catalog(): XdmCatalog {
    return createCatalog(this.core, {
      read: () => Promise.resolve(undefined),
      write: (_, name) => {
        this.#written.emit(name);
        return Promise.resolve();
      },
      forget: () => Promise.resolve(),
    });
  }

  /** Settles when a record is next handed over to be kept for later sessions: a catalog goes on with that after a load. */
  written(name: 'index' | 'list-global-classes'): Promise<unknown> {
    return once(this.#written, name);
  }

  stop(): void {
    this.bare.dispose();
    this.core.dispose();
    this.adobe.stop();
  }
}
