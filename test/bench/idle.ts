import * as path from 'node:path';
import { registerDemo } from '../emulator/demo';
import { LocalAdobe } from '../emulator/localAdobe';
import { makeTemporaryFolder, removeFolder } from '../host/paths';
import { bundleExtension } from '../support/windows/extensionBundle';
import { Office } from '../support/windows/office';
import { demoConnections } from './activation';
import { AdobeProcess } from './adobeProcess';
import { ProbeHost, type IdleReport } from './hostProbe';
import type { Row } from './row';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** What nobody works with: a day by the clock of a window, in minutes of ours. */
export async function measureIdleDay(): Promise<readonly Row[]> {
  const folder = makeTemporaryFolder('idle');
  const adobe = await LocalAdobe.start();
  try {
    bundleExtension(folder);
    registerDemo(adobe);
    const entry = path.join(__dirname, '..', 'proofs', 'windows', 'window', 'index.js');
    const office = new Office(adobe, folder, entry);
    try {
      await office.open(1);
      await office.connect();
      await office.useEverywhere();
      // Another one, later, in which nothing was asked for yet: what a person has who starts VS Code and does something else.
      await office.closeAll();
      await office.open(1);
      const untouched = await countDay(office);
      await office.copy(office.windows[0] ?? fail());
      return [rowOf(untouched, await countDay(office))];
    } finally {
      await office.desktop.close();
    }
  } finally {
    await adobe.stop();
    removeFolder(folder);
  }
}

interface Counted {
  readonly wakeUps: number;
  readonly requests: number;
}

async function countDay({ desktop, windows }: Office): Promise<Counted> {
  const [window = fail()] = windows;
  const before = await window.report();
  await desktop.advance(dayMinutes * minuteMs);
  const after = await window.report();
  return { wakeUps: after.wakeUps - before.wakeUps, requests: after.requests - before.requests };
}

/** A token that was asked for is renewed before it expires, which is not idle any more. */
function rowOf(untouched: Counted, used: Counted): Row {
  const perMinute = untouched.wakeUps / dayMinutes;
  const inUse = `a token in use all day: ${used.wakeUps}, and ${used.requests} to renew it`;
  return {
    measure: 'idle: a day by a fake clock, a token shown',
    against: '–',
    goal: '≤ 1 wake-up a minute, 0 requests',
    figure: `${untouched.wakeUps} wake-ups, ${perMinute.toFixed(2)} a minute; ${untouched.requests} requests (${inUse})`,
    met: perMinute <= 1 && untouched.requests === 0,
  };
}

/** Ten minutes in a real extension host, the view of the explorer open. */
export async function measureIdleForReal(minutes = 10): Promise<readonly Row[]> {
  const adobe = await AdobeProcess.start();
  const host = await ProbeHost.start();
  try {
    const connection = demoConnections(adobe.ready).oauth;
    const idleMs = minutes * minuteMs;
    // By then what the view asked for is there and written down.
    const task = { kind: 'idle', connection, settleMs: 20_000, idleMs } as const;
    const { wakeUps, onBehalf } = await host.run<IdleReport>(task, () => void adobe.restart(0));
    const requests = await adobe.restart(0);
    return [
      {
        measure: `idle: ${minutes} real minutes in the extension host, the explorer open`,
        against: '–',
        goal: '≤ 1 wake-up a minute, 0 requests',
        figure: `${wakeUps} wake-ups, ${(wakeUps / minutes).toFixed(2)} a minute; ${requests} requests (VS Code set ${onBehalf} timers to show what we told it)`,
        met: wakeUps / minutes <= 1 && requests === 0,
      },
    ];
  } finally {
    await host.stop();
    adobe.stop();
  }
}

function fail(): never {
  throw new Error('No window is open');
}
