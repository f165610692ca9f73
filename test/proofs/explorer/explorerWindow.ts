import { XdmCatalog } from '../../../src/core/xdm/xdmCatalog';
import { type XdmCache } from '../../../src/core/xdm/catalogTypes';
import { type XdmLibrary } from '../../../src/core/xdm/xdmLibrary';
import { demo, registerDemo } from '../../emulator/demo';
import { findXdmComponents } from '../../emulator/data/xdmFiles';
import { LocalAdobe } from '../../emulator/localAdobe';
import { AdobeWindow } from '../../support/adobeWindow';

/** Data sets of the local Adobe that hold whole resources. */
export type ExplorerData = 'own' | 'xdm';

/** Nothing is kept: every document is Adobe's answer of now. */
const noCache: XdmCache = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};

/** The explorer's core over a local Adobe, with the whole index loaded. */
export class ExplorerWindow {
  private constructor(
    readonly adobe: LocalAdobe,
    readonly window: AdobeWindow,
    readonly catalog: XdmCatalog,
    readonly library: XdmLibrary,
  ) {}

  /** @returns `undefined` where the data are not at hand */
  static async open(data: ExplorerData): Promise<ExplorerWindow | undefined> {
    if (data === 'xdm' && findXdmComponents() === undefined) return undefined;
    const adobe = await LocalAdobe.start({ data });
    registerDemo(adobe);
    const window = await AdobeWindow.open(adobe);
    const { registry, clock, logger } = window;
    const catalog = new XdmCatalog({ registry, cache: noCache, clock, logger });
    await catalog.loadIndex(window.connection);
    const { library, status, omitted } = catalog.index(window.connection);
    if (!library || omitted.length > 0) throw new Error(`The index is ${status}`);
    return new ExplorerWindow(adobe, window, catalog, library);
  }

  get tenantId(): string {
    return this.adobe.tenantIdOf(demo.imsOrg);
  }

  async close(): Promise<void> {
    this.catalog.dispose();
    this.window.dispose();
    await this.adobe.stop();
  }
}
