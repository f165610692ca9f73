import { demo, registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { freePort } from './processes';

/** The same at every start, so that a connection of yesterday still finds its Adobe. */
const usualPorts = { ims: 47_801, platform: 47_802 };

export interface DemoAdobe {
  /** Argument of `aep.connection.add`. */
  readonly connection: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Starts the local Adobe with its demo organisation. */
export async function startDemoAdobe(): Promise<DemoAdobe> {
  const imsPort = await freePort(usualPorts.ims);
  const platformPort = await freePort(usualPorts.platform);
  const adobe = await LocalAdobe.start({ imsPort, platformPort, data: 'plain' });
  registerDemo(adobe);
  // On other ports it is another Adobe: a connection of that name would lead nowhere.
  const isUsual = imsPort === usualPorts.ims && platformPort === usualPorts.platform;
  const { clientId, clientSecret, scopes } = demo.oauth;
  return {
    connection: {
      name: isUsual ? 'Demo' : `Demo ${imsPort}`,
      imsOrg: demo.imsOrg,
      clientId,
      imsOrigin: adobe.imsOrigin,
      platformOrigin: adobe.platformOrigin,
      credential: { kind: 'oauth-server-to-server', clientSecret, scopes },
    },
    stop: () => adobe.stop(),
  };
}
