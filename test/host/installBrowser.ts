import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

import { installOnce, npmInstall } from './install';

/** Carries a headless Chromium for x64 Linux inside the npm package. */
const packagedChromium = '@sparticuz/chromium@153.0.0';

/** The machine's fonts, and the one that comes with the package, for a machine that has none. */
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
</fontconfig>
`;

export interface BrowserInstallation {
  readonly executable: string;
  /** What the browser needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Finds an installed Chrome, Chromium or Edge (`CHROME_PATH` names one), else unpacks one from the package registry.
 * @throws Error when neither is possible on this machine.
 */
export async function installBrowser(): Promise<BrowserInstallation> {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== '') {
    if (!fs.existsSync(named)) throw new Error(`CHROME_PATH names a file that does not exist: ${named}`);
    return { executable: named, env: {} };
  }
  const installed = usualPlaces().find((file) => fs.existsSync(file));
  if (installed !== undefined) return { executable: installed, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge was found. Install one, or name one in CHROME_PATH.');
  }
  return installPackagedChromium();
}

function usualPlaces(): string[] {
  if (process.platform === 'win32') return windowsPlaces();
  if (process.platform !== 'darwin') return linuxPlaces();
  const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
  return names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
}

function windowsPlaces(): string[] {
  const programs = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => process.env[name] ?? []);
  const browsers = [
    ['Google', 'Chrome', 'Application', 'chrome.exe'],
    ['Chromium', 'Application', 'chrome.exe'],
    ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ];
  return browsers.flatMap((parts) => programs.map((folder) => path.join(folder, ...parts)));
}

function linuxPlaces(): string[] {
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge-stable'];
  const folders = (process.env.PATH ?? '').split(path.delimiter).concat('/usr/bin', '/usr/local/bin', '/snap/bin');
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => path.join(folder, name)));
}

async function installPackagedChromium(): Promise<BrowserInstallation> {
  const folder = await installOnce('chromium', `a headless Chromium (${packagedChromium}, 66 MB)`, async (target) => {
    await npmInstall(target, packagedChromium);
    const packed = path.join(target, 'node_modules', '@sparticuz', 'chromium', 'bin');
    await unpack(path.join(packed, 'chromium.br'), path.join(target, 'chromium'));
    fs.chmodSync(path.join(target, 'chromium'), 0o755);
    for (const archive of ['al2023', 'swiftshader', 'fonts']) {
      await unpackArchive(path.join(packed, `${archive}.tar.br`), target);
    }
    fs.writeFileSync(path.join(target, 'fonts.conf'), fontSettings);
    fs.rmSync(path.join(target, 'node_modules'), { recursive: true });
  });
  const libraries = [path.join(folder, 'lib'), folder, process.env.LD_LIBRARY_PATH];
  const env = { LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'), FONTCONFIG_PATH: folder };
  return { executable: path.join(folder, 'chromium'), env };
}

async function unpackArchive(archive: string, target: string): Promise<void> {
  const tar = path.join(target, path.basename(archive, '.br'));
  await unpack(archive, tar);
  const { status, stderr } = spawnSync('tar', ['-xf', tar, '-C', target], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tar could not unpack ${path.basename(archive)}: ${stderr}`);
  fs.rmSync(tar);
}

async function unpack(source: string, target: string): Promise<void> {
  await pipeline(fs.createReadStream(source), createBrotliDecompress(), fs.createWriteStream(target));
}
