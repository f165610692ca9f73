import * as fs from 'node:fs';
import * as path from 'node:path';
import { demo } from '../emulator/demo';
import { repositoryRoot } from '../host/paths';
import { pkcs8 } from '../support/keys';
import { AdobeProcess } from './adobeProcess';
import { ourId, peerId, ProbeHost, type ActivationReport } from './hostProbe';
import { median, spread } from './measure';
import type { Row } from './row';
import type { ServerReady } from './server';

/** Even, so that each is the first one as often as the other. */
const windows = 6;
const mostKilobytes = 60;

/** What `aep.connection.add` takes for each of the demo's credentials. */
export function demoConnections({ imsOrigin, platformOrigin }: ServerReady): Record<'oauth' | 'jwt', object> {
  const { imsOrg, oauth, jwt } = demo;
  const at = { imsOrg, imsOrigin, platformOrigin };
  const { clientId, ...service } = jwt;
  return {
    oauth: {
      ...at,
      name: 'OAuth',
      clientId: oauth.clientId,
      credential: { kind: 'oauth-server-to-server', clientSecret: oauth.clientSecret, scopes: oauth.scopes },
    },
    jwt: { ...at, name: 'JWT', clientId, credential: { kind: 'jwt', ...service, privateKey: pkcs8() } },
  };
}

/** How long activation takes in a real extension host, one per window, and what it loads. */
export async function measureActivation(): Promise<readonly Row[]> {
  const adobe = await AdobeProcess.start();
  const host = await ProbeHost.start();
  try {
    const took: Record<string, number[]> = { [ourId]: [], [peerId]: [] };
    const activated = (ids: readonly string[], connection?: object): Promise<ActivationReport> =>
      host.run({ kind: 'activation', ids, ...(connection ? { connection } : {}) });
    // The first window only warms up what the machine reads from disk.
    for (let window = -1; window < windows; window += 1) {
      const { tookMs } = await activated(window % 2 === 0 ? [ourId, peerId] : [peerId, ourId]);
      if (window >= 0) for (const id of [ourId, peerId]) took[id]?.push(tookMs[id] ?? NaN);
    }
    const { oauth, jwt } = demoConnections(adobe.ready);
    const [first, second] = [await activated([ourId], oauth), await activated([ourId], jwt)];
    return [activationRow(took[ourId] ?? [], took[peerId] ?? []), bundleRow(first, second)];
  } finally {
    await host.stop();
    adobe.stop();
  }
}

function activationRow(ours: readonly number[], theirs: readonly number[]): Row {
  const ratios = ours.map((ms, window) => ms / (theirs[window] ?? NaN));
  return {
    measure: '`activate()` in the extension host, loading included',
    against: '`github-authentication` of VS Code, same host',
    goal: '≤ 1.0',
    figure: `${spread(ratios)}; ours ${spread(ours, 1)} ms, theirs ${spread(theirs, 1)} ms; ${ours.length} windows`,
    met: median(ratios) <= 1,
  };
}

function bundleRow(oauth: ActivationReport, jwt: ActivationReport): Row {
  const dist = path.join(repositoryRoot(), 'dist');
  const holds = (file: string, mark: string): boolean => fs.readFileSync(path.join(dist, file), 'utf8').includes(mark);
  /** Where a library is told by a name that minifying leaves. */
  const holding = (mark: string): readonly string[] =>
    fs.readdirSync(dist).filter((file) => file.endsWith('.js') && holds(file, mark));
  const bytes = oauth.loaded.reduce((sum, file) => sum + fs.statSync(path.join(dist, file)).size, 0);
  const [fetchFiles, jwtFiles] = [holding('node-fetch'), holding('JsonWebTokenError')];
  const later = (files: readonly string[], { loaded, loadedLater }: ActivationReport): boolean =>
    files.length > 0 && files.every((file) => !loaded.includes(file) && loadedLater.includes(file));
  const isLazy =
    later(fetchFiles, oauth) && later(jwtFiles, jwt) && !jwtFiles.some((file) => oauth.loadedLater.includes(file));
  const kilobytes = bytes / 1000;
  const named = (files: readonly string[]): string => files.map((file) => `\`${file}\``).join(', ');
  return {
    measure: 'activation bundle',
    against: '–',
    goal: `≤ ${mostKilobytes} kB minified; node-fetch and jsonwebtoken come with the first request`,
    figure: `${kilobytes.toFixed(1)} kB in ${named(oauth.loaded)}; node-fetch in ${named(fetchFiles)}, jsonwebtoken in ${named(jwtFiles)}, ${isLazy ? 'seen' : 'not seen'} to be loaded by the first mint`,
    met: kilobytes <= mostKilobytes && isLazy,
  };
}
